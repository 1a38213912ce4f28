#include "sqlite/provisional.h"

#include "sqlite/binding.h"
#include "sqlite/database.h"

namespace soundings::store::sqlite {
namespace {

std::vector<ProvisionalLook> looks_of(const SQLite::Database& database) {
  SQLite::Statement read(database, "SELECT day, data_version FROM provisional_look ORDER BY day");
  std::vector<ProvisionalLook> looks;
  while (read.executeStep()) {
    looks.push_back({.day = text_at(read, 0), .data_version = number_at(read, 1)});
  }
  return looks;
}

std::vector<ProvisionalFigure> figures_of(const SQLite::Database& database) {
  SQLite::Statement read(database,
                         "SELECT f.survey, f.period, f.item, f.area, f.day, f.counted,"
                         " l.data_version, f.base, f.per_cent, f.people, f.answers, f.satisfied"
                         " FROM provisional_figure f JOIN provisional_look l ON l.day = f.counted"
                         " ORDER BY f.day, f.survey, f.period, f.item, f.area");
  std::vector<ProvisionalFigure> figures;
  while (read.executeStep()) {
    int at = 0;
    ProvisionalFigure figure;
    for (std::string* column : {&figure.survey, &figure.period, &figure.item, &figure.area,
                                &figure.day, &figure.counted.day}) {
      *column = text_at(read, at++);
    }
    for (std::int64_t* column : {&figure.counted.data_version, &figure.base, &figure.per_cent,
                                 &figure.people, &figure.answers, &figure.satisfied}) {
      *column = number_at(read, at++);
    }
    figures.push_back(std::move(figure));
  }
  return figures;
}

}  // namespace

ProvisionalHistory provisional_history(const SQLite::Database& database) {
  return {.looks = looks_of(database), .figures = figures_of(database)};
}

bool add_provisional(Session& session, const ProvisionalLook& look,
                     std::span<const ProvisionalFigure> figures, Instant at,
                     std::string_view actor) {
  bool added = false;
  session.write([&](SQLite::Transaction& transaction) {
    SQLite::Database& database = *session.database;
    SQLite::Statement there(database, "SELECT 1 FROM provisional_look WHERE day = ?");
    if (prepare(there, look.day).executeStep()) {
      return;
    }
    run_once(database, "INSERT INTO provisional_look (day, data_version) VALUES (?, ?)", look.day,
             look.data_version);
    SQLite::Statement add(database,
                          "INSERT INTO provisional_figure (survey, period, item, area, day,"
                          " counted, base, per_cent, people, answers, satisfied)"
                          " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    for (const ProvisionalFigure& figure : figures) {
      run(add, figure.survey, figure.period, figure.item, figure.area, figure.day,
          figure.counted.day, figure.base, figure.per_cent, figure.people, figure.answers,
          figure.satisfied);
    }
    session.writer->audit.append({.at = at,
                                  .actor = std::string(actor),
                                  .action = "provisional_figures_looked_at",
                                  .subject = look.day,
                                  .detail = std::to_string(figures.size()) + " printed"});
    transaction.commit();
    added = true;
  });
  return added;
}

}  // namespace soundings::store::sqlite
