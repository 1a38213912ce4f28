#include "soundings/analyse/analyse.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "answers.h"
#include "csv.h"
#include "diagnose.h"
#include "margins.h"
#include "names.h"
#include "responses.h"
#include "spec.h"

namespace soundings::analyse {
namespace {

namespace fs = std::filesystem;

Expected<std::string, Fault> read_file(const fs::path& path, const std::string& what) {
  std::ifstream file(path, std::ios::binary);
  if (!file || fs::is_directory(path)) {
    return unexpected(Fault{.code = "file_unreadable",
                            .message = "cannot read " + what + " " + path.filename().string()});
  }
  return std::string(std::istreambuf_iterator<char>(file), {});
}

Expected<weigh::Plan, Fault> make_plan(const Weighting& weighting, const fs::path& folder) {
  weigh::Plan plan{.method = weighting.method,
                   .absent = weighting.absent,
                   .population_total = weighting.population_total,
                   .bounds = weighting.bounds,
                   .max_iterations = weighting.max_iterations};
  if (plan.method == weigh::Method::none || plan.method == weigh::Method::base) {
    return plan;
  }
  const auto text = read_file(folder / weighting.margins, "margins");
  if (!text) {
    return unexpected(text.error());
  }
  const auto table = parse_csv(*text, weighting.margins);
  if (!table) {
    return unexpected(table.error());
  }
  auto margins = read_margins(*table, weighting);
  if (!margins) {
    return unexpected(margins.error());
  }
  plan.margins = *std::move(margins);
  if (plan.method == weigh::Method::poststratify && plan.margins.size() != 1) {
    return unexpected(
        Fault{.code = "spec_invalid", .message = "poststrat takes one margin; use rake for more"});
  }
  return plan;
}

std::string label(const Where& where) {
  std::string text;
  for (const auto& [column, category] : where) {
    text.append(text.empty() ? "" : "|").append(column).append("=").append(category);
  }
  return where.empty() ? "all" : text;
}

/// Every combination of the categories of each list of columns, the last column turning fastest.
std::vector<Where> enumerate(const Spec& spec, const std::vector<CellColumn>& columns) {
  std::vector<Where> all;
  for (const auto& crossed : spec.domains) {
    std::vector<Where> made{{}};
    for (const std::string& name : crossed) {
      const auto at = std::find_if(columns.begin(), columns.end(),
                                   [&name](const auto& column) { return column.id == name; });
      const auto levels = spec.levels.find(name);
      const std::vector<std::string> categories =
          levels != spec.levels.end()
              ? levels->second
              : std::vector<std::string>(at->codes.begin() + 1, at->codes.end());
      std::vector<Where> longer;
      for (const Where& start : made) {
        for (const std::string& category : categories) {
          longer.push_back(start);
          longer.back().emplace_back(name, category);
        }
      }
      made = std::move(longer);
    }
    all.insert(all.end(), made.begin(), made.end());
  }
  return all;
}

/// Cells by domain: a blank is never asked for by name.
estimate::Domain cells_where(const Cells& cells, const Where& where) {
  for (const auto& [column, category] : where) {
    if (category.empty()) {
      return {};
    }
  }
  return estimate::select(cells, where);
}

std::string weighting_code(weigh::Fault::Kind kind) {
  switch (kind) {
    case weigh::Fault::Kind::unknown_column:
      return "unknown_column";
    case weigh::Fault::Kind::repeated_category:
      return "repeated_category";
    case weigh::Fault::Kind::unmatched_category:
      return "unmatched_category";
    case weigh::Fault::Kind::absent_category:
      return "absent_category";
    case weigh::Fault::Kind::not_converged:
      return "not_converged";
    case weigh::Fault::Kind::infeasible_bounds:
      return "infeasible_bounds";
    case weigh::Fault::Kind::empty_sample:
      return "empty_sample";
  }
  return {};
}

Expected<Weighed, Fault> weigh_measure(const Responses& responses, const weigh::Plan& plan,
                                       const MeasureSpec* measure) {
  const auto answers = replies(responses.table, measure);
  if (!answers) {
    return unexpected(answers.error());
  }
  Counted counted = count(responses, measure, answers->position);
  auto sample = weigh::calibrate(counted.cells, plan);
  if (!sample) {
    Fault fault{.code = weighting_code(sample.error().kind), .message = sample.error().message};
    if (!sample.error().margins.empty()) {
      fault.diagnostics = diagnose_unmet(plan, responses, sample.error());
    }
    return unexpected(std::move(fault));
  }
  return Weighed{.counted = std::move(counted), .sample = *std::move(sample), .replies = *answers};
}

estimate::Variable variable(const MeasureSpec& measure) {
  estimate::Variable made{.kind = measure.kind};
  for (const auto& [answer, value] : measure.values) {
    made.value.emplace_back(value);
  }
  return made;
}

Fault lonely(const estimate::Fault& fault) {
  return {.code = "lonely_stratum", .message = fault.message};
}

Expected<void, Fault> add_tests(Analysis& analysis, const Spec& spec, const MeasureSpec& measure,
                                const Weighed& weighed) {
  const Cells& cells = weighed.sample.cells();
  for (const std::string& by : spec.tests) {
    const auto column = std::find_if(cells.columns.begin(), cells.columns.end(),
                                     [&by](const auto& one) { return one.id == by; });
    std::vector<estimate::Domain> groups;
    for (std::size_t code = 1; code < column->codes.size(); ++code) {
      groups.push_back(cells_where(cells, {{by, column->codes[code]}}));
    }
    const auto made =
        estimate::association(weighed.sample, groups, variable(measure), spec.design.lonely);
    if (!made) {
      return unexpected(lonely(made.error()));
    }
    analysis.tests.push_back({.measure = measure.name, .by = by, .test = *made});
  }
  return {};
}

Expected<void, Fault> add_measure(Analysis& analysis, const Spec& spec, const MeasureSpec& measure,
                                  const Weighed& weighed) {
  const Cells& cells = weighed.sample.cells();
  const estimate::Variable of = variable(measure);
  for (const Where& where : enumerate(spec, cells.columns)) {
    const auto made =
        estimate::estimate(weighed.sample, cells_where(cells, where), of, spec.design.lonely);
    if (!made) {
      return unexpected(lonely(made.error()));
    }
    const auto interval = [&](estimate::IntervalMethod method) {
      return estimate::interval(*made, method, spec.level);
    };
    analysis.estimates.push_back({.domain = label(where),
                                  .measure = measure.name,
                                  .estimate = *made,
                                  .wald = interval(estimate::IntervalMethod::wald),
                                  .logit = interval(estimate::IntervalMethod::logit),
                                  .wilson = interval(estimate::IntervalMethod::wilson),
                                  .beta = interval(estimate::IntervalMethod::beta)});
  }
  for (const auto& [a, b] : spec.contrasts) {
    const auto made = estimate::contrast(weighed.sample, cells_where(cells, a),
                                         cells_where(cells, b), of, spec.level, spec.design.lonely);
    if (!made) {
      return unexpected(lonely(made.error()));
    }
    analysis.contrasts.push_back(
        {.a = label(a), .b = label(b), .measure = measure.name, .contrast = *made});
  }
  return add_tests(analysis, spec, measure, weighed);
}

Expected<Analysis, Fault> run(const Spec& spec, const weigh::Plan& plan,
                              const Responses& responses) {
  Analysis analysis;
  Reported reported;
  const auto empty = check_categories(responses, spec, plan);
  if (!empty) {
    return unexpected(empty.error());
  }
  for (const weigh::Margin& margin : plan.margins) {
    analysis.margins.push_back(margin.name);
  }
  const auto first =
      weigh_measure(responses, plan, spec.measures.empty() ? nullptr : spec.measures.data());
  if (!first) {
    return unexpected(first.error());
  }
  for (const MeasureSpec& measure : spec.measures) {
    const bool is_first = &measure == spec.measures.data();
    const auto weighed = is_first ? first : weigh_measure(responses, plan, &measure);
    if (!weighed) {
      return unexpected(weighed.error());
    }
    if (const auto added = add_measure(analysis, spec, measure, *weighed); !added) {
      return unexpected(added.error());
    }
    add_answers(reported, measure, weighed->replies);
  }
  if (!plan.margins.empty()) {
    add_weights(analysis, plan, first->sample);
  }
  analysis.weighting = first->sample.report();
  add_diagnostics(analysis, spec, plan, responses, *first);
  add_rows(reported, responses.table, *empty);
  analysis.diagnostics.insert(analysis.diagnostics.end(), reported.lines.begin(),
                              reported.lines.end());
  analysis.findings = std::move(reported.findings);
  return analysis;
}

fs::path specification(const fs::path& path) {
  return fs::is_directory(path) ? path / "case.json" : path;
}

}  // namespace

std::string folder_of(const std::string& path) {
  const fs::path folder = specification(path).parent_path();
  return folder.empty() ? "." : folder.string();
}

Expected<Analysis, Fault> analyse(const std::string& path) {
  const fs::path folder = folder_of(path);
  const auto text = read_file(specification(path), "specification");
  if (!text) {
    return unexpected(text.error());
  }
  const auto spec = parse_spec(*text);
  if (!spec) {
    return unexpected(spec.error());
  }
  const auto plan = make_plan(spec->weighting, folder);
  if (!plan) {
    return unexpected(plan.error());
  }
  const auto rows = read_file(folder / spec->responses, "responses");
  if (!rows) {
    return unexpected(rows.error());
  }
  auto table = parse_csv(*rows, spec->responses);
  if (!table) {
    return unexpected(table.error());
  }
  const auto responses = code_responses(*std::move(table), *spec, grouping_columns(*spec, *plan));
  if (!responses) {
    return unexpected(responses.error());
  }
  return run(*spec, *plan, *responses);
}

}  // namespace soundings::analyse
