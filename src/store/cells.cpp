// The reader's side of the count log: rows once read stay in memory, newer ones are
// added before each answer, inside one snapshot.
#include "soundings/store/cells.h"

#include <limits>
#include <map>
#include <mutex>
#include <stdexcept>
#include <tuple>

#include <sqlite3.h>

#include "soundings/survey/scheme.h"

#include "binding.h"
#include "count_rows.h"
#include "counted_survey.h"
#include "counted_view.h"
#include "database.h"

namespace soundings::store {
namespace {

using Read = std::unique_ptr<SQLite::Database>;

Read open_or_throw(const std::filesystem::path& file) {
  auto database = open_database(file, Access::read_only);
  if (!database) {
    throw std::runtime_error(database.error().message);
  }
  return std::move(*database);
}

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
  State(const std::filesystem::path& file, const Definitions& known)
      : definitions(known),
        database(open_or_throw(file)),
        newest(*database, "SELECT ifnull(max(seq), 0) FROM count_log"),
        tail(*database,
             "SELECT seq, survey, delta, month, invited_month, wave, person, layout, codes"
             " FROM count_log WHERE seq > ? AND (delta <> 0 OR layout = -1) ORDER BY seq"),
        invited(*database,
                "SELECT i.period, i.npu, i.crime_group, i.invited, i.bounced, i.ineligible"
                " FROM invitation i JOIN survey s ON s.no = i.survey"
                " WHERE s.id = ? AND i.waved = ? AND i.period BETWEEN ? AND ?"
                " ORDER BY i.period, i.npu, i.crime_group"),
        series(*database,
               "SELECT ifnull(sum(value), 0) FROM series WHERE series = ?"
               " AND month BETWEEN ? AND ?") {}

  struct Live {
    std::unique_ptr<CountedSurvey> rows;  // none: no definition describes the survey
    std::map<std::tuple<Grouping, std::vector<std::string>, std::string>, CountedView> views;
  };

  /// Adds what was committed since the last call. Within a snapshot. A failure on the way leaves
  /// nothing half read: the next call reads all of it again.
  void catch_up();
  void start_again();
  /// False when all must be read anew: lines were taken out, or a code came that the columns lack.
  [[nodiscard]] bool read_tail();
  [[nodiscard]] Live& live(std::int64_t survey_no);
  [[nodiscard]] Vocabulary vocabulary(std::int64_t survey);
  [[nodiscard]] Live* survey(const std::string& id);
  [[nodiscard]] std::shared_ptr<const Cells> cells(const std::string& survey_id, Grouping grouping,
                                                   const std::vector<std::string>& columns,
                                                   const std::string& item, Range range);
  [[nodiscard]] std::vector<Invitation> invitations(const std::string& survey_id,
                                                    const Period& period);
  [[nodiscard]] std::map<std::string, std::int64_t> completed(const View& view,
                                                              const std::string& column);
  [[nodiscard]] std::int64_t events(const View& view);

  const Definitions& definitions;
  std::mutex mutex;
  Read database;
  SQLite::Statement newest;
  SQLite::Statement tail;
  SQLite::Statement invited;
  SQLite::Statement series;
  std::map<std::int64_t, Live> surveys;  // by number in the file
  std::map<std::string, std::int64_t> numbers;
  std::int64_t read = 0;
};

Vocabulary CellReader::State::vocabulary(std::int64_t survey) {
  Vocabulary vocabulary;
  SQLite::Statement codes(*database, "SELECT domain, no, code FROM domain_code WHERE survey = ?");
  for (prepare(codes, survey); codes.executeStep();) {
    vocabulary.codes[text_at(codes, 0)][static_cast<std::uint8_t>(number_at(codes, 1))] =
        text_at(codes, 2);
  }
  SQLite::Statement layouts(*database, "SELECT no, parts FROM layout WHERE survey = ?");
  for (prepare(layouts, survey); layouts.executeStep();) {
    vocabulary.layouts[number_at(layouts, 0)] = parse_layout(text_at(layouts, 1));
  }
  return vocabulary;
}

void CellReader::State::start_again() {
  surveys.clear();
  numbers.clear();
  read = 0;
}

void CellReader::State::catch_up() {
  try {
    if (read_tail()) {
      return;
    }
    start_again();
    if (!read_tail()) {
      throw std::runtime_error("the count log uses a layout that the file does not describe");
    }
  } catch (...) {
    tail.tryReset();
    start_again();
    throw;
  }
}

CellReader::State::Live& CellReader::State::live(std::int64_t survey_no) {
  if (const auto known = surveys.find(survey_no); known != surveys.end()) {
    return known->second;
  }
  SQLite::Statement name(*database, "SELECT id FROM survey WHERE no = ?");
  prepare(name, survey_no).executeStep();
  const std::string id = text_at(name, 0);
  Live made;
  if (const Survey* definition = definitions.find_survey(id)) {
    made.rows =
        std::make_unique<CountedSurvey>(*definition, definitions.areas, vocabulary(survey_no));
  }
  numbers[id] = survey_no;
  return surveys.emplace(survey_no, std::move(made)).first->second;
}

bool CellReader::State::read_tail() {
  const bool anew = read == 0;
  for (prepare(tail, read); tail.executeStep();) {
    if (number_at(tail, 7) == read_anew) {
      if (!anew) {
        tail.reset();
        return false;
      }
      read = number_at(tail, 0);
      continue;
    }
    const std::int64_t no = number_at(tail, 1);
    const Live& counted = live(no);
    read = number_at(tail, 0);
    if (counted.rows == nullptr) {
      continue;
    }
    const SQLite::Column codes = tail.getColumn(8);
    const auto person = optional_at(tail, 6);
    const std::int64_t month = number_at(tail, 3);
    const LogRow row{
        .delta = static_cast<int>(number_at(tail, 2)),
        .month = static_cast<std::int32_t>(month),
        .invited_month = static_cast<std::int32_t>(optional_at(tail, 4).value_or(month)),
        .wave = static_cast<std::uint8_t>(number_at(tail, 5)),
        .person = person ? std::optional(static_cast<std::uint64_t>(*person)) : std::nullopt,
        .layout = number_at(tail, 7),
        .codes = {static_cast<const std::uint8_t*>(codes.getBlob()),
                  static_cast<std::size_t>(codes.getBytes())}};
    CountedSurvey& rows = *counted.rows;
    if (!rows.add(row) && (!rows.learn(vocabulary(no)) || !rows.add(row))) {
      tail.reset();
      return false;
    }
  }
  tail.reset();
  return true;
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

std::vector<Invitation> CellReader::State::invitations(const std::string& survey_id,
                                                       const Period& period) {
  const bool waved = period.kind == Period::Kind::waves;
  const Range range = range_of(period);
  std::vector<Invitation> sent;
  prepare(invited, survey_id, std::int64_t{waved}, std::int64_t{range.first},
          std::int64_t{range.last});
  while (invited.executeStep()) {
    const auto at = static_cast<std::int32_t>(number_at(invited, 0));
    sent.push_back({.survey = survey_id,
                    .period = waved ? Period::waves(at, at) : Period::month(Month::from_index(at)),
                    .npu = text_at(invited, 1),
                    .crime_group = text_at(invited, 2),
                    .invited = number_at(invited, 3),
                    .bounced = number_at(invited, 4),
                    .ineligible = number_at(invited, 5)});
  }
  invited.reset();
  return sent;
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

std::int64_t CellReader::State::events(const View& view) {
  if (view.period.kind != Period::Kind::months) {
    return 0;
  }
  prepare(series, view.series, std::int64_t{view.period.first.index()},
          std::int64_t{view.period.last.index()})
      .executeStep();
  const std::int64_t total = number_at(series, 0);
  series.reset();
  return total;
}

CellReader::CellReader(const std::filesystem::path& database, const Definitions& definitions)
    : state_(std::make_unique<State>(database, definitions)) {}

CellReader::~CellReader() = default;

Evidence CellReader::count(const View& view) {
  const std::scoped_lock lock(state_->mutex);
  const SQLite::Transaction snapshot(*state_->database);
  state_->catch_up();
  const Grouping grouping =
      view.period.kind == Period::Kind::waves ? Grouping::wave : Grouping::month;
  prepare(state_->newest).executeStep();
  Evidence counted{.cells = view.item.empty() ? no_cells(view.columns)
                                              : state_->cells(view.survey, grouping, view.columns,
                                                              view.item, range_of(view.period)),
                   .invitations = {},
                   .data_version = number_at(state_->newest, 0),
                   .completed = {},
                   .events = {}};
  state_->newest.reset();
  counted.invitations = state_->invitations(view.survey, view.period);
  for (const std::string& column : view.completed_by) {
    counted.completed[column] = state_->completed(view, column);
  }
  if (!view.series.empty()) {
    counted.events = state_->events(view);
  }
  return counted;
}

std::optional<std::pair<Month, Month>> CellReader::months(const std::string& survey) {
  const std::scoped_lock lock(state_->mutex);
  const SQLite::Transaction snapshot(*state_->database);
  state_->catch_up();
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
  const SQLite::Transaction snapshot(*state_->database);
  state_->catch_up();
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
  prepare(state_->newest).executeStep();
  const std::int64_t newest = number_at(state_->newest, 0);
  state_->newest.reset();
  return newest;
}

}  // namespace soundings::store
