// The subcommands that ask for figures.
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

}  // namespace

void add_estimate(CLI::App& app, Command& command, EstimateOptions& options) {
  CLI::App& sub = *app.add_subcommand(
      "estimate", "One measure, unweighted and weighted, with ranges and bases");
  add_place(sub, options.place);
  sub.add_option("--measure", options.measure, "Measure id")->required();
  sub.add_option("--by", options.by, "Domains to break down by, at most two")->delimiter(',');
  sub.add_option("--period", options.period, period_words())->required();
  sub.add_option("--interval", options.interval, "wilson, logit, beta or wald")
      ->capture_default_str();
  sub.add_option("--reading", options.reading,
                 "What rows are read against, in a table or JSON (default: the rest, by one "
                 "domain; the period before, of one figure)")
      ->check(CLI::IsMember({"rest", "force", "previous", "year_before", "none"}));
  add_figure_options(sub, options, ", distribution");
  sub.callback([&command, &options] { command = [&options] { return estimate(options); }; });
}

void add_compare(CLI::App& app, Command& command, CompareOptions& options) {
  CLI::App& sub = *app.add_subcommand(
      "compare", "Figures of one question against each other, and what their difference shows");
  add_place(sub, options.place);
  sub.add_option("--measure", options.measure, "Measure id")->required();
  sub.add_option("--period", options.period, period_words())->required();
  sub.add_option("--of", options.of,
                 "Both sides of this part alone: DOMAIN=CODE, as npu=BE (default: the force)");
  sub.add_option("--by", options.by,
                 "Domain to compare along (default: areas, or the force alone "
                 "against another period)");
  sub.add_option("--code", options.code,
                 "Only this code of the domain (default: all, as a family)");
  sub.add_option("--against", options.against,
                 "rest, force, previous, year_before, a period, a code of the domain, or a measure")
      ->capture_default_str();
  add_figure_options(sub, options);
  sub.callback([&command, &options] { command = [&options] { return compare(options); }; });
}

void add_weights(CLI::App& app, Command& command, WeightsOptions& options) {
  CLI::App& sub =
      *app.add_subcommand("weights", "What weighting did to one period of a survey, and its cost");
  add_place(sub, options.place);
  sub.add_option("--survey", options.survey, "Survey id")->required();
  sub.add_option("--period", options.period, period_words())->required();
  sub.add_option("--weighting", options.weighting, "Weighting scheme (default: the survey's own)");
  sub.add_option("--format", options.format, "markdown, csv or json")
      ->capture_default_str()
      ->check(CLI::IsMember({"markdown", "csv", "json"}));
  sub.add_option("-o,--output", options.output, "Write to this file");
  sub.callback([&command, &options] { command = [&options] { return weights(options); }; });
}

void add_small_areas(CLI::App& app, Command& command, SmallAreasOptions& options) {
  CLI::App& sub =
      *app.add_subcommand("small-areas", "Areas by a model, apart from their direct estimates");
  add_place(sub, options.place);
  sub.add_option("--measure", options.measure, "Measure id")->required();
  sub.add_option("--period", options.period, period_words())->required();
  sub.add_option("--by", options.by, "The domain whose codes are the areas")->capture_default_str();
  add_figure_options(sub, options);
  sub.callback([&command, &options] { command = [&options] { return small_areas(options); }; });
}

void add_headline(CLI::App& app, Command& command, HeadlineOptions& options) {
  CLI::App& sub = *app.add_subcommand("headline", "The headline measures of a month");
  add_place(sub, options.place);
  sub.add_option("--period", options.period, "Month, as in 2019-05")->required();
  sub.add_option("--format", options.format, "csv or json")
      ->capture_default_str()
      ->check(CLI::IsMember({"csv", "json"}));
  sub.add_option("-o,--output", options.output, "Write to this file");
  sub.callback([&command, &options] { command = [&options] { return headline(options); }; });
}

}  // namespace soundings::app
