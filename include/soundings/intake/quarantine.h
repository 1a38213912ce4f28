// Held items as an operator sees and decides on them: listed, shown, reread by today's
// definitions, admitted or discarded. Every act is audited, and so is every look at an item.
//
// What safeguarding holds is never admitted, and is counted under `other` unless it is asked
// for by its scope. Under that scope it is replayed: it stays held for safeguarding unless
// today's definitions no longer hold it for that, because a name that nobody read is now
// understood. It may be discarded, so that it need not be kept for as long as retention
// allows.
#pragma once

#include <string>
#include <vector>

#include "soundings/base/expected.h"
#include "soundings/intake/held.h"
#include "soundings/intake/intake.h"
#include "soundings/intake/reader.h"
#include "soundings/store/act.h"
#include "soundings/store/held_items.h"
#include "soundings/survey/definitions.h"

namespace soundings::intake {

/// Thread-safe. Reads beside the writer, acts on its thread.
class Quarantine {
 public:
  Quarantine(const Definitions& definitions, Intake& intake, const Reader& reader)
      : definitions_(definitions), intake_(intake), reader_(reader) {}

  [[nodiscard]] HeldPage list(const HeldFilter& filter, Scope scope, const store::Act& act) const;

  /// What is held and not decided, by reason and by how long it has waited. What safeguarding holds
  /// is counted under `other`.
  [[nodiscard]] std::vector<store::HeldAges> ages(Instant now) const;

  /// Under the everyday scope, of what safeguarding holds: that it is held, and nothing else.
  /// Errors: unknown_receipt; safeguarded, for its body.
  [[nodiscard]] Expected<ShownItem, QuarantineFault> show(const std::string& receipt, Scope scope,
                                                          Body body, const store::Act& act) const;

  /// Whose an item is, which leaves no trace.
  [[nodiscard]] Expected<Scope, QuarantineFault> scope_of(const std::string& receipt) const;

  /// The undecided items of a page, or those of `receipts` when there are any. Under the scope of
  /// safeguarding what it holds is replayed too: an item that it would hold today is refused as
  /// safeguarded and stays as it is.
  [[nodiscard]] ReplayPage replay(const HeldFilter& filter,
                                  const std::vector<std::string>& receipts, Replaying how,
                                  const store::Act& act, Scope scope = Scope::everyday) const;

  /// By a person's word: what cannot be read for one of these reasons is read without it
  /// (wave_closed, area_unknown, answer_out_of_scale, and code_unknown and age_out_of_range where
  /// the response may do without that domain), and a conflict becomes the version that
  /// counts, unless that one is newer and does not give way. An item can be refused for each of
  /// these reasons except `original_gone`, which needs bytes that were purged.
  [[nodiscard]] Expected<store::Recorded, QuarantineFault> admit(
      const std::string& receipt, const store::Act& act,
      store::Newer newer = store::Newer::stands) const;

  /// What admit() would make of an item.
  [[nodiscard]] Expected<store::Recorded, QuarantineFault> would_admit(const std::string& receipt,
                                                                       store::Newer newer) const;

  /// The item is one that is not set apart. Errors: as admit().
  [[nodiscard]] Expected<BothVersions, QuarantineFault> both_versions(
      const std::string& receipt) const;

  /// The undecided items of a page, each admitted or discarded as by itself.
  [[nodiscard]] ReplayPage admit_page(const HeldFilter& filter, store::Newer newer, Replaying how,
                                      const store::Act& act) const;
  [[nodiscard]] ReplayPage discard_page(const HeldFilter& filter, Replaying how,
                                        const store::Act& act) const;

  /// Errors: unknown_receipt, already_decided, safeguarded, reason_missing.
  [[nodiscard]] Expected<store::Recorded, QuarantineFault> discard(const std::string& receipt,
                                                                   Scope scope,
                                                                   const store::Act& act) const;

 private:
  [[nodiscard]] Expected<store::Recorded, QuarantineFault> admit_one(const std::string& receipt,
                                                                     store::Newer newer,
                                                                     Replaying how,
                                                                     const store::Act& act) const;
  template <typename Decide>
  [[nodiscard]] ReplayPage decide_page(const HeldFilter& filter, const Decide& decide) const;
  [[nodiscard]] Expected<store::HeldOriginal, QuarantineFault> open(const std::string& receipt,
                                                                    Scope scope) const;
  /// A guarded item as it reads today, where safeguarding no longer holds it; the look is audited.
  [[nodiscard]] Expected<store::Entry, QuarantineFault> read_today(
      const store::HeldOriginal& original, const store::Act& act) const;
  [[nodiscard]] Expected<store::HeldItem, QuarantineFault> find(const std::string& receipt) const;
  /// What an item becomes that reads as `entry` today.
  [[nodiscard]] Expected<store::Recorded, QuarantineFault> replay_entry(
      const std::string& receipt, const store::Entry& entry, Replaying how,
      const store::Act& act) const;

  const Definitions& definitions_;
  Intake& intake_;
  const Reader& reader_;
};

}  // namespace soundings::intake
