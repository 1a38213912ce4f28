// Held items in the words of their pages.
#pragma once

#include <string>
#include <vector>

#include "soundings/intake/held.h"
#include "soundings/pages/held_pages.h"

#include "stewards/held_queue.h"

namespace soundings::serve {

/// "/responses/quarantine" or "/responses/safeguarding".
[[nodiscard]] std::string address_of(const HeldQueue& queue);

/// The lists of a queue's form: reason, source and state.
[[nodiscard]] std::vector<pages::ChoiceList> held_choices(const Context& context,
                                                          const intake::HeldPage& page,
                                                          const Request& request);

[[nodiscard]] pages::QuarantinePage make_quarantine_page(const Context& context,
                                                         const HeldQueue& queue,
                                                         const intake::HeldPage& page,
                                                         const Request& request);

/// The page of one item, with what each act would come to.
[[nodiscard]] pages::HeldItemPage make_held_item_page(const Context& context,
                                                      const HeldQueue& queue,
                                                      const intake::ShownItem& shown,
                                                      const Request& request);

[[nodiscard]] pages::ReplayPage make_replay_page(const Context& context, const HeldQueue& queue,
                                                 const intake::ReplayPage& replay,
                                                 const Request& request);

/// How many of a replay are, or would be, accepted, and how many stay held; the rest is refused.
struct ReplayCounts {
  std::size_t accepted = 0;
  std::size_t held = 0;
  std::size_t refused = 0;
};
[[nodiscard]] ReplayCounts counts_of(const intake::ReplayPage& replay);

}  // namespace soundings::serve
