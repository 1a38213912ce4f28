// The sentences of the note under the heading of a measure table.
#include "tables/table_note.h"

#include <algorithm>
#include <iterator>
#include <vector>

#include "soundings/wording/readings.h"
#include "soundings/wording/wording.h"

#include "parts/phrase.h"

namespace soundings::pages {
namespace {

/// The line with most answers: it stands for the people who answered any question.
const Row* fullest(std::span<const MeasureLine> lines) {
  const Row* best = nullptr;
  std::int64_t most = -1;
  for (const MeasureLine& line : lines) {
    const Row* row = line.table->find(line.key);
    if (row != nullptr && row->base && *row->base > most) {
      best = row;
      most = *row->base;
    }
  }
  return best;
}

bool has_figures(std::span<const MeasureLine> lines) {
  return std::any_of(lines.begin(), lines.end(), [](const MeasureLine& line) {
    const Row* each = line.table->find(line.key);
    return each != nullptr && leading(*each) != nullptr;
  });
}

/// Whether a line is read as more than chance by itself and not among its family.
bool has_unclear(std::span<const MeasureLine> lines) {
  return std::any_of(lines.begin(), lines.end(), [](const MeasureLine& line) {
    const Comparison* row = line.readings == nullptr ? nullptr : line.readings->find(line.key);
    return row != nullptr && row->verdict == Verdict::not_clear &&
           !over_time(line.readings->against);
  });
}

std::size_t tested_lines(std::span<const MeasureLine> lines) {
  return static_cast<std::size_t>(std::ranges::count_if(lines, [](const MeasureLine& line) {
    const Comparison* row = line.readings == nullptr ? nullptr : line.readings->find(line.key);
    return row != nullptr && tested(row->verdict);
  }));
}

/// The lines that are not weighted where others are, by name.
std::string not_weighted(const Definitions& definitions, std::span<const MeasureLine> lines) {
  std::vector<std::string> names;
  for (const MeasureLine& line : lines) {
    const Measure* measure = definitions.find_measure(line.table->measure);
    if (!weighted(*line.table) && measure != nullptr) {
      names.push_back(english(measure->title));
    }
  }
  return names.empty() || names.size() == lines.size()
             ? std::string{}
             : wording::list(names) + (names.size() == 1 ? " is" : " are") + " not weighted.";
}

/// Every table's own way of weighting, each stated once, with what was joined for it.
std::string weighting(const Definitions& definitions, std::span<const MeasureLine> lines) {
  const std::string mixed = not_weighted(definitions, lines);
  std::string text;
  for (const MeasureLine& line : lines) {
    const bool named =
        !mixed.empty() && !weighted(*line.table) && line.table->weighting_fault.empty();
    const std::string weighting = named ? "" : weighting_line(definitions, *line.table);
    if (text.find(weighting) == std::string::npos) {
      text += (text.empty() ? "" : " ") + weighting;
    }
  }
  return text + (text.empty() || mixed.empty() ? "" : " ") + mixed;
}

/// What the readings were tested against; nothing where no line is read.
std::vector<std::string> said_of_readings(std::span<const MeasureLine> lines) {
  const auto read =
      std::ranges::find_if(lines, [](const MeasureLine& line) { return line.readings != nullptr; });
  if (read == lines.end()) {
    return {};
  }
  const Comparisons& readings = *read->readings;
  if (is_release(readings.release) && !over_time(readings.against)) {
    return {wording::tested_alone(tested_lines(lines))};
  }
  return {wording::family(readings.family),
          has_unclear(lines) ? wording::not_clear(readings.family) : ""};
}

}  // namespace

std::string table_note(const Definitions& definitions, std::span<const MeasureLine> lines) {
  const Table& table = *lines.front().table;
  std::string note;
  const auto add = [&note](const std::string& sentence) {
    note += (note.empty() || sentence.empty() ? "" : " ") + sentence;
  };
  const Row* row = fullest(lines);
  if (row != nullptr && lines.front().key.empty()) {
    add(source_line(definitions, table, *row) + ".");
  }
  const Survey* survey = definitions.find_survey(table.survey);
  add(survey == nullptr ? "" : selection_line(*survey));
  std::vector<const Table*> tables;
  std::ranges::transform(lines, std::back_inserter(tables),
                         [](const MeasureLine& line) { return line.table; });
  add(wording::print_note(definitions, tables));
  if (table.weighting_fault.empty() || has_figures(lines)) {
    add(weighting(definitions, lines));
  }
  for (const std::string& sentence : said_of_readings(lines)) {
    add(sentence);
  }
  return note;
}

}  // namespace soundings::pages
