#include "delimiter.h"

#include <algorithm>
#include <array>
#include <tuple>

namespace soundings::receive {
namespace {

constexpr std::array candidates = {',', ';', '\t'};
constexpr std::size_t rows_judged = 50;
constexpr std::size_t bytes_judged = std::size_t{64} * 1024;

/// What a text looks like under one delimiter; the greater is the better.
struct Look {
  std::size_t known = 0;
  std::size_t columns = 0;
  std::size_t rows = 0;
  std::size_t even = 0;  ///< rows as wide as the first line

  void see(const CsvRow& row, const CsvHints& hints) {
    if (columns == 0) {
      columns = row.cells.size();
      known = hints.known ? hints.known(row.cells) : 0;
    } else if (rows < rows_judged) {
      ++rows;
      even += row.cells.size() == columns && columns > 1 ? 1U : 0U;
    }
  }

  [[nodiscard]] auto rank() const {
    const std::size_t per_mille = rows == 0 ? 0 : even * 1000 / rows;
    return std::tuple(known, per_mille, columns);
  }
};

Look look_at(std::string_view text, char delimiter, const CsvHints& hints) {
  constexpr std::size_t cell_bytes = 1024;
  Look look;
  CsvReader reader(cell_bytes, [&](const CsvRow& row) { look.see(row, hints); },
                   {.tabs_first = false, .columns = hints.columns});
  reader.use_delimiter(delimiter);
  reader.feed(text);
  reader.finish();
  return look;
}

}  // namespace

std::size_t first_line_end(std::string_view text) noexcept {
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '"') {
      quoted = !quoted;
    } else if (!quoted && (text[i] == '\n' || text[i] == '\r')) {
      return i;
    }
  }
  return std::string_view::npos;
}

std::optional<char> only_delimiter(std::string_view first_line) noexcept {
  std::array<bool, candidates.size()> seen{};
  bool quoted = false;
  for (const char c : first_line) {
    quoted = quoted != (c == '"');
    const auto* at = std::ranges::find(candidates, c);
    if (!quoted && at != candidates.end()) {
      seen[static_cast<std::size_t>(at - candidates.begin())] = true;
    }
  }
  const auto kinds = std::ranges::count(seen, true);
  if (kinds > 1) {
    return std::nullopt;
  }
  const auto* one = std::ranges::find(seen, true);
  return kinds == 0 ? candidates.front() : candidates[static_cast<std::size_t>(one - seen.begin())];
}

char best_delimiter(std::string_view sample, bool whole, const CsvHints& hints) {
  const bool cut = !whole || sample.size() > bytes_judged;
  sample = sample.substr(0, bytes_judged);
  if (cut) {
    // A row that is cut off would look narrower than it is.
    sample = sample.substr(0, sample.find_last_of("\r\n"));
  }
  std::array<char, candidates.size()> order = candidates;
  if (hints.tabs_first) {
    std::ranges::reverse(order);
  }
  char best = order.front();
  Look best_look = look_at(sample, best, hints);
  for (const char delimiter : order) {
    const Look look = look_at(sample, delimiter, hints);
    if (look.rank() > best_look.rank()) {
      best = delimiter;
      best_look = look;
    }
  }
  return best;
}

}  // namespace soundings::receive
