// The reader's side of the count log: rows once read stay in memory, newer ones are added before
// each answer, inside one snapshot.
#include <map>
#include <mutex>
#include <stdexcept>
#include <tuple>
#include <utility>

#include "soundings/store/cells.h"
#include "soundings/survey/scheme.h"

#include "counts/count_feed.h"
#include "counts/counted_survey.h"
#include "counts/counted_view.h"

namespace soundings::store {
namespace {

using Snapshot = CountFeed::Snapshot;

struct Range {
  std::int32_t first = 0;
  std::int32_t last = 0;
};

Range range_of(const Period& period) noexcept {
  return period.kind == Period::Kind::waves
             ? Range{.first = period.first_wave, .last = period.last_wave}
             : Range{.first = period.first.index(), .last = period.last.index()};
}

/// What a survey without responses counts to: the columns asked for, and nobody in them.
std::shared_ptr<const Cells> no_cells(const std::vector<std::string>& columns) {
  auto cells = std::make_shared<Cells>();
  for (const std::string& id : columns) {
    cells->columns.push_back({.id = id, .codes = {std::string(missing_category)}});
  }
  return cells;
}

}  // namespace

struct CellReader::State {
  struct Live {
    std::unique_ptr<CountedSurvey> rows;  // none: no definition describes the survey
    std::map<std::tuple<Grouping, std::vector<std::string>, std::string>, CountedView> views;
  };

  /// Adds what was committed since the last call. Within a snapshot. A failure on the way leaves
  /// nothing half read: the next call reads all of it again.
  void catch_up(Snapshot& snapshot);
  void start_again();
  /// False when all must be read anew: lines were taken out, or a code came that the columns lack.
  [[nodiscard]] bool read_on(Snapshot& snapshot);
  [[nodiscard]] Live& live(Snapshot& snapshot, std::int64_t survey_no);
  [[nodiscard]] Live* survey(const std::string& id);
  [[nodiscard]] std::shared_ptr<const Cells> cells(const std::string& survey_id, Grouping grouping,
                                                   const std::vector<std::string>& columns,
                                                   const std::string& item, Range range);
  [[nodiscard]] std::map<std::string, std::int64_t> completed(const View& view,
                                                              const std::string& column);

  std::unique_ptr<CountFeed> feed;
  const Definitions& definitions;
  std::mutex mutex{};
  std::map<std::int64_t, Live> surveys{};  // by number in the database
  std::map<std::string, std::int64_t> numbers{};
  Watermark read{};
};

void CellReader::State::start_again() {
  surveys.clear();
  numbers.clear();
  read.clear();
}

void CellReader::State::catch_up(Snapshot& snapshot) {
  try {
    if (read_on(snapshot)) {
      return;
    }
    start_again();
    if (!read_on(snapshot)) {
      throw std::runtime_error("the count log uses a layout that the file does not describe");
    }
  } catch (...) {
    start_again();
    throw;
  }
}

CellReader::State::Live& CellReader::State::live(Snapshot& snapshot, std::int64_t survey_no) {
  if (const auto known = surveys.find(survey_no); known != surveys.end()) {
    return known->second;
  }
  const std::string id = snapshot.survey_name(survey_no);
  Live made;
  if (const Survey* definition = definitions.find_survey(id)) {
    made.rows = std::make_unique<CountedSurvey>(*definition, definitions.areas,
                                                snapshot.vocabulary(survey_no));
  }
  numbers[id] = survey_no;
  return surveys.emplace(survey_no, std::move(made)).first->second;
}

bool CellReader::State::read_on(Snapshot& snapshot) {
  return snapshot.read_after(read, [&](std::int64_t survey_no, const LogRow& row) {
    CountedSurvey* rows = live(snapshot, survey_no).rows.get();
    return rows == nullptr || rows->add(row) ||
           (rows->learn(snapshot.vocabulary(survey_no)) && rows->add(row));
  });
}

CellReader::State::Live* CellReader::State::survey(const std::string& id) {
  const auto number = numbers.find(id);
  if (number == numbers.end()) {
    return nullptr;
  }
  Live& live = surveys.at(number->second);
  return live.rows == nullptr ? nullptr : &live;
}

std::shared_ptr<const Cells> CellReader::State::cells(const std::string& survey_id,
                                                      Grouping grouping,
                                                      const std::vector<std::string>& columns,
                                                      const std::string& item, Range range) {
  Live* live = survey(survey_id);
  if (live == nullptr || columns.size() >= CellKey::bytes) {
    return no_cells(columns);
  }
  auto view = live->views.find({grouping, columns, item});
  if (view == live->views.end()) {
    std::vector<std::size_t> indices;
    for (const std::string& id : columns) {
      const auto index = live->rows->column(id);
      if (!index) {
        return no_cells(columns);
      }
      indices.push_back(*index);
    }
    const auto of_item = live->rows->item(item);
    if (!of_item && !item.empty()) {
      return no_cells(columns);
    }
    view = live->views
               .emplace(std::tuple{grouping, columns, item},
                        CountedView(*live->rows, grouping, std::move(indices), of_item))
               .first;
  }
  try {
    return view->second.cells(range.first, range.last);
  } catch (...) {  // half caught up: made anew by the next question
    live->views.erase(view);
    throw;
  }
}

std::map<std::string, std::int64_t> CellReader::State::completed(const View& view,
                                                                 const std::string& column) {
  const Grouping grouping =
      view.period.kind == Period::Kind::waves ? Grouping::wave : Grouping::invited_month;
  const std::vector<std::string> columns =
      column.empty() ? std::vector<std::string>{} : std::vector{column};
  const auto counted = cells(view.survey, grouping, columns, "", range_of(view.period));
  std::map<std::string, std::int64_t> by_code;
  for (const Cell& cell : counted->cells) {
    if (cell.answer == 0) {
      by_code[columns.empty() ? "" : counted->columns[0].codes[cell.codes[0]]] += cell.count;
    }
  }
  return by_code;
}

CellReader::CellReader(std::unique_ptr<CountFeed> feed, const Definitions& definitions)
    : state_(std::make_unique<State>(std::move(feed), definitions)) {}

CellReader::~CellReader() = default;

Evidence CellReader::count(const View& view) {
  const std::scoped_lock lock(state_->mutex);
  const auto snapshot = state_->feed->look();
  state_->catch_up(*snapshot);
  const Grouping grouping =
      view.period.kind == Period::Kind::waves ? Grouping::wave : Grouping::month;
  Evidence counted{.cells = view.item.empty() ? no_cells(view.columns)
                                              : state_->cells(view.survey, grouping, view.columns,
                                                              view.item, range_of(view.period)),
                   .invitations = snapshot->invitations(view.survey, view.period),
                   .data_version = snapshot->version()};
  for (const std::string& column : view.completed_by) {
    counted.completed[column] = state_->completed(view, column);
  }
  if (!view.series.empty()) {
    counted.events = view.period.kind == Period::Kind::months
                         ? snapshot->events(view.series, view.period.first, view.period.last)
                         : 0;
  }
  return counted;
}

std::optional<std::pair<Month, Month>> CellReader::months(const std::string& survey) {
  const std::scoped_lock lock(state_->mutex);
  const auto snapshot = state_->feed->look();
  state_->catch_up(*snapshot);
  const State::Live* live = state_->survey(survey);
  std::optional<std::pair<Month, Month>> found;
  if (live == nullptr) {
    return found;
  }
  for (const auto& [index, stratum] : live->rows->strata(Grouping::month)) {
    if (stratum.responses > 0) {
      const Month month = Month::from_index(index);
      found = found ? std::pair{found->first, month} : std::pair{month, month};
    }
  }
  return found;
}

std::vector<int> CellReader::waves(const std::string& survey) {
  const std::scoped_lock lock(state_->mutex);
  const auto snapshot = state_->feed->look();
  state_->catch_up(*snapshot);
  std::vector<int> numbers;
  const State::Live* live = state_->survey(survey);
  if (live == nullptr) {
    return numbers;
  }
  for (const auto& [number, stratum] : live->rows->strata(Grouping::wave)) {
    if (stratum.responses > 0 && number > 0) {
      numbers.push_back(number);
    }
  }
  return numbers;
}

std::int64_t CellReader::data_version() {
  const std::scoped_lock lock(state_->mutex);
  return state_->feed->look()->version();
}

std::unique_ptr<CellReader> CellReader::only(const Arrived& arrived) const {
  return std::make_unique<CellReader>(state_->feed->only(arrived), state_->definitions);
}

}  // namespace soundings::store
