// What has been kept for long enough: found by reading alone, removed in steps that
// each stand in the audit.
#include "sqlite/retention.h"

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <utility>

#include "sqlite/binding.h"
#include "sqlite/erasure.h"

namespace soundings::store::sqlite {
namespace {

/// What this engine found: the numbers of submissions, in order.
class Submissions final : public ExpiredThings {
 public:
  explicit Submissions(std::vector<std::int64_t> found) : numbers(std::move(found)) {}
  std::vector<std::int64_t> numbers;
};

/// The submissions of one step. Throws std::logic_error when another engine found them.
std::span<const std::int64_t> part_of(const Expired& expired, PurgeStep step) {
  const auto* found = dynamic_cast<const Submissions*>(expired.things.get());
  if (found == nullptr) {
    throw std::logic_error("this engine did not find what is to be purged");
  }
  const std::span<const std::int64_t> all(found->numbers);
  const std::size_t from = std::min(static_cast<std::size_t>(step.from), all.size());
  return all.subspan(from, std::min(static_cast<std::size_t>(step.items), all.size() - from));
}

/// Where the free text of a survey stands in a kept body, as JSON paths.
std::vector<std::string> text_paths(const Survey* survey) {
  std::vector<std::string> paths{"$.comment"};
  for (const Item& item : survey == nullptr ? std::vector<Item>{} : survey->items) {
    if (item.kind == Item::Kind::free_text) {
      paths.push_back("$.\"" + item.id + "\"");
      paths.push_back("$.answers.\"" + item.id + "\"");
    }
  }
  return paths;
}

/// A kept body without its free text; nothing when it has none.
std::optional<std::string> without_text(SQLite::Statement& remove, const std::string& kept,
                                        std::span<const std::string> paths) {
  std::string now = kept;
  for (const std::string& path : paths) {
    if (prepare(remove, now, path).executeStep()) {
      std::string shorter = text_at(remove, 0);
      remove.reset();
      now = std::move(shorter);
    }
  }
  return now.size() < kept.size() ? std::optional(std::move(now)) : std::nullopt;
}

constexpr const char* remove_path = "SELECT json_remove(?, ?)";

constexpr const char* expired_originals =
    "SELECT s.seq FROM held h JOIN submission s USING (seq)"
    " JOIN delivery d ON d.seq = s.delivery"
    " WHERE s.survey = ? AND h.original IS NOT NULL AND d.received_at < ? AND d.seq < ?"
    " ORDER BY s.seq";

constexpr const char* expired_bodies =
    "SELECT s.seq FROM submission s JOIN delivery d ON d.seq = s.delivery"
    " WHERE s.survey = ? AND s.kept IS NOT NULL AND d.received_at < ? AND d.seq < ?"
    " ORDER BY s.seq";

constexpr const char* expired_comments =
    "SELECT s.seq FROM comment c JOIN submission s USING (seq)"
    " JOIN delivery d ON d.seq = s.delivery"
    " WHERE s.survey = ? AND d.received_at < ? AND d.seq < ? ORDER BY s.seq";

constexpr const char* bodies_with_words =
    "SELECT s.seq, s.kept FROM submission s JOIN delivery d ON d.seq = s.delivery"
    " WHERE s.survey = ? AND json_valid(s.kept) AND d.received_at < ? AND d.seq < ?"
    " ORDER BY s.seq";

/// A record goes when the last that came under its id has been kept for long enough; a repeat
/// does not make it younger.
constexpr const char* expired_answers =
    "SELECT min(s.seq) FROM submission s JOIN delivery d ON d.seq = s.delivery"
    " WHERE s.survey = ? AND s.item_key IS NOT NULL"
    " GROUP BY s.source, s.item_key, s.source_response_id HAVING max(d.received_at) < ?"
    " AND max(d.seq) < ? ORDER BY 1";

/// Which deliveries are old enough: by their own time, and by their number.
struct Age {
  std::int64_t received_before = std::numeric_limits<std::int64_t>::max();
  std::int64_t numbered_below = std::numeric_limits<std::int64_t>::max();
};

/// A clock that was behind dates a delivery too early, and by that date it would go too soon. But
/// deliveries are numbered as they come: none is older than an earlier one, up to a day of waiting.
Age age_of(const SQLite::Database& database, Instant cutoff, Instant now) {
  SQLite::Statement young(database,
                          "SELECT seq FROM delivery WHERE received_at BETWEEN ? AND ?"
                          " ORDER BY seq LIMIT 1");
  prepare(young, epoch_microseconds(cutoff + std::chrono::hours(24)), epoch_microseconds(now));
  return {.received_before = epoch_microseconds(cutoff),
          .numbered_below = young.executeStep() ? number_at(young, 0) : Age{}.numbered_below};
}

/// Whether any delivery is old enough.
bool any_of_age(const SQLite::Database& database, const Age& age) {
  SQLite::Statement old(database,
                        "SELECT 1 FROM delivery WHERE seq < ? AND received_at < ? LIMIT 1");
  return prepare(old, age.numbered_below, age.received_before).executeStep();
}

/// The ages of one look. Each passes through the deliveries, and most surveys keep things for
/// equally long.
class Ages {
 public:
  Ages(const SQLite::Database& database, Instant now) : database_(database), now_(now) {}

  /// Nothing where no delivery is old enough: queries for what is look through every submission.
  [[nodiscard]] const std::optional<Age>& before(Instant cutoff) {
    const auto [at, made] = known_.try_emplace(cutoff);
    if (made) {
      const Age age = age_of(database_, cutoff, now_);
      at->second = any_of_age(database_, age) ? std::optional(age) : std::nullopt;
    }
    return at->second;
  }

 private:
  const SQLite::Database& database_;
  const Instant now_;
  std::map<Instant, std::optional<Age>> known_;
};

std::vector<std::int64_t> numbers(const SQLite::Database& database, const char* sql,
                                  std::int64_t survey, const Age& age) {
  std::vector<std::int64_t> found;
  SQLite::Statement read(database, sql);
  for (prepare(read, survey, age.received_before, age.numbered_below); read.executeStep();) {
    found.push_back(number_at(read, 0));
  }
  return found;
}

/// Comments, and bodies that still hold the same words because they are kept for longer.
std::vector<std::int64_t> with_words(const SQLite::Database& database, std::int64_t no,
                                     const Survey* survey, const Age& age, bool in_bodies) {
  std::vector<std::int64_t> found = numbers(database, expired_comments, no, age);
  if (!in_bodies) {
    return found;
  }
  const auto paths = text_paths(survey);
  SQLite::Statement remove(database, remove_path);
  SQLite::Statement read(database, bodies_with_words);
  for (prepare(read, no, age.received_before, age.numbered_below); read.executeStep();) {
    if (without_text(remove, text_at(read, 1), paths)) {
      found.push_back(number_at(read, 0));
    }
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

/// What one survey keeps of a kind, from deliveries of an age.
std::vector<std::int64_t> kept_of(const SQLite::Database& database, Kept what, std::int64_t no,
                                  const Survey* survey, const Age& age) {
  switch (what) {
    case Kept::held_original:
      return numbers(database, expired_originals, no, age);
    case Kept::body:
      return numbers(database, expired_bodies, no, age);
    case Kept::free_text: {
      const Retention retention = survey == nullptr ? Retention{} : survey->retention;
      return with_words(database, no, survey, age,
                        retention.free_text_days < retention.raw_payload_days);
    }
    case Kept::answers:
      return numbers(database, expired_answers, no, age);
  }
  return {};
}

Instant cutoff_of(Kept what, const Cutoffs& until) noexcept {
  switch (what) {
    case Kept::held_original:
      return until.held_original;
    case Kept::body:
      return until.body;
    case Kept::free_text:
      return until.free_text;
    case Kept::answers:
      break;
  }
  return until.answers;
}

void forget_words(SQLite::Database& database, std::span<const std::int64_t> submissions,
                  const Survey* survey) {
  const auto paths = text_paths(survey);
  SQLite::Statement comment(database, "DELETE FROM comment WHERE seq = ?");
  SQLite::Statement body(database,
                         "SELECT kept FROM submission WHERE seq = ? AND json_valid(kept)");
  SQLite::Statement remove(database, remove_path);
  SQLite::Statement put(database, "UPDATE submission SET kept = ?, kept_hash = ? WHERE seq = ?");
  for (const std::int64_t submission : submissions) {
    run(comment, submission);
    if (prepare(body, submission).executeStep()) {
      if (const auto shorter = without_text(remove, text_at(body, 0), paths)) {
        const Sha256 hash = sha256(*shorter);
        run(put, *shorter, Blob(hash).first(kept_hash_size), submission);
      }
    }
    body.reset();
  }
}

void run_for_each(SQLite::Database& database, const char* sql,
                  std::span<const std::int64_t> submissions) {
  SQLite::Statement statement(database, sql);
  for (const std::int64_t submission : submissions) {
    run(statement, submission);
  }
}

}  // namespace

std::vector<Expired> expired(const SQLite::Database& database, const Definitions& definitions,
                             Instant now) {
  std::vector<Expired> all;
  Ages ages(database, now);
  SQLite::Statement surveys(database, "SELECT no, id FROM survey ORDER BY id");
  while (surveys.executeStep()) {
    const std::int64_t no = number_at(surveys, 0);
    const std::string id = text_at(surveys, 1);
    const Survey* survey = definitions.find_survey(id);
    const Cutoffs until = cutoffs(survey == nullptr ? Retention{} : survey->retention, now);
    for (const Kept what : {Kept::held_original, Kept::body, Kept::free_text, Kept::answers}) {
      const auto& age = ages.before(cutoff_of(what, until));
      if (!age) {
        continue;
      }
      auto found = std::make_shared<const Submissions>(kept_of(database, what, no, survey, *age));
      if (!found->numbers.empty()) {
        const std::size_t kept = kept_of(database, what, no, survey, {}).size();
        all.push_back({.what = what,
                       .survey = id,
                       .items = static_cast<std::int64_t>(found->numbers.size()),
                       .kept = static_cast<std::int64_t>(kept),
                       .things = std::move(found)});
      }
    }
  }
  return all;
}

void purge(Session& session, const Expired& expired, PurgeStep step, const Definitions& definitions,
           const Act& act) {
  const std::span<const std::int64_t> submissions = part_of(expired, step);
  session.write([&](SQLite::Transaction& transaction) {
    SQLite::Database& database = *session.database;
    Writer& writer = *session.writer;
    switch (expired.what) {
      case Kept::held_original:
        run_for_each(database, "UPDATE held SET original = NULL, header = NULL WHERE seq = ?",
                     submissions);
        break;
      case Kept::body:
        run_for_each(database, "UPDATE submission SET kept = NULL, kept_hash = NULL WHERE seq = ?",
                     submissions);
        break;
      case Kept::free_text:
        forget_words(database, submissions, definitions.find_survey(expired.survey));
        break;
      case Kept::answers:
        erase_records(database, writer, submissions, act);
        break;
    }
    writer.audit.append(
        {.at = act.at,
         .actor = act.actor,
         .action = "purged",
         .subject = expired.survey,
         .detail = std::to_string(submissions.size()) + " " + std::string(to_text(expired.what))});
    transaction.commit();
  });
}

}  // namespace soundings::store::sqlite
