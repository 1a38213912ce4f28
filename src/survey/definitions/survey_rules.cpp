// The rules inside one survey: its scales, its items and when it is in the field.
#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "definitions/dates.h"
#include "definitions/rules.h"
#include "definitions/spellings.h"
#include "definitions/value_text.h"

namespace soundings::definition {
namespace {

/// A reply of a scale, opinion or not, and where it is written.
struct Reply {
  const ScalePoint* point;
  std::string pointer;
};

std::vector<Reply> replies_of(const Scale& scale) {
  std::vector<Reply> replies;
  replies.reserve(scale.points.size() + scale.excluded.size());
  const std::string at = pointer_of({"scales", scale.id});
  for (std::size_t i = 0; i < scale.points.size(); ++i) {
    replies.push_back({&scale.points[i], at + "/codes/" + std::to_string(i)});
  }
  for (std::size_t i = 0; i < scale.excluded.size(); ++i) {
    replies.push_back({&scale.excluded[i].point, at + "/excluded/" + std::to_string(i)});
  }
  return replies;
}

/// Every text of a scale must lead to one reply: codes, labels in every language, further
/// spellings, and the texts that mean no answer.
std::vector<Spelling> spellings_of(const Scale& scale) {
  std::vector<Spelling> spellings;
  for (const Reply& reply : replies_of(scale)) {
    const std::string owner = "code " + std::to_string(reply.point->code);
    spellings.push_back({owner, std::to_string(reply.point->code), reply.pointer + "/code"});
    for (const auto& [language, label] : reply.point->label) {
      spellings.push_back({owner, label, reply.pointer + "/label/" + language});
    }
    for (std::size_t i = 0; i < reply.point->also.size(); ++i) {
      spellings.push_back(
          {owner, reply.point->also[i], reply.pointer + "/also/" + std::to_string(i)});
    }
  }
  for (std::size_t i = 0; i < scale.missing.size(); ++i) {
    spellings.push_back({"no answer", scale.missing[i],
                         pointer_of({"scales", scale.id, "missing", std::to_string(i)})});
  }
  return spellings;
}

Faults label_faults(const Header& header, const Reply& reply,
                    const std::vector<std::string>& languages) {
  Faults faults;
  for (const std::string& language : languages) {
    if (!reply.point->label.contains(language)) {
      faults.push_back(fault(header, reply.pointer + "/label/" + language, "", "labels_complete",
                             "code " + std::to_string(reply.point->code) + " has no label in " +
                                 language + ", which its scale declares"));
    }
  }
  return faults;
}

Faults opinion_faults(const Header& header, const Item& item, const Scale& scale,
                      const std::string& at) {
  Faults faults;
  const auto check = [&](const std::vector<int>& codes, const std::string& side,
                         const std::string& rule) {
    const std::string place = at + "/" + side + "/";
    for (std::size_t i = 0; i < codes.size(); ++i) {
      if (!scale.position(codes[i])) {
        faults.push_back(fault(header, place + std::to_string(i), std::to_string(codes[i]), rule,
                               item.id + " counts " + std::to_string(codes[i]) + " as " + side +
                                   ", but scale " + scale.id + " has no such opinion"));
      }
    }
  };
  check(item.positive, "positive", "positive_code_in_scale");
  check(item.negative, "negative", "negative_code_in_scale");
  for (std::size_t i = 0; i < item.negative.size(); ++i) {
    if (std::ranges::count(item.positive, item.negative[i]) > 0) {
      const std::string code = std::to_string(item.negative[i]);
      faults.push_back(fault(header, at + "/negative/" + std::to_string(i), code,
                             "negative_not_positive",
                             item.id + " counts " + code + " as positive and as negative"));
    }
  }
  return faults;
}

Faults scale_use_faults(const SurveyDraft& draft, const Item& item, const std::string& at) {
  if (item.kind == Item::Kind::free_text) {
    if (item.scale.empty() && item.positive.empty() && item.negative.empty() &&
        item.max_graphemes > 0) {
      return {};
    }
    return {fault(draft.header, at, item.id, "item_kind_consistent",
                  item.id + " is free text: it needs max_graphemes and takes no scale")};
  }
  if (item.max_graphemes > 0) {
    return {fault(draft.header, at + "/max_graphemes", std::to_string(item.max_graphemes),
                  "item_kind_consistent", item.id + " is no free text")};
  }
  const auto scale = draft.survey.scales.find(item.scale);
  if (scale == draft.survey.scales.end()) {
    return {fault(draft.header, at + "/scale", item.scale, "scale_exists",
                  item.id + " is answered on scale \"" + item.scale + "\", which is not defined")};
  }
  return opinion_faults(draft.header, item, scale->second, at);
}

/// The codes a routing names, as text, with what they must be found in.
bool routed_code_exists(const Survey& survey, const Routing& routing, const std::string& code) {
  if (const Domain* domain = survey.find_domain(routing.domain)) {
    return !domain->register_level.empty() || domain->find(code) != nullptr;
  }
  const Item* item = survey.find_item(routing.item);
  const auto scale = survey.scales.find(item->scale);
  return scale == survey.scales.end() ||
         std::ranges::any_of(scale->second.points, [&code](const ScalePoint& point) {
           return std::to_string(point.code) == code;
         });
}

Faults routing_faults(const SurveyDraft& draft, const Item& item, const Routing& routing,
                      const std::string& at) {
  const Survey& survey = draft.survey;
  const bool by_domain = !routing.domain.empty();
  const std::string target = by_domain ? routing.domain : routing.item;
  if (by_domain == !routing.item.empty() ||
      (by_domain ? !routing.answers.empty() : !routing.codes.empty())) {
    return {fault(draft.header, at, item.id, "routing_well_formed",
                  item.id + " is asked by codes of one domain, or by answers of one item")};
  }
  const bool stands = by_domain ? survey.find_domain(target) != nullptr
                                : survey.find_item(target) != nullptr && target != item.id;
  if (!stands) {
    return {fault(draft.header, at + (by_domain ? "/domain" : "/item"), target,
                  "routing_target_exists",
                  item.id + " is asked by " + target + ", which is not there to ask")};
  }
  std::vector<std::string> codes = routing.codes;
  for (const int answer : routing.answers) {
    codes.push_back(std::to_string(answer));
  }
  Faults faults;
  for (std::size_t i = 0; i < codes.size(); ++i) {
    if (!routed_code_exists(survey, routing, codes[i])) {
      faults.push_back(fault(draft.header, at + "/in/" + std::to_string(i), codes[i],
                             "routing_code_exists", target + " has no code " + codes[i]));
    }
  }
  return faults;
}

Faults wave_date_faults(const Header& header, const Wave& wave, const std::string& at) {
  Faults faults;
  for (const auto& [field, date] : {std::pair{"opens", wave.opens}, {"closes", wave.closes}}) {
    if (!is_date(date)) {
      faults.push_back(fault(header, at + "/" + field, date, "date_valid",
                             std::string(field) + " is no date: " + date));
    }
  }
  if (!faults.empty()) {
    return faults;
  }
  if (wave.closes < wave.opens) {
    faults.push_back(
        fault(header, at + "/closes", wave.closes, "wave_dates_in_order",
              "the wave closes on " + wave.closes + ", before it opens on " + wave.opens));
  }
  const std::string month = to_text(wave.month);
  if (month < wave.opens.substr(0, 7) || month > wave.closes.substr(0, 7)) {
    faults.push_back(fault(header, at + "/month", month, "wave_month_in_fieldwork",
                           "the wave is labelled with a month in which it was not open"));
  }
  return faults;
}

Faults overlap_faults(const SurveyDraft& draft) {
  Faults faults;
  const auto& waves = draft.survey.waves;
  for (std::size_t i = 1; i < waves.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      const std::string at = "/waves/" + std::to_string(i);
      if (waves[i].number == waves[j].number) {
        const std::string number = std::to_string(waves[i].number);
        faults.push_back(fault(draft.header, at + "/number", number, "id_unique",
                               "wave " + number + " is given twice"));
      }
      if (waves[i].opens <= waves[j].closes && waves[j].opens <= waves[i].closes) {
        faults.push_back(fault(draft.header, at + "/opens", waves[i].opens, "waves_do_not_overlap",
                               "wave " + std::to_string(waves[i].number) + " is open while wave " +
                                   std::to_string(waves[j].number) + " is"));
      }
    }
  }
  return faults;
}

Faults break_faults(const SurveyDraft& draft) {
  Faults faults;
  const Header& header = draft.header;
  for (std::size_t i = 0; i < draft.survey.breaks.size(); ++i) {
    const std::string at = to_text(draft.survey.breaks[i].at);
    const std::string to = header.valid_to.substr(0, 7);
    if (at < header.valid_from.substr(0, 7) || (!to.empty() && at > to)) {
      faults.push_back(fault(header, "/breaks/" + std::to_string(i) + "/at", at,
                             "break_within_validity",
                             "the break lies outside the months this definition is valid in"));
    }
  }
  return faults;
}

Faults default_scheme_faults(const SurveyDraft& draft, const Draft& all) {
  Faults faults;
  const Survey& survey = draft.survey;
  const auto check = [&](const std::string& scheme, const std::string& pointer) {
    if (scheme != "none" && !all.scheme_stands(survey.id, scheme)) {
      faults.push_back(fault(draft.header, pointer, scheme, "scheme_exists",
                             survey.id + " has no weighting scheme " + scheme));
    }
  };
  check(survey.default_scheme, "/weighting/default");
  for (std::size_t i = 0; i < survey.schemes.size(); ++i) {
    check(survey.schemes[i], "/weighting/further/" + std::to_string(i));
  }
  return faults;
}

}  // namespace

Faults scale_faults(const SurveyDraft& draft) {
  Faults faults;
  for (const auto& [id, scale] : draft.survey.scales) {
    std::vector<Named> codes;
    for (const Reply& reply : replies_of(scale)) {
      codes.push_back({std::to_string(reply.point->code), reply.pointer + "/code"});
      faults = joined(std::move(faults), label_faults(draft.header, reply, draft.languages.at(id)));
    }
    faults = joined(std::move(faults), repeated_ids(draft.header, codes));
    faults = joined(std::move(faults),
                    ambiguous_spellings(draft.header, spellings_of(scale), "spelling_unambiguous"));
  }
  return faults;
}

Faults item_faults(const SurveyDraft& draft) {
  const std::vector<Named> ids = ids_of(draft.survey.items, "/items");
  std::vector<Spelling> names;
  names.reserve(ids.size());
  for (const Named& named : ids) {
    names.push_back({.owner = named.id, .text = named.id, .pointer = named.pointer});
  }
  Faults faults = joined(repeated_ids(draft.header, ids),
                         ambiguous_spellings(draft.header, names, "item_name_unambiguous"));
  for (std::size_t i = 0; i < draft.survey.items.size(); ++i) {
    const Item& item = draft.survey.items[i];
    const std::string at = "/items/" + std::to_string(i);
    faults = joined(std::move(faults), scale_use_faults(draft, item, at));
    if (item.ask_if) {
      faults = joined(std::move(faults), routing_faults(draft, item, *item.ask_if, at + "/ask_if"));
    }
  }
  return faults;
}

Faults fieldwork_faults(const SurveyDraft& draft, const Draft& all) {
  Faults faults;
  const Survey& survey = draft.survey;
  if (survey.waved == survey.waves.empty()) {
    faults.push_back(fault(draft.header, "/fieldwork", survey.waved ? "waves" : "continuous",
                           "waves_with_fieldwork",
                           "fieldwork in waves lists them; continuous fieldwork has none"));
  }
  for (std::size_t i = 0; i < survey.waves.size(); ++i) {
    faults = joined(std::move(faults),
                    wave_date_faults(draft.header, survey.waves[i], "/waves/" + std::to_string(i)));
  }
  faults = joined(std::move(faults), overlap_faults(draft));
  faults = joined(std::move(faults), break_faults(draft));
  return joined(std::move(faults), default_scheme_faults(draft, all));
}

}  // namespace soundings::definition
