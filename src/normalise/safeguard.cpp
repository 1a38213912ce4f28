#include "soundings/normalise/safeguard.h"

#include <algorithm>
#include <array>

#include "soundings/base/text.h"
#include "soundings/normalise/normalise.h"
#include "soundings/receive/names.h"

#include "utf8.h"

namespace soundings::normalise {
namespace {

constexpr std::string_view age_field = "age";
constexpr std::size_t longest_name = 4096;  // bytes looked at
constexpr std::size_t longest_spelling = 1024;

/// From this length on a key is found within a word too: "crime" in "crimetype".
constexpr std::size_t found_within = 5;

/// What people write beside a short name without a space: "ageyears", "victimage", "ageband2".
constexpr std::array companions = std::to_array<std::string_view>(
    {"years",    "year",      "yrs",       "yr",      "group",       "grp",          "band",
     "range",    "bracket",   "category",  "cat",     "class",       "code",         "value",
     "val",      "text",      "label",     "number",  "num",         "in",           "at",
     "of",       "the",       "your",      "my",      "our",         "their",        "his",
     "her",      "is",        "was",       "what",    "exact",       "actual",       "stated",
     "reported", "current",   "recorded",  "victims", "victim",      "respondents",  "respondent",
     "persons",  "person",    "members",   "member",  "customers",   "customer",     "users",
     "user",     "callers",   "caller",    "clients", "client",      "subject",      "contact",
     "crime",    "incident",  "offence",   "today",   "now",         "last",         "birthday",
     "old",      "integer",   "int",       "string",  "str",         "txt",          "question",
     "answer",   "q",         "no",        "id",      "full",        "approx",       "approximate",
     "months",   "month",     "field",     "data",    "demographic", "demographics", "profile",
     "survey",   "completed", "completion"});

/// Whether a key is made of companions and digits alone.
bool all_companions(std::string_view key) {
  if (key.empty()) {
    return true;
  }
  if (key.front() >= '0' && key.front() <= '9') {
    return all_companions(key.substr(1));
  }
  return std::ranges::any_of(companions, [&](std::string_view word) {
    return key.starts_with(word) && all_companions(key.substr(word.size()));
  });
}

/// Whether words that follow each other make the key together, or its plural.
bool among_words(const std::vector<std::string>& words, std::string_view key) {
  for (std::size_t from = 0; from < words.size(); ++from) {
    std::string joined;
    for (std::size_t i = from; i < words.size() && joined.size() < key.size(); ++i) {
      joined += words[i];
    }
    if (joined == key || (joined.ends_with('s') && joined.substr(0, joined.size() - 1) == key)) {
      return true;
    }
  }
  return false;
}

bool beside_companions(std::string_view whole, std::string_view key) {
  constexpr std::size_t longest = 64;
  if (whole.size() > longest) {
    return false;
  }
  for (std::size_t at = whole.find(key); at != std::string_view::npos;
       at = whole.find(key, at + 1)) {
    if (all_companions(whole.substr(0, at)) && all_companions(whole.substr(at + key.size()))) {
      return true;
    }
  }
  return false;
}

/// The name at the end of a path, where it is one: "/victim/crime" ends in "crime", a pattern or
/// an index in no name.
std::string_view last_name(std::string_view path) {
  const bool pointer = path.starts_with('/');
  if (!pointer) {
    return path;
  }
  const bool pattern =
      path.find("/*") != std::string_view::npos || path.find("/[") != std::string_view::npos;
  const std::string_view name = path.substr(path.rfind('/') + 1);
  const bool index = name.find_first_not_of("0123456789") == std::string_view::npos;
  return pattern || index ? std::string_view() : name;
}

bool has_digit(std::string_view key) {
  return key.find_first_of("0123456789") != std::string_view::npos;
}

/// Whether a value says that what its field is called after is not so.
bool denies(const receive::Scalar& value) {
  if (const auto* flag = std::get_if<bool>(&value)) {
    return !*flag;
  }
  if (const auto* whole = std::get_if<std::int64_t>(&value)) {
    return *whole == 0;
  }
  if (const auto* real = std::get_if<double>(&value)) {
    return *real == 0;
  }
  constexpr std::array words =
      std::to_array<std::string_view>({"", "no", "n", "false", "f", "0", "00", "nie", "none", "nil",
                                       "never", "off", "na", "n a", "not applicable", "null"});
  const auto* text = std::get_if<std::string>(&value);
  return text == nullptr || (text->size() <= longest_spelling && is_utf8(*text) &&
                             std::ranges::find(words, match_key(*text)) != words.end());
}

const std::string& reason_of(const Domain& domain) {
  return domain.refuse.empty() ? domain.below_min : domain.refuse.front().reason;
}

/// The fields a domain is read from.
bool reads(const Domain& domain, std::string_view field) {
  return field == domain.id || (field == age_field && domain.derived_from == age_field);
}

std::vector<const Adapter*> adapters_for(const Definitions& definitions, const Survey& survey,
                                         const Adapter* adapter) {
  std::vector<const Adapter*> adapters;
  if (adapter != nullptr) {
    adapters.push_back(adapter);
  }
  for (const Source& source : definitions.sources) {
    const auto at = source.adapters.find(survey.id);
    if (at == source.adapters.end()) {
      continue;
    }
    for (const auto& [media_type, id] : at->second) {
      const Adapter* other = definitions.find_adapter(id);
      if (other != nullptr && std::ranges::find(adapters, other) == adapters.end()) {
        adapters.push_back(other);
      }
    }
  }
  return adapters;
}

}  // namespace

Safeguard::Safeguard(const Definitions& definitions, const Survey& survey, const Adapter* adapter) {
  const auto adapters = adapters_for(definitions, survey, adapter);
  for (const Domain& domain : survey.domains) {
    if (domain.refuse.empty() && domain.below_min.empty()) {
      continue;
    }
    const std::string& reason = reason_of(domain);
    add_name(domain.id, domain.id, reason);
    if (domain.derived_from == age_field) {
      add_name(age_field, std::string(age_field), reason);
    }
    for (const auto& [language, label] : domain.label) {
      add_name(label, domain.id, reason);
    }
    for (const RefusedGroup& group : domain.refuse) {
      add_text(group.id, group.reason);
      for (const std::string& spelling : group.also) {
        add_text(spelling, group.reason);
      }
    }
    for (const Adapter* one : adapters) {
      add_names(domain, *one, reason);
    }
  }
}

void Safeguard::add_names(const Domain& domain, const Adapter& adapter, const std::string& reason) {
  for (const FieldMapping& mapping : adapter.map) {
    if (!reads(domain, mapping.field)) {
      continue;
    }
    for (const std::string& path : mapping.paths) {
      add_name(last_name(path), mapping.field, reason);
    }
    for (const auto& [word, code] : mapping.values) {
      const auto group = std::ranges::find(domain.refuse, code, &RefusedGroup::id);
      if (group != domain.refuse.end()) {
        add_text(word, group->reason);
      }
    }
  }
}

void Safeguard::add_name(std::string_view name, const std::string& field,
                         const std::string& reason) {
  std::string key = receive::name_key(name);
  if (!key.empty() && std::ranges::find(names_, key, &Named::key) == names_.end()) {
    names_.push_back({.key = std::move(key), .field = field, .reason = reason});
  }
}

void Safeguard::add_text(std::string_view text, const std::string& reason) {
  texts_.emplace(match_key(text), reason);
  std::string key = receive::name_key(text);
  if (!has_digit(key)) {
    texts_.emplace(key, reason);
  }
  if (!key.empty() && std::ranges::find(groups_, key, &Named::key) == groups_.end()) {
    groups_.push_back({.key = std::move(key), .field = {}, .reason = reason});
  }
}

const Safeguard::Named* Safeguard::named_in(const std::vector<Named>& names,
                                            std::string_view name) {
  name = name.substr(0, longest_name);
  const std::vector<std::string> words = receive::name_words(name);
  const std::string whole = receive::name_key(name);
  const auto at = std::ranges::find_if(names, [&](const Named& named) {
    return among_words(words, named.key) ||
           (named.key.size() >= found_within ? whole.find(named.key) != std::string::npos
                                             : beside_companions(whole, named.key));
  });
  return at == names.end() ? nullptr : &*at;
}

const std::string* Safeguard::group_named(const receive::Scalar& value) const {
  const auto* text = std::get_if<std::string>(&value);
  if (text == nullptr || text->size() > longest_spelling || !is_utf8(*text)) {
    return nullptr;
  }
  if (const auto at = texts_.find(match_key(*text)); at != texts_.end()) {
    return &at->second;
  }
  const std::string key = receive::name_key(*text);
  const auto at = has_digit(key) ? texts_.end() : texts_.find(key);
  return at == texts_.end() ? nullptr : &at->second;
}

std::optional<Safeguard::Found> Safeguard::find(const receive::Field& unread) const {
  if (names_.empty()) {
    return std::nullopt;
  }
  const auto* text = std::get_if<std::string>(&unread.value);
  if (text != nullptr && (trimmed(*text).empty() || trimmed(*text) == "-")) {
    return std::nullopt;
  }
  if (const std::string* reason = group_named(unread.value)) {
    return Found{.reason = *reason,
                 .message = "A field that is not read, \"" + unread.name +
                            "\", names a group that the definition holds for a person."};
  }
  if (const Named* group = named_in(groups_, unread.pointer);
      group != nullptr && !denies(unread.value)) {
    return Found{.reason = group->reason,
                 .message = "The field \"" + unread.name +
                            "\" is not read, and has the name of a group in its own that the "
                            "definition holds for a person."};
  }
  if (const Named* named = named_in(names_, unread.pointer)) {
    return Found{.reason = named->reason,
                 .message = "The field \"" + unread.name + "\" is not read, and has the name of " +
                            named->field + " in its own."};
  }
  return std::nullopt;
}

}  // namespace soundings::normalise
