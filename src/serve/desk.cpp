#include "soundings/serve/desk.h"

#include <algorithm>
#include <utility>

#include "soundings/base/number.h"

#include "address.h"
#include "desk_addresses.h"
#include "exchange.h"

namespace soundings::serve {
namespace {

/// The problem of an ask with a field that its address does not know.
std::optional<Problem> unknown_field(const DeskAddress& address, const Ask& ask) {
  for (const auto& [name, value] : ask.fields) {
    if (std::ranges::find(address.fields, name) == address.fields.end()) {
      return bad_value(name, "unknown_parameter",
                       "This address knows no parameter '" + name + "'.");
    }
  }
  return std::nullopt;
}

}  // namespace

std::span<const DeskAddress> desk_addresses() {
  static const std::vector<DeskAddress> all{
      {"GET", "/operator/keys", {"source"}, list_keys_at_desk},
      {"POST",
       "/operator/keys",
       {"source", "label", "secret", "not_before", "not_after", "by"},
       create_key_at_desk},
      {"POST", "/operator/keys/rotate", {"source", "label", "until", "by"}, rotate_keys_at_desk},
      {"POST", "/operator/keys/{key}/revoke", {"by"}, revoke_key_at_desk},
      {"GET",
       "/operator/quarantine",
       {"source", "survey", "code", "state", "since", "until", "after", "limit", "scope", "by"},
       list_held_at_desk},
      {"GET",
       "/operator/quarantine/{receipt}",
       {"scope", "body", "reason", "by"},
       show_held_at_desk},
      {"POST",
       "/operator/quarantine/replay",
       {"receipts", "source", "survey", "code", "since", "until", "after", "limit", "apply",
        "reason", "by"},
       replay_held_at_desk},
      {"POST", "/operator/quarantine/{receipt}/admit", {"reason", "by"}, admit_held_at_desk},
      {"POST",
       "/operator/quarantine/{receipt}/discard",
       {"reason", "scope", "by"},
       discard_held_at_desk},
      {"POST", "/operator/purge", {"at", "apply", "by"}, purge_at_desk},
      {"POST",
       "/operator/erase",
       {"source", "respondent", "source_response_id", "receipt", "reference", "apply", "by"},
       erase_at_desk},
      {"POST", "/operator/pepper/rotate", {"by"}, rotate_pepper_at_desk},
      {"GET",
       "/operator/audit",
       {"actor", "action", "subject", "since", "until", "commits", "before", "limit"},
       list_audit_at_desk},
  };
  return all;
}

Answer Desk::answer(const Ask& ask) const {
  bool known = false;
  for (const DeskAddress& address : desk_addresses()) {
    auto place = match(address.pattern, ask.path);
    known = known || place.has_value();
    if (!place || address.method != ask.method) {
      continue;
    }
    if (const auto fault = unknown_field(address, ask)) {
      return refused(*fault);
    }
    Ask placed = ask;
    placed.fields.merge(std::move(*place));
    return address.handle(tools_, placed);
  }
  return known ? refused({405, "method_not_allowed", "This address has another method.", {}})
               : refused({404, "unknown_address", "There is nothing at this address.", {}});
}

Answer refused(const Problem& problem) {
  return {.status = problem.status, .body = to_json(problem, {})};
}

std::string field(const Ask& ask, const std::string& name) {
  const auto found = ask.fields.find(name);
  return found == ask.fields.end() ? std::string{} : found->second;
}

std::string actor_of(const Ask& ask) {
  const std::string by = field(ask, "by");
  return by.empty() || by == ask.user ? ask.user : by + " (" + ask.user + ")";
}

Expected<std::optional<Instant>, Problem> time_field(const Ask& ask, const std::string& name) {
  const std::string text = field(ask, name);
  if (text.empty()) {
    return std::optional<Instant>{};
  }
  const auto at = parse_rfc3339(text);
  if (!at) {
    return unexpected(
        bad_value(name, "time_malformed", "'" + name + "' is a time as in 2019-06-03T09:00:00Z."));
  }
  return at;
}

Expected<std::size_t, Problem> limit_field(const Ask& ask, std::size_t otherwise,
                                           std::size_t most) {
  const std::string text = field(ask, "limit");
  if (text.empty()) {
    return otherwise;
  }
  const auto number = parse_integer(text);
  if (!number || *number < 1 || *number > static_cast<std::int64_t>(most)) {
    return unexpected(
        bad_value("limit", "limit_malformed",
                  "'limit' is a whole number from 1 to " + std::to_string(most) + "."));
  }
  return static_cast<std::size_t>(*number);
}

}  // namespace soundings::serve
