// Invitations and denominators: what people put in by hand, and what the audit keeps of it.
#include "sqlite/reference_figures.h"

#include <string>

#include "sqlite/binding.h"
#include "sqlite/reference_changes.h"

namespace soundings::store::sqlite {
namespace {

/// A line that moves the data version without counting anybody.
void note_denominators(SQLite::Database& database, std::optional<std::int64_t> survey) {
  run_once(database,
           "INSERT INTO count_log (survey, delta, month, wave, layout, codes)"
           " VALUES (?, 0, 0, 0, 0, ?)",
           survey, Blob());
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

}  // namespace soundings::store::sqlite
