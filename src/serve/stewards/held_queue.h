// A queue of held items as one role sees it: everybody's, or what safeguarding holds. Each look
// leaves its row in the audit before anything is shown.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "soundings/intake/quarantine.h"

#include "context.h"

namespace soundings::serve {

/// reason, source, state and after of a request; items that wait where no state is named, and of
/// any for "all". Nothing for a state that is none.
[[nodiscard]] std::optional<intake::HeldFilter> held_filter(const Request& request);

/// What a request of the queue's role may see and do. The actor of each act is whoever has signed
/// in.
class HeldQueue {
 public:
  HeldQueue(const Context& context, intake::Scope scope)
      : context_(context),
        scope_(scope),
        quarantine_(context.definitions, context.intake, *context.reader) {}

  [[nodiscard]] intake::HeldPage list(const intake::HeldFilter& filter,
                                      const Request& request) const;
  /// The item that the address names. Nothing where there is none, or another role sees to it.
  [[nodiscard]] std::optional<intake::ShownItem> show(const Request& request) const;

  /// What a replay of these items comes to. receipts: empty for those of the filter that wait.
  [[nodiscard]] intake::ReplayPage replay(const intake::HeldFilter& filter,
                                          const std::vector<std::string>& receipts,
                                          intake::Replaying how, const Request& request) const;

  [[nodiscard]] Expected<store::Recorded, intake::QuarantineFault> admit(
      const std::string& receipt, store::Newer newer, const Request& request) const;
  [[nodiscard]] Expected<store::Recorded, intake::QuarantineFault> discard(
      const std::string& receipt, const Request& request) const;

  /// Whether the item is of this queue.
  [[nodiscard]] bool holds(const std::string& receipt) const;

  [[nodiscard]] const intake::Quarantine& items() const noexcept { return quarantine_; }
  [[nodiscard]] bool safeguarding() const noexcept { return scope_ == intake::Scope::safeguarding; }

 private:
  /// For the audit of a look of everybody's queue; that of safeguarding writes its own.
  void note_listing(const Request& request) const;
  [[nodiscard]] static store::Act look(const Request& request);
  [[nodiscard]] static store::Act act(const Request& request);

  const Context& context_;
  intake::Scope scope_;
  intake::Quarantine quarantine_;
};

}  // namespace soundings::serve
