// Held items as they are decided: replayed, admitted and discarded, one by one or a page at once.
#include <utility>

#include "soundings/base/blanks.h"
#include "soundings/intake/quarantine.h"
#include "soundings/normalise/reason.h"
#include "soundings/store/audit.h"

#include "guarded.h"
#include "reread.h"

namespace soundings::intake {
namespace {

/// An item to be replayed, with what it reads as today.
struct Read {
  std::string receipt;
  std::string code;
  Expected<store::Entry, QuarantineFault> entry;
};

/// A safeguarding hold that replaying found is shown to nobody but its own scope.
store::Recorded outside_view(store::Recorded recorded, const store::Entry& entry) {
  if (guarded(entry)) {
    recorded.code = normalise::held;
    recorded.errors.clear();
  }
  return recorded;
}

/// The receipts of a page of undecided items.
std::vector<std::string> undecided(const Reader& reader, HeldFilter filter,
                                   Scope scope = Scope::everyday) {
  filter.state = store::HeldState::held;
  std::vector<std::string> receipts;
  reader.read([&](const store::Store& store) {
    for (const auto& item : store.held().list(query_of(filter, scope))) {
      receipts.push_back(item.receipt);
    }
  });
  return receipts;
}

}  // namespace

Expected<store::Entry, QuarantineFault> Quarantine::read_today(const store::HeldOriginal& original,
                                                               const store::Act& act) const {
  store::Entry entry = intake_.reread(original, {});
  if (!guarded(original.item)) {
    return entry;
  }
  intake_.with_store([&](store::Store& store) {
    store.audit().note({.row = 0,
                        .at = act.at,
                        .actor = act.actor,
                        .action = "item_read",
                        .subject = original.item.receipt,
                        .detail = "safeguarding, for a replay"});
  });
  if (guarded(entry)) {
    return unexpected(QuarantineFault::safeguarded);
  }
  return entry;
}

ReplayPage Quarantine::replay(const HeldFilter& filter, const std::vector<std::string>& receipts,
                              Replaying how, const store::Act& act, Scope scope) const {
  ReplayPage page;
  std::vector<std::string> wanted = receipts;
  if (wanted.empty()) {
    wanted = undecided(reader_, filter, scope);
    page.next = wanted.size() == filter.limit ? wanted.back() : "";
  }
  std::vector<Read> read;
  for (const std::string& receipt : wanted) {
    const auto original = open(receipt, scope);
    if (original) {
      read.push_back(
          {.receipt = receipt, .code = original->item.code, .entry = read_today(*original, act)});
    } else {
      read.push_back({.receipt = receipt, .entry = unexpected(original.error())});
    }
  }
  for (const Read& one : read) {
    page.items.push_back({.receipt = one.receipt,
                          .code = one.code,
                          .now = one.entry.and_then([&](const store::Entry& entry) {
                            return replay_entry(one.receipt, entry, how, act);
                          })});
  }
  return page;
}

Expected<store::Recorded, QuarantineFault> Quarantine::replay_entry(const std::string& receipt,
                                                                    const store::Entry& entry,
                                                                    Replaying how,
                                                                    const store::Act& act) const {
  Expected<store::Recorded, store::HeldFault> became = unexpected(store::HeldFault::not_readable);
  intake_.with_store([&](store::Store& store) {
    became = how == Replaying::apply ? store.held().replay(receipt, entry, act, definitions_)
                                     : store.held().would_become(receipt, entry);
  });
  if (!became) {
    return unexpected(fault_of(became.error()));
  }
  if (how == Replaying::apply && guarded(entry)) {
    intake_.alert(entry.source, entry.survey, receipt);
  }
  return outside_view(std::move(*became), entry);
}

Expected<store::Recorded, QuarantineFault> Quarantine::admit(const std::string& receipt,
                                                             const store::Act& act,
                                                             store::Newer newer) const {
  return admit_one(receipt, newer, Replaying::apply, act);
}

Expected<store::Recorded, QuarantineFault> Quarantine::admit_one(const std::string& receipt,
                                                                 store::Newer newer, Replaying how,
                                                                 const store::Act& act) const {
  if (how == Replaying::apply && without_blanks(act.reason).empty()) {
    return unexpected(QuarantineFault::reason_missing);
  }
  const auto original = open(receipt, Scope::everyday);
  if (!original) {
    return unexpected(original.error());
  }
  const store::Entry entry = intake_.reread(*original, admissible());
  Expected<store::Recorded, store::HeldFault> became = unexpected(store::HeldFault::not_readable);
  if (guarded(entry) && how == Replaying::preview) {
    return unexpected(QuarantineFault::safeguarded);
  }
  if (guarded(entry)) {
    // Today's definitions set it apart: it is held for that from now on.
    intake_.with_store([&](store::Store& store) {
      became = store.held().replay(receipt, entry, act, definitions_);
    });
    intake_.alert(entry.source, entry.survey, receipt);
    return unexpected(QuarantineFault::safeguarded);
  }
  intake_.with_store([&](store::Store& store) {
    became = how == Replaying::apply ? store.held().admit(receipt, entry, act, definitions_, newer)
                                     : store.held().would_admit(receipt, entry, newer);
  });
  if (!became) {
    return unexpected(fault_of(became.error()));
  }
  return std::move(*became);
}

Expected<store::Recorded, QuarantineFault> Quarantine::would_admit(const std::string& receipt,
                                                                   store::Newer newer) const {
  return admit_one(receipt, newer, Replaying::preview, {});
}

Expected<BothVersions, QuarantineFault> Quarantine::both_versions(
    const std::string& receipt) const {
  const auto original = open(receipt, Scope::everyday);
  if (!original) {
    return unexpected(original.error());
  }
  store::Entry entry = intake_.reread(*original, admissible());
  if (guarded(entry)) {
    return unexpected(QuarantineFault::safeguarded);
  }
  BothVersions both{.counted = std::nullopt, .held = std::move(entry.response)};
  reader_.read([&](const store::Store& store) { both.counted = store.held().counted(receipt); });
  return both;
}

template <typename Decide>
ReplayPage Quarantine::decide_page(const HeldFilter& filter, const Decide& decide) const {
  ReplayPage page;
  const std::vector<std::string> receipts = undecided(reader_, filter);
  page.next = receipts.size() == filter.limit ? receipts.back() : "";
  for (const std::string& receipt : receipts) {
    const auto item = find(receipt);
    page.items.push_back(
        {.receipt = receipt,
         .code = item ? item->code : std::string{},
         .now = item.and_then([&](const store::HeldItem& held) { return decide(held); })});
  }
  return page;
}

ReplayPage Quarantine::admit_page(const HeldFilter& filter, store::Newer newer, Replaying how,
                                  const store::Act& act) const {
  return decide_page(filter, [&](const store::HeldItem& item) {
    return admit_one(item.receipt, newer, how, act);
  });
}

ReplayPage Quarantine::discard_page(const HeldFilter& filter, Replaying how,
                                    const store::Act& act) const {
  return decide_page(
      filter, [&](const store::HeldItem& item) -> Expected<store::Recorded, QuarantineFault> {
        if (how == Replaying::apply) {
          return discard(item.receipt, Scope::everyday, act);
        }
        return store::Recorded{.outcome = item.outcome,
                               .receipt = item.receipt,
                               .status = item.outcome,
                               .code = item.code};
      });
}

Expected<store::Recorded, QuarantineFault> Quarantine::discard(const std::string& receipt,
                                                               Scope scope,
                                                               const store::Act& act) const {
  if (without_blanks(act.reason).empty()) {
    return unexpected(QuarantineFault::reason_missing);
  }
  const auto item = find(receipt);
  if (!item) {
    return unexpected(item.error());
  }
  const bool apart = guarded(*item);
  if (apart && scope == Scope::everyday) {
    return unexpected(QuarantineFault::safeguarded);
  }
  Expected<store::Recorded, store::HeldFault> became = unexpected(store::HeldFault::not_readable);
  intake_.with_store([&](store::Store& store) { became = store.held().discard(receipt, act); });
  if (!became) {
    return unexpected(fault_of(became.error()));
  }
  return std::move(*became);
}

}  // namespace soundings::intake
