// The rules of senders and of the adapters that read what they send.
#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

#include "definitions/rules.h"
#include "definitions/spellings.h"
#include "definitions/value_text.h"

namespace soundings::definition {
namespace {

constexpr std::string_view answer_prefix = "answers/";

/// Fields of the native response that belong to no definition.
constexpr std::array<std::string_view, 7> native_fields{
    "source_response_id", "completed_at", "modified_at", "invited_at",
    "respondent_id",      "survey",       "age"};

/// A field that is the answer to an item: "answers/treatment", or the free text "comment".
const Item* item_of(const Survey& survey, const std::string& field) {
  if (field.starts_with(answer_prefix)) {
    return survey.find_item(field.substr(answer_prefix.size()));
  }
  const Item* item = survey.find_item(field);
  return item != nullptr && item->kind == Item::Kind::free_text ? item : nullptr;
}

bool field_exists(const Survey& survey, const std::string& field) {
  return std::ranges::count(native_fields, field) > 0 || item_of(survey, field) != nullptr ||
         survey.find_domain(field) != nullptr;
}

/// The codes a sender's words may be mapped to; nothing where any text is good.
std::optional<std::vector<std::string>> codes_for(const Survey& survey, const Draft& all,
                                                  const std::string& field) {
  std::vector<std::string> codes;
  if (const Domain* domain = survey.find_domain(field)) {
    auto known = all.codes_of(*domain);
    for (const RefusedGroup& group : domain->refuse) {
      if (known) {
        known->push_back(group.id);
      }
    }
    return known;
  }
  const Item* item = item_of(survey, field);
  if (item == nullptr || item->kind != Item::Kind::scale || !survey.scales.contains(item->scale)) {
    return std::nullopt;
  }
  const Scale& scale = survey.scales.at(item->scale);
  codes.reserve(scale.points.size() + scale.excluded.size());
  for (const ScalePoint& point : scale.points) {
    codes.push_back(std::to_string(point.code));
  }
  for (const ExcludedReply& reply : scale.excluded) {
    codes.push_back(std::to_string(reply.point.code));
  }
  return codes;
}

/// Where the words of a language are written; of "", of no language.
std::string pointer_of_words(const std::string& language) {
  return language.empty() ? "/values" : pointer_of({"values_by_language", language});
}

/// The codes that words lead to; in a language: its own words and those of none.
std::set<std::string> codes_said(const std::map<std::string, Words>& words,
                                 const std::string& language) {
  std::set<std::string> said;
  for (const auto& [spoken, own] : words) {
    if (spoken.empty() || spoken == language) {
      for (const auto& [word, code] : own) {
        said.insert(code);
      }
    }
  }
  return said;
}

/// The words of an answer must lead to every point of its scale, in each language: a form that
/// cannot say "very dissatisfied" would flatter without a word.
Faults totality_faults(const AdapterDraft& draft, std::size_t index, const Survey& survey,
                       const std::string& at) {
  const FieldMapping& mapping = draft.adapter.map[index];
  const Item* item = item_of(survey, mapping.field);
  if (mapping.values.empty() || item == nullptr || !survey.scales.contains(item->scale)) {
    return {};
  }
  const auto& words = draft.words[index];
  const bool by_language = words.size() > words.count("");
  Faults faults;
  for (const std::string& language : by_language ? draft.languages : std::vector<std::string>{""}) {
    const auto said = codes_said(words, language);
    const std::string whose = mapping.field + (by_language ? " in " + language : "");
    for (const ScalePoint& point : survey.scales.at(item->scale).points) {
      const std::string code = std::to_string(point.code);
      if (!said.contains(code)) {
        faults.push_back(
            fault(draft.header, at + pointer_of_words(language), code, "value_map_total",
                  "no word of " + whose + " leads to code " + code + " of scale " + item->scale));
      }
    }
  }
  return faults;
}

/// Words are given in the languages of the form and in no other, each for one code; and where the
/// form has several, whose words they are is said.
Faults word_faults(const AdapterDraft& draft, std::size_t index, bool answer,
                   const std::string& at) {
  std::vector<Spelling> spellings;
  Faults faults;
  for (const auto& [language, words] : draft.words[index]) {
    const std::string place = at + pointer_of_words(language);
    if (!language.empty() && std::ranges::count(draft.languages, language) == 0) {
      faults.push_back(fault(draft.header, place, language, "value_language_declared",
                             "the form is not said to be in " + language));
    }
    for (const auto& [word, code] : words) {
      const std::string pointer = place + pointer_of({word});
      spellings.push_back({.owner = code, .text = word, .pointer = pointer});
      const bool a_number = word.find_first_not_of("0123456789") == std::string::npos;
      if (answer && language.empty() && draft.languages.size() > 1 && !a_number) {
        faults.push_back(fault(draft.header, pointer, word, "value_language_told",
                               "the form is in several languages: this word's is not said"));
      }
    }
  }
  return joined(std::move(faults),
                ambiguous_spellings(draft.header, spellings, "value_word_unambiguous"));
}

/// Words of a language in which the scale has no labels would all be held: a form in Polish whose
/// answers count in English alone would leave out who answered in Polish.
Faults language_faults(const AdapterDraft& draft, const FieldMapping& mapping,
                       const SurveyDraft& survey, const std::string& at) {
  const Item* item = item_of(survey.survey, mapping.field);
  const auto labelled =
      item == nullptr ? survey.languages.end() : survey.languages.find(item->scale);
  Faults faults;
  for (std::size_t i = 0; labelled != survey.languages.end() && i < draft.languages.size(); ++i) {
    const std::string& language = draft.languages[i];
    if (std::ranges::count(labelled->second, language) == 0) {
      faults.push_back(fault(draft.header, at + "/field", mapping.field, "form_languages_labelled",
                             "scale " + item->scale + " of " + survey.survey.id +
                                 " has no labels in " + language + ", which the form is in"));
    }
  }
  return faults;
}

Faults target_faults(const AdapterDraft& draft, std::size_t index, const Survey& survey,
                     const std::vector<std::string>& codes, const std::string& at) {
  Faults faults;
  for (const auto& [language, words] : draft.words[index]) {
    for (const auto& [word, code] : words) {
      if (std::ranges::count(codes, code) == 0) {
        faults.push_back(
            fault(draft.header, at + pointer_of_words(language) + pointer_of({word}), code,
                  "value_target_exists",
                  draft.adapter.map[index].field + " of " + survey.id + " has no code " + code));
      }
    }
  }
  return faults;
}

Faults mapping_faults(const AdapterDraft& draft, const SurveyDraft& read, const Draft& all,
                      std::size_t index) {
  const Survey& survey = read.survey;
  const FieldMapping& mapping = draft.adapter.map[index];
  const std::string at = "/map/" + std::to_string(index);
  if (!field_exists(survey, mapping.field)) {
    return {fault(draft.header, at + "/field", mapping.field, "mapping_target_exists",
                  survey.id + " has no field " + mapping.field)};
  }
  Faults faults;
  if (const auto codes = codes_for(survey, all, mapping.field)) {
    faults = target_faults(draft, index, survey, *codes, at);
  }
  const Item* item = item_of(survey, mapping.field);
  const bool answer = item != nullptr && item->kind == Item::Kind::scale;
  faults = joined(std::move(faults), language_faults(draft, mapping, read, at));
  faults = joined(std::move(faults), word_faults(draft, index, answer, at));
  return joined(std::move(faults), totality_faults(draft, index, survey, at));
}

/// Without a completion time a response belongs to no period; without a required domain it
/// would always be held.
Faults completeness_faults(const AdapterDraft& draft, const Survey& survey) {
  std::vector<std::string> needed{"completed_at"};
  for (const Domain& domain : survey.domains) {
    if (domain.required) {
      needed.push_back(domain.id);
    }
  }
  Faults faults;
  for (const std::string& field : needed) {
    if (std::ranges::count(draft.adapter.map, field, &FieldMapping::field) == 0) {
      faults.push_back(fault(
          draft.header, "/map", field, "mapping_complete",
          draft.adapter.id + " maps nothing to " + field + ", which " + survey.id + " needs"));
    }
  }
  return faults;
}

/// Names that readers take for one must not be those of two fields. A path that stands under two
/// fields as it is written is meant to.
Faults path_faults(const AdapterDraft& draft) {
  std::map<std::string, std::pair<std::string, std::string>> first;  // key -> field, path
  Faults faults;
  for (std::size_t m = 0; m < draft.adapter.map.size(); ++m) {
    const FieldMapping& mapping = draft.adapter.map[m];
    for (std::size_t p = 0; p < mapping.paths.size(); ++p) {
      const std::string& path = mapping.paths[p];
      const auto [at, fresh] = first.emplace(spelling_key(path), std::pair(mapping.field, path));
      if (!fresh && at->second.first != mapping.field && at->second.second != path) {
        faults.push_back(fault(
            draft.header, "/map/" + std::to_string(m) + "/paths/" + std::to_string(p), path,
            "path_unambiguous",
            "\"" + path + "\" already stands for " + at->second.first + " in another spelling"));
      }
    }
  }
  return faults;
}

/// What must be there must be looked for.
Faults must_send_faults(const AdapterDraft& draft) {
  Faults faults;
  for (std::size_t i = 0; i < draft.adapter.must_send.size(); ++i) {
    const std::string& field = draft.adapter.must_send[i];
    if (std::ranges::count(draft.adapter.map, field, &FieldMapping::field) == 0) {
      faults.push_back(fault(draft.header, "/must_send/" + std::to_string(i), field,
                             "must_send_mapped", draft.adapter.id + " maps nothing to " + field));
    }
  }
  return faults;
}

bool made_for(const Draft& all, const std::string& adapter, const std::string& survey) {
  const auto at = std::ranges::find_if(
      all.adapters, [&](const AdapterDraft& draft) { return draft.adapter.id == adapter; });
  return at == all.adapters.end() || all.broken.contains(at->header.file) ||
         std::ranges::count(at->surveys, survey) > 0;
}

/// media_type: empty where one adapter reads whatever comes.
Faults adapter_fault(const SourceDraft& draft, const Draft& all, const std::string& survey,
                     const std::string& media_type, const std::string& adapter) {
  const std::string at = media_type.empty() ? pointer_of({"adapters", survey})
                                            : pointer_of({"adapters", survey, media_type});
  if (!adapter.empty() && !all.adapter_stands(adapter)) {
    return {fault(draft.header, at, adapter, "adapter_exists", "there is no adapter " + adapter)};
  }
  if (!adapter.empty() && !made_for(all, adapter, survey)) {
    return {fault(draft.header, at, adapter, "adapter_for_survey",
                  "adapter " + adapter + " does not read " + survey)};
  }
  return {};
}

}  // namespace

Faults source_faults(const SourceDraft& draft, const Draft& all) {
  Faults faults;
  for (const auto& [survey, by_type] : draft.source.adapters) {
    if (!all.survey_stands(survey)) {
      faults.push_back(fault(draft.header, pointer_of({"adapters", survey}), survey,
                             "source_survey_exists",
                             draft.source.id + " sends " + survey + ", which is no survey"));
    }
    for (const auto& [media_type, adapter] : by_type) {
      const auto wrong = adapter_fault(draft, all, survey, media_type, adapter);
      faults.insert(faults.end(), wrong.begin(), wrong.end());
    }
  }
  const bool needs_header = draft.source.verification == Verification::hex_body_hmac;
  if (needs_header == draft.source.signature_header.empty()) {
    faults.push_back(fault(draft.header, "/signature_header", draft.source.signature_header,
                           "signature_header_given",
                           "hex_body_hmac names the header of the signature; others name none"));
  }
  return faults;
}

Faults adapter_faults(const AdapterDraft& draft, const Draft& all) {
  std::vector<Named> fields;
  fields.reserve(draft.adapter.map.size());
  for (std::size_t i = 0; i < draft.adapter.map.size(); ++i) {
    fields.push_back({draft.adapter.map[i].field, "/map/" + std::to_string(i) + "/field"});
  }
  Faults faults = repeated_ids(draft.header, fields);
  faults = joined(std::move(faults), path_faults(draft));
  faults = joined(std::move(faults), must_send_faults(draft));
  for (std::size_t s = 0; s < draft.surveys.size(); ++s) {
    const SurveyDraft* survey = all.find_survey(draft.surveys[s]);
    if (survey == nullptr) {
      if (!all.survey_stands(draft.surveys[s])) {
        faults.push_back(fault(draft.header, "/surveys/" + std::to_string(s), draft.surveys[s],
                               "adapter_survey_exists", draft.surveys[s] + " is no survey"));
      }
      continue;
    }
    for (std::size_t i = 0; i < draft.adapter.map.size(); ++i) {
      faults = joined(std::move(faults), mapping_faults(draft, *survey, all, i));
    }
    faults = joined(std::move(faults), completeness_faults(draft, survey->survey));
  }
  return faults;
}

}  // namespace soundings::definition
