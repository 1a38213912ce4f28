// Responses of a period, their bytes read by the layout that each was written under.
#include "sqlite/records.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "rules/coding.h"
#include "sqlite/binding.h"
#include "sqlite/database.h"
#include "sqlite/failure.h"

namespace soundings::store::sqlite {
namespace {

constexpr std::size_t nowhere = static_cast<std::size_t>(-1);
constexpr std::size_t codes_of_a_domain = 256;

/// Where the domains and items of today stand in the bytes of one layout.
struct Places {
  Layout layout;
  std::vector<std::size_t> domains;  ///< `nowhere` for one that the layout lacks
  std::vector<std::size_t> items;
};

/// The codes of one domain by their number.
using Codes = std::array<std::string, codes_of_a_domain>;

class Reading {
 public:
  Reading(const SQLite::Database& database, const Survey& survey)
      : database_(database), wanted_(layout_of(survey)) {
    SQLite::Statement number(database, "SELECT no FROM survey WHERE id = ?");
    known_ = prepare(number, survey.id).executeStep();
    if (known_) {
      survey_ = number_at(number, 0);
      read_codes();
    }
    domains_.resize(wanted_.columns.size());
    answers_.resize(wanted_.items.size());
  }

  void read(const Period& period, const std::function<void(const KeptRecord&)>& take) {
    if (!known_) {
      return;
    }
    const bool waved = period.kind == Period::Kind::waves;
    const std::string stratum = waved ? "wave" : "month";
    SQLite::Statement rows(database_, "SELECT " + stratum +
                                          ", person, layout, codes, given FROM response"
                                          " WHERE survey = ? AND current = 1 AND " +
                                          stratum + " BETWEEN ? AND ?");
    prepare(rows, survey_, std::int64_t{waved ? period.first_wave : period.first.index()},
            std::int64_t{waved ? period.last_wave : period.last.index()});
    while (rows.executeStep()) {
      take(record_at(rows));
    }
  }

 private:
  void read_codes() {
    codes_.resize(wanted_.columns.size());
    SQLite::Statement codes(database_, "SELECT domain, no, code FROM domain_code WHERE survey = ?");
    for (prepare(codes, survey_); codes.executeStep();) {
      const auto at = std::ranges::find(wanted_.columns, text_at(codes, 0));
      if (at != wanted_.columns.end()) {
        codes_[static_cast<std::size_t>(at - wanted_.columns.begin())]
              [static_cast<std::uint8_t>(number_at(codes, 1))] = text_at(codes, 2);
      }
    }
  }

  const Places& places_of(std::int64_t layout) {
    const auto known = places_.find(layout);
    if (known != places_.end()) {
      return known->second;
    }
    SQLite::Statement parts(database_, "SELECT parts FROM layout WHERE no = ?");
    prepare(parts, layout).executeStep();
    Places places{.layout = parse_layout(text_at(parts, 0)), .domains = {}, .items = {}};
    for (const std::string& domain : wanted_.columns) {
      const auto at = std::ranges::find(places.layout.columns, domain);
      places.domains.push_back(at == places.layout.columns.end()
                                   ? nowhere
                                   : static_cast<std::size_t>(at - places.layout.columns.begin()));
    }
    for (const LayoutItem& item : wanted_.items) {
      const auto at = std::ranges::find(places.layout.items, item.id, &LayoutItem::id);
      places.items.push_back(at == places.layout.items.end()
                                 ? nowhere
                                 : static_cast<std::size_t>(at - places.layout.items.begin()));
    }
    return places_.emplace(layout, std::move(places)).first->second;
  }

  KeptRecord record_at(const SQLite::Statement& row) {
    const Places& places = places_of(number_at(row, 2));
    const SQLite::Column codes = row.getColumn(3);
    const SQLite::Column given = row.getColumn(4);
    const SQLite::Column person = row.getColumn(1);
    const auto* code = static_cast<const std::uint8_t*>(codes.getBlob());
    const auto answers = parse_given({static_cast<const std::uint8_t*>(given.getBlob()),
                                      static_cast<std::size_t>(given.getBytes())},
                                     places.layout);
    const std::size_t size = places.layout.columns.size() + places.layout.items.size();
    if (static_cast<std::size_t>(codes.getBytes()) != size || !answers) {
      throw StoreFailure("a response does not fit the layout it was written under");
    }
    for (std::size_t at = 0; at < domains_.size(); ++at) {
      domains_[at] =
          places.domains[at] == nowhere ? std::string_view{} : codes_[at][code[places.domains[at]]];
    }
    for (std::size_t at = 0; at < answers_.size(); ++at) {
      const bool there = places.items[at] != nowhere;
      answers_[at] = there ? RecordAnswer{(*answers)[places.items[at]].code,
                                          (*answers)[places.items[at]].absence}
                           : RecordAnswer{.absence = Absence::not_asked};
    }
    return {.stratum = static_cast<int>(number_at(row, 0)),
            .person = {static_cast<const char*>(person.getBlob()),
                       static_cast<std::size_t>(person.getBytes())},
            .domains = domains_,
            .answers = answers_};
  }

  const SQLite::Database& database_;
  Layout wanted_;
  bool known_ = false;
  std::int64_t survey_ = 0;
  std::vector<Codes> codes_;
  std::map<std::int64_t, Places> places_;
  std::vector<std::string_view> domains_;
  std::vector<RecordAnswer> answers_;
};

class FileRecords final : public RecordReader {
 public:
  explicit FileRecords(std::unique_ptr<SQLite::Database> database)
      : database_(std::move(database)) {}

  void read(const Survey& survey, const Period& period,
            const std::function<void(const KeptRecord&)>& take) const override {
    translated([&] {
      const SQLite::Transaction snapshot(*database_);
      Reading(*database_, survey).read(period, take);
    });
  }

 private:
  std::unique_ptr<SQLite::Database> database_;
};

}  // namespace

std::unique_ptr<RecordReader> open_record_reader(const std::filesystem::path& file) {
  auto database = open_database(file, Access::read_only);
  if (!database) {
    throw StoreFailure(database.error().message);
  }
  return std::make_unique<FileRecords>(std::move(*database));
}

}  // namespace soundings::store::sqlite
