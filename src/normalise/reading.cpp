#include "reading.h"

#include <algorithm>
#include <utility>

#include "soundings/base/number.h"
#include "soundings/normalise/reason.h"

#include "utf8.h"

namespace soundings::normalise {
namespace {

std::string scalar_text(const receive::Scalar& value) {
  if (const auto* text = std::get_if<std::string>(&value)) {
    return std::string(trimmed(*text));
  }
  if (const auto* integer = std::get_if<std::int64_t>(&value)) {
    return std::to_string(*integer);
  }
  if (const auto* real = std::get_if<double>(&value)) {
    return shortest(*real);
  }
  if (const auto* flag = std::get_if<bool>(&value)) {
    return *flag ? "true" : "false";
  }
  return {};
}

}  // namespace

Reading::Reading(const receive::Submission& submission, const Context& context)
    : submission_(submission), context_(context), taken_(submission.fields.size(), false) {}

const receive::Field* Reading::take(std::string_view name) {
  const auto at = std::ranges::find(submission_.fields, name, &receive::Field::name);
  if (at == submission_.fields.end()) {
    return nullptr;
  }
  taken_[static_cast<std::size_t>(at - submission_.fields.begin())] = true;
  return &*at;
}

const FieldMapping* Reading::mapping(std::string_view field) const noexcept {
  if (context_.adapter == nullptr) {
    return nullptr;
  }
  const auto at = std::ranges::find(context_.adapter->map, field, &FieldMapping::field);
  return at == context_.adapter->map.end() ? nullptr : &*at;
}

std::string Reading::text(const receive::Field& field) const {
  std::string given = scalar_text(field.value);
  const FieldMapping* mapped = mapping(field.name);
  if (mapped == nullptr || mapped->values.empty() || given.empty()) {
    return given;
  }
  if (const auto at = mapped->values.find(given); at != mapped->values.end()) {
    return at->second;
  }
  const std::string key = match_key(given);
  for (const auto& [word, ours] : mapped->values) {
    if (match_key(word) == key) {
      return ours;
    }
  }
  return given;
}

bool Reading::hold(std::string_view code, std::string pointer, std::string message) {
  const bool waived = code != hold::safeguarding_exclusion &&
                      std::ranges::find(context_.waived, code) != context_.waived.end();
  auto& to = waived ? findings_ : errors_;
  to.push_back(
      {.code = std::string(code), .pointer = std::move(pointer), .message = std::move(message)});
  return waived;
}

void Reading::remark(std::string_view code, std::string pointer, std::string message) {
  findings_.push_back(
      {.code = std::string(code), .pointer = std::move(pointer), .message = std::move(message)});
}

std::vector<receive::Field> Reading::known() const {
  std::vector<receive::Field> fields;
  for (std::size_t i = 0; i < taken_.size(); ++i) {
    if (taken_[i]) {
      fields.push_back(submission_.fields[i]);
    }
  }
  return fields;
}

std::size_t Reading::unknown() const noexcept {
  return static_cast<std::size_t>(std::ranges::count(taken_, false));
}

std::string value_words(std::string_view value) {
  constexpr std::size_t longest = 40;
  if (value.size() > longest) {
    return "a text of " + std::to_string(value.size()) + " bytes";
  }
  return "\"" + std::string(value) + "\"";
}

}  // namespace soundings::normalise
