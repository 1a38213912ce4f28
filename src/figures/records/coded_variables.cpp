// Values of domains and items, with labels and numbers.
#include "records/coded_variables.h"

#include <algorithm>
#include <array>
#include <utility>

#include "soundings/wording/wording.h"

namespace soundings::figures {
namespace {

/// Numbers of answers outside every base that have no code of their own, or whose own code lies
/// among the scale's points: apart from those of any scale, so that one range holds all of them.
constexpr int first_state = 990;
constexpr int first_excluded = 970;

struct State {
  Absence absence;
  std::string_view label;
};

constexpr auto states = std::to_array<State>({
    {Absence::not_asked, "Not asked"},
    {Absence::blank, "No answer"},
    {Absence::dont_know, "Don't know"},
    {Absence::not_applicable, "Not applicable"},
    {Absence::refused, "Refused"},
    {Absence::routing_conflict, "Answered, and was not to be asked"},
});

std::string english(const Labels& labels, const std::string& otherwise) {
  const auto found = labels.find("en");
  return found == labels.end() ? otherwise : found->second;
}

const Scale* scale_of(const Survey& survey, const Item& item) {
  const auto found = survey.scales.find(item.scale);
  return found == survey.scales.end() ? nullptr : &found->second;
}

/// Whether the codes outside every base lie beyond those of all points.
bool excluded_lie_apart(const Scale& scale) {
  return std::ranges::all_of(scale.excluded, [&](const ExcludedReply& reply) {
    return reply.point.code < first_state && std::ranges::all_of(
                                                 scale.points,
                                                 [&](const ScalePoint& point) {
                                                   return point.code < reply.point.code &&
                                                          point.code < first_excluded;
                                                 });
  });
}

bool has_reply_of(const Scale& scale, Absence state) {
  return std::ranges::find(scale.excluded, state, &ExcludedReply::state) != scale.excluded.end();
}

void add_excluded(const Scale& scale, RecordVariable& variable) {
  const bool apart = excluded_lie_apart(scale);
  int next = first_excluded;
  for (const ExcludedReply& reply : scale.excluded) {
    const std::string code = std::to_string(reply.point.code);
    variable.values.push_back({.code = code,
                               .number = apart ? reply.point.code : next++,
                               .label = english(reply.point.label, code),
                               .missing = true});
  }
}

}  // namespace

CodedVariable::CodedVariable(RecordVariable variable) : variable_(std::move(variable)) {
  for (const RecordValue& value : variable_.values) {
    places_.emplace(value.code, static_cast<std::uint16_t>(places_.size() + 1));
  }
}

std::uint16_t CodedVariable::choose(std::string_view code, std::string_view label) {
  if (code.empty()) {
    return 0;
  }
  const auto known = places_.find(code);
  if (known != places_.end()) {
    return known->second;
  }
  const auto place = static_cast<std::uint16_t>(variable_.values.size() + 1);
  variable_.values.push_back({.code = std::string(code),
                              .number = place,
                              .label = std::string(label.empty() ? code : label)});
  return places_.emplace(code, place).first->second;
}

RecordVariable domain_variable(const Definitions& definitions, const Survey& survey,
                               const Domain& domain) {
  RecordVariable variable{.name = domain.id, .label = english(domain.label, domain.id)};
  const auto add = [&](const std::string& code) {
    if (std::ranges::find(variable.values, code, &RecordValue::code) == variable.values.end()) {
      variable.values.push_back(
          {.code = code,
           .number = static_cast<int>(variable.values.size()) + 1,
           .label = wording::code_label(definitions, survey, domain.id, code)});
    }
  };
  if (!domain.register_level.empty()) {
    for (const Area* area : definitions.areas.at_level(domain.register_level)) {
      add(area->id);
    }
  }
  for (const DomainCode& code : domain.codes) {
    add(code.id);
  }
  std::ranges::for_each(domain.unweighted, add);
  return variable;
}

RecordVariable item_variable(const Survey& survey, const Item& item) {
  RecordVariable variable{.name = item.id, .label = english(item.text, item.id)};
  const Scale* scale = scale_of(survey, item);
  if (scale == nullptr) {
    return variable;
  }
  for (const ScalePoint& point : scale->points) {
    const std::string code = std::to_string(point.code);
    variable.values.push_back(
        {.code = code, .number = point.code, .label = english(point.label, code)});
  }
  add_excluded(*scale, variable);
  for (std::size_t at = 0; at < states.size(); ++at) {
    if (!has_reply_of(*scale, states[at].absence)) {
      variable.values.push_back({.code = std::string(to_text(states[at].absence)),
                                 .number = first_state + static_cast<int>(at),
                                 .label = std::string(states[at].label),
                                 .missing = true});
    }
  }
  return variable;
}

std::string code_of(const Survey& survey, const Item& item, const store::RecordAnswer& answer) {
  const Scale* scale = scale_of(survey, item);
  if (scale == nullptr) {
    return "";
  }
  if (!answer.absence) {
    return scale->position(answer.code) ? std::to_string(answer.code) : "";
  }
  const ExcludedReply* given = scale->excluded_reply(answer.code);
  if (given != nullptr && given->state == *answer.absence) {
    return std::to_string(answer.code);
  }
  const auto same = std::ranges::find(scale->excluded, *answer.absence, &ExcludedReply::state);
  return same == scale->excluded.end() ? std::string(to_text(*answer.absence))
                                       : std::to_string(same->point.code);
}

}  // namespace soundings::figures
