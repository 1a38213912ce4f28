#include "stewards/held_queue.h"

#include <utility>

#include "soundings/intake/audit_trail.h"

namespace soundings::serve {
namespace {

std::string from_where(const Request& request) {
  return "from " + request.client.address;
}

std::string without_blank_ends(const std::string& text) {
  const auto first = text.find_first_not_of(' ');
  return first == std::string::npos ? std::string{}
                                    : text.substr(first, text.find_last_not_of(' ') - first + 1);
}

}  // namespace

std::optional<intake::HeldFilter> held_filter(const Request& request) {
  const std::string given = request.asked("state");
  const auto state =
      given.empty() ? std::optional(store::HeldState::held) : store::held_state(given);
  if (!state && given != "all") {
    return std::nullopt;
  }
  return intake::HeldFilter{.source = request.asked("source"),
                            .survey = {},
                            .code = request.asked("reason"),
                            .state = state,
                            .since = std::nullopt,
                            .until = std::nullopt,
                            .after = request.asked("after")};
}

void HeldQueue::note_listing(const Request& request) const {
  if (!safeguarding()) {
    intake::AuditTrail(context_.intake)
        .append({.at = request.received_at,
                 .actor = request.caller.name,
                 .action = "items_listed",
                 .subject = "quarantine",
                 .detail = from_where(request)});
  }
}

store::Act HeldQueue::look(const Request& request) {
  return {.at = request.received_at, .actor = request.caller.name, .reason = from_where(request)};
}

store::Act HeldQueue::act(const Request& request) {
  return {.at = request.received_at,
          .actor = request.caller.name,
          .reason = without_blank_ends(request.asked("reason"))};
}

intake::HeldPage HeldQueue::list(const intake::HeldFilter& filter, const Request& request) const {
  note_listing(request);
  return quarantine_.list(filter, scope_, look(request));
}

bool HeldQueue::holds(const std::string& receipt) const {
  const auto scope = quarantine_.scope_of(receipt);
  return scope && *scope == scope_;
}

std::optional<intake::ShownItem> HeldQueue::show(const Request& request) const {
  const std::string& receipt = request.path_parameters.at("receipt");
  if (!holds(receipt)) {
    return std::nullopt;
  }
  auto shown = quarantine_.show(receipt, scope_, intake::Body::left_closed, look(request));
  return shown ? std::optional(std::move(*shown)) : std::nullopt;
}

intake::ReplayPage HeldQueue::replay(const intake::HeldFilter& filter,
                                     const std::vector<std::string>& receipts,
                                     intake::Replaying how, const Request& request) const {
  if (how == intake::Replaying::preview) {
    note_listing(request);
  }
  std::vector<std::string> own = receipts;
  std::erase_if(own, [&](const std::string& receipt) { return !holds(receipt); });
  if (own.empty() && !receipts.empty()) {
    return {};
  }
  const store::Act done{.at = request.received_at, .actor = request.caller.name, .reason = {}};
  return quarantine_.replay(filter, own, how, done, scope_);
}

Expected<store::Recorded, intake::QuarantineFault> HeldQueue::admit(const std::string& receipt,
                                                                    store::Newer newer,
                                                                    const Request& request) const {
  return holds(receipt) ? quarantine_.admit(receipt, act(request), newer)
                        : unexpected(intake::QuarantineFault::unknown_receipt);
}

Expected<store::Recorded, intake::QuarantineFault> HeldQueue::discard(
    const std::string& receipt, const Request& request) const {
  return holds(receipt) ? quarantine_.discard(receipt, scope_, act(request))
                        : unexpected(intake::QuarantineFault::unknown_receipt);
}

}  // namespace soundings::serve
