// The face through which held items are read and decided.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "soundings/base/expected.h"
#include "soundings/store/act.h"
#include "soundings/store/held.h"
#include "soundings/survey/definitions.h"
#include "soundings/survey/response.h"

namespace soundings::store {

/// An item's outcome stays as it was fixed on arrival; only its state changes. Each decision is
/// looked at, decided and written in one transaction, and audited.
class HeldItems {
 public:
  virtual ~HeldItems() = default;

  /// The latest first.
  [[nodiscard]] virtual std::vector<HeldItem> list(const HeldQuery& query) const = 0;
  /// By source and code, over all pages and whatever the query's code.
  [[nodiscard]] virtual std::vector<HeldCount> counts(const HeldQuery& query) const = 0;
  /// Of what is held and not decided, by reason. apart: items with an error of this code are
  /// counted by themselves.
  [[nodiscard]] virtual std::vector<HeldAges> ages(std::string_view apart, Instant now) const = 0;
  [[nodiscard]] virtual std::optional<HeldItem> find(std::string_view receipt) const = 0;
  /// The item and its bytes, decrypted; nothing when unknown, decided or past retention.
  [[nodiscard]] virtual std::optional<HeldOriginal> original(std::string_view receipt) const = 0;
  /// Receipts of a source's items whose original is stored, oldest first.
  [[nodiscard]] virtual std::vector<std::string> with_original(std::string_view source) const = 0;
  /// The response that counts under the id of a held item, as its rows say it: domains, answers,
  /// instants and the text that is kept. Nothing when none does.
  [[nodiscard]] virtual std::optional<Response> counted(std::string_view receipt) const = 0;
  /// What else arrived under its id, oldest first; nothing for an item without one.
  [[nodiscard]] virtual std::vector<Version> versions(std::string_view receipt) const = 0;

  /// Counts the response of `entry`, the item as interpreted today, under its first receipt and
  /// received time, by a person's word: a conflict takes the place of the version that counts.
  [[nodiscard]] virtual Expected<Recorded, HeldFault> admit(std::string_view receipt,
                                                            const Entry& entry, const Act& act,
                                                            const Definitions& definitions,
                                                            Newer newer = Newer::stands) = 0;
  /// What admit() would make of the item.
  [[nodiscard]] virtual Expected<Recorded, HeldFault> would_admit(std::string_view receipt,
                                                                  const Entry& entry,
                                                                  Newer newer) = 0;
  /// The item is never counted and its original is deleted.
  [[nodiscard]] virtual Expected<Recorded, HeldFault> discard(std::string_view receipt,
                                                              const Act& act) = 0;
  /// Counts `entry`, the item as interpreted today, if commit() would accept it now; else it stays
  /// held, with today's code and errors. What arrived as a conflict always stays held.
  [[nodiscard]] virtual Expected<Recorded, HeldFault> replay(std::string_view receipt,
                                                             const Entry& entry, const Act& act,
                                                             const Definitions& definitions) = 0;
  /// What replay() would make of the item; Recorded::status is what it would be today.
  [[nodiscard]] virtual Expected<Recorded, HeldFault> would_become(std::string_view receipt,
                                                                   const Entry& entry) = 0;
};

}  // namespace soundings::store
