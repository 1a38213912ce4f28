// How the answers to each ordinal item were spread over its scale, lately and before:
// what the check for a scale that turned round compares.
#include <array>
#include <map>
#include <utility>

#include "rules/coding.h"
#include "sqlite/arrivals.h"
#include "sqlite/binding.h"

namespace soundings::store::sqlite {
namespace {

constexpr std::int64_t days_before = 90;  // that recent days are compared with

/// One item in the bytes of one layout, and what was counted of it.
struct Part {
  std::size_t at = 0;  ///< of its byte in `codes`
  /// By position under the layout: by today's definition; nothing when the point is gone.
  std::vector<std::optional<std::size_t>> position;
  AnswerCounts counts;
};

/// The ordinal items of a layout that the definition still has, with nothing counted.
std::vector<Part> parts_of(const Layout& layout, const Survey& survey, const std::string& source) {
  std::vector<Part> parts;
  for (std::size_t i = 0; i < layout.items.size(); ++i) {
    const Item* item = survey.find_item(layout.items[i].id);
    if (item == nullptr) {
      continue;
    }
    const auto scale = survey.scales.find(item->scale);
    if (scale == survey.scales.end() || scale->second.kind != Scale::Kind::ordinal) {
      continue;
    }
    const std::vector<std::int64_t> none(scale->second.points.size(), 0);
    Part part{.at = layout.columns.size() + i,
              .counts = {.source = source,
                         .survey = survey.id,
                         .item = item->id,
                         .recent = none,
                         .before = none}};
    for (const int code : layout.items[i].points) {
      part.position.push_back(scale->second.position(code));
    }
    parts.push_back(std::move(part));
  }
  return parts;
}

/// What responses of one source under one layout are counted by; no parts when no definition
/// describes the survey.
std::vector<Part> look_up(const SQLite::Database& database, const Definitions& definitions,
                          std::int64_t source, std::int64_t layout) {
  SQLite::Statement read(database,
                         "SELECT so.id, su.id, l.parts FROM layout l"
                         " JOIN survey su ON su.no = l.survey JOIN source so ON so.no = ?"
                         " WHERE l.no = ?");
  if (!prepare(read, source, layout).executeStep()) {
    return {};
  }
  const Survey* survey = definitions.find_survey(text_at(read, 1));
  return survey == nullptr ? std::vector<Part>{}
                           : parts_of(parse_layout(text_at(read, 2)), *survey, text_at(read, 0));
}

void count(std::vector<Part>& parts, const std::vector<std::uint8_t>& codes, bool recent) {
  for (Part& part : parts) {
    const std::size_t byte = part.at < codes.size() ? codes[part.at] : absent_bit;
    if (byte == 0 || byte > part.position.size()) {
      continue;
    }
    if (const auto position = part.position[byte - 1]) {
      ++(recent ? part.counts.recent : part.counts.before)[*position];
    }
  }
}

void add(std::vector<std::int64_t>& sum, const std::vector<std::int64_t>& more) {
  for (std::size_t i = 0; i < sum.size(); ++i) {
    sum[i] += more[i];
  }
}

}  // namespace

std::vector<AnswerCounts> answer_counts(const SQLite::Database& database,
                                        const Definitions& definitions, Instant now, int days) {
  const Instant recent_from = now - std::chrono::hours(24) * std::int64_t{days};
  const Instant before_from = recent_from - std::chrono::hours(24) * days_before;
  std::map<std::pair<std::int64_t, std::int64_t>, std::vector<Part>> by_layout;
  SQLite::Statement read(database,
                         "SELECT source, layout, completed_at > ?, codes FROM response"
                         " WHERE current = 1 AND completed_at > ? AND completed_at <= ?");
  prepare(read, epoch_microseconds(recent_from), epoch_microseconds(before_from),
          epoch_microseconds(now));
  while (read.executeStep()) {
    const std::pair key{number_at(read, 0), number_at(read, 1)};
    auto known = by_layout.find(key);
    if (known == by_layout.end()) {
      known = by_layout.emplace(key, look_up(database, definitions, key.first, key.second)).first;
    }
    count(known->second, blob_at(read, 3), number_at(read, 2) != 0);
  }
  std::map<std::array<std::string, 3>, AnswerCounts> sums;
  for (const auto& [key, parts] : by_layout) {
    for (const Part& part : parts) {
      const AnswerCounts& counts = part.counts;
      const auto [sum, first] =
          sums.emplace(std::array{counts.source, counts.survey, counts.item}, counts);
      if (!first) {
        add(sum->second.recent, counts.recent);
        add(sum->second.before, counts.before);
      }
    }
  }
  std::vector<AnswerCounts> all;
  all.reserve(sums.size());
  for (auto& [key, counts] : sums) {
    all.push_back(std::move(counts));
  }
  return all;
}

}  // namespace soundings::store::sqlite
