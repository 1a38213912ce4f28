#include "claimed_group.h"

#include <algorithm>
#include <string>

#include "soundings/normalise/reason.h"

#include "answers.h"
#include "domains.h"
#include "field_cursor.h"

namespace soundings::normalise {
namespace {

/// The hold of a field that names a refused group; nothing for any other field.
std::optional<Hold> refused(const receive::Field& claim, const Context& context) {
  receive::Submission alone;
  alone.fields = {claim};
  FieldCursor cursor(alone, context);
  if (!claim.name.empty()) {
    static_cast<void>(read_answers(cursor, read_domains(cursor)));
  } else if (const std::string* reason = cursor.safeguard().group_named(claim.value)) {
    // Whichever field such a cell belongs to, it says this of its own.
    cursor.hold_group(*reason, claim);
  }
  const auto& errors = cursor.errors();
  const auto at = std::ranges::find(errors, hold::safeguarding_exclusion, &Finding::code);
  if (at == errors.end()) {
    return std::nullopt;
  }
  const auto nth = static_cast<std::size_t>(at - errors.begin());
  return Hold{.code = at->code, .errors = {*at}, .value_classes = {cursor.value_classes()[nth]}};
}

bool is_guarded(const Domain& domain) noexcept {
  return !domain.refuse.empty() || !domain.below_min.empty();
}

}  // namespace

std::optional<Hold> claimed_group(const receive::Submission& submission, const Context& context) {
  if (std::ranges::none_of(context.survey->domains, is_guarded)) {
    return std::nullopt;
  }
  for (const receive::Field& claim : submission.claims) {
    if (auto hold = refused(claim, context)) {
      return hold;
    }
  }
  return std::nullopt;
}

}  // namespace soundings::normalise
