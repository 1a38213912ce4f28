// How long things are kept, and when a purge waits for a person. A machine may start with a clock a
// year ahead, and what a purge removes does not come back.
#include "soundings/store/retention.h"

#include <algorithm>

namespace soundings::store {
namespace {

constexpr int original_days = 90;  // at most, whatever a definition says

Instant days_before(Instant now, int days) noexcept {
  return now - std::chrono::hours(24) * std::int64_t{days};
}

}  // namespace

std::string_view to_text(Kept what) noexcept {
  switch (what) {
    case Kept::held_original:
      return "held originals";
    case Kept::body:
      return "bodies";
    case Kept::free_text:
      return "free text";
    case Kept::answers:
      return "answers";
  }
  return "";
}

Cutoffs cutoffs(const Retention& retention, Instant now) noexcept {
  return {.held_original = days_before(now, std::min(original_days, retention.raw_payload_days)),
          .body = days_before(now, retention.raw_payload_days),
          .free_text = days_before(now, retention.free_text_days),
          .answers = days_before(now, retention.answers_days)};
}

std::string_view doubt_code(PurgeDoubt doubt) noexcept {
  switch (doubt) {
    case PurgeDoubt::clock_ahead:
      return "clock_ahead";
    case PurgeDoubt::large_share:
      return "large_share";
  }
  return "";
}

bool clock_ahead(const Due& due) noexcept {
  return due.seen && due.at - *due.seen > longest_step;
}

std::optional<PurgeDoubt> doubt(const Due& due, const Expired& expired) noexcept {
  if (clock_ahead(due)) {
    return PurgeDoubt::clock_ahead;
  }
  const std::int64_t going = expired.items;
  if (going > small_purge && going * 2 > expired.kept) {
    return PurgeDoubt::large_share;
  }
  return std::nullopt;
}

}  // namespace soundings::store
