// What is purged, erased and remembered of people: values of the ledger's face.
#pragma once

#include <cstdint>
#include <span>
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

/// Submissions of one survey that have something past its retention.
struct Expired {
  Kept what = Kept::body;
  std::string survey;
  std::vector<std::int64_t> submissions;
};

/// Whose records are to be erased: any of these, each alone.
struct Erasure {
  std::vector<std::string> persons;  ///< pseudonyms, under every pepper
  std::vector<std::string> receipts;
  std::string source;  ///< of source_response_id
  std::string source_response_id;
};

/// All that came under one id, as one record.
struct Record {
  std::int64_t submission = 0;  ///< the first of them
  std::string receipt;          ///< the one a retry will be told
  std::string source;
  std::string survey;
  Instant received_at;           ///< of the first
  std::int64_t submissions = 0;  ///< duplicates included
  std::int64_t responses = 0;    ///< versions, replaced ones included
  std::int64_t comments = 0;
  bool counted = false;  ///< in the figures until it is erased
};

/// Which pepper pseudonyms are made with now. check: tells whether a pepper is the right one
/// without giving it away.
struct PepperInUse {
  int version = 1;
  std::string check;
};

}  // namespace soundings::store
