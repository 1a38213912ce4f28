// The rules of headline measures, of denominators, and of what may leave.
#include <algorithm>
#include <utility>

#include "definitions/rules.h"
#include "definitions/spellings.h"

namespace soundings::definition {
namespace {

Faults item_of_measure_faults(const Header& header, const Measure& measure, const Survey& survey,
                              const std::string& at) {
  const Item* item = survey.find_item(measure.item);
  if (item == nullptr || item->kind != Item::Kind::scale) {
    return {fault(header, at + "/item", measure.item, "measure_item_exists",
                  measure.survey + " has no item " + measure.item + " with a scale")};
  }
  if (item->positive.empty()) {
    return {fault(header, at + "/item", measure.item, "measure_item_has_positive",
                  measure.item + " says of no answer that it is positive")};
  }
  return {};
}

/// Whether the item has what the statistic is made of.
bool can_be_made(const Measure& measure, const Survey& survey, const Item& item) {
  if (measure.statistic == Statistic::pct_negative || measure.statistic == Statistic::net) {
    return !item.negative.empty();
  }
  const auto scale = survey.scales.find(item.scale);
  return measure.statistic != Statistic::mean ||
         (scale != survey.scales.end() && scale->second.kind == Scale::Kind::ordinal);
}

/// The monthly export is in per cent and has no column that says otherwise.
Faults statistic_faults(const Header& header, const Measure& measure, const Survey& survey,
                        const std::string& at) {
  const std::string statistic(to_text(measure.statistic));
  const bool signed_or_score =
      measure.statistic == Statistic::net || measure.statistic == Statistic::mean;
  if (measure.headline && signed_or_score) {
    return {fault(header, at + "/statistic", statistic, "headline_is_per_cent",
                  measure.id + " is a headline measure, and its statistic is no per cent")};
  }
  const Item* item = survey.find_item(measure.item);
  if (item != nullptr && item->kind == Item::Kind::scale && !can_be_made(measure, survey, *item)) {
    return {fault(header, at + "/statistic", statistic, "statistic_can_be_made",
                  measure.item + " has no negative answers, or a scale without an order")};
  }
  return {};
}

Faults filter_faults(const Header& header, const Measure& measure, const Survey& survey,
                     const Draft& all, const std::string& at) {
  if (measure.filter_domain.empty()) {
    return {};
  }
  const Domain* domain = survey.find_domain(measure.filter_domain);
  if (domain == nullptr) {
    return {fault(header, at + "/filter/domain", measure.filter_domain, "filter_domain_exists",
                  measure.survey + " has no domain " + measure.filter_domain)};
  }
  const auto codes = all.codes_of(*domain);
  if (codes && std::ranges::count(*codes, measure.filter_code) == 0) {
    return {fault(header, at + "/filter/code", measure.filter_code, "filter_code_exists",
                  domain->id + " has no code " + measure.filter_code)};
  }
  return {};
}

Faults by_faults(const Header& header, const Measure& measure, const Survey& survey,
                 const std::string& at) {
  Faults faults;
  for (std::size_t i = 0; i < measure.by.size(); ++i) {
    const std::string& domain = measure.by[i];
    const std::string pointer = at + "/by/" + std::to_string(i);
    if (survey.find_domain(domain) == nullptr) {
      faults.push_back(fault(header, pointer, domain, "by_domain_exists",
                             measure.survey + " has no domain " + domain));
    } else if (domain == measure.filter_domain) {
      faults.push_back(fault(
          header, pointer, domain, "by_domain_is_free",
          measure.id + " is fixed to one code of " + domain + " and cannot be broken down by it"));
    }
  }
  return faults;
}

/// Whether some measure of the item is broken down by `domain`, or fixed in it.
bool shown_by(const MeasuresDraft& draft, const Measure& measure, const std::string& domain) {
  return std::ranges::any_of(draft.measures, [&](const Measure& each) {
    return each.survey == measure.survey && each.item == measure.item &&
           (each.filter_domain == domain || std::ranges::count(each.by, domain) > 0);
  });
}

/// A domain made of another one's codes is an equation between their tables that the protection of
/// a release does not know: Birmingham less Birmingham East would reveal Birmingham West.
Faults nested_faults(const MeasuresDraft& draft, const Measure& measure, const Survey& survey,
                     const std::string& at) {
  Faults faults;
  for (std::size_t i = 0; i < measure.by.size(); ++i) {
    const Domain* domain = survey.find_domain(measure.by[i]);
    if (domain != nullptr && survey.find_domain(domain->derived_from) != nullptr &&
        shown_by(draft, measure, domain->derived_from)) {
      faults.push_back(fault(draft.header, at + "/by/" + std::to_string(i), domain->id,
                             "by_domain_not_nested",
                             measure.item + " is broken down by " + domain->derived_from +
                                 ", which " + domain->id + " is made of"));
    }
  }
  return faults;
}

/// Whether the period a measure takes in a headline is complete and of its survey's kind.
bool headline_period_stands(const Measure& measure, const Survey& survey,
                            const std::string& since) {
  using Kind = HeadlinePeriod::Kind;
  const HeadlinePeriod& period = measure.headline_period;
  const bool has_from = !since.empty();
  switch (period.kind) {
    case Kind::month:
      return !survey.waved && !has_from && period.count == 0;
    case Kind::since:
      return !survey.waved && parse_month(since) && period.count == 0;
    case Kind::latest_wave:
      return survey.waved && !has_from && period.count == 0;
    case Kind::latest_waves:
      return survey.waved && !has_from && period.count > 0;
  }
  return false;
}

Faults period_faults(const MeasuresDraft& draft, std::size_t index, const Survey& survey,
                     const std::string& at) {
  Faults faults;
  const Measure& measure = draft.measures[index];
  if (!headline_period_stands(measure, survey, draft.since_text[index])) {
    faults.push_back(fault(draft.header, at + "/headline_period", draft.since_text[index],
                           "headline_period_complete",
                           measure.id + ": months for a continuous survey, waves for one in waves; "
                                        "since needs from, latest_waves needs count"));
  }
  const std::string& baseline = draft.baseline_text[index];
  if (measure.baseline) {
    const auto period = parse_period(baseline);
    if (!period || (period->kind == Period::Kind::waves) != survey.waved) {
      faults.push_back(fault(draft.header, at + "/baseline/period", baseline, "baseline_readable",
                             measure.id + " has a baseline that is no period of its survey"));
    }
  }
  return faults;
}

Faults one_measure_faults(const MeasuresDraft& draft, std::size_t index, const Draft& all) {
  const Measure& measure = draft.measures[index];
  const std::string at = "/measures/" + std::to_string(index);
  const SurveyDraft* survey = all.find_survey(measure.survey);
  if (survey == nullptr) {
    return all.survey_stands(measure.survey)
               ? Faults{}
               : Faults{fault(draft.header, at + "/survey", measure.survey, "measure_survey_exists",
                              measure.id + " measures " + measure.survey + ", which is no survey")};
  }
  Faults faults = item_of_measure_faults(draft.header, measure, survey->survey, at);
  faults = joined(std::move(faults), statistic_faults(draft.header, measure, survey->survey, at));
  faults = joined(std::move(faults), filter_faults(draft.header, measure, survey->survey, all, at));
  faults = joined(std::move(faults), by_faults(draft.header, measure, survey->survey, at));
  faults = joined(std::move(faults), nested_faults(draft, measure, survey->survey, at));
  return joined(std::move(faults), period_faults(draft, index, survey->survey, at));
}

}  // namespace

Faults measure_faults(const MeasuresDraft& draft, const Draft& all) {
  Faults faults = repeated_ids(draft.header, ids_of(draft.measures, "/measures"));
  faults = joined(std::move(faults),
                  repeated_ids(draft.header, ids_of(draft.denominators, "/denominators")));
  for (std::size_t i = 0; i < draft.measures.size(); ++i) {
    faults = joined(std::move(faults), one_measure_faults(draft, i, all));
  }
  for (std::size_t i = 0; i < draft.denominators.size(); ++i) {
    const Denominator& denominator = draft.denominators[i];
    if (!all.survey_stands(denominator.survey)) {
      faults.push_back(
          fault(draft.header, "/denominators/" + std::to_string(i) + "/survey", denominator.survey,
                "measure_survey_exists",
                denominator.id + " counts for " + denominator.survey + ", which is no survey"));
    }
  }
  return faults;
}

Faults suppression_faults(const SuppressionDraft& draft, const Draft& all) {
  const std::int64_t least = all.protection ? all.protection->rules.hide_below : 1;
  const std::int64_t threshold = draft.rules.unreliable_below;
  if (threshold >= least) {
    return {};
  }
  return {fault(draft.header, "/unreliable_below", std::to_string(threshold),
                "suppression_thresholds",
                "unreliable_below is " + std::to_string(threshold) +
                    ", less than hide_below of protection.json: no base would be flagged")};
}

}  // namespace soundings::definition
