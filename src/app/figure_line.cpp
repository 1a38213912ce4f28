// The subcommands that ask for figures.
#include "soundings/base/number.h"
#include "soundings/survey/period.h"

#include "command_line.h"
#include "commands.h"

namespace soundings::app {

namespace {

std::string period_words() {
  std::string words(period_forms);
  words.front() = 'A';
  return words;
}

/// One field of the question, as an option of its name.
CLI::Option* add_field(CLI::App& sub, FigureOptions& options, const std::string& name,
                       const std::string& words) {
  return sub.add_option("--" + name, options.fields[name], words);
}

/// The same with what it is when it is left out.
CLI::Option* add_field(CLI::App& sub, FigureOptions& options, const std::string& name,
                       const std::string& words, const std::string& usual) {
  options.fields[name] = usual;
  return add_field(sub, options, name, words)->capture_default_str();
}

void add_output(CLI::App& sub, FigureOptions& options, const std::string& formats) {
  sub.add_option("--format", options.format, formats);
  sub.add_option("-o,--output", options.output, "Write to this file");
}

/// What every command of figures takes. more: statistics beside those that are one figure.
void add_figure_options(CLI::App& sub, FigureOptions& options, const std::string& more = {}) {
  add_field(sub, options, "statistic",
            "pct_positive, pct_negative, net, mean" + more + " (default: the measure's own)");
  add_field(sub, options, "weighting", "Weighting scheme, or none (default: the survey's own)");
  add_field(sub, options, "level", "Level of ranges, 0.8 to 0.9999",
            shortest(figures::usual_level));
  add_output(sub, options, "table, csv or json (default: table on a terminal, else csv)");
}

/// Which figures are asked: released ones, or those of the answers that are kept.
void add_source(CLI::App& sub, FigureOptions& options) {
  auto* release =
      sub.add_option("--release", options.release,
                     "Release to read, as 2019-05.r0 (default: the newest of the month)");
  auto* working =
      sub.add_flag("--working", options.working,
                   "Of the answers that are kept, at full precision: not for publication; each "
                   "question is written to the audit trail")
          ->excludes(release);
  sub.parse_complete_callback([&sub, &options] { options.command = sub.get_name(); });
  sub.add_option("--asked-by", options.asked_by,
                 "Who asks for working figures, for the audit trail (beside the operating-system "
                 "user)")
      ->needs(working);
}

CLI::App& add_command(CLI::App& app, FigureOptions& options, const std::string& name,
                      const std::string& words) {
  CLI::App& sub = *app.add_subcommand(name, words);
  add_paths(sub, options.paths);
  add_source(sub, options);
  return sub;
}

void call(CLI::App& sub, Command& command, FigureOptions& options,
          Exit (*answer)(const FigureOptions&)) {
  sub.callback(
      [&command, &options, answer] { command = [&options, answer] { return answer(options); }; });
}

}  // namespace

void add_estimate(CLI::App& app, Command& command, FigureOptions& options) {
  CLI::App& sub = add_command(app, options, "estimate",
                              "One measure, unweighted and weighted, with ranges and bases");
  add_field(sub, options, "measure", "Measure id")->required();
  add_field(sub, options, "by", "Domains to break down by, at most two, with a comma between them")
      ->delimiter(',')
      ->expected(-1)
      ->multi_option_policy(CLI::MultiOptionPolicy::Join);
  add_field(sub, options, "period", period_words())->required();
  add_field(sub, options, "interval", "wilson, logit, beta or wald", "wilson");
  add_field(sub, options, "reading",
            "What rows are read against, in a table or JSON: rest, force, previous, year_before or "
            "none (default: the rest, by one domain; the period before, of one figure)");
  add_figure_options(sub, options, ", distribution");
  call(sub, command, options, estimate);
}

void add_compare(CLI::App& app, Command& command, FigureOptions& options) {
  CLI::App& sub =
      add_command(app, options, "compare",
                  "Figures of one question against each other, and what their difference shows");
  add_field(sub, options, "measure", "Measure id")->required();
  add_field(sub, options, "period", period_words())->required();
  add_field(sub, options, "of",
            "Both sides of this part alone: DOMAIN=CODE, as npu=BE (default: the force)");
  add_field(sub, options, "by",
            "Domain to compare along (default: areas, or the force alone against another period)");
  add_field(sub, options, "code", "Only this code of the domain (default: all, as a family)");
  add_field(sub, options, "against",
            "rest, force, previous, year_before, a period, a code of the domain, or a measure",
            "rest");
  add_figure_options(sub, options);
  call(sub, command, options, compare);
}

void add_weights(CLI::App& app, Command& command, FigureOptions& options) {
  CLI::App& sub = add_command(app, options, "weights",
                              "What weighting did to one period of a survey, and its cost");
  add_field(sub, options, "survey", "Survey id")->required();
  add_field(sub, options, "period", period_words())->required();
  add_field(sub, options, "weighting", "Weighting scheme (default: the survey's own)");
  add_output(sub, options, "markdown, csv or json (default: markdown)");
  call(sub, command, options, weights);
}

void add_small_areas(CLI::App& app, Command& command, FigureOptions& options) {
  CLI::App& sub = add_command(app, options, "small-areas",
                              "Areas by a model, apart from their direct estimates");
  add_field(sub, options, "measure", "Measure id")->required();
  add_field(sub, options, "period", period_words())->required();
  add_field(sub, options, "by", "The domain whose codes are the areas (default: the NPUs)");
  add_figure_options(sub, options);
  call(sub, command, options, small_areas);
}

void add_headline(CLI::App& app, Command& command, FigureOptions& options) {
  CLI::App& sub = add_command(app, options, "headline", "The headline measures of a month");
  add_field(sub, options, "period", "Month, as in 2019-05")->required();
  add_output(sub, options, "csv or json (default: csv)");
  call(sub, command, options, headline);
}

void add_series_options(CLI::App& sub, FigureOptions& options) {
  add_field(sub, options, "measure", "Measure id");
  add_field(sub, options, "of",
            "Whom: DOMAIN=CODE, as npu=SH, or two such with a comma (default: the force)");
  add_field(sub, options, "from", "First month or wave (default: of the first answer)");
  add_field(sub, options, "to", "Last month or wave (default: of the last answer)");
  add_field(sub, options, "grain", "month or quarter; polls go by wave", "month");
  add_source(sub, options);
  add_figure_options(sub, options);
}

}  // namespace soundings::app
