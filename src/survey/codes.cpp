// The names of codes: what people may write where a code is asked for.
#include "soundings/survey/codes.h"

#include <algorithm>
#include <set>

#include "definitions/value_text.h"

namespace soundings {
namespace {

/// A code with all the words for it.
struct Words {
  std::string code;
  std::string name;
  std::vector<std::string> also;
};

using Vocabulary = std::vector<Words>;

Vocabulary areas_of(const Definitions& definitions, std::string_view level) {
  Vocabulary words;
  for (const Area* area : definitions.areas.at_level(level)) {
    words.push_back({.code = area->id, .name = area->name, .also = area->aliases});
  }
  return words;
}

std::string english(const Labels& labels) {
  const auto found = labels.find("en");
  return found == labels.end() ? std::string() : found->second;
}

Vocabulary words_of(const Definitions& definitions, const Survey& survey, std::string_view domain) {
  const Domain* found = survey.find_domain(domain);
  if (found == nullptr) {
    return {};
  }
  Vocabulary words =
      found->register_level.empty() ? Vocabulary{} : areas_of(definitions, found->register_level);
  for (const DomainCode& code : found->codes) {
    Words own{.code = code.id, .name = english(code.label), .also = code.also};
    for (const auto& [language, label] : code.label) {
      own.also.push_back(label);
    }
    words.push_back(std::move(own));
  }
  return words;
}

bool is_called(const Words& words, const std::string& key) {
  const auto same = [&key](const std::string& spelling) {
    return definition::spelling_key(spelling) == key;
  };
  return same(words.code) || same(words.name) || std::ranges::any_of(words.also, same);
}

std::optional<std::string> code_among(const Vocabulary& vocabulary, std::string_view text) {
  const std::string key = definition::spelling_key(text);
  std::set<std::string> named;
  for (const Words& words : vocabulary) {
    if (words.code == text) {
      return words.code;
    }
    if (!key.empty() && is_called(words, key)) {
      named.insert(words.code);
    }
  }
  return named.size() == 1 ? std::optional(*named.begin()) : std::nullopt;
}

std::vector<KnownWord> known(const Vocabulary& vocabulary) {
  std::vector<KnownWord> spellings;
  for (const Words& words : vocabulary) {
    const bool named = !words.name.empty() && words.name != words.code;
    const std::string shown = named ? words.code + " (" + words.name + ")" : words.code;
    spellings.push_back({.spelling = words.code, .shown = shown});
    spellings.push_back({.spelling = words.name, .shown = shown});
    for (const std::string& spelling : words.also) {
      spellings.push_back({.spelling = spelling, .shown = shown});
    }
  }
  return spellings;
}

}  // namespace

std::optional<std::string> code_named(const Definitions& definitions, const Survey& survey,
                                      std::string_view domain, std::string_view text) {
  return code_among(words_of(definitions, survey, domain), text);
}

std::vector<KnownWord> spellings_of(const Definitions& definitions, const Survey& survey,
                                    std::string_view domain) {
  return known(words_of(definitions, survey, domain));
}

const Area* area_named(const Definitions& definitions, std::string_view level,
                       std::string_view text) {
  const auto code = code_among(areas_of(definitions, level), text);
  return code ? definitions.areas.find(*code) : nullptr;
}

std::vector<KnownWord> spellings_of_areas(const Definitions& definitions, std::string_view level) {
  return known(areas_of(definitions, level));
}

}  // namespace soundings
