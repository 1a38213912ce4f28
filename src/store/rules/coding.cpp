// Bytes of responses, and the text form of their layouts.
#include "rules/coding.h"

#include <algorithm>
#include <limits>
#include <sstream>

#include "soundings/base/digest.h"

namespace soundings::store {
namespace {

constexpr std::size_t given_size = 3;

const Answer* answer_to(const Response& response, const std::string& item, std::size_t guess) {
  if (guess < response.answers.size() && response.answers[guess].item == item) {
    return &response.answers[guess];
  }
  const auto found = std::find_if(response.answers.begin(), response.answers.end(),
                                  [&](const Answer& answer) { return answer.item == item; });
  return found == response.answers.end() ? nullptr : &*found;
}

bool has_points_of(const LayoutItem& entry, const Item& item, const Survey& survey) {
  const auto scale = survey.scales.find(item.scale);
  return scale == survey.scales.end()
             ? entry.points.empty()
             : std::ranges::equal(entry.points, scale->second.points, {}, {}, &ScalePoint::code);
}

std::uint8_t absence_byte(Absence absence) noexcept {
  return static_cast<std::uint8_t>(absent_bit | static_cast<std::uint8_t>(absence));
}

}  // namespace

Layout layout_of(const Survey& survey) {
  Layout layout;
  for (const Domain& domain : survey.domains) {
    layout.columns.push_back(domain.id);
  }
  for (const Item& item : survey.items) {
    if (item.kind != Item::Kind::scale) {
      continue;
    }
    LayoutItem entry{.id = item.id};
    if (const auto scale = survey.scales.find(item.scale); scale != survey.scales.end()) {
      for (const ScalePoint& point : scale->second.points) {
        entry.points.push_back(point.code);
      }
    }
    layout.items.push_back(std::move(entry));
  }
  return layout;
}

bool is_layout_of(const Layout& layout, const Survey& survey) {
  if (!std::ranges::equal(layout.columns, survey.domains, {}, {}, &Domain::id)) {
    return false;
  }
  auto entry = layout.items.begin();
  for (const Item& item : survey.items) {
    if (item.kind != Item::Kind::scale) {
      continue;
    }
    if (entry == layout.items.end() || entry->id != item.id ||
        !has_points_of(*entry, item, survey)) {
      return false;
    }
    ++entry;
  }
  return entry == layout.items.end();
}

std::string to_text(const Layout& layout) {
  std::string text;
  for (const std::string& column : layout.columns) {
    text += (text.empty() ? "" : " ") + column;
  }
  for (const LayoutItem& item : layout.items) {
    text += "\n" + item.id;
    for (const int point : item.points) {
      text += " " + std::to_string(point);
    }
  }
  return text;
}

Layout parse_layout(std::string_view text) {
  std::istringstream lines{std::string(text)};
  std::string line;
  Layout layout;
  std::getline(lines, line);
  std::istringstream columns(line);
  for (std::string column; columns >> column;) {
    layout.columns.push_back(column);
  }
  while (std::getline(lines, line)) {
    std::istringstream words(line);
    LayoutItem item;
    words >> item.id;
    for (int point = 0; words >> point;) {
      item.points.push_back(point);
    }
    layout.items.push_back(std::move(item));
  }
  return layout;
}

std::optional<std::uint8_t> answer_byte(const Answer& answer, const LayoutItem& item) noexcept {
  if (answer.absence) {
    return absence_byte(*answer.absence);
  }
  const auto point = std::find(item.points.begin(), item.points.end(), answer.code);
  const auto position = point - item.points.begin();
  if (point == item.points.end() || position + 1 >= absent_bit) {
    return std::nullopt;
  }
  return static_cast<std::uint8_t>(position + 1);
}

std::optional<std::vector<std::uint8_t>> answer_bytes(const Response& response,
                                                      const Layout& layout) {
  std::vector<std::uint8_t> bytes;
  bytes.reserve(layout.items.size());
  for (std::size_t i = 0; i < layout.items.size(); ++i) {
    const Answer* answer = answer_to(response, layout.items[i].id, i);
    const auto byte = answer == nullptr ? absence_byte(Absence::not_asked)
                                        : answer_byte(*answer, layout.items[i]);
    if (!byte) {
      return std::nullopt;
    }
    bytes.push_back(*byte);
  }
  return bytes;
}

std::optional<std::vector<std::uint8_t>> given_bytes(const Response& response,
                                                     const Layout& layout) {
  std::vector<std::uint8_t> bytes;
  bytes.reserve(layout.items.size() * given_size);
  for (std::size_t i = 0; i < layout.items.size(); ++i) {
    const Answer* answer = answer_to(response, layout.items[i].id, i);
    const Answer given =
        answer == nullptr ? Answer{.code = 0, .absence = Absence::not_asked} : *answer;
    if (given.code < std::numeric_limits<std::int16_t>::min() ||
        given.code > std::numeric_limits<std::int16_t>::max()) {
      return std::nullopt;
    }
    const auto code = static_cast<std::uint16_t>(given.code);
    bytes.push_back(given.absence ? static_cast<std::uint8_t>(static_cast<int>(*given.absence) + 1)
                                  : std::uint8_t{0});
    bytes.push_back(static_cast<std::uint8_t>(code & 0xFFU));
    bytes.push_back(static_cast<std::uint8_t>(code >> 8U));
  }
  return bytes;
}

std::optional<std::vector<Answer>> parse_given(std::span<const std::uint8_t> given,
                                               const Layout& layout) {
  if (given.size() != layout.items.size() * given_size) {
    return std::nullopt;
  }
  std::vector<Answer> answers;
  for (std::size_t i = 0; i < layout.items.size(); ++i) {
    const auto triple = given.subspan(i * given_size, given_size);
    const auto low = static_cast<unsigned>(triple[1]);
    const auto high = static_cast<unsigned>(triple[2]);
    Answer answer{.item = layout.items[i].id,
                  .code = static_cast<std::int16_t>(static_cast<std::uint16_t>(low | high << 8U)),
                  .absence = std::nullopt};
    if (triple[0] != 0) {
      answer.absence = static_cast<Absence>(triple[0] - 1);
    }
    answers.push_back(std::move(answer));
  }
  return answers;
}

std::vector<std::uint8_t> person_bytes(const std::string& person) {
  if (auto decoded = from_hex(person); decoded && !decoded->empty()) {
    return *decoded;
  }
  return {person.begin(), person.end()};
}

std::int64_t first_bits(std::span<const std::uint8_t> bytes) noexcept {
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < sizeof bits; ++i) {
    bits = bits << 8U | (i < bytes.size() ? bytes[i] : std::uint8_t{0});
  }
  return static_cast<std::int64_t>(bits);
}

}  // namespace soundings::store
