#include "guarded.h"

#include <algorithm>
#include <string>

#include "soundings/normalise/normalise.h"
#include "soundings/normalise/reason.h"

namespace soundings::intake {

bool guarded(std::string_view code) noexcept {
  return normalise::code_for_sender(code) != code;
}

bool guarded(const store::HeldItem& item) {
  return guarded(item.code) ||
         std::ranges::any_of(item.errors, [](const Finding& error) { return guarded(error.code); });
}

bool guarded(const store::Entry& entry) {
  return std::ranges::any_of(entry.errors,
                             [](const Finding& error) { return guarded(error.code); });
}

QuarantineFault fault_of(store::HeldFault fault) noexcept {
  switch (fault) {
    case store::HeldFault::unknown_receipt:
      return QuarantineFault::unknown_receipt;
    case store::HeldFault::already_decided:
      return QuarantineFault::already_decided;
    case store::HeldFault::newer_version:
      return QuarantineFault::newer_version;
    case store::HeldFault::superseded:
      return QuarantineFault::superseded;
    case store::HeldFault::not_readable:
      return QuarantineFault::not_readable;
  }
  return QuarantineFault::not_readable;
}

store::HeldQuery query_of(const HeldFilter& filter, Scope scope) {
  return {.source = filter.source,
          .survey = filter.survey,
          .code = filter.code,
          .state = filter.state,
          .since = filter.since,
          .until = filter.until,
          .apart = std::string(normalise::hold::safeguarding_exclusion),
          .which = scope == Scope::safeguarding ? store::HeldQuery::Which::apart_alone
                                                : store::HeldQuery::Which::apart_left_out,
          .after = filter.after,
          .limit = filter.limit};
}

}  // namespace soundings::intake
