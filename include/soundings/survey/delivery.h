// What arrives, before it is understood: the bytes of one post or file, and who
// says they sent them.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "soundings/base/time.h"

namespace soundings {

/// What a key opens. A sandbox key opens what both others do, is answered as they are, and nothing
/// of it is kept.
enum class KeyScope { responses, invitations, sandbox };
[[nodiscard]] std::string_view to_text(KeyScope scope) noexcept;
[[nodiscard]] std::optional<KeyScope> parse_key_scope(std::string_view text) noexcept;

/// A secret of a source, as the store hands it to receive. Secrets are raw bytes and are
/// never logged or printed.
struct SourceKey {
  std::string id;  ///< "key_..." as listed; not secret
  std::string source;
  std::string label;
  std::vector<std::uint8_t> secret;
  Instant not_before;
  std::optional<Instant> not_after;
  KeyScope scope = KeyScope::responses;
};

/// One post or one file, verbatim.
struct Delivery {
  enum class Lane { webhook, import };

  std::string id;  ///< uuid_v7
  std::string source;
  std::string survey;
  Lane lane = Lane::webhook;
  std::string media_type;  ///< "application/json", "text/csv", "application/x-ndjson", ...
  std::vector<std::pair<std::string, std::string>> headers;  ///< as read from the wire
  std::string body;
  Instant received_at;
};

}  // namespace soundings
