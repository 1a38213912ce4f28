// Whether a delivery is the sender's own: Standard Webhooks 1.0.0, a hexadecimal
// HMAC of the body, or a bearer key. Works on the bytes as they arrived; every
// active key meets every signature, whatever matched before.
#include <algorithm>
#include <charconv>
#include <string>
#include <vector>

#include "soundings/base/digest.h"
#include "soundings/base/text.h"
#include "soundings/receive/receive.h"

namespace soundings::receive {
namespace {

using Fault = VerificationFault;

constexpr std::size_t max_signatures = 8;
constexpr std::size_t max_id_length = 128;
constexpr std::size_t max_timestamp_digits = 12;

/// The value of a header that must be there once.
Expected<std::string_view, Fault> only_header(Headers headers, std::string_view name) {
  const std::string* found = nullptr;
  for (const auto& [header, value] : headers) {
    if (same_name(header, name)) {
      if (found != nullptr) {
        return unexpected(Fault::header_repeated);
      }
      found = &value;
    }
  }
  if (found == nullptr) {
    return unexpected(Fault::header_missing);
  }
  return std::string_view(*found);
}

std::vector<const SourceKey*> active_keys(std::span<const SourceKey> keys, const Source& source,
                                          Instant now) {
  std::vector<const SourceKey*> active;
  for (const SourceKey& key : keys) {
    const bool expired = key.not_after && *key.not_after <= now;
    if (key.source == source.id && key.not_before <= now && !expired) {
      active.push_back(&key);
    }
  }
  return active;
}

bool well_formed_id(std::string_view id) {
  const auto allowed = [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
  };
  return !id.empty() && id.size() <= max_id_length && std::ranges::all_of(id, allowed);
}

std::optional<std::int64_t> read_timestamp(std::string_view text) {
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  if (text.empty() || text.size() > max_timestamp_digits || !std::ranges::all_of(text, digit)) {
    return std::nullopt;
  }
  std::int64_t seconds = 0;
  std::from_chars(text.data(), text.data() + text.size(), seconds);
  return seconds;
}

std::chrono::seconds skew_of(std::int64_t seconds, Instant received_at) {
  const auto now = std::chrono::floor<std::chrono::seconds>(received_at);
  return std::chrono::seconds{seconds - now.time_since_epoch().count()};
}

/// The v1 signatures of the header; other versions are skipped. Nothing when there are more
/// entries than a sender may give.
std::optional<std::vector<std::vector<std::uint8_t>>> read_signatures(std::string_view header) {
  std::vector<std::vector<std::uint8_t>> signatures;
  std::size_t entries = 0;
  while (!header.empty()) {
    const std::size_t space = header.find(' ');
    const std::string_view entry = header.substr(0, space);
    header = space == std::string_view::npos ? std::string_view{} : header.substr(space + 1);
    if (entry.empty()) {
      continue;
    }
    if (++entries > max_signatures) {
      return std::nullopt;
    }
    if (entry.starts_with("v1,")) {
      if (auto bytes = from_base64(entry.substr(3))) {
        signatures.push_back(std::move(*bytes));
      }
    }
  }
  return signatures;
}

/// The last key under which `message` has one of the signatures; no key is left untried.
const SourceKey* matching_key(std::span<const SourceKey* const> keys, std::string_view message,
                              std::span<const std::vector<std::uint8_t>> signatures) {
  const SourceKey* matched = nullptr;
  for (const SourceKey* key : keys) {
    const Sha256 expected = hmac_sha256(key->secret, message);
    for (const auto& signature : signatures) {
      if (constant_time_equal(expected, signature)) {
        matched = key;
      }
    }
  }
  return matched;
}

struct WebhookHeaders {
  std::string_view id;
  std::string_view timestamp;
  std::string_view signature;
  std::chrono::seconds skew{};
};

/// The headers of a delivery under Standard Webhooks, well formed, and one key at least to check
/// them by.
Expected<WebhookHeaders, Fault> webhook_headers(Headers given, Instant received_at,
                                                std::span<const SourceKey* const> keys) {
  const auto id = only_header(given, "webhook-id");
  const auto timestamp = only_header(given, "webhook-timestamp");
  const auto signature = only_header(given, "webhook-signature");
  for (const auto* header : {&id, &timestamp, &signature}) {
    if (!*header) {
      return unexpected(header->error());
    }
  }
  if (!well_formed_id(*id)) {
    return unexpected(Fault::id_malformed);
  }
  const auto seconds = read_timestamp(*timestamp);
  if (!seconds) {
    return unexpected(Fault::timestamp_malformed);
  }
  if (keys.empty()) {
    return unexpected(Fault::no_active_key);
  }
  return WebhookHeaders{.id = *id,
                        .timestamp = *timestamp,
                        .signature = *signature,
                        .skew = skew_of(*seconds, received_at)};
}

bool is_stale(std::chrono::seconds skew, const Source& source) {
  return std::chrono::abs(skew) > std::chrono::seconds{source.tolerance_seconds};
}

Expected<Verified, Fault> verify_standard_webhook(const Delivery& delivery, const Source& source,
                                                  std::span<const SourceKey* const> keys) {
  const auto headers = webhook_headers(delivery.headers, delivery.received_at, keys);
  if (!headers) {
    return unexpected(headers.error());
  }
  std::string signed_text;
  signed_text.reserve(headers->id.size() + headers->timestamp.size() + delivery.body.size() + 2);
  signed_text.append(headers->id).append(1, '.').append(headers->timestamp).append(1, '.');
  signed_text.append(delivery.body);
  const auto signatures = read_signatures(headers->signature);
  const SourceKey* key = signatures ? matching_key(keys, signed_text, *signatures) : nullptr;
  if (key == nullptr) {
    return unexpected(Fault::signature_mismatch);
  }
  if (is_stale(headers->skew, source)) {
    return unexpected(Fault::timestamp_out_of_tolerance);
  }
  return Verified{.key_id = key->id, .webhook_id = std::string(headers->id), .skew = headers->skew};
}

Expected<Verified, Fault> verify_hex_body_hmac(const Delivery& delivery, const Source& source,
                                               std::span<const SourceKey* const> keys) {
  const auto header = only_header(delivery.headers, source.signature_header);
  if (!header) {
    return unexpected(header.error());
  }
  if (keys.empty()) {
    return unexpected(Fault::no_active_key);
  }
  constexpr std::string_view scheme = "sha256=";
  const auto signature =
      header->starts_with(scheme) ? from_hex(header->substr(scheme.size())) : std::nullopt;
  if (!signature) {
    return unexpected(Fault::signature_mismatch);
  }
  const SourceKey* key = matching_key(keys, delivery.body, std::span(&*signature, 1));
  if (key == nullptr) {
    return unexpected(Fault::signature_mismatch);
  }
  return Verified{.key_id = key->id};
}

/// The token is the key's secret as it was shown: base64, with or without "whsec_". Digests are
/// compared, so that the time taken reveals nothing of a secret's length either.
Expected<Verified, Fault> verify_bearer(Headers headers, std::span<const SourceKey* const> keys) {
  const auto header = only_header(headers, "authorization");
  if (!header) {
    return unexpected(header.error());
  }
  if (keys.empty()) {
    return unexpected(Fault::no_active_key);
  }
  constexpr std::string_view scheme = "Bearer ";
  constexpr std::string_view prefix = "whsec_";
  if (header->size() < scheme.size() || !same_name(header->substr(0, scheme.size()), scheme)) {
    return unexpected(Fault::credential_mismatch);
  }
  std::string_view token = header->substr(scheme.size());
  if (token.starts_with(prefix)) {
    token.remove_prefix(prefix.size());
  }
  const Sha256 given = sha256(token);
  const SourceKey* matched = nullptr;
  for (const SourceKey* key : keys) {
    if (constant_time_equal(given, sha256(to_base64(key->secret)))) {
      matched = key;
    }
  }
  if (matched == nullptr) {
    return unexpected(Fault::credential_mismatch);
  }
  return Verified{.key_id = matched->id};
}

}  // namespace

std::string_view to_text(VerificationFault fault) noexcept {
  switch (fault) {
    case Fault::header_missing:
      return "header_missing";
    case Fault::header_repeated:
      return "header_repeated";
    case Fault::id_malformed:
      return "id_malformed";
    case Fault::timestamp_malformed:
      return "timestamp_malformed";
    case Fault::no_active_key:
      return "no_active_key";
    case Fault::signature_mismatch:
      return "signature_mismatch";
    case Fault::timestamp_out_of_tolerance:
      return "timestamp_out_of_tolerance";
    case Fault::credential_mismatch:
      return "credential_mismatch";
  }
  return "unknown";
}

std::optional<std::chrono::seconds> stated_skew(const Delivery& delivery) {
  const auto timestamp = only_header(delivery.headers, "webhook-timestamp");
  const auto seconds = timestamp ? read_timestamp(*timestamp) : std::nullopt;
  return seconds ? std::optional(skew_of(*seconds, delivery.received_at)) : std::nullopt;
}

std::string stated_webhook_id(const Delivery& delivery) {
  return std::string(only_header(delivery.headers, "webhook-id").value_or(std::string_view()));
}

Expected<Verified, VerificationFault> verify(const Delivery& delivery, const Source& source,
                                             std::span<const SourceKey> keys) {
  const auto active = active_keys(keys, source, delivery.received_at);
  switch (source.verification) {
    case Verification::standard_webhooks:
      return verify_standard_webhook(delivery, source, active);
    case Verification::hex_body_hmac:
      return verify_hex_body_hmac(delivery, source, active);
    case Verification::bearer:
      return verify_bearer(delivery.headers, active);
  }
  return unexpected(Fault::credential_mismatch);
}

std::optional<VerificationFault> fault_of_headers(Headers headers, Instant received_at, bool large,
                                                  const Source& source,
                                                  std::span<const SourceKey> keys) {
  const auto active = active_keys(keys, source, received_at);
  switch (source.verification) {
    case Verification::standard_webhooks: {
      const auto read = webhook_headers(headers, received_at, active);
      if (!read) {
        return read.error();
      }
      return large && is_stale(read->skew, source)
                 ? std::optional(Fault::timestamp_out_of_tolerance)
                 : std::nullopt;
    }
    case Verification::hex_body_hmac: {
      const auto header = only_header(headers, source.signature_header);
      if (!header) {
        return header.error();
      }
      return active.empty() ? std::optional(Fault::no_active_key) : std::nullopt;
    }
    case Verification::bearer: {
      const auto verified = verify_bearer(headers, active);
      return verified ? std::nullopt : std::optional(verified.error());
    }
  }
  return Fault::credential_mismatch;
}

}  // namespace soundings::receive
