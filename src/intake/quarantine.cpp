// Held items as they are listed, shown and opened.
#include "soundings/intake/quarantine.h"

#include <algorithm>
#include <functional>
#include <utility>

#include "soundings/intake/audit_trail.h"
#include "soundings/normalise/reason.h"
#include "soundings/store/audit.h"

#include "guarded.h"

namespace soundings::intake {
namespace {

constexpr std::string_view not_listed = "other";  // as in the metrics

/// What may be known of an item that safeguarding holds: that it is held.
store::HeldItem outside_view(const store::HeldItem& item) {
  store::HeldItem seen;
  seen.receipt = item.receipt;
  seen.source = item.source;
  seen.survey = item.survey;
  seen.received_at = item.received_at;
  seen.outcome = item.outcome;
  seen.code = normalise::held;
  seen.state = item.state;
  return seen;
}

/// As the audit chain says what was looked at.
std::string what_is_read(bool apart, Body body) {
  if (body == Body::left_closed) {
    return apart ? "safeguarding" : "its errors";
  }
  return apart ? "safeguarding body" : "body";
}

}  // namespace

HeldPage Quarantine::list(const HeldFilter& filter, Scope scope, const store::Act& act) const {
  if (scope == Scope::safeguarding) {
    AuditTrail(intake_).append({.at = act.at,
                                .actor = act.actor,
                                .action = "items_listed",
                                .subject = "safeguarding",
                                .detail = act.reason});
  }
  HeldPage page;
  const store::HeldQuery query = query_of(filter, scope);
  std::vector<store::HeldCount> counts;
  reader_.read([&](const store::Store& store) {
    page.items = store.held().list(query);
    counts = store.held().counts(query);
  });
  for (const auto& count : counts) {
    const bool shown = !count.apart || scope == Scope::safeguarding;
    page.counts[shown ? count.code : std::string(not_listed)] += count.items;
    if (count.apart == (scope == Scope::safeguarding)) {
      page.reasons.push_back(count);
    }
  }
  if (page.items.size() == filter.limit) {
    page.next = page.items.back().receipt;
  }
  return page;
}

std::vector<store::HeldAges> Quarantine::ages(Instant now) const {
  std::vector<store::HeldAges> found;
  reader_.read([&](const store::Store& store) {
    found = store.held().ages(normalise::hold::safeguarding_exclusion, now);
  });
  std::map<std::string, store::HeldAges> by_code;
  for (const store::HeldAges& one : found) {
    const std::string code = one.apart ? std::string(not_listed) : one.code;
    auto [at, is_new] = by_code.try_emplace(code, one);
    if (is_new) {
      at->second.code = code;
      continue;
    }
    std::ranges::transform(at->second.items, one.items, at->second.items.begin(), std::plus<>());
    at->second.oldest = std::min(at->second.oldest, one.oldest);
  }
  std::vector<store::HeldAges> all;
  all.reserve(by_code.size());
  for (auto& [code, ages] : by_code) {
    all.push_back(std::move(ages));
  }
  return all;
}

Expected<store::HeldItem, QuarantineFault> Quarantine::find(const std::string& receipt) const {
  std::optional<store::HeldItem> item;
  reader_.read([&](const store::Store& store) { item = store.held().find(receipt); });
  if (!item) {
    return unexpected(QuarantineFault::unknown_receipt);
  }
  return std::move(*item);
}

Expected<Scope, QuarantineFault> Quarantine::scope_of(const std::string& receipt) const {
  return find(receipt).map([](const store::HeldItem& item) {
    return guarded(item) ? Scope::safeguarding : Scope::everyday;
  });
}

Expected<ShownItem, QuarantineFault> Quarantine::show(const std::string& receipt, Scope scope,
                                                      Body body, const store::Act& act) const {
  auto item = find(receipt);
  if (!item) {
    return unexpected(item.error());
  }
  const bool apart = guarded(*item);
  if (apart && scope == Scope::everyday) {
    if (body == Body::opened) {
      return unexpected(QuarantineFault::safeguarded);
    }
    return ShownItem{.item = outside_view(*item), .body = std::nullopt};
  }
  const std::string what = what_is_read(apart, body);
  AuditTrail(intake_).append({.at = act.at,
                              .actor = act.actor,
                              .action = "item_read",
                              .subject = receipt,
                              .detail = act.reason.empty() ? what : what + ": " + act.reason});
  ShownItem shown{.item = std::move(*item), .body = std::nullopt};
  reader_.read([&](const store::Store& store) {
    shown.versions = store.held().versions(receipt);
    if (body == Body::opened) {
      if (auto original = store.held().original(receipt)) {
        shown.body = std::move(original->bytes);
      }
    }
  });
  return shown;
}

Expected<store::HeldOriginal, QuarantineFault> Quarantine::open(const std::string& receipt,
                                                                Scope scope) const {
  const auto item = find(receipt);
  if (!item) {
    return unexpected(item.error());
  }
  if (item->state != store::HeldState::held) {
    return unexpected(QuarantineFault::already_decided);
  }
  if (guarded(*item) && scope == Scope::everyday) {
    return unexpected(QuarantineFault::safeguarded);
  }
  std::optional<store::HeldOriginal> original;
  reader_.read([&](const store::Store& store) { original = store.held().original(receipt); });
  if (!original) {
    return unexpected(QuarantineFault::original_gone);
  }
  return std::move(*original);
}

}  // namespace soundings::intake
