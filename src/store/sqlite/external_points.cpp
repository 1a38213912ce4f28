#include "sqlite/external_points.h"

#include <map>
#include <set>
#include <stdexcept>
#include <string>
#include <tuple>

#include "soundings/survey/disagreement.h"

#include "sqlite/binding.h"
#include "sqlite/reference_changes.h"

namespace soundings::store::sqlite {
namespace {

using Conflicts = std::vector<PointConflict>;

/// What a row of the table is known by.
auto key_of(const ExternalPoint& point) {
  return std::tie(point.series, point.area, point.kind, point.period, point.source, point.evidence);
}

/// The kept points that would stand beside one of `points` that gives their place another value.
Conflicts conflicts_of(std::span<const ExternalPoint> kept, std::span<const ExternalPoint> points) {
  std::set<decltype(key_of(points[0]))> given;
  for (const ExternalPoint& point : points) {
    given.insert(key_of(point));
  }
  std::multimap<std::string, const ExternalPoint*> standing;
  for (const ExternalPoint& point : kept) {
    if (!given.contains(key_of(point))) {
      standing.emplace(place_of(point), &point);
    }
  }
  Conflicts conflicts;
  for (std::size_t row = 0; row < points.size(); ++row) {
    const auto [from, to] = standing.equal_range(place_of(points[row]));
    for (auto at = from; at != to; ++at) {
      if (disagree(points[row], *at->second)) {
        conflicts.push_back({.row = row, .kept = *at->second});
      }
    }
  }
  return conflicts;
}

ChangesOf changes_of(SQLite::Database& database, std::span<const ExternalPoint> points,
                     const Conflicts& giving_way) {
  SQLite::Statement find(database,
                         "SELECT value, unit, approximate FROM external_point WHERE series = ?"
                         " AND area = ? AND kind = ? AND period = ? AND source = ?"
                         " AND evidence = ?");
  ChangesOf changes;
  for (const ExternalPoint& point : points) {
    const std::string kind(to_text(point.kind));
    prepare(find, point.series, point.area, kind, point.period, point.source, point.evidence);
    ExternalPoint before;
    const bool found = find.executeStep();
    if (found) {
      before.value = text_at(find, 0);
      before.unit = text_at(find, 1);
      before.approximate = number_at(find, 2) != 0;
    }
    changes[point.series].add(place_in_words(point), found ? value_with_unit(before) : "",
                              value_with_unit(point));
  }
  std::set<decltype(key_of(giving_way[0].kept))> written;
  for (const PointConflict& one : giving_way) {
    if (written.insert(key_of(one.kept)).second) {
      changes[one.kept.series].replace(place_in_words(one.kept), point_with_source(one.kept),
                                       point_with_source(points[one.row]));
    }
  }
  return changes;
}

/// Whether the point was kept.
bool remove(SQLite::Statement& statement, const ExternalPoint& point) {
  const std::string kind(to_text(point.kind));
  return prepare(statement, point.series, point.area, kind, point.period, point.source,
                 point.evidence, point.value, point.unit, std::int64_t{point.approximate})
             .exec() > 0;
}

constexpr auto remove_as_it_is =
    "DELETE FROM external_point WHERE series = ? AND area = ? AND kind = ? AND period = ?"
    " AND source = ? AND evidence = ? AND value = ? AND unit = ? AND approximate = ?";

void put_rows(SQLite::Database& database, std::span<const ExternalPoint> points,
              const Conflicts& giving_way) {
  SQLite::Statement gone(database, remove_as_it_is);
  for (const PointConflict& one : giving_way) {
    remove(gone, one.kept);
  }
  SQLite::Statement put(
      database,
      "INSERT INTO external_point (series, area, kind, period, source, evidence, aim, value,"
      " unit, approximate) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
      " ON CONFLICT (series, area, kind, period, source, evidence) DO UPDATE SET"
      " aim = excluded.aim, value = excluded.value, unit = excluded.unit,"
      " approximate = excluded.approximate");
  for (const ExternalPoint& point : points) {
    run(put, point.series, point.area, std::string(to_text(point.kind)), point.period, point.source,
        point.evidence, point.aim, point.value, point.unit, std::int64_t{point.approximate});
  }
}

}  // namespace

Expected<Put, Conflicts> put_external(Session& session, std::span<const ExternalPoint> points,
                                      Instant now, std::string_view actor, Putting how,
                                      Contradicted contradicted) {
  SQLite::Database& database = *session.database;
  Expected<Put, Conflicts> done;
  const auto with = [&](const auto& keep) {
    Conflicts conflicts = conflicts_of(external_points(database), points);
    if (contradicted == Contradicted::refuse && !conflicts.empty()) {
      done = unexpected(std::move(conflicts));
      return;
    }
    const ChangesOf changes = changes_of(database, points, conflicts);
    done = sum(changes);
    keep(changes, conflicts);
  };
  if (how == Putting::rehearsed) {
    with([](const ChangesOf& /*changes*/, const Conflicts& /*giving_way*/) {});
    return done;
  }
  session.write([&](SQLite::Transaction& transaction) {
    with([&](const ChangesOf& changes, const Conflicts& giving_way) {
      put_rows(database, points, giving_way);
      write_audit(session.writer->audit, changes,
                  {.at = now, .actor = std::string(actor), .action = "external_series_put"});
      transaction.commit();
    });
  });
  return done;
}

std::size_t remove_external(Session& session, std::span<const ExternalPoint> points,
                            const Act& act) {
  std::size_t removed = 0;
  session.write([&](SQLite::Transaction& transaction) {
    SQLite::Statement gone(*session.database, remove_as_it_is);
    std::map<std::string, std::vector<std::string>> lines;
    for (const ExternalPoint& point : points) {
      if (remove(gone, point)) {
        lines[point.series].push_back(place_in_words(point) + " " + point_with_source(point));
        ++removed;
      }
    }
    for (const auto& [series, gone_of_it] : lines) {
      const std::string head = act.reason + "; " + std::to_string(gone_of_it.size()) + " removed";
      for (const std::string& detail : in_rows(head, gone_of_it)) {
        session.writer->audit.append({.at = act.at,
                                      .actor = act.actor,
                                      .action = "external_points_removed",
                                      .subject = series,
                                      .detail = detail});
      }
    }
    transaction.commit();
  });
  return removed;
}

std::vector<ExternalPoint> external_points(const SQLite::Database& database) {
  SQLite::Statement rows(database,
                         "SELECT aim, series, area, kind, period, value, unit, approximate,"
                         " source, evidence FROM external_point"
                         " ORDER BY series, area, kind, period, source, evidence");
  std::vector<ExternalPoint> points;
  while (rows.executeStep()) {
    const auto kind = parse_series_kind(text_at(rows, 3));
    if (!kind) {
      throw std::runtime_error("a point of " + text_at(rows, 1) + " has a period of no kind");
    }
    points.push_back({.aim = text_at(rows, 0),
                      .series = text_at(rows, 1),
                      .area = text_at(rows, 2),
                      .kind = *kind,
                      .period = text_at(rows, 4),
                      .value = text_at(rows, 5),
                      .unit = text_at(rows, 6),
                      .approximate = number_at(rows, 7) != 0,
                      .source = text_at(rows, 8),
                      .evidence = text_at(rows, 9)});
  }
  return points;
}

}  // namespace soundings::store::sqlite
