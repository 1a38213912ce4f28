// A scheme of the definitions applied to counted cells.
#include "answer/weighing.h"

#include "answer/cross_tabulate.h"
#include "answer/preparation.h"
#include "answer/strata.h"

namespace soundings::figures {
namespace {

weigh::Method method_of(const Scheme& scheme) {
  switch (scheme.method) {
    case Scheme::Method::none:
      return weigh::Method::none;
    case Scheme::Method::poststratify:
      return weigh::Method::poststratify;
    case Scheme::Method::rake:
      break;
  }
  return weigh::Method::rake;
}

/// The report in the scheme's own names, with the shares that preparation took care of.
WeightingReport report_of(const weigh::Sample& sample, const Scheme& scheme,
                          const std::vector<Prepared>& prepared) {
  WeightingReport report = sample.report();
  for (std::size_t at = 0; at < prepared.size(); ++at) {
    const std::string column = column_name(scheme.margins[at]);
    for (MarginLine& line : report.lines) {
      line.margin = line.margin == column ? scheme.margins[at] : line.margin;
    }
    for (MarginSummary& summary : report.margins) {
      if (summary.margin == column) {
        summary.margin = scheme.margins[at];
        summary.missing_share = prepared[at].missing_share;
        summary.uncovered_share = prepared[at].uncovered_share;
      }
    }
  }
  return report;
}

std::vector<MarginCollapse> all_collapsed(const std::vector<Prepared>& prepared) {
  std::vector<MarginCollapse> all;
  for (const Prepared& one : prepared) {
    all.insert(all.end(), one.collapsed.begin(), one.collapsed.end());
  }
  return all;
}

std::vector<NewColumn> analysis_columns(const Cells& cells, const std::vector<std::string>& by) {
  std::vector<NewColumn> columns;
  columns.reserve(by.size());
  for (const std::string& domain : by) {
    columns.push_back(kept(cells, domain, "by " + domain));
  }
  return columns;
}

std::shared_ptr<const Cells> designed(const std::shared_ptr<const Cells>& cells, Design design) {
  return design == Design::one_stratum ? in_one_stratum(*cells) : cells;
}

}  // namespace

weigh::Sample unweighted(const Cells& cells, const std::vector<std::string>& by, Design design) {
  const std::vector<double> same(cells.strata.size(), 1.0);
  return weigh::calibrate(
             designed(cross_tabulate(cells, analysis_columns(cells, by), same), design),
             {.method = weigh::Method::none})
      .value();
}

Expected<Weighed, std::string> weighted(const Asked& asked, const Evidence& evidence,
                                        const std::vector<std::string>& by, Design design) {
  const Scheme& scheme = *asked.scheme;
  const std::vector<double> weight = weight_by_stratum(*evidence.cells);
  std::vector<Prepared> prepared;
  std::vector<NewColumn> columns;
  weigh::Plan plan{.method = method_of(scheme),
                   .absent = scheme.absent == Scheme::Absent::error ? weigh::Absent::error
                                                                    : weigh::Absent::renormalise,
                   .bounds = scheme.bounds};
  for (const std::string& margin : scheme.margins) {
    auto ready = prepare(asked, evidence, weight, margin);
    if (!ready) {
      return unexpected(ready.error());
    }
    columns.push_back(ready->column);
    plan.margins.push_back(ready->margin);
    prepared.push_back(*std::move(ready));
  }
  for (NewColumn& column : analysis_columns(*evidence.cells, by)) {
    columns.push_back(std::move(column));
  }
  const std::vector<double> scale = scheme.method == Scheme::Method::rake
                                        ? levelled(weight)
                                        : std::vector<double>(weight.size(), 1.0);
  auto sample =
      weigh::calibrate(designed(cross_tabulate(*evidence.cells, columns, scale), design), plan);
  if (!sample) {
    return unexpected(sample.error().message);
  }
  WeightingReport report = report_of(*sample, scheme, prepared);
  return Weighed{.sample = *std::move(sample),
                 .report = std::move(report),
                 .collapsed = all_collapsed(prepared)};
}

}  // namespace soundings::figures
