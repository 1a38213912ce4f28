// Every submission of which something is kept, a row at a time: its body, and what its rows say.
#include "sqlite/kept_items.h"

#include <map>
#include <tuple>
#include <utility>

#include "rules/coding.h"
#include "sqlite/binding.h"
#include "sqlite/erasure.h"

namespace soundings::store::sqlite {
namespace {

constexpr const char* select_items =
    "SELECT s.seq, s.source, s.survey, so.id, su.id, s.receipt, d.form, d.received_at, s.outcome,"
    " s.source_response_id, s.modified_at, s.content, h.state, h.original IS NOT NULL, h.code,"
    " s.kept, r.seq, r.layout, r.completed_at, r.invited_at, r.month, r.invited_month, r.wave,"
    " r.person, r.codes, r.given, c.text,"
    " r.version, r.current, d.webhook_id, h.decided_at"
    " FROM submission s JOIN delivery d ON d.seq = s.delivery"
    " JOIN source so ON so.no = s.source JOIN survey su ON su.no = s.survey"
    " LEFT JOIN response r ON r.seq = s.seq LEFT JOIN comment c ON c.seq = s.seq"
    " LEFT JOIN held h ON h.seq = s.seq";
constexpr const char* of_what_is_kept =
    " WHERE s.kept IS NOT NULL OR r.seq IS NOT NULL OR h.original IS NOT NULL ORDER BY s.seq";

struct KnownLayout {
  std::string version;
  Layout layout;
};

std::optional<Instant> instant_at(const SQLite::Statement& row, int at) {
  const auto microseconds = optional_at(row, at);
  return microseconds ? std::optional(from_epoch_microseconds(*microseconds)) : std::nullopt;
}

std::optional<Month> month_at(const SQLite::Statement& row, int at) {
  const auto index = optional_at(row, at);
  return index ? std::optional(Month::from_index(static_cast<int>(*index))) : std::nullopt;
}

/// The small tables that give bytes their meaning, read once.
class Meanings {
 public:
  explicit Meanings(const SQLite::Database& database) {
    SQLite::Statement layouts(database, "SELECT no, version, parts FROM layout");
    while (layouts.executeStep()) {
      layouts_[number_at(layouts, 0)] = {.version = text_at(layouts, 1),
                                         .layout = parse_layout(text_at(layouts, 2))};
    }
    SQLite::Statement codes(database, "SELECT survey, domain, no, code FROM domain_code");
    while (codes.executeStep()) {
      codes_[{number_at(codes, 0), text_at(codes, 1), number_at(codes, 2)}] = text_at(codes, 3);
    }
  }

  [[nodiscard]] const KnownLayout& layout(std::int64_t no) { return layouts_[no]; }
  [[nodiscard]] const std::string& code(std::int64_t survey, const std::string& domain,
                                        std::int64_t no) {
    return codes_[{survey, domain, no}];
  }

 private:
  std::map<std::int64_t, KnownLayout> layouts_;
  std::map<std::tuple<std::int64_t, std::string, std::int64_t>, std::string> codes_;
};

/// A row of select_items that has a response. Codes that do not fit their layout leave domains and
/// answers empty.
Response response_at(const SQLite::Statement& row, Meanings& meanings) {
  const std::int64_t survey = number_at(row, 2);
  const KnownLayout& known = meanings.layout(number_at(row, 17));
  Response said;
  said.source = text_at(row, 3);
  said.survey = text_at(row, 4);
  said.definition_version = known.version;
  said.source_response_id = text_at(row, 9);
  said.person = to_hex(blob_at(row, 23));
  said.completed_at = from_epoch_microseconds(number_at(row, 18));
  said.modified_at = instant_at(row, 10);
  said.invited_at = instant_at(row, 19);
  said.month = month_at(row, 20).value_or(Month{});
  said.invited_month = month_at(row, 21);
  said.wave = static_cast<int>(number_at(row, 22));
  said.free_texts = {{.text = text_at(row, 26)}};
  const Bytes codes = blob_at(row, 24);
  const Layout& layout = known.layout;
  auto answers = parse_given(blob_at(row, 25), layout);
  if (!answers || codes.size() != layout.columns.size() + layout.items.size()) {
    return said;
  }
  said.answers = std::move(*answers);
  for (std::size_t i = 0; i < layout.columns.size(); ++i) {
    if (codes[i] != 0) {
      said.domains[layout.columns[i]] = meanings.code(survey, layout.columns[i], codes[i]);
    }
  }
  return said;
}

/// Whom a body's pseudonym stands for, where the pepper has changed.
class StandIns {
 public:
  explicit StandIns(const SQLite::Database& database)
      : any_(database.tableExists("pseudonym") && has_rows(database)),
        person_(database, "SELECT iif(json_valid(?1), json_extract(?1, '$.person'), NULL)"),
        find_(database, "SELECT person FROM pseudonym WHERE source = ? AND pseudonym = ?") {}

  [[nodiscard]] std::string of(std::int64_t source, const std::string& kept) {
    if (!any_) {
      return {};
    }
    prepare(person_, kept).executeStep();
    const Bytes pseudonym = person_bytes(text_at(person_, 0));
    person_.reset();
    const bool known = prepare(find_, source, Blob(pseudonym)).executeStep();
    std::string person = known ? to_hex(blob_at(find_, 0)) : std::string{};
    find_.reset();
    return person;
  }

 private:
  static bool has_rows(const SQLite::Database& database) {
    SQLite::Statement read(database, "SELECT 1 FROM pseudonym LIMIT 1");
    return read.executeStep();
  }

  bool any_;
  SQLite::Statement person_;
  SQLite::Statement find_;
};

/// A row of select_items, without its response.
KeptItem item_at(const SQLite::Statement& row) {
  const bool waits = number_at(row, 13) == 1;
  KeptItem item{.receipt = text_at(row, 5),
                .source = text_at(row, 3),
                .survey = text_at(row, 4),
                .form = text_at(row, 6),
                .received_at = from_epoch_microseconds(number_at(row, 7)),
                .outcome = static_cast<Outcome>(number_at(row, 8)),
                .source_response_id = text_at(row, 9),
                .modified_at = instant_at(row, 10),
                .content = hash_at(row, 11),
                .state = held_state(text_at(row, 12)),
                .held_code = waits ? text_at(row, 14) : std::string{},
                .kept = std::nullopt,
                .response = std::nullopt};
  if (!row.getColumn(15).isNull()) {
    item.kept = text_at(row, 15);
  }
  return item;
}

/// Rows of select_items made into items, whole.
class Items {
 public:
  explicit Items(const SQLite::Database& database)
      : meanings_(database),
        stand_ins_(database),
        findings_(database,
                  "SELECT code, pointer, message FROM finding WHERE source = ?"
                  " AND submission = ? ORDER BY nth") {}

  [[nodiscard]] KeptItem at(const SQLite::Statement& row) {
    KeptItem item = item_at(row);
    if (item.kept) {
      item.stands_for = stand_ins_.of(number_at(row, 1), *item.kept);
    }
    if (!row.getColumn(16).isNull()) {
      item.response = response_at(row, meanings_);
      for (prepare(findings_, number_at(row, 1), number_at(row, 0)); findings_.executeStep();) {
        item.response->findings.push_back({.code = text_at(findings_, 0),
                                           .pointer = text_at(findings_, 1),
                                           .message = text_at(findings_, 2)});
      }
    }
    return item;
  }

 private:
  Meanings meanings_;
  StandIns stand_ins_;
  SQLite::Statement findings_;
};

}  // namespace

void kept_items(const Session& session, const std::function<void(const KeptItem&)>& take) {
  const SQLite::Transaction snapshot(*session.database);
  Items items(*session.database);
  SQLite::Statement row(*session.database, std::string(select_items) + of_what_is_kept);
  while (row.executeStep()) {
    take(items.at(row));
  }
}

std::vector<KeptArrival> kept_arrivals(const Session& session, std::string_view receipt) {
  const SQLite::Transaction snapshot(*session.database);
  Items items(*session.database);
  SQLite::Statement row(*session.database, std::string(select_items) + " WHERE s.seq = ?");
  std::vector<KeptArrival> all;
  for (const std::int64_t submission : submissions_under(*session.database, receipt)) {
    if (prepare(row, submission).executeStep()) {
      all.push_back({.item = items.at(row),
                     .version = static_cast<int>(optional_at(row, 27).value_or(0)),
                     .counts = optional_at(row, 28).value_or(0) == 1,
                     .webhook_id = text_at(row, 29),
                     .decided_at = instant_at(row, 30)});
    }
  }
  return all;
}

}  // namespace soundings::store::sqlite
