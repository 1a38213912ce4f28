// The count log out of the file: rows after a watermark, and what they are counted with, inside one
// snapshot.
#include "sqlite/count_feed.h"

#include <optional>

#include "sqlite/binding.h"
#include "sqlite/count_rows.h"
#include "sqlite/database.h"
#include "sqlite/failure.h"

namespace soundings::store::sqlite {
namespace {

constexpr Lane only_lane{};

std::unique_ptr<SQLite::Database> open_or_throw(const std::filesystem::path& file) {
  auto database = open_database(file, Access::read_only);
  if (!database) {
    throw StoreFailure(database.error().message);
  }
  return std::move(*database);
}

/// One row of the tail. Its codes are valid until the next step.
LogRow row_at(const SQLite::Statement& tail) {
  const SQLite::Column codes = tail.getColumn(8);
  const auto person = optional_at(tail, 6);
  const std::int64_t month = number_at(tail, 3);
  return {.delta = static_cast<int>(number_at(tail, 2)),
          .month = static_cast<std::int32_t>(month),
          .invited_month = static_cast<std::int32_t>(optional_at(tail, 4).value_or(month)),
          .wave = static_cast<std::uint8_t>(number_at(tail, 5)),
          .person = person ? std::optional(static_cast<std::uint64_t>(*person)) : std::nullopt,
          .layout = number_at(tail, 7),
          .codes = {static_cast<const std::uint8_t*>(codes.getBlob()),
                    static_cast<std::size_t>(codes.getBytes())}};
}

class FileFeed final : public CountFeed {
 public:
  explicit FileFeed(const std::filesystem::path& file, std::optional<Arrived> only = {})
      : file_(file),
        only_(only),
        database_(open_or_throw(file)),
        newest_(*database_, "SELECT ifnull(max(seq), 0) FROM count_log"),
        tail_(*database_,
              "SELECT seq, survey, delta, month, invited_month, wave, person, layout, codes"
              " FROM count_log WHERE seq > ? AND (delta <> 0 OR layout = -1) ORDER BY seq"),
        invited_(*database_,
                 "SELECT i.period, i.npu, i.crime_group, i.invited, i.bounced, i.ineligible"
                 " FROM invitation i JOIN survey s ON s.no = i.survey"
                 " WHERE s.id = ? AND i.waved = ? AND i.period BETWEEN ? AND ?"
                 " ORDER BY i.period, i.npu, i.crime_group"),
        series_(*database_,
                "SELECT ifnull(sum(value), 0) FROM series WHERE series = ?"
                " AND month BETWEEN ? AND ?") {}

  [[nodiscard]] std::unique_ptr<Snapshot> look() override {
    return translated([&] { return std::make_unique<FileSnapshot>(*this); });
  }

  [[nodiscard]] std::unique_ptr<CountFeed> only(const Arrived& arrived) const override {
    return translated([&] { return std::make_unique<FileFeed>(file_, arrived); });
  }

 private:
  class FileSnapshot final : public Snapshot {
   public:
    explicit FileSnapshot(FileFeed& feed) : feed_(feed), transaction_(*feed.database_) {}

    [[nodiscard]] bool read_after(Watermark& read, const Take& take) override {
      return translated(
          [&] { return feed_.only_ ? feed_.read_only(read, take) : feed_.read_after(read, take); });
    }
    [[nodiscard]] std::int64_t version() override {
      return translated([&] { return feed_.version(); });
    }
    [[nodiscard]] std::string survey_name(std::int64_t survey) override {
      return translated([&] { return feed_.survey_name(survey); });
    }
    [[nodiscard]] Vocabulary vocabulary(std::int64_t survey) override {
      return translated([&] { return feed_.vocabulary(survey); });
    }
    [[nodiscard]] std::vector<Invitation> invitations(const std::string& survey,
                                                      const Period& period) override {
      return translated([&] { return feed_.invitations(survey, period); });
    }
    [[nodiscard]] std::int64_t events(const std::string& series, Month first, Month last) override {
      return translated([&] { return feed_.events(series, first, last); });
    }

   private:
    FileFeed& feed_;
    SQLite::Transaction transaction_;
  };

  [[nodiscard]] bool read_after(Watermark& read, const Snapshot::Take& take);
  [[nodiscard]] bool read_only(Watermark& read, const Snapshot::Take& take);
  [[nodiscard]] std::int64_t version();
  [[nodiscard]] std::string survey_name(std::int64_t survey);
  [[nodiscard]] Vocabulary vocabulary(std::int64_t survey);
  [[nodiscard]] std::vector<Invitation> invitations(const std::string& survey_id,
                                                    const Period& period);
  [[nodiscard]] std::int64_t events(const std::string& series, Month first, Month last);

  std::filesystem::path file_;
  std::optional<Arrived> only_;
  std::unique_ptr<SQLite::Database> database_;
  SQLite::Statement newest_;
  SQLite::Statement tail_;
  SQLite::Statement invited_;
  SQLite::Statement series_;
};

/// Resets a statement when it is left, so that it holds no row of a snapshot that has ended.
class Unread {
 public:
  explicit Unread(SQLite::Statement& statement) noexcept : statement_(statement) {}
  ~Unread() { statement_.tryReset(); }
  Unread(const Unread&) = delete;
  Unread& operator=(const Unread&) = delete;

 private:
  SQLite::Statement& statement_;
};

bool FileFeed::read_after(Watermark& read, const Snapshot::Take& take) {
  const bool anew = read.empty();
  std::int64_t last = anew ? 0 : read.at(only_lane);
  const Unread reset(tail_);
  for (prepare(tail_, last); tail_.executeStep();) {
    const bool lines_are_gone = number_at(tail_, 7) == read_anew;
    if (lines_are_gone ? !anew : !take(number_at(tail_, 1), row_at(tail_))) {
      return false;
    }
    last = number_at(tail_, 0);
  }
  if (last > 0) {
    read[only_lane] = last;
  }
  return true;
}

/// Whatever is committed may take one of the answers back: they are read anew then.
bool FileFeed::read_only(Watermark& read, const Snapshot::Take& take) {
  const std::int64_t newest = version();
  if (!read.empty()) {
    return read.at(only_lane) == newest;
  }
  const auto taken_back = lines_taken_back(*database_);
  const Unread reset(tail_);
  for (prepare(tail_, only_->after); tail_.executeStep();) {
    const std::int64_t line = number_at(tail_, 0);
    if (line > only_->until) {
      break;
    }
    const auto taken = taken_back.find(line);
    const bool back = taken != taken_back.end();
    const bool asked =
        only_->now == Arrived::Now::counted ? !back : back && taken->second > only_->until;
    if (number_at(tail_, 2) == 1 && asked && !take(number_at(tail_, 1), row_at(tail_))) {
      return false;
    }
  }
  if (newest > 0) {
    read[only_lane] = newest;
  }
  return true;
}

std::int64_t FileFeed::version() {
  const Unread reset(newest_);
  prepare(newest_).executeStep();
  return number_at(newest_, 0);
}

std::string FileFeed::survey_name(std::int64_t survey) {
  SQLite::Statement name(*database_, "SELECT id FROM survey WHERE no = ?");
  prepare(name, survey).executeStep();
  return text_at(name, 0);
}

Vocabulary FileFeed::vocabulary(std::int64_t survey) {
  Vocabulary vocabulary;
  SQLite::Statement codes(*database_, "SELECT domain, no, code FROM domain_code WHERE survey = ?");
  for (prepare(codes, survey); codes.executeStep();) {
    vocabulary.codes[text_at(codes, 0)][static_cast<std::uint8_t>(number_at(codes, 1))] =
        text_at(codes, 2);
  }
  SQLite::Statement layouts(*database_, "SELECT no, parts FROM layout WHERE survey = ?");
  for (prepare(layouts, survey); layouts.executeStep();) {
    vocabulary.layouts[number_at(layouts, 0)] = parse_layout(text_at(layouts, 1));
  }
  return vocabulary;
}

std::vector<Invitation> FileFeed::invitations(const std::string& survey_id, const Period& period) {
  const bool waved = period.kind == Period::Kind::waves;
  const std::int64_t from = waved ? period.first_wave : period.first.index();
  const std::int64_t to = waved ? period.last_wave : period.last.index();
  std::vector<Invitation> sent;
  const Unread reset(invited_);
  for (prepare(invited_, survey_id, std::int64_t{waved}, from, to); invited_.executeStep();) {
    const auto at = static_cast<std::int32_t>(number_at(invited_, 0));
    sent.push_back({.survey = survey_id,
                    .period = waved ? Period::waves(at, at) : Period::month(Month::from_index(at)),
                    .npu = text_at(invited_, 1),
                    .crime_group = text_at(invited_, 2),
                    .invited = number_at(invited_, 3),
                    .bounced = number_at(invited_, 4),
                    .ineligible = number_at(invited_, 5)});
  }
  return sent;
}

std::int64_t FileFeed::events(const std::string& series, Month first, Month last) {
  const Unread reset(series_);
  prepare(series_, series, std::int64_t{first.index()}, std::int64_t{last.index()}).executeStep();
  return number_at(series_, 0);
}

}  // namespace

std::unique_ptr<CountFeed> open_count_feed(const std::filesystem::path& file) {
  return translated([&] { return std::make_unique<FileFeed>(file); });
}

}  // namespace soundings::store::sqlite
