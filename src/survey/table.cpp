// A table, read by key.
#include "soundings/survey/table.h"

#include <algorithm>

namespace soundings {

std::string to_text(const DomainKey& key) {
  std::string text;
  for (const auto& [domain, code] : key) {
    text += text.empty() ? "" : ",";
    text += domain;
    text += '=';
    text += code;
  }
  return text;
}

std::optional<DomainKey> parse_domain_key(std::string_view text) {
  DomainKey key;
  while (!text.empty()) {
    const auto comma = text.find(',');
    const std::string_view part = text.substr(0, comma);
    const auto sign = part.find('=');
    const bool whole = sign != std::string_view::npos && sign > 0 && sign + 1 < part.size();
    const bool last = comma == std::string_view::npos;
    if (!whole || comma + 1 == text.size() ||
        !key.emplace(part.substr(0, sign), part.substr(sign + 1)).second) {
      return std::nullopt;
    }
    text = last ? std::string_view{} : text.substr(comma + 1);
  }
  return key;
}

std::vector<Finding> findings(const Row& row) {
  if (row.response_rate.value_or(0.0) <= 100.0) {
    return {};
  }
  return {Finding{.code = "answers_exceed_invitations",
                  .pointer = "/response_rate",
                  .message = "More people answered than the invitations of the period say were "
                             "asked."}};
}

const Row* Table::find(const DomainKey& key, std::string_view answer) const noexcept {
  const auto at = std::find_if(rows.begin(), rows.end(), [&](const Row& row) {
    return row.key == key && row.answer == answer;
  });
  return at == rows.end() ? nullptr : &*at;
}

}  // namespace soundings
