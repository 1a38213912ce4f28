// The force's figure of every measure of a survey, each with its weighting report.
#include "soundings/figures/weights.h"

#include <algorithm>
#include <iterator>

#include "soundings/base/nearest.h"

#include "question/domain_codes.h"
#include "question/fault.h"

namespace soundings::figures {
namespace {

/// Whether nobody answered the table's question.
bool unanswered(const Table& table) {
  return !table.rows.empty() && table.rows.front().base == 0;
}

Fault unfitted(const Table& table) {
  return fault(table.weighting_fault, "period", to_text(table.period),
               "no weights meet the targets of " + table.scheme + ": " + table.weighting_problem);
}

Fault no_measures(const Survey& survey) {
  return fault("unknown_measure", "survey", survey.id, "it has no measures");
}

Fault no_answers(const Survey& survey, const Period& period) {
  return fault("no_answers", "period", to_text(period), "nobody answered " + survey.id);
}

}  // namespace

Expected<Weights, Fault> weights(const Definitions& definitions, const Figures& figures,
                                 const WeightsQuestion& question) {
  const Survey* survey = definitions.find_survey(question.survey);
  if (survey == nullptr) {
    return unexpected(fault("unknown_survey", "survey", question.survey,
                            "no survey of the definitions has this id" +
                                did_you_mean(nearest(question.survey, ids(definitions.surveys)))));
  }
  const std::string scheme = question.scheme.empty() ? survey->default_scheme : question.scheme;
  if (scheme.empty() || scheme == "none") {
    return unexpected(
        fault("not_weighted", "survey", survey->id, "it is not weighted; name one of its schemes"));
  }
  Weights made;
  std::vector<Table> without;
  for (const Measure& measure : definitions.measures) {
    if (measure.survey != survey->id) {
      continue;
    }
    auto table =
        figures.answer({.measure = measure.id, .period = question.period, .scheme = scheme});
    if (!table) {
      return unexpected(table.error());
    }
    if (unanswered(*table)) {
      without.push_back(*std::move(table));
    } else if (!table->weighting_fault.empty()) {
      return unexpected(unfitted(*table));
    } else {
      made.tables.push_back(*std::move(table));
    }
  }
  if (made.tables.empty()) {
    return unexpected(without.empty() ? no_measures(*survey)
                                      : no_answers(*survey, question.period));
  }
  std::move(without.begin(), without.end(), std::back_inserter(made.tables));
  return made;
}

}  // namespace soundings::figures
