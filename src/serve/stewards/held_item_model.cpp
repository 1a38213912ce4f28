// The page of one held item: why it is held, and what each act would come to.
#include <algorithm>
#include <utility>

#include "soundings/wording/held_reasons.h"

#include "stewards/held_models.h"
#include "stewards/held_versions.h"
#include "stewards/held_words.h"
#include "web/moments.h"
#include "web/page_models.h"

namespace soundings::serve {
namespace {

std::string decided_words(const store::HeldItem& item) {
  if (item.state == store::HeldState::held || !item.decided_at) {
    return {};
  }
  return state_words(item.state) + " by " + item.actor + " on " + second_words(*item.decided_at) +
         (item.reason.empty() ? "." : ": " + item.reason);
}

std::string version_words(const store::Version& version) {
  std::string words = version.counts
                          ? "Version " + std::to_string(version.version) + ", which counts"
                          : "One that is not counted";
  if (version.changed_at) {
    words += "; changed " + moment_words(*version.changed_at);
  }
  return words + "; received " + moment_words(version.received_at) +
         (version.newer ? "; newer than this item" : "");
}

std::vector<pages::Fact> facts_of(const Context& context, const intake::ShownItem& shown) {
  const store::HeldItem& item = shown.item;
  std::vector<pages::Fact> facts{
      {.name = "Source", .says = source_title(context, item.source)},
      {.name = "Survey", .says = survey_title(context, item.survey)},
      {.name = "Received", .says = second_words(item.received_at)},
      {.name = "Receipt", .says = item.receipt},
      {.name = "Id at the source",
       .says = item.source_response_id.empty() ? "None" : item.source_response_id},
      {.name = "Code", .says = item.code}};
  for (const store::Version& version : shown.versions) {
    facts.push_back({.name = "Under the same id", .says = version_words(version)});
  }
  return facts;
}

/// What a replay of one item would come to, without doing it.
void add_replay(const HeldQueue& queue, const store::HeldItem& item, const Request& request,
                pages::HeldItemPage& page) {
  if (queue.safeguarding()) {
    page.may_replay = true;
    page.replay_says =
        "It is accepted only where safeguarding no longer holds it by today's definitions.";
    return;
  }
  const auto preview =
      queue.items().replay({}, {item.receipt}, intake::Replaying::preview,
                           {.at = request.received_at, .actor = request.caller.name, .reason = {}});
  const auto& now = preview.items.front().now;
  page.may_replay = now.has_value();
  if (now && now->status == store::Outcome::accepted) {
    page.replay_says = "It would be accepted.";
  } else if (now) {
    page.replay_says = "It would still be held (" + reason_name(now->code) + ").";
  }
}

bool newer_counts(const std::vector<store::Version>& versions) {
  return std::ranges::any_of(
      versions, [](const store::Version& version) { return version.counts && version.newer; });
}

void add_admission(const HeldQueue& queue, const intake::ShownItem& shown,
                   pages::HeldItemPage& page) {
  if (queue.safeguarding()) {
    return;
  }
  page.over_newer = newer_counts(shown.versions);
  const auto newer = page.over_newer ? store::Newer::gives_way : store::Newer::stands;
  const auto would = queue.items().would_admit(shown.item.receipt, newer);
  page.may_admit = would.has_value();
  page.admit_says =
      would ? "It is counted on your word, as far as it can be read." : fault_words(would.error());
}

}  // namespace

pages::HeldItemPage make_held_item_page(const Context& context, const HeldQueue& queue,
                                        const intake::ShownItem& shown, const Request& request) {
  const store::HeldItem& item = shown.item;
  const auto& reason = wording::held_reason(item.code);
  pages::HeldItemPage page{.safeguarding = queue.safeguarding(),
                           .receipt = item.receipt,
                           .name = std::string(reason.name),
                           .meaning = std::string(reason.meaning),
                           .remedy = std::string(reason.remedy)};
  for (std::size_t i = 0; i < item.errors.size(); ++i) {
    const std::string kind = i < item.value_classes.size() ? item.value_classes[i] : "";
    page.errors.push_back({.field = item.errors[i].pointer,
                           .says = upper_first(item.errors[i].message),
                           .kind = std::string(wording::value_kind(kind))});
  }
  page.facts = facts_of(context, shown);
  page.decided = decided_words(item);
  if (item.state == store::HeldState::held) {
    add_replay(queue, item, request, page);
    add_admission(queue, shown, page);
    page.may_discard = true;
    if (!queue.safeguarding()) {
      page.versions =
          version_lines(context, item.survey, queue.items().both_versions(item.receipt));
    }
  }
  page.frame = frame_of(context);
  return page;
}

}  // namespace soundings::serve
