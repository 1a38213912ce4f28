// What is removed, as values: what is past its retention, whose records are to be erased, and when
// a clock cannot be believed.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "soundings/base/time.h"
#include "soundings/survey/survey.h"

namespace soundings::store {

/// What is kept for a time. answers: all of a response, with the ids it came under.
enum class Kept { held_original, body, free_text, answers };
[[nodiscard]] std::string_view to_text(Kept what) noexcept;

/// What arrived before these instants has been kept for long enough.
struct Cutoffs {
  Instant held_original;
  Instant body;
  Instant free_text;
  Instant answers;
};

/// The cutoffs of one survey at `now`. Time runs from arrival, not completion. An original that is
/// still held goes with the bodies, after 90 days at most.
[[nodiscard]] Cutoffs cutoffs(const Retention& retention, Instant now) noexcept;

/// Which things were found to be past their retention, in order. Only the engine that found them
/// can read which they are.
class ExpiredThings {
 public:
  virtual ~ExpiredThings() = default;
};

/// Things of one kind and survey that are past their retention. kept: how many such things the
/// survey has at all.
struct Expired {
  Kept what = Kept::body;
  std::string survey;
  std::int64_t items = 0;
  std::int64_t kept = 0;
  std::shared_ptr<const ExpiredThings> things;
};

/// What is past its retention at an instant. seen: the latest time at which the ledger is known to
/// have been in use; nothing when it never was.
struct Due {
  Instant at;
  std::optional<Instant> seen;
  std::vector<Expired> expired;
};

/// Why a purge waits for a person's word. clock_ahead: the instant is further ahead of what was
/// seen than `longest_step`. large_share: more than half of what a survey keeps of a kind would
/// go, and more than `small_purge` of it.
enum class PurgeDoubt { clock_ahead, large_share };
[[nodiscard]] std::string_view doubt_code(PurgeDoubt doubt) noexcept;
inline constexpr auto longest_step = std::chrono::hours(24) * 7;
inline constexpr std::int64_t small_purge = 20;

[[nodiscard]] bool clock_ahead(const Due& due) noexcept;

/// Why `expired`, which is of `due`, may not be purged without a person's word.
[[nodiscard]] std::optional<PurgeDoubt> doubt(const Due& due, const Expired& expired) noexcept;

/// Whose records are to be erased: any of these, each alone.
struct Erasure {
  std::vector<std::string> persons;  ///< pseudonyms, under every pepper
  std::vector<std::string> receipts;
  std::string source;  ///< of source_response_id
  std::string source_response_id;
};

/// All that came under one id, as one record.
struct Record {
  std::string receipt;  ///< the one a retry is answered with; no other record has it
  std::string source;
  std::string survey;
  Instant received_at;           ///< of the first
  std::int64_t submissions = 0;  ///< duplicates included
  std::int64_t responses = 0;    ///< versions, replaced ones included
  std::int64_t comments = 0;
  bool counted = false;  ///< in the figures until it is erased
};

}  // namespace soundings::store
