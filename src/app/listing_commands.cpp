// `soundings measures`, `areas` and `periods`: the words by which figures are asked for.
#include <algorithm>
#include <iostream>

#include <nlohmann/json.hpp>

#include "soundings/figures/figures.h"
#include "soundings/figures/silence.h"
#include "soundings/store/cells.h"
#include "soundings/store/engine.h"
#include "soundings/wording/wording.h"

#include "columns.h"
#include "commands.h"
#include "figure_answers.h"
#include "open.h"

namespace soundings::app {

namespace {

using Json = nlohmann::ordered_json;
using Rows = std::vector<std::vector<std::string>>;

std::string joined(const std::vector<std::string>& words) {
  std::string all;
  for (const std::string& word : words) {
    all += (all.empty() ? "" : ",") + word;
  }
  return all;
}

/// Whether a thing of `survey` was asked for.
bool wanted(const ListingOptions& options, const std::string& survey) {
  return options.survey.empty() || options.survey == survey;
}

/// The definitions, when they know the survey that was named; else the reason is printed.
std::optional<Definitions> definitions_with_survey(const ListingOptions& options) {
  auto definitions = open_definitions(options.paths.definitions);
  if (definitions && !options.survey.empty() && !knows_survey(*definitions, options.survey)) {
    return std::nullopt;
  }
  return definitions;
}

/// A period with answers to a survey.
struct Answered {
  const Survey* survey = nullptr;
  Period period;
};

/// The months or waves that may have answers, from the first answer to the last.
std::vector<Period> periods_of(const figures::Figures& figures, const Survey& survey) {
  std::vector<Period> periods;
  if (survey.waved) {
    for (const int number : figures.waves(survey.id)) {
      periods.push_back(Period::waves(number, number));
    }
    return periods;
  }
  const auto range = figures.months(survey.id);
  for (Month at = range ? range->first : Month(); range && at <= range->second; at = at.plus(1)) {
    periods.push_back(Period::month(at));
  }
  return periods;
}

/// Whether any measure of the survey has answers in the period.
bool answered(const Definitions& definitions, const figures::Figures& figures, const Survey& survey,
              const Period& period) {
  return std::ranges::any_of(definitions.measures, [&](const Measure& measure) {
    if (measure.survey != survey.id) {
      return false;
    }
    const auto table = figures.answer({.measure = measure.id, .period = period, .scheme = "none"});
    return table && !figures::silence(*table);
  });
}

std::vector<Answered> answered_periods(const Definitions& definitions,
                                       const figures::Figures& figures,
                                       const ListingOptions& options) {
  std::vector<Answered> found;
  for (const Survey& survey : definitions.surveys) {
    if (!wanted(options, survey.id)) {
      continue;
    }
    for (const Period& period : periods_of(figures, survey)) {
      if (answered(definitions, figures, survey, period)) {
        found.push_back({.survey = &survey, .period = period});
      }
    }
  }
  return found;
}

void print(const ListingOptions& options, const char* name, const Json& list, const Rows& rows) {
  if (options.json) {
    std::cout << visible_json(Json{{name, list}}.dump(2)) << '\n';
  } else {
    std::cout << columns(rows);
  }
}

}  // namespace

Exit list_measures(const ListingOptions& options) {
  const auto definitions = definitions_with_survey(options);
  if (!definitions) {
    return Exit::refused;
  }
  Rows rows{{"MEASURE", "SURVEY", "STATISTIC", "BY", "TITLE"}};
  Json list = Json::array();
  for (const Measure& measure : definitions->measures) {
    if (!wanted(options, measure.survey)) {
      continue;
    }
    const std::string title = wording::title(*definitions, measure.id, Statistic::pct_positive);
    const std::string statistic(to_text(measure.statistic));
    rows.push_back({measure.id, measure.survey, statistic, joined(measure.by), title});
    list.push_back({{"id", measure.id},
                    {"survey", measure.survey},
                    {"statistic", statistic},
                    {"by", measure.by},
                    {"title", title}});
  }
  print(options, "measures", list, rows);
  return Exit::done;
}

Exit list_areas(const ListingOptions& options) {
  const auto definitions = open_definitions(options.paths.definitions);
  if (!definitions) {
    return Exit::refused;
  }
  Rows rows{{"AREA", "LEVEL", "NAME", "PARENT", "ALSO"}};
  Json list = Json::array();
  for (const Area& area : definitions->areas.areas()) {
    rows.push_back({area.id, area.level, area.name, area.parent, joined(area.aliases)});
    list.push_back({{"id", area.id},
                    {"level", area.level},
                    {"name", area.name},
                    {"parent", area.parent.empty() ? Json() : Json(area.parent)},
                    {"aliases", area.aliases}});
  }
  print(options, "areas", list, rows);
  return Exit::done;
}

Exit list_periods(const ListingOptions& options) {
  const auto definitions = definitions_with_survey(options);
  if (!definitions || !database_present(options.paths)) {
    return Exit::refused;
  }
  const auto cells = store::open_cells(options.paths.database, *definitions);
  const figures::WorkingFigures figures(*definitions, *cells);
  Rows rows{{"SURVEY", "PERIOD", "NAME"}};
  Json list = Json::array();
  for (const auto& [survey, period] : answered_periods(*definitions, figures, options)) {
    const std::string name = wording::period(period, survey);
    rows.push_back({survey->id, to_text(period), name});
    list.push_back({{"survey", survey->id}, {"period", to_text(period)}, {"name", name}});
  }
  print(options, "periods", list, rows);
  if (list.empty()) {
    std::cerr << "nobody has answered yet\n";
  }
  return Exit::done;
}

}  // namespace soundings::app
