#include "stewards/held_models.h"

#include <algorithm>
#include <map>
#include <utility>

#include "soundings/base/number.h"
#include "soundings/base/text.h"
#include "soundings/store/held_items.h"
#include "soundings/wording/held_reasons.h"
#include "soundings/wording/wording.h"

#include "stewards/held_words.h"
#include "web/moments.h"
#include "web/page_models.h"

namespace soundings::serve {
namespace {

std::string query_of(std::initializer_list<std::pair<std::string_view, std::string>> fields) {
  std::string query;
  for (const auto& [name, value] : fields) {
    if (!value.empty()) {
      query += (query.empty() ? "?" : "&") + std::string(name) + "=" + percent_encoded(value);
    }
  }
  return query;
}

pages::Choice choice(std::string value, std::string words, const std::string& chosen) {
  const bool selected = value == chosen;
  return {.value = std::move(value), .words = std::move(words), .selected = selected};
}

/// Counts of several sources by code, with the oldest of them.
struct Reason {
  std::int64_t items = 0;
  Instant oldest;
};

std::map<std::string, Reason> by_code(const intake::HeldPage& page) {
  std::map<std::string, Reason> reasons;
  for (const store::HeldCount& count : page.reasons) {
    const auto [at, fresh] = reasons.try_emplace(count.code);
    at->second.items += count.items;
    at->second.oldest = fresh ? count.oldest : std::min(at->second.oldest, count.oldest);
  }
  return reasons;
}

pages::HeldLine line_of(const Context& context, const std::string& address,
                        const store::HeldItem& item) {
  const auto& reason = wording::held_reason(item.code);
  return {.href = address + "/" + item.receipt,
          .name = upper_first(std::string(reason.name)),
          .says = item.errors.empty() ? std::string(reason.meaning)
                                      : upper_first(item.errors.front().message),
          .source = source_title(context, item.source),
          .received = moment_words(item.received_at),
          .state = state_words(item.state)};
}

/// "7 items wait for a person. The oldest came 3 days ago."
std::string finding_of(const std::map<std::string, Reason>& reasons, const Request& request) {
  std::int64_t items = 0;
  Instant oldest = request.received_at;
  const std::string chosen = request.asked("reason");
  for (const auto& [code, reason] : reasons) {
    if (chosen.empty() || chosen == code) {
      items += reason.items;
      oldest = std::min(oldest, reason.oldest);
    }
  }
  const std::string state = request.asked("state");
  const bool waiting = state.empty() || state == "held";
  if (items == 0) {
    return waiting ? "Nothing waits for a person." : "There are no such items.";
  }
  const std::string what = items_words(items);
  if (!waiting) {
    return what + (items == 1 ? " is" : " are") + " listed here.";
  }
  return what + (items == 1 ? " waits" : " wait") + " for a person. The oldest came " +
         age_words(request.received_at - oldest) + " ago.";
}

/// What was done before, as the address says it.
std::string said_of(const Request& request) {
  const std::string said = request.asked("said");
  if (said == "set-apart") {
    return "The item is no longer in this list. Somebody else sees to it.";
  }
  if (said != "replayed") {
    return {};
  }
  const auto number = [&](const std::string& name) {
    return std::max<std::int64_t>(0, parse_integer(request.asked(name)).value_or(0));
  };
  const auto accepted = number("accepted");
  const auto held = number("held");
  const auto refused = number("refused");
  return items_words(accepted) + (accepted == 1 ? " was" : " were") + " accepted, " +
         wording::count(held) + (held == 1 ? " is" : " are") + " still held" +
         (refused == 0
              ? "."
              : ", " + wording::count(refused) + " had been decided or could not be read.");
}

/// What an item that was read again is, or would be.
std::string becomes(const intake::Replayed& one) {
  if (!one.now) {
    return "Not read: " + fault_words(one.now.error());
  }
  return one.now->status == store::Outcome::accepted ? "Accepted"
                                                     : "Still held: " + reason_name(one.now->code);
}

}  // namespace

std::string address_of(const HeldQueue& queue) {
  return queue.safeguarding() ? "/responses/safeguarding" : "/responses/quarantine";
}

ReplayCounts counts_of(const intake::ReplayPage& replay) {
  ReplayCounts counts;
  for (const intake::Replayed& one : replay.items) {
    const bool accepted = one.now && one.now->status == store::Outcome::accepted;
    ++(!one.now ? counts.refused : accepted ? counts.accepted : counts.held);
  }
  return counts;
}

std::vector<pages::ChoiceList> held_choices(const Context& context, const intake::HeldPage& page,
                                            const Request& request) {
  const std::string reason = request.asked("reason");
  const std::string source = request.asked("source");
  const std::string state = request.asked("state").empty() ? "held" : request.asked("state");
  pages::ChoiceList reasons{
      .field = "reason", .label = "Reason", .options = {choice("", "Every reason", reason)}};
  for (const auto& [code, unused] : by_code(page)) {
    reasons.options.push_back(choice(code, upper_first(reason_name(code)), reason));
  }
  pages::ChoiceList sources{
      .field = "source", .label = "Source", .options = {choice("", "Every source", source)}};
  for (const Source& each : context.definitions.sources) {
    sources.options.push_back(choice(each.id, each.id, source));
  }
  pages::ChoiceList states{
      .field = "state",
      .label = "State",
      .options = {choice("held", "Waiting", state), choice("admitted", "Admitted", state),
                  choice("discarded", "Discarded", state), choice("all", "Any state", state)}};
  return {std::move(reasons), std::move(sources), std::move(states)};
}

pages::QuarantinePage make_quarantine_page(const Context& context, const HeldQueue& queue,
                                           const intake::HeldPage& held, const Request& request) {
  const std::string address = address_of(queue);
  const std::string reason = request.asked("reason");
  const std::string source = request.asked("source");
  const std::string state = request.asked("state");
  pages::QuarantinePage page{.safeguarding = queue.safeguarding(),
                             .choices = held_choices(context, held, request)};
  const auto reasons = by_code(held);
  for (const auto& [code, counted] : reasons) {
    page.reasons.push_back(
        {.code = code,
         .name = upper_first(reason_name(code)),
         .href = address + query_of({{"reason", code}, {"source", source}, {"state", state}}),
         .items = wording::count(counted.items),
         .oldest = moment_words(counted.oldest) + ", " +
                   age_words(request.received_at - counted.oldest) + " ago"});
  }
  for (const store::HeldItem& item : held.items) {
    page.items.push_back(line_of(context, address, item));
  }
  page.finding = finding_of(reasons, request);
  page.said = said_of(request);
  const bool waiting = state.empty() || state == "held";
  if (waiting && !held.items.empty() && !queue.safeguarding()) {
    page.preview_href = address + "/replay" + query_of({{"reason", reason}, {"source", source}});
    page.preview_words = "Preview a replay of " +
                         std::string(held.next.empty() ? "" : "the latest ") +
                         items_words(static_cast<std::int64_t>(held.items.size()));
  }
  if (!held.next.empty()) {
    page.next_href =
        address +
        query_of({{"reason", reason}, {"source", source}, {"state", state}, {"after", held.next}});
  }
  page.frame = frame_of(context);
  return page;
}

namespace {

/// An item of a preview, with where it came from.
pages::PreviewLine preview_of(const Context& context, const HeldQueue& queue,
                              const intake::Replayed& one) {
  pages::PreviewLine line{.href = address_of(queue) + "/" + one.receipt,
                          .name = upper_first(reason_name(one.code)),
                          .becomes = becomes(one)};
  context.reader->read([&](const store::Store& store) {
    if (const auto item = store.held().find(one.receipt)) {
      line.source = source_title(context, item->source);
      line.received = moment_words(item->received_at);
    }
  });
  return line;
}

}  // namespace

pages::ReplayPage make_replay_page(const Context& context, const HeldQueue& queue,
                                   const intake::ReplayPage& replay, const Request& request) {
  const std::string address = address_of(queue);
  const ReplayCounts counts = counts_of(replay);
  pages::ReplayPage page;
  std::map<std::string, std::int64_t> failing;
  for (const intake::Replayed& one : replay.items) {
    if (one.now && one.now->status != store::Outcome::accepted) {
      ++failing[reason_name(one.now->code)];
    }
    page.receipts += (page.receipts.empty() ? "" : ",") + one.receipt;
    page.items.push_back(preview_of(context, queue, one));
  }
  std::vector<std::string> why;
  why.reserve(failing.size());
  for (const auto& [name, items] : failing) {
    why.push_back(failing.size() == 1 ? name : wording::count(items) + " " + name);
  }
  const auto all = static_cast<std::int64_t>(replay.items.size());
  page.summary =
      items_words(all) + ": " + wording::count(static_cast<std::int64_t>(counts.accepted)) +
      " would be accepted, " + wording::count(static_cast<std::int64_t>(counts.held)) +
      " would still fail" + (why.empty() ? "" : " (" + wording::list(why) + ")") +
      (counts.refused == 0
           ? "."
           : ", " + wording::count(static_cast<std::int64_t>(counts.refused)) + " cannot be read.");
  page.button = replay.items.empty() ? "" : "Replay " + items_words(all);
  page.back_href = address + query_of({{"reason", request.asked("reason")},
                                       {"source", request.asked("source")}});
  page.frame = frame_of(context);
  return page;
}

}  // namespace soundings::serve
