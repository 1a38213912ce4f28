// Whether a definition file is JSON at all, and names no key twice.
#include <algorithm>
#include <set>

#include <nlohmann/json.hpp>

#include "definitions/decode_json.h"
#include "definitions/value_text.h"

namespace soundings::definition {
namespace {

using nlohmann::json;

/// Where the parser stands: an object with the keys it has seen, or an array and its index.
struct OpenPart {
  bool array = false;
  std::size_t index = 0;
  std::string key;
  std::set<std::string> keys;
};

/// Follows the parser's events and keeps the pointers of repeated keys: the parsed document
/// holds only the last of them.
class KeyWatch {
 public:
  void see(json::parse_event_t event, const json& parsed) {
    switch (event) {
      case json::parse_event_t::object_start:
      case json::parse_event_t::array_start:
        parts_.emplace_back().array = event == json::parse_event_t::array_start;
        return;
      case json::parse_event_t::object_end:
      case json::parse_event_t::array_end:
        parts_.pop_back();
        step();
        return;
      case json::parse_event_t::value:
        step();
        return;
      case json::parse_event_t::key:
        parts_.back().key = parsed.get<std::string>();
        if (!parts_.back().keys.insert(parts_.back().key).second) {
          repeated_.push_back(pointer());
        }
        return;
    }
  }

  [[nodiscard]] const std::vector<std::string>& repeated() const noexcept { return repeated_; }

 private:
  void step() {
    if (!parts_.empty() && parts_.back().array) {
      ++parts_.back().index;
    }
  }

  [[nodiscard]] std::string pointer() const {
    std::vector<std::string> path(parts_.size());
    std::ranges::transform(parts_, path.begin(), [](const OpenPart& part) {
      return part.array ? std::to_string(part.index) : part.key;
    });
    return pointer_of(path);
  }

  std::vector<OpenPart> parts_;
  std::vector<std::string> repeated_;
};

DefinitionFault no_json(const std::string& file, std::string_view text, std::size_t byte) {
  const auto end = std::min(byte == 0 ? 0 : byte - 1, text.size());
  const auto line =
      1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(end), '\n');
  const auto start = end == 0 ? std::string_view::npos : text.rfind('\n', end - 1);
  const auto from = start == std::string_view::npos ? 0 : start + 1;
  const std::string where = "line " + std::to_string(line);
  return {.file = file,
          .pointer = where,
          .value = shortened(text.substr(from, text.find('\n', end) - from)),
          .rule = "json_syntax",
          .message = file + " is not JSON at " + where};
}

}  // namespace

Faults syntax_faults(const std::string& file, std::string_view text) {
  if (const auto nul = text.find('\0'); nul != std::string_view::npos) {
    return {no_json(file, text, nul + 1)};
  }
  KeyWatch watch;
  try {
    const json document =
        json::parse(text, [&watch](int /*depth*/, json::parse_event_t event, json& parsed) {
          watch.see(event, parsed);
          return true;
        });
  } catch (const json::parse_error& error) {
    return {no_json(file, text, error.byte)};
  } catch (const json::out_of_range&) {
    return {no_json(file, text, 0)};
  }
  Faults faults;
  for (const std::string& pointer : watch.repeated()) {
    faults.push_back({.file = file,
                      .pointer = pointer,
                      .value = pointer.substr(pointer.rfind('/') + 1),
                      .rule = "json_key_repeated",
                      .message = pointer + " is given twice; only the last would count"});
  }
  return faults;
}

}  // namespace soundings::definition
