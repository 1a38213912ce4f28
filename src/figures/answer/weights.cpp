// The force's figure of every measure of a survey, each with its weighting report.
#include "soundings/figures/weights.h"

#include <algorithm>
#include <functional>
#include <utility>

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

Fault unknown_survey(const Definitions& definitions, const std::string& id) {
  return fault("unknown_survey", "survey", id,
               "no survey of the definitions has this id" +
                   did_you_mean(nearest(id, ids(definitions.surveys))));
}

Fault not_weighted(const Survey& survey) {
  return fault("not_weighted", "survey", survey.id, "it is not weighted; name one of its schemes");
}

/// The force's figure of each measure of a survey, with a weighting report.
Expected<std::vector<Table>, Fault> tables_of(const Definitions& definitions,
                                              const Figures& figures, const Survey& survey,
                                              const Period& period, const std::string& scheme) {
  std::vector<Table> tables;
  for (const Measure& measure : definitions.measures) {
    if (measure.survey != survey.id) {
      continue;
    }
    auto table = figures.answer({.measure = measure.id, .period = period, .scheme = scheme});
    if (!table) {
      return unexpected(table.error());
    }
    if (!unanswered(*table) && !table->weighting_fault.empty()) {
      return unexpected(unfitted(*table));
    }
    tables.push_back(*std::move(table));
  }
  return tables;
}

}  // namespace

Expected<Weights, Fault> weights(const Definitions& definitions, const Figures& figures,
                                 const WeightsQuestion& question) {
  const Survey* survey = definitions.find_survey(question.survey);
  if (survey == nullptr) {
    return unexpected(unknown_survey(definitions, question.survey));
  }
  const std::string scheme = question.scheme.empty() ? survey->default_scheme : question.scheme;
  if (scheme.empty() || scheme == "none") {
    return unexpected(not_weighted(*survey));
  }
  auto tables = tables_of(definitions, figures, *survey, question.period, scheme);
  if (!tables) {
    return unexpected(std::move(tables).error());
  }
  if (tables->empty()) {
    return unexpected(no_measures(*survey));
  }
  const auto without =
      std::stable_partition(tables->begin(), tables->end(), std::not_fn(unanswered));
  if (without == tables->begin()) {
    return unexpected(no_answers(*survey, question.period));
  }
  return Weights{.tables = *std::move(tables)};
}

}  // namespace soundings::figures
