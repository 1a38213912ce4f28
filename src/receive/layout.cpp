#include "soundings/receive/layout.h"

#include <algorithm>
#include <array>

#include "soundings/receive/names.h"

#include "native.h"

namespace soundings::receive {
namespace {

constexpr std::string_view answers_member = "answers";
constexpr std::string_view answers_prefix = "answers/";

const std::array<std::string, native_names.size()>& native_keys() {
  static const std::array<std::string, native_names.size()> keys = [] {
    std::array<std::string, native_names.size()> made;
    std::ranges::transform(native_names, made.begin(), name_key);
    return made;
  }();
  return keys;
}

std::vector<std::string> keys_of(const std::vector<std::string>& names) {
  std::vector<std::string> keys(names.size());
  std::ranges::transform(names, keys.begin(), name_key);
  return keys;
}

bool among(const std::vector<std::string>& keys, std::string_view key) {
  return !key.empty() && std::ranges::find(keys, key) != keys.end();
}

}  // namespace

Layout::Layout(const Adapter* adapter, const Survey* survey) : adapter_(adapter), survey_(survey) {
  if (adapter_ != nullptr) {
    for (const FieldMapping& mapping : adapter_->map) {
      path_keys_.push_back(keys_of(mapping.paths));
    }
    dropped_ = keys_of(adapter_->drop);
    not_needed_ = keys_of(adapter_->not_needed);
  }
  if (survey_ == nullptr || !native()) {
    return;
  }
  for (const Item& item : survey_->items) {
    const bool text = item.kind == Item::Kind::free_text;
    const std::string field = text ? "comment" : std::string(answers_prefix) + item.id;
    answers_.emplace_back(name_key(item.id), field);
    answers_.emplace_back(name_key(answers_member) + name_key(item.id), field);
  }
}

bool Layout::drops(std::string_view key) const {
  return among(dropped_, key);
}

bool Layout::does_not_need(std::string_view key) const {
  return among(not_needed_, key);
}

std::string Layout::column_field(std::string_view name) const {
  if (const std::string_view field = native_field(name); !field.empty()) {
    return std::string(field);
  }
  const std::string key = name_key(name);
  const auto at = std::ranges::find(answers_, key, &std::pair<std::string, std::string>::first);
  if (at != answers_.end()) {
    return at->second;
  }
  return survey_ == nullptr && name.starts_with(answers_prefix) ? std::string(name) : std::string();
}

std::string_view native_field(std::string_view name) {
  const auto* const exact = std::ranges::find(native_names, name);
  if (exact != native_names.end()) {
    return *exact;
  }
  if (name == answers_member) {
    return {};
  }
  const std::string key = name_key(name);
  const auto& keys = native_keys();
  const auto* const alike = std::ranges::find(keys, key);
  return alike == keys.end() ? std::string_view()
                             : native_names[static_cast<std::size_t>(alike - keys.begin())];
}

bool names_answers(std::string_view name) {
  return name == answers_member || name_key(name) == answers_member;
}

}  // namespace soundings::receive
