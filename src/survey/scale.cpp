// Where an answer lies on its scale, and the words for answers without an opinion.
#include "soundings/survey/scale.h"

#include <algorithm>
#include <array>
#include <utility>

namespace soundings {
namespace {

constexpr std::array<std::pair<Absence, std::string_view>, 6> absence_words{{
    {Absence::not_asked, "not_asked"},
    {Absence::blank, "blank"},
    {Absence::dont_know, "dont_know"},
    {Absence::not_applicable, "not_applicable"},
    {Absence::refused, "refused"},
    {Absence::routing_conflict, "routing_conflict"},
}};

}  // namespace

std::string_view to_text(Absence absence) noexcept {
  for (const auto& [value, word] : absence_words) {
    if (value == absence) {
      return word;
    }
  }
  return {};
}

std::optional<Absence> parse_absence(std::string_view text) noexcept {
  for (const auto& [value, word] : absence_words) {
    if (word == text) {
      return value;
    }
  }
  return std::nullopt;
}

std::optional<std::size_t> Scale::position(int code) const noexcept {
  const auto at = std::find_if(points.begin(), points.end(),
                               [code](const ScalePoint& point) { return point.code == code; });
  if (at == points.end()) {
    return std::nullopt;
  }
  return static_cast<std::size_t>(at - points.begin());
}

std::optional<double> Scale::score(int code) const noexcept {
  const auto place = position(code);
  if (kind != Kind::ordinal || !place || points.size() < 2) {
    return std::nullopt;
  }
  const auto steps = static_cast<double>(points.size() - 1);
  return 100.0 * (steps - static_cast<double>(*place)) / steps;
}

const ExcludedReply* Scale::excluded_reply(int code) const noexcept {
  const auto at =
      std::find_if(excluded.begin(), excluded.end(),
                   [code](const ExcludedReply& reply) { return reply.point.code == code; });
  return at == excluded.end() ? nullptr : &*at;
}

}  // namespace soundings
