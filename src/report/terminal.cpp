// A table for a terminal: columns aligned by characters, a note for every mark.
#include <algorithm>
#include <array>
#include <set>

#include "soundings/base/number.h"
#include "soundings/report/headline.h"
#include "soundings/wording/wording.h"

namespace soundings::report {
namespace {

/// Name, value, range, answers, unweighted, marks.
using Cells = std::array<std::string, 6>;

/// Characters, not bytes: continuation bytes of UTF-8 take no place.
std::size_t places(const std::string& text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
  }));
}

/// At most `most` characters, the last one an ellipsis when something was cut.
std::string cut(const std::string& text, std::size_t most) {
  if (places(text) <= most) {
    return text;
  }
  std::string kept;
  std::size_t taken = 0;
  for (const char byte : text) {
    const bool begins = (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
    if (begins && ++taken == most) {
      break;
    }
    kept += byte;
  }
  return kept + "\u2026";
}

std::string padding(const std::string& text, std::size_t width) {
  const std::size_t taken = places(text);
  return std::string(taken < width ? width - taken : 0, ' ');
}

bool is_marked(const Row& row, const char* mark) {
  return std::find(row.marks.begin(), row.marks.end(), mark) != row.marks.end();
}

/// Whether the value column is the weighted one: not where a weighting could not be made.
bool shows_weighted(const Table& table) {
  return table.scheme != "none" && table.weighting_fault.empty();
}

Cells cells_of(const Definitions& definitions, const Survey& survey, const Table& table,
               const Row& row) {
  Cells cells;
  cells[0] = wording::domain_label(definitions, survey, row.key);
  cells[5] = wording::marks(row.marks);
  if (is_marked(row, "c")) {
    cells[1] = "[c]";
    return cells;
  }
  const std::optional<Shown>& shown = shows_weighted(table) ? row.weighted : row.unweighted;
  cells[1] = shown ? wording::percent(shown->value, table.decimals) : "[x]";
  cells[2] = shown ? wording::range(shown->lo, shown->hi, table.decimals) : "";
  cells[3] = row.base ? wording::count(*row.base) : "";
  cells[4] = row.unweighted ? wording::percent(row.unweighted->value, table.decimals) : "";
  return cells;
}

std::string title(const Definitions& definitions, const Survey& survey, const Table& table) {
  const Measure* measure = definitions.find_measure(table.measure);
  std::string words = table.measure;
  if (measure != nullptr && measure->title.contains("en")) {
    words = measure->title.at("en");
  }
  words += ", " + wording::period(table.period, &survey);
  return words + (shows_weighted(table) ? ", weighted by " + table.scheme : ", unweighted");
}

std::string notes(const Table& table) {
  std::string text;
  if (!table.weighting_fault.empty()) {
    text += "The weighted figures cannot be made (" + table.weighting_fault +
            "); the unweighted ones are shown.\n";
  }
  std::set<std::string> used;
  for (const Row& row : table.rows) {
    used.insert(row.marks.begin(), row.marks.end());
  }
  for (const wording::Symbol& symbol : wording::symbols()) {
    if (used.contains(std::string(symbol.mark))) {
      text += "[" + std::string(symbol.mark) + "] " + std::string(symbol.meaning) + "\n";
    }
  }
  return text;
}

std::string level_words(double level) {
  return significant(100.0 * level, 6) + "% range";
}

std::string line(const Cells& cells, const std::array<std::size_t, 6>& widths) {
  std::string text = cells[0] + padding(cells[0], widths[0]);
  for (std::size_t at = 1; at < cells.size(); ++at) {
    const std::string gap = padding(cells[at], widths[at]);
    text += "  " + (at == 5 ? cells[at] : gap + cells[at]);
  }
  text.erase(text.find_last_not_of(' ') + 1);
  return text + "\n";
}

}  // namespace

std::string terminal_table(const Definitions& definitions, const Table& table, std::size_t width) {
  const Survey* found = definitions.find_survey(table.survey);
  const Survey unknown;
  const Survey& survey = found == nullptr ? unknown : *found;
  std::vector<Cells> body{
      {"", "Value", level_words(table.level), "Answers", "Unweighted", "Marks"}};
  for (const Row& row : table.rows) {
    body.push_back(cells_of(definitions, survey, table, row));
  }
  std::array<std::size_t, 6> widths{};
  for (const Cells& cells : body) {
    for (std::size_t at = 0; at < cells.size(); ++at) {
      widths[at] = std::max(widths[at], places(cells[at]));
    }
  }
  std::size_t others = 0;
  for (std::size_t at = 1; at < widths.size(); ++at) {
    others += widths[at] + 2;
  }
  constexpr std::size_t least = 12;
  const std::size_t room = width > others + least ? width - others : least;
  widths[0] = std::min(widths[0], room);
  std::string text = title(definitions, survey, table) + "\n\n";
  for (Cells& cells : body) {
    cells[0] = cut(cells[0], widths[0]);
    text += line(cells, widths);
  }
  return text + "\n" + notes(table);
}

}  // namespace soundings::report
