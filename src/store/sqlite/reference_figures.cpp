// Invitations and denominators: what people put in by hand, and what the audit keeps of it.
#include "sqlite/reference_figures.h"

#include <algorithm>
#include <map>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "sqlite/binding.h"

namespace soundings::store::sqlite {
namespace {

/// A row of the audit that names more changes would be hard to read, and to find.
constexpr std::size_t changes_in_a_row = 100;

/// A line that moves the data version without counting anybody.
void note_denominators(SQLite::Database& database, std::optional<std::int64_t> survey) {
  run_once(database,
           "INSERT INTO count_log (survey, delta, month, wave, layout, codes)"
           " VALUES (?, 0, 0, 0, 0, ?)",
           survey, Blob());
}

/// What becomes of the rows of one survey or series, with the values before and after.
class Changes {
 public:
  /// before: empty for a row that was not there.
  void add(const std::string& place, const std::string& before, const std::string& after) {
    if (before == after) {
      ++put_.unchanged;
      return;
    }
    ++(before.empty() ? put_.added : put_.changed);
    if (!before.empty()) {
      put_.changes.push_back(place + ": " + before + " -> " + after);
    }
    lines_.push_back(place + " " + (before.empty() ? "none" : before) + " -> " + after);
  }

  [[nodiscard]] const Put& put() const noexcept { return put_; }

  /// Details of the audit rows: the sums, then every change.
  [[nodiscard]] std::vector<std::string> details() const {
    std::vector<std::string> rows{std::to_string(put_.added) + " rows new, " +
                                  std::to_string(put_.changed) + " changed, " +
                                  std::to_string(put_.unchanged) + " as before"};
    for (std::size_t at = 0; at < lines_.size(); ++at) {
      if (at > 0 && at % changes_in_a_row == 0) {
        rows.emplace_back("continued");
      }
      rows.back() += (at % changes_in_a_row == 0 ? ": " : "; ") + lines_[at];
    }
    return rows;
  }

 private:
  Put put_;
  std::vector<std::string> lines_;
};

/// By the id of a survey or series.
using ChangesOf = std::map<std::string, Changes>;

Put sum(const ChangesOf& all) {
  Put put;
  for (const auto& [subject, changes] : all) {
    put.added += changes.put().added;
    put.changed += changes.put().changed;
    put.unchanged += changes.put().unchanged;
    for (const std::string& change : changes.put().changes) {
      put.changes.push_back(subject + " " + change);
    }
  }
  return put;
}

/// invited/bounced/ineligible.
std::string counts(std::int64_t invited, std::int64_t bounced, std::int64_t ineligible) {
  return std::to_string(invited) + "/" + std::to_string(bounced) + "/" + std::to_string(ineligible);
}

std::string place_of(const Invitation& one) {
  return to_text(one.period) + (one.npu.empty() ? "" : " " + one.npu) +
         (one.crime_group.empty() ? "" : " " + one.crime_group);
}

std::int64_t number_of(const Period& period) noexcept {
  return period.kind == Period::Kind::waves ? period.first_wave : period.first.index();
}

ChangesOf changes_of(SQLite::Database& database, std::span<const Invitation> invitations) {
  SQLite::Statement find(database,
                         "SELECT invited, bounced, ineligible FROM invitation"
                         " WHERE survey = (SELECT no FROM survey WHERE id = ?) AND waved = ?"
                         " AND period = ? AND npu = ? AND crime_group = ?");
  ChangesOf changes;
  for (const Invitation& one : invitations) {
    const std::int64_t waved = one.period.kind == Period::Kind::waves ? 1 : 0;
    prepare(find, one.survey, waved, number_of(one.period), one.npu, one.crime_group);
    const std::string before =
        find.executeStep() ? counts(number_at(find, 0), number_at(find, 1), number_at(find, 2))
                           : std::string();
    changes[one.survey].add(place_of(one), before,
                            counts(one.invited, one.bounced, one.ineligible));
  }
  return changes;
}

ChangesOf changes_of(SQLite::Database& database, std::span<const SeriesPoint> points) {
  SQLite::Statement find(database, "SELECT value FROM series WHERE series = ? AND month = ?");
  ChangesOf changes;
  for (const SeriesPoint& point : points) {
    prepare(find, point.series, std::int64_t{point.month.index()});
    const std::string before =
        find.executeStep() ? std::to_string(number_at(find, 0)) : std::string();
    changes[point.series].add(to_text(point.month), before, std::to_string(point.value));
  }
  return changes;
}

/// "~24000 count": a point as the audit tells it.
std::string told(const ExternalPoint& point) {
  return (point.approximate ? "~" : "") + point.value + " " + point.unit;
}

ChangesOf changes_of(SQLite::Database& database, std::span<const ExternalPoint> points) {
  SQLite::Statement find(database,
                         "SELECT value, unit, approximate FROM external_point WHERE series = ?"
                         " AND area = ? AND kind = ? AND period = ? AND source = ?"
                         " AND evidence = ?");
  ChangesOf changes;
  for (const ExternalPoint& point : points) {
    const std::string kind(to_text(point.kind));
    prepare(find, point.series, point.area, kind, point.period, point.source, point.evidence);
    const std::string before = find.executeStep() ? told({.value = text_at(find, 0),
                                                          .unit = text_at(find, 1),
                                                          .approximate = number_at(find, 2) != 0})
                                                  : std::string();
    changes[point.series].add(kind + " " + point.period + " " + point.area, before, told(point));
  }
  return changes;
}

void write_audit(AuditTrail& audit, const ChangesOf& all, const AuditRow& row) {
  for (const auto& [subject, changes] : all) {
    for (const std::string& detail : changes.details()) {
      audit.append({.at = row.at,
                    .actor = row.actor,
                    .action = row.action,
                    .subject = subject,
                    .detail = detail});
    }
  }
}

/// Within the caller's transaction.
Put put_rows(SQLite::Database& database, Writer& writer, std::span<const Invitation> invitations,
             Instant now, std::string_view actor) {
  const ChangesOf changes = changes_of(database, invitations);
  SQLite::Statement put(database,
                        "INSERT INTO invitation (survey, waved, period, npu, crime_group,"
                        " invited, bounced, ineligible) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
                        " ON CONFLICT (survey, waved, period, npu, crime_group) DO UPDATE SET"
                        " invited = excluded.invited, bounced = excluded.bounced,"
                        " ineligible = excluded.ineligible");
  for (const Invitation& one : invitations) {
    const bool waved = one.period.kind == Period::Kind::waves;
    run(put, writer.dictionary.survey(one.survey), std::int64_t{waved}, number_of(one.period),
        one.npu, one.crime_group, one.invited, one.bounced, one.ineligible);
  }
  for (const auto& [survey, rows] : changes) {
    note_denominators(database, writer.dictionary.survey(survey));
  }
  write_audit(writer.audit, changes,
              {.at = now, .actor = std::string(actor), .action = "invitations_put"});
  return sum(changes);
}

}  // namespace

Put put_invitations(Session& session, std::span<const Invitation> invitations, Instant now,
                    std::string_view actor, Putting how) {
  if (how == Putting::rehearsed) {
    return sum(changes_of(*session.database, invitations));
  }
  Put done;
  session.write([&](SQLite::Transaction& transaction) {
    done = put_rows(*session.database, *session.writer, invitations, now, actor);
    transaction.commit();
  });
  return done;
}

std::optional<Put> post_invitations(Session& session, std::span<const Invitation> invitations,
                                    const RowsPost& post, Instant now, std::string_view actor) {
  if (post.known_by.empty() || invitations.empty()) {
    return put_invitations(session, invitations, now, actor, Putting::kept);
  }
  Entry delivery;
  delivery.delivery = post.delivery;
  delivery.source = post.source;
  delivery.survey = invitations.front().survey;
  delivery.received_at = now;
  delivery.webhook_id = post.known_by;
  delivery.body = post.body;
  delivery.form = "invitations";
  std::optional<Put> done;
  session.write([&](SQLite::Transaction& transaction) {
    const WebhookId use = session.writer->committer.note_delivery(delivery);
    if (use == WebhookId::first_use) {
      done = put_rows(*session.database, *session.writer, invitations, now, actor);
      transaction.commit();
    } else if (use == WebhookId::same_body) {
      done = Put{.unchanged = invitations.size()};
    }
  });
  return done;
}

Put put_series(Session& session, std::span<const SeriesPoint> points, Instant now,
               std::string_view actor, Putting how) {
  SQLite::Database& database = *session.database;
  if (how == Putting::rehearsed) {
    return sum(changes_of(database, points));
  }
  Put done;
  session.write([&](SQLite::Transaction& transaction) {
    const ChangesOf changes = changes_of(database, points);
    SQLite::Statement put(database,
                          "INSERT INTO series (series, month, value) VALUES (?, ?, ?)"
                          " ON CONFLICT (series, month) DO UPDATE SET value = excluded.value");
    for (const SeriesPoint& point : points) {
      run(put, point.series, std::int64_t{point.month.index()}, point.value);
    }
    note_denominators(database, std::nullopt);
    write_audit(session.writer->audit, changes,
                {.at = now, .actor = std::string(actor), .action = "series_put"});
    transaction.commit();
    done = sum(changes);
  });
  return done;
}

Put put_external(Session& session, std::span<const ExternalPoint> points, Instant now,
                 std::string_view actor, Putting how) {
  SQLite::Database& database = *session.database;
  if (how == Putting::rehearsed) {
    return sum(changes_of(database, points));
  }
  Put done;
  session.write([&](SQLite::Transaction& transaction) {
    const ChangesOf changes = changes_of(database, points);
    SQLite::Statement put(
        database,
        "INSERT INTO external_point (series, area, kind, period, source, evidence, aim, value,"
        " unit, approximate) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (series, area, kind, period, source, evidence) DO UPDATE SET"
        " aim = excluded.aim, value = excluded.value, unit = excluded.unit,"
        " approximate = excluded.approximate");
    for (const ExternalPoint& point : points) {
      run(put, point.series, point.area, std::string(to_text(point.kind)), point.period,
          point.source, point.evidence, point.aim, point.value, point.unit,
          std::int64_t{point.approximate});
    }
    write_audit(session.writer->audit, changes,
                {.at = now, .actor = std::string(actor), .action = "external_series_put"});
    transaction.commit();
    done = sum(changes);
  });
  return done;
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
