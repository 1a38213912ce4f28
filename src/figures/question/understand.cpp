// What is asked, checked against the definitions.
#include <algorithm>
#include <set>

#include "soundings/base/nearest.h"
#include "soundings/base/number.h"
#include "soundings/figures/tabulate.h"

#include "question/domain_codes.h"
#include "question/fault.h"

namespace soundings::figures {
namespace {

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) {
    text += (text.empty() ? "" : ", ") + word;
  }
  return text.empty() ? "none" : text;
}

std::optional<Fault> refuse_domains(const Measure& measure, const std::vector<std::string>& by,
                                    const DomainKey& of) {
  const std::size_t most = measure.filter_domain.empty() ? 2 : 1;
  std::vector<std::pair<std::string, std::string>> named;
  for (const auto& [domain, code] : of) {
    named.emplace_back("of", domain);
  }
  for (const std::string& domain : by) {
    named.emplace_back("by", domain);
  }
  std::vector<std::string> seen;
  for (const auto& [field, domain] : named) {
    if (std::find(measure.by.begin(), measure.by.end(), domain) == measure.by.end()) {
      return fault("unknown_domain", field, domain,
                   "measure " + measure.id + " is broken down by " + joined(measure.by) +
                       did_you_mean(nearest(domain, measure.by)));
    }
    if (std::find(seen.begin(), seen.end(), domain) != seen.end()) {
      return fault("repeated_domain", field, domain, "a domain may be named once");
    }
    seen.push_back(domain);
  }
  if (named.size() > most) {
    return fault("too_many_domains", by.empty() ? "of" : "by", joined(seen),
                 "measure " + measure.id + " is broken down by at most " + std::to_string(most) +
                     (most == 1 ? " domain" : " domains") + " at once");
  }
  return std::nullopt;
}

/// Each part by its code, whatever name it was given. A code that makes no row of its domain speaks
/// of nobody.
Expected<DomainKey, Fault> by_code(const Definitions& definitions, const Survey& survey,
                                   const DomainKey& of) {
  DomainKey coded;
  for (const auto& [domain, name] : of) {
    const auto code = row_code(definitions, survey, domain, name);
    if (!code) {
      return unexpected(unknown_code(definitions, survey, domain, domain, name));
    }
    coded.emplace(domain, *code);
  }
  return coded;
}

Fault unknown_scheme(const Survey& survey, const std::string& scheme) {
  std::vector<std::string> known = survey.schemes;
  known.push_back(survey.default_scheme);
  known.emplace_back("none");
  return fault("unknown_scheme", "weighting", scheme,
               "survey " + survey.id + " has no weighting scheme of this name" +
                   did_you_mean(nearest(scheme, known)));
}

std::optional<Fault> refuse_level(double level) {
  if (level >= least_level && level <= most_level) {
    return std::nullopt;
  }
  return fault("level_out_of_range", "level", shortest(level),
               "a level lies from " + shortest(least_level) + " to " + shortest(most_level) +
                   ", such as " + shortest(usual_level));
}

std::optional<Fault> refuse_period(const Survey& survey, const Period& period) {
  const bool asks_waves = period.kind == Period::Kind::waves;
  if (asks_waves != survey.waved) {
    return fault("wrong_period_kind", "period", to_text(period),
                 survey.waved
                     ? "survey " + survey.id + " has waves, such as wave-" +
                           std::to_string(survey.waves.empty() ? 1 : survey.waves.back().number)
                     : "survey " + survey.id + " has months, such as 2019-05");
  }
  for (int wave = period.first_wave; asks_waves && wave <= period.last_wave; ++wave) {
    if (survey.find_wave(wave) == nullptr) {
      return fault("period_outside_survey", "period", to_text(period),
                   "survey " + survey.id + " has no wave " + std::to_string(wave));
    }
  }
  return std::nullopt;
}

/// A net figure needs negative codes; a mean needs an ordinal scale.
std::optional<Fault> refuse_statistic(const Survey& survey, const Item& item, Statistic statistic) {
  const bool of_negative = statistic == Statistic::pct_negative || statistic == Statistic::net;
  if (of_negative && item.negative.empty()) {
    return fault("statistic_undefined", "statistic", std::string(to_text(statistic)),
                 "item " + item.id + " says of no answer that it is negative");
  }
  const auto scale = survey.scales.find(item.scale);
  if (statistic == Statistic::mean &&
      (scale == survey.scales.end() || scale->second.kind != Scale::Kind::ordinal)) {
    return fault("statistic_undefined", "statistic", std::string(to_text(statistic)),
                 "item " + item.id + " is answered on a scale without an order");
  }
  return std::nullopt;
}

}  // namespace

Expected<Asked, Fault> understand(const Definitions& definitions, const Question& question) {
  const Measure* measure = definitions.find_measure(question.measure);
  const Survey* survey = measure == nullptr ? nullptr : definitions.find_survey(measure->survey);
  const Item* item = survey == nullptr ? nullptr : survey->find_item(measure->item);
  if (item == nullptr) {
    return unexpected(unknown_measure(definitions, question.measure));
  }
  if (auto refused = refuse_domains(*measure, question.by, question.of)) {
    return unexpected(*std::move(refused));
  }
  auto of = by_code(definitions, *survey, question.of);
  if (!of) {
    return unexpected(std::move(of.error()));
  }
  if (auto refused = refuse_period(*survey, question.period)) {
    return unexpected(*std::move(refused));
  }
  if (auto refused = refuse_level(question.level)) {
    return unexpected(*std::move(refused));
  }
  const Statistic statistic = question.statistic.value_or(measure->statistic);
  if (auto refused = refuse_statistic(*survey, *item, statistic)) {
    return unexpected(*std::move(refused));
  }
  const std::string scheme = question.scheme.empty() ? survey->default_scheme : question.scheme;
  const bool weighted = !scheme.empty() && scheme != "none";
  Asked asked{.survey = survey,
              .measure = measure,
              .item = item,
              .scheme = weighted ? definitions.find_scheme(survey->id, scheme) : nullptr,
              .by = question.by,
              .period = question.period,
              .statistic = statistic,
              .interval = question.interval,
              .level = question.level,
              .of = *std::move(of)};
  if (weighted && asked.scheme == nullptr) {
    return unexpected(unknown_scheme(*survey, scheme));
  }
  return asked;
}

DomainKey Asked::slice() const {
  DomainKey codes = of;
  if (!measure->filter_domain.empty()) {
    codes.emplace(measure->filter_domain, measure->filter_code);
  }
  return codes;
}

std::vector<std::string> shown_domains(const Definitions& definitions, const Survey& survey,
                                       const Item& item) {
  std::set<std::string> named;
  for (const Measure& measure : definitions.measures) {
    if (measure.survey == survey.id && measure.item == item.id) {
      named.insert(measure.by.begin(), measure.by.end());
      if (!measure.filter_domain.empty()) {
        named.insert(measure.filter_domain);
      }
    }
  }
  std::vector<std::string> domains;
  for (const Domain& domain : survey.domains) {
    if (named.contains(domain.id)) {
      domains.push_back(domain.id);
    }
  }
  return domains;
}

std::vector<std::string> columns(const Definitions& definitions, const Asked& asked) {
  std::vector<std::string> wanted = shown_domains(definitions, *asked.survey, *asked.item);
  if (asked.scheme == nullptr) {
    return wanted;
  }
  for (const Domain& domain : asked.survey->domains) {
    const bool weighted_by =
        std::any_of(asked.scheme->margins.begin(), asked.scheme->margins.end(),
                    [&domain](const std::string& margin) {
                      const std::vector<std::string> parts = margin_parts(margin);
                      return std::find(parts.begin(), parts.end(), domain.id) != parts.end();
                    });
    if (weighted_by && std::find(wanted.begin(), wanted.end(), domain.id) == wanted.end()) {
      wanted.push_back(domain.id);
    }
  }
  return wanted;
}

}  // namespace soundings::figures
