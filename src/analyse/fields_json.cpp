#include "fields_json.h"

#include <optional>
#include <utility>

#include "soundings/base/number.h"

#include "csv.h"

namespace soundings::analyse {
namespace {

/// Follows the parser's events: the parsed document holds only the last of repeated keys. Keys are
/// compared as the texts of a specification are.
class KeyWatch {
 public:
  void see(Json::parse_event_t event, const Json& parsed) {
    switch (event) {
      case Json::parse_event_t::object_start:
        seen_.emplace_back();
        return;
      case Json::parse_event_t::object_end:
        seen_.pop_back();
        return;
      case Json::parse_event_t::key:
        if (const auto key = parsed.get<std::string>(); !seen_.back().insert(plain(key)).second) {
          repeated_ = repeated_.value_or(key);
        }
        return;
      case Json::parse_event_t::array_start:
      case Json::parse_event_t::array_end:
      case Json::parse_event_t::value:
        return;
    }
  }

  [[nodiscard]] const std::optional<std::string>& repeated() const noexcept { return repeated_; }

 private:
  std::vector<std::set<std::string>> seen_;  ///< of each object the parser is in
  std::optional<std::string> repeated_;
};

}  // namespace

void refuse(const std::string& rule) {
  throw Refusal(rule);
}

/// A member, or null when it is absent.
const Json& member(const Json& object, const char* name) {
  static const Json nothing;
  const auto at = object.find(name);
  return at == object.end() ? nothing : *at;
}

std::string text(const Json& value, const std::string& where) {
  if (value.is_string()) {
    return plain(value.get<std::string>());
  }
  if (value.is_number_integer()) {
    return std::to_string(value.get<std::int64_t>());
  }
  if (value.is_number()) {
    return shortest(value.get<double>());
  }
  refuse(where + " must be text");
}

std::string optional_text(const Json& object, const char* name, const std::string& where) {
  const Json& value = member(object, name);
  return value.is_null() ? std::string() : text(value, where + "." + name);
}

std::string file(const Json& value, const std::string& where) {
  return value.is_string() ? value.get<std::string>() : text(value, where);
}

std::string optional_file(const Json& object, const char* name, const std::string& where) {
  const Json& value = member(object, name);
  return value.is_null() ? std::string() : file(value, where + "." + name);
}

double number(const Json& value, const std::string& where) {
  if (!value.is_number()) {
    refuse(where + " must be a number");
  }
  const auto read = value.get<double>();
  if (is_extreme(read)) {
    refuse(where + " must be 0 or of a size from 1e-50 to 1e50");
  }
  return read;
}

/// A number, or a text that reads as one.
double number_or_text(const Json& value, const std::string& where) {
  const auto read =
      value.is_string() ? parse_number(value.get<std::string>()) : std::optional<double>();
  return number(read ? Json(*read) : value, where);
}

/// A list of texts; a lone text is a list of one.
std::vector<std::string> texts(const Json& value, const std::string& where) {
  std::vector<std::string> list;
  if (value.is_null()) {
    return list;
  }
  if (!value.is_array()) {
    return {text(value, where)};
  }
  for (const Json& one : value) {
    list.push_back(text(one, where));
  }
  return list;
}

void expect_object(const Json& value, const std::string& where) {
  if (!value.is_object() && !value.is_null() && !(value.is_array() && value.empty())) {
    refuse(where + " must be an object");
  }
}

void note_ignored(const Json& value, const std::string& where, const std::set<std::string>& known,
                  std::vector<std::string>& ignored) {
  for (const auto& entry : value.items()) {
    if (!known.contains(entry.key())) {
      ignored.push_back(where + entry.key());
    }
  }
}

Json parse_unrepeated(std::string_view json) {
  KeyWatch watch;
  Json parsed = Json::parse(json, [&watch](int /*depth*/, Json::parse_event_t event, Json& value) {
    watch.see(event, value);
    return true;
  });
  if (const auto& repeated = watch.repeated()) {
    refuse("the key " + *repeated + " is given twice in one object");
  }
  return parsed;
}

}  // namespace soundings::analyse
