// The pages of held items and their forms: of everybody's for stewards, and of what safeguarding
// holds for those who see to it.
#include "soundings/pages/held_pages.h"

#include <algorithm>
#include <utility>

#include "soundings/base/text.h"
#include "soundings/pages/pages.h"

#include "routes.h"
#include "stewards/held_models.h"
#include "stewards/held_words.h"
#include "web/page_models.h"
#include "web/page_replies.h"

namespace soundings::serve {
namespace {

using intake::QuarantineFault;
using intake::Scope;

constexpr std::size_t longest_reason = 300;
constexpr std::size_t most_receipts = 100;

/// A choice of the form that is none of its list.
Reply wrong_choice(const Context& context, const HeldQueue& queue, const intake::HeldPage& page,
                   const Request& request, std::string field, std::string message) {
  return plain_page(
      pages::wrong_choice(context.definitions, {.action = address_of(queue),
                                                .field = std::move(field),
                                                .message = std::move(message),
                                                .choices = held_choices(context, page, request),
                                                .frame = frame_of(context)}),
      400);
}

Reply list_page(const Context& context, const Request& request, Scope scope) {
  const HeldQueue queue(context, scope);
  auto filter = held_filter(request);
  const bool wrong_state = !filter;
  if (wrong_state) {
    filter = intake::HeldFilter{.state = store::HeldState::held};
  }
  const intake::HeldPage page = queue.list(*filter, request);
  if (wrong_state) {
    return wrong_choice(context, queue, page, request, "state", "Choose a state from the list");
  }
  const std::string source = request.asked("source");
  if (!source.empty() && context.definitions.find_source(source) == nullptr) {
    return wrong_choice(context, queue, page, request, "source", "Choose a source from the list");
  }
  return plain_page(
      pages::quarantine(context.definitions, make_quarantine_page(context, queue, page, request)),
      200);
}

Reply no_such_item(const Context& context) {
  return problem_page({404, "unknown_receipt", "There is no such item.", {}}, context);
}

/// What was done before, on the page of the item.
std::string said_of(const Request& request) {
  const std::string said = request.asked("said");
  return said == "accepted"     ? "It was read again and accepted."
         : said == "still-held" ? "It was read again and is still held."
         : said == "admitted"   ? "It was admitted and counts from now on."
         : said == "discarded"  ? "It was discarded and is never counted."
                                : "";
}

/// The page of the item, with what is wrong with a form of it that was sent.
Reply item_page(const Context& context, const Request& request, Scope scope,
                const pages::FormFault& fault = {}, int status = 200) {
  const HeldQueue queue(context, scope);
  const auto shown = queue.show(request);
  if (!shown) {
    return no_such_item(context);
  }
  pages::HeldItemPage page = make_held_item_page(context, queue, *shown, request);
  page.fault = fault;
  page.said = said_of(request);
  page.reason = request.asked("reason");
  return plain_page(pages::held_item(context.definitions, page), status);
}

/// Leads on from an act: to the item, which says what was done, or says there why it was not.
/// field: of the form's reason.
Reply after(const Context& context, const Request& request, Scope scope, const std::string& field,
            const Expected<std::string, QuarantineFault>& said) {
  const HeldQueue queue(context, scope);
  if (said) {
    return see_other(address_of(queue) + "/" + request.path_parameters.at("receipt") +
                     "?said=" + *said);
  }
  const QuarantineFault why = said.error();
  if (why == QuarantineFault::unknown_receipt) {
    return no_such_item(context);
  }
  if (why == QuarantineFault::safeguarded && scope == Scope::everyday) {
    return see_other(address_of(queue) + "?said=set-apart");
  }
  const bool reason = why == QuarantineFault::reason_missing;
  const bool newer = why == QuarantineFault::newer_version;
  return item_page(context, request, scope,
                   {.field = reason  ? field
                             : newer ? "over-newer"
                                     : "",
                    .message = fault_words(why)},
                   reason ? 400 : 409);
}

Reply replay_one(const Context& context, const Request& request, Scope scope) {
  const HeldQueue queue(context, scope);
  const std::string& receipt = request.path_parameters.at("receipt");
  const auto done = queue.replay({}, {receipt}, intake::Replaying::apply, request);
  if (done.items.empty()) {
    return no_such_item(context);
  }
  if (!queue.holds(receipt)) {  // by today's definitions safeguarding sees to it
    return see_other(address_of(queue) + "?said=set-apart");
  }
  return after(
      context, request, scope, "", done.items.front().now.map([](const store::Recorded& now) {
        return std::string(now.status == store::Outcome::accepted ? "accepted" : "still-held");
      }));
}

/// Whether the reason of a form is short enough to be kept.
bool too_long(const Request& request) {
  return request.asked("reason").size() > longest_reason;
}

Reply reason_too_long(const Context& context, const Request& request, Scope scope,
                      const std::string& field) {
  return item_page(context, request, scope,
                   {.field = field,
                    .message = "Say it in " + std::to_string(longest_reason) + " letters or fewer"},
                   400);
}

Reply discard(const Context& context, const Request& request, Scope scope) {
  const std::string field = "discard-reason";
  if (too_long(request)) {
    return reason_too_long(context, request, scope, field);
  }
  const HeldQueue queue(context, scope);
  return after(context, request, scope, field,
               queue.discard(request.path_parameters.at("receipt"), request)
                   .map([](const store::Recorded& /*done*/) { return std::string("discarded"); }));
}

Reply preview_page(const Context& context, const Request& request) {
  const HeldQueue queue(context, Scope::everyday);
  const auto filter = held_filter(request);
  if (!filter) {
    return see_other(address_of(queue));
  }
  const auto replay = queue.replay(*filter, {}, intake::Replaying::preview, request);
  return plain_page(
      pages::replay_preview(context.definitions, make_replay_page(context, queue, replay, request)),
      200);
}

std::vector<std::string> receipts_of(const Request& request) {
  std::vector<std::string> receipts;
  const std::string text = request.asked("receipts");
  for (std::size_t from = 0; from < text.size() && receipts.size() < most_receipts;) {
    const std::size_t to = std::min(text.find(',', from), text.size());
    if (to > from) {
      receipts.push_back(text.substr(from, to - from));
    }
    from = to + 1;
  }
  return receipts;
}

/// Exactly the items that were previewed.
Reply replay_many(const Context& context, const Request& request) {
  const HeldQueue queue(context, Scope::everyday);
  const auto receipts = receipts_of(request);
  if (receipts.empty()) {
    return see_other(address_of(queue));
  }
  const auto counts = counts_of(queue.replay({}, receipts, intake::Replaying::apply, request));
  return see_other(
      address_of(queue) + "?said=replayed&accepted=" + std::to_string(counts.accepted) +
      "&held=" + std::to_string(counts.held) + "&refused=" + std::to_string(counts.refused));
}

}  // namespace

Reply quarantine_page(const Context& context, const Request& request) {
  return list_page(context, request, Scope::everyday);
}

Reply quarantined_page(const Context& context, const Request& request) {
  return item_page(context, request, Scope::everyday);
}

Reply replay_preview_page(const Context& context, const Request& request) {
  return preview_page(context, request);
}

Reply replay_previewed(const Context& context, const Request& request) {
  return replay_many(context, request);
}

Reply replay_quarantined(const Context& context, const Request& request) {
  return replay_one(context, request, Scope::everyday);
}

Reply admit_quarantined(const Context& context, const Request& request) {
  const std::string field = "admit-reason";
  if (too_long(request)) {
    return reason_too_long(context, request, Scope::everyday, field);
  }
  const HeldQueue queue(context, Scope::everyday);
  const auto newer =
      request.asked("over_newer") == "yes" ? store::Newer::gives_way : store::Newer::stands;
  return after(context, request, Scope::everyday, field,
               queue.admit(request.path_parameters.at("receipt"), newer, request)
                   .map([](const store::Recorded& /*done*/) { return std::string("admitted"); }));
}

Reply discard_quarantined(const Context& context, const Request& request) {
  return discard(context, request, Scope::everyday);
}

Reply safeguarding_page(const Context& context, const Request& request) {
  return list_page(context, request, Scope::safeguarding);
}

Reply safeguarded_page(const Context& context, const Request& request) {
  return item_page(context, request, Scope::safeguarding);
}

Reply replay_safeguarded(const Context& context, const Request& request) {
  return replay_one(context, request, Scope::safeguarding);
}

Reply discard_safeguarded(const Context& context, const Request& request) {
  return discard(context, request, Scope::safeguarding);
}

}  // namespace soundings::serve
