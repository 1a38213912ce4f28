// A weighting report as Markdown.
#include "soundings/report/weights.h"

#include <algorithm>
#include <cmath>

#include "soundings/base/number.h"
#include "soundings/wording/weighting.h"
#include "soundings/wording/wording.h"

namespace soundings::report {
namespace {

/// A report with the names around it.
struct NamedReport {
  const Definitions& definitions;
  const Survey& survey;
  const Table& table;
  WeightingReport report;
  const Scheme* scheme;
};

NamedReport named(const Definitions& definitions, const figures::Weights& weights) {
  const Table& table = weights.tables.front();
  return {.definitions = definitions,
          .survey = *definitions.find_survey(table.survey),
          .table = table,
          .report = table.weighting.value_or(WeightingReport{}),
          .scheme = definitions.find_scheme(table.survey, table.scheme)};
}

std::string english(const Labels& labels, const std::string& otherwise) {
  const auto at = labels.find("en");
  return at == labels.end() ? otherwise : at->second;
}

std::string row(const std::vector<std::string>& cells) {
  std::string line = "|";
  for (const std::string& cell : cells) {
    line += " " + cell + " |";
  }
  return line + "\n";
}

/// Columns after the first are numbers, and stand to the right.
std::string head(const std::vector<std::string>& names, std::size_t words = 1) {
  std::string rule = "|";
  for (std::size_t at = 0; at < names.size(); ++at) {
    rule += at < words ? "---|" : "---:|";
  }
  return row(names) + rule + "\n";
}

std::string share(double part, double whole) {
  return rounded(100.0 * part / whole, 1) + "%";
}

/// "under 1e-12": what is smaller is the machine's rounding, and means nothing.
std::string gap_words(double gap) {
  return gap < 1e-12 ? "under 1e-12" : significant(gap, 2);
}

std::string method_words(const NamedReport& of) {
  const std::string& method = of.report.method;
  if (method == "poststratify") {
    return "post-stratification: one margin, each category met at once";
  }
  std::string words = "raking: each margin met in turn until all are";
  if (of.scheme != nullptr && of.scheme->bounds) {
    words += "; weights kept between " + significant(of.scheme->bounds->at(0), 3) + " and " +
             significant(of.scheme->bounds->at(1), 3) + " times the mean";
  }
  return words;
}

std::int64_t respondents(const WeightingReport& report) {
  return std::llround(report.n_kish * report.deff_kish);
}

std::string opening(const NamedReport& of) {
  const WeightingReport& report = of.report;
  std::vector<std::string> names;
  names.reserve(report.margins.size());
  for (const MarginSummary& summary : report.margins) {
    names.push_back(wording::margin_name(of.survey, summary.margin));
  }
  const std::string gap = report.largest_gap < 1e-9 ? "every target is met" : "targets are missed";
  return "# Weighting report: " + english(of.survey.title, of.survey.id) + ", " +
         wording::period(of.table.period, &of.survey) + "\n\n" +
         wording::count(respondents(report)) + " responses are weighted by " +
         wording::list(names) + ", and " + gap + " (largest gap " + gap_words(report.largest_gap) +
         " of its target). Weights run from " + rounded(report.g_min, 2) + " to " +
         rounded(report.g_max, 2) + " times the mean. They cost " +
         share(1.0 - report.efficiency, 1.0) + " of the sample: its " +
         wording::count(respondents(report)) + " responses tell as much as " +
         wording::count(std::llround(report.n_kish)) + " equally weighted ones would.\n\n";
}

std::string doing(const NamedReport& of) {
  const WeightingReport& report = of.report;
  const std::string scheme =
      of.table.scheme + " " + of.table.scheme_version +
      (of.scheme == nullptr || of.scheme->title.empty() ? "" : ": " + of.scheme->title);
  return "## What was done\n\n" + head({"", ""}, 2) + row({"Scheme", scheme}) +
         row({"Method", method_words(of)}) +
         row({"Population", wording::count(std::llround(report.sum_final))}) +
         row({"Steps to convergence", std::to_string(report.iterations)}) +
         row({"Definitions", of.definitions.digest.substr(0, 12)}) +
         row({"Data version", std::to_string(of.table.data_version)}) + "\n";
}

/// Where each margin's numbers come from: a file's own words, or the invitations.
std::string targets(const NamedReport& of) {
  std::string text =
      "## Where the targets come from\n\n" + head({"Margin", "Source", "As of", "Given as"}, 4);
  if (of.scheme == nullptr) {
    return text + "\n";
  }
  const auto origins = wording::target_origins(of.survey, *of.scheme, of.table.period);
  for (const MarginSummary& summary : of.report.margins) {
    for (const wording::TargetOrigin& origin : origins) {
      if (std::find(origin.margins.begin(), origin.margins.end(), summary.margin) !=
          origin.margins.end()) {
        text += row({wording::margin_name(of.survey, summary.margin), origin.source, origin.as_of,
                     origin.kind + "s"});
      }
    }
  }
  return text + "\n";
}

/// The categories that were joined, with both targets; nothing where none was.
std::string joined(const NamedReport& of) {
  const auto sentences = wording::collapses(of.definitions, of.table.survey, of.table.collapsed);
  std::string text = sentences.empty() ? "" : "## What was joined\n\n";
  for (const std::string& sentence : sentences) {
    text += "- " + sentence + "\n";
  }
  return sentences.empty() ? text : text + "\n";
}

std::string margins(const NamedReport& of) {
  std::string text = "## Before and after\n\n";
  for (const MarginSummary& summary : of.report.margins) {
    text += "### " + wording::margin_name(of.survey, summary.margin) + "\n\n";
    std::string lines;
    for (const MarginLine& line : of.report.lines) {
      if (line.margin == summary.margin) {
        const double whole = of.report.sum_final;
        const double gap = line.target > 0.0 ? line.after / line.target - 1.0 : 0.0;
        lines +=
            row({wording::margin_category(of.definitions, of.survey, line.margin, line.category),
                 wording::count(line.respondents), share(line.before, whole),
                 share(line.target, whole), share(line.after, whole), gap_words(std::abs(gap))});
      }
    }
    text +=
        head({"Category", "Responses", "Unweighted", "Target", "Weighted", "Gap"}) + lines + "\n";
  }
  return text;
}

std::string coverage(const NamedReport& of) {
  std::string text =
      "## What each margin covers\n\n" + head({"Margin", "Without a target", "Target nobody is in",
                                               "Largest difference before", "After"});
  for (const MarginSummary& summary : of.report.margins) {
    text += row({wording::margin_name(of.survey, summary.margin), share(summary.missing_share, 1.0),
                 share(summary.uncovered_share, 1.0), rounded(summary.asmd_before, 3),
                 rounded(summary.asmd_after, 3)});
  }
  return text +
         "\nResponses without a target keep the share they have. The difference is that of the "
         "category furthest from its target, in standard deviations; over 0.1 is worth "
         "knowing.\n\n";
}

std::string spread(const NamedReport& of) {
  const WeightingReport& report = of.report;
  return "## The weights\n\nRelative to their mean.\n\n" + head({"", ""}) +
         row({"Smallest", rounded(report.g_min, 3)}) +
         row({"5% are at or under", rounded(report.g_p05, 3)}) +
         row({"Half are at or under", rounded(report.g_median, 3)}) +
         row({"95% are at or under", rounded(report.g_p95, 3)}) +
         row({"Largest", rounded(report.g_max, 3)}) +
         row({"Share of the heaviest response",
              significant(100.0 * report.largest_share, 3) + "%"}) +
         row({"Responses at a bound", wording::count(report.at_bound)}) +
         row({"Kish effective sample size", rounded(report.n_kish, 1)}) +
         row({"Kish design effect", rounded(report.deff_kish, 4)}) +
         row({"Efficiency", share(report.efficiency, 1.0)}) + "\n";
}

std::string ranged(const std::optional<Shown>& shown, int decimals) {
  return shown ? wording::percent(shown->value, decimals) + " (" +
                     wording::range(shown->lo, shown->hi, decimals) + ")"
               : "[x]";
}

std::string effect(const NamedReport& of, const figures::Weights& weights) {
  std::string text =
      "## What it changes\n\n" +
      head({"Measure", "Answers", "Unweighted", "Weighted", "Change in points", "Design effect"});
  for (const Table& table : weights.tables) {
    const Row& force = table.rows.front();
    const Measure* measure = of.definitions.find_measure(table.measure);
    const int decimals = measure->item_decimals;
    const bool both = force.unweighted && force.weighted;
    text +=
        row({english(measure->title, measure->id), wording::count(force.base.value_or(0)),
             ranged(force.unweighted, decimals), ranged(force.weighted, decimals),
             both ? wording::figure(force.weighted->value - force.unweighted->value, Statistic::net,
                                    decimals)
                  : "[x]",
             force.weighted && force.weighted->deff ? rounded(*force.weighted->deff, 3) : "[x]"});
  }
  return text + "\n";
}

std::string caveats(const NamedReport& of) {
  std::string text =
      "## What weighting cannot do\n\n"
      "- It corrects the margins above and nothing else: people who answered may differ from those "
      "who did not in other ways.\n"
      "- The ranges allow for the weights and for sampling, not for who chose to answer.\n";
  if (of.survey.self_selected) {
    text += "- Members chose to take part; they are respondents, not a sample of residents.\n";
  }
  if (!of.table.period.single()) {
    text += "- Every month or wave is weighted alone; together they are strata.\n";
  }
  return text;
}

}  // namespace

std::string weights_markdown(const Definitions& definitions, const figures::Weights& weights) {
  const NamedReport of = named(definitions, weights);
  return opening(of) + doing(of) + targets(of) + joined(of) + margins(of) + coverage(of) +
         spread(of) + effect(of, weights) + caveats(of);
}

}  // namespace soundings::report
