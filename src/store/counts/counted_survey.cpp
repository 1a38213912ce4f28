// Rows of the count log into columns, and the strata and people they belong to.
#include "counts/counted_survey.h"

#include <algorithm>

#include "soundings/survey/scheme.h"

namespace soundings::store {
namespace {

/// A domain's codes in the order of its definition, then those only responses have, sorted.
std::vector<std::string> codes_in_order(const Domain& domain, const AreaRegister& areas,
                                        const Vocabulary& vocabulary) {
  std::vector<std::string> codes{std::string(missing_category)};
  const auto add = [&](const std::string& code) {
    if (std::find(codes.begin(), codes.end(), code) == codes.end()) {
      codes.push_back(code);
    }
  };
  if (!domain.register_level.empty()) {
    for (const Area* area : areas.at_level(domain.register_level)) {
      add(area->id);
    }
  }
  for (const DomainCode& code : domain.codes) {
    add(code.id);
  }
  for (const std::string& code : domain.unweighted) {
    add(code);
  }
  if (const auto seen = vocabulary.codes.find(domain.id); seen != vocabulary.codes.end()) {
    std::set<std::string> sorted;
    for (const auto& [no, code] : seen->second) {
      sorted.insert(code);
    }
    std::for_each(sorted.begin(), sorted.end(), add);
  }
  return codes;
}

}  // namespace

CountedSurvey::CountedSurvey(const Survey& survey, const AreaRegister& areas, Vocabulary vocabulary)
    : vocabulary_(std::move(vocabulary)) {
  for (const Domain& domain : survey.domains) {
    columns_.push_back({.id = domain.id, .codes = codes_in_order(domain, areas, vocabulary_)});
  }
  for (const LayoutItem& item : layout_of(survey).items) {
    items_.push_back(item.id);
    auto& points = points_.emplace_back();
    std::transform(item.points.begin(), item.points.end(), std::back_inserter(points),
                   [](int code) { return std::to_string(code); });
  }
  codes_.resize(columns_.size());
  answers_.resize(items_.size());
}

bool CountedSurvey::learn(Vocabulary vocabulary) {
  vocabulary_ = std::move(vocabulary);
  readings_.clear();
  return std::all_of(columns_.begin(), columns_.end(), [&](const CellColumn& column) {
    const auto seen = vocabulary_.codes.find(column.id);
    return seen == vocabulary_.codes.end() ||
           std::all_of(seen->second.begin(), seen->second.end(), [&](const auto& entry) {
             return std::find(column.codes.begin(), column.codes.end(), entry.second) !=
                    column.codes.end();
           });
  });
}

std::optional<std::size_t> CountedSurvey::column(const std::string& id) const noexcept {
  const auto found = std::find_if(columns_.begin(), columns_.end(),
                                  [&](const CellColumn& column) { return column.id == id; });
  return found == columns_.end()
             ? std::nullopt
             : std::optional(static_cast<std::size_t>(found - columns_.begin()));
}

std::optional<std::size_t> CountedSurvey::item(const std::string& id) const noexcept {
  const auto found = std::find(items_.begin(), items_.end(), id);
  return found == items_.end() ? std::nullopt
                               : std::optional(static_cast<std::size_t>(found - items_.begin()));
}

std::int32_t CountedSurvey::stratum(Grouping grouping, std::uint32_t row) const noexcept {
  return stratum_of_[static_cast<std::size_t>(grouping)][row];
}

CountedSurvey::Reading CountedSurvey::reading_of(const Layout& layout) const {
  Reading reading;
  reading.size = layout.columns.size() + layout.items.size();
  for (const CellColumn& column : columns_) {
    Reading::Part part;
    part.meaning.fill(-1);
    part.meaning[0] = 0;
    const auto at = std::find(layout.columns.begin(), layout.columns.end(), column.id);
    part.there = at != layout.columns.end();
    part.at = static_cast<std::size_t>(at - layout.columns.begin());
    if (const auto seen = vocabulary_.codes.find(column.id); seen != vocabulary_.codes.end()) {
      for (const auto& [no, code] : seen->second) {
        const auto place = std::find(column.codes.begin(), column.codes.end(), code);
        part.meaning[no] = static_cast<std::int16_t>(place - column.codes.begin());
      }
    }
    reading.columns.push_back(part);
  }
  for (std::size_t i = 0; i < items_.size(); ++i) {
    Reading::Part part;
    part.meaning.fill(held_answer(outside_base));
    part.meaning[absent_bit | static_cast<std::size_t>(Absence::dont_know)] =
        held_answer(does_not_know);
    const auto at = std::find_if(layout.items.begin(), layout.items.end(),
                                 [&](const LayoutItem& item) { return item.id == items_[i]; });
    part.there = at != layout.items.end();
    part.at = layout.columns.size() + static_cast<std::size_t>(at - layout.items.begin());
    for (std::size_t p = 0; part.there && p < at->points.size() && p + 1 < absent_bit; ++p) {
      const auto now =
          std::find(points_[i].begin(), points_[i].end(), std::to_string(at->points[p]));
      part.meaning[p + 1] = held_answer(now == points_[i].end()
                                            ? outside_base
                                            : static_cast<std::int32_t>(now - points_[i].begin()));
    }
    reading.items.push_back(part);
  }
  return reading;
}

bool CountedSurvey::add(const LogRow& line) {
  auto known = readings_.find(line.layout);
  if (known == readings_.end()) {
    const auto layout = vocabulary_.layouts.find(line.layout);
    if (layout == vocabulary_.layouts.end()) {
      return false;
    }
    known = readings_.emplace(line.layout, reading_of(layout->second)).first;
  }
  const Reading& reading = known->second;
  if (line.codes.size() != reading.size) {
    return false;
  }
  const bool learnt =
      std::all_of(reading.columns.begin(), reading.columns.end(), [&](const Reading::Part& part) {
        return !part.there || part.meaning[line.codes[part.at]] >= 0;
      });
  if (!learnt) {
    return false;
  }
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    const Reading::Part& part = reading.columns[i];
    codes_[i].push_back(part.there ? static_cast<std::uint8_t>(part.meaning[line.codes[part.at]])
                                   : std::uint8_t{0});
  }
  std::uint8_t completed = 0;
  for (std::size_t i = 0; i < items_.size(); ++i) {
    const Reading::Part& part = reading.items[i];
    const auto answer = part.there ? static_cast<std::uint8_t>(part.meaning[line.codes[part.at]])
                                   : held_answer(outside_base);
    completed = cell_answer(answer) >= 0 ? std::uint8_t{1} : completed;
    answers_[i].push_back(answer);
  }
  const auto row = static_cast<std::uint32_t>(deltas_.size());
  completed_.push_back(completed);
  deltas_.push_back(static_cast<std::int8_t>(line.delta));
  const std::uint64_t person = line.person.value_or(0);
  people_.add(line.person.has_value(), person);
  if (people_.before(row) != People::nobody) {
    repeats_.push_back(person);
  }
  place(Grouping::month, row, line);
  place(Grouping::wave, row, line);
  place(Grouping::invited_month, row, line);
  return true;
}

void CountedSurvey::place(Grouping grouping, std::uint32_t row, const LogRow& line) {
  const auto which = static_cast<std::size_t>(grouping);
  const std::array<std::int32_t, 3> places{line.month, line.wave, line.invited_month};
  const std::int32_t here = places[which];
  stratum_of_[which].push_back(here);
  if (grouping == Grouping::wave && here == 0) {
    return;
  }
  Stratum& stratum = strata_[which][here];
  stratum.rows.push_back(row);
  stratum.responses += line.delta;
  if (!line.person) {
    stratum.units += line.delta;
    return;
  }
  int held = 0;  // by the same person, in this stratum, before this row
  bool came_before = false;
  for (std::uint32_t earlier = people_.before(row); earlier != People::nobody;
       earlier = people_.before(earlier)) {
    if (stratum_of_[which][earlier] == here) {
      held += deltas_[earlier];
      came_before = true;
    }
  }
  stratum.units += (held + line.delta > 0 ? 1 : 0) - (held > 0 ? 1 : 0);
  if (came_before) {
    stratum.repeats.push_back(*line.person);
  }
}

}  // namespace soundings::store
