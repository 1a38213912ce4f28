// The first step: a Delivery becomes verified, decoded Submissions.
//
// Verification says only whether the sender is who they claim. Decoding never
// loses an item: what cannot be decoded is a submission with a problem.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "soundings/base/expected.h"
#include "soundings/base/time.h"
#include "soundings/receive/layout.h"
#include "soundings/receive/submission.h"
#include "soundings/survey/definitions.h"
#include "soundings/survey/delivery.h"

namespace soundings::receive {

/// Headers of a delivery, as read from the wire.
using Headers = std::span<const std::pair<std::string, std::string>>;

/// Why a delivery is not the sender's. The reply says 401 and no more; the check that failed
/// goes to our own log and metric.
enum class VerificationFault {
  header_missing,
  header_repeated,
  id_malformed,
  timestamp_malformed,
  no_active_key,
  signature_mismatch,
  timestamp_out_of_tolerance,
  credential_mismatch,
};
[[nodiscard]] std::string_view to_text(VerificationFault fault) noexcept;

/// The key that matched, the sender's delivery id, and how far their clock is from ours.
struct Verified {
  std::string key_id;
  std::string webhook_id;        ///< empty for strategies without one
  std::chrono::seconds skew{0};  ///< sender's timestamp less ours
};

/// The sender's timestamp less ours, where Standard Webhooks has one that can be read: how far the
/// clock of a sender is off whose delivery was refused for that.
[[nodiscard]] std::optional<std::chrono::seconds> stated_skew(const Delivery& delivery);

/// The webhook-id as a header states it; empty without one.
[[nodiscard]] std::string stated_webhook_id(const Delivery& delivery);

/// What is wrong with the credential of a delivery, whatever its body says: a header is missing,
/// repeated or malformed, a bearer key is wrong, no key holds. A stale timestamp is judged here of
/// a large body alone: of a small one the signature shows whose clock is wrong. Nothing when the
/// body must be seen.
[[nodiscard]] std::optional<VerificationFault> fault_of_headers(Headers headers,
                                                                Instant received_at, bool large,
                                                                const Source& source,
                                                                std::span<const SourceKey> keys);

/// Checks every active key against every signature given, in constant time. Time is that of
/// `delivery.received_at`. Standard Webhooks 1.0.0; "sha256=" hex of the body; bearer key.
[[nodiscard]] Expected<Verified, VerificationFault> verify(const Delivery& delivery,
                                                           const Source& source,
                                                           std::span<const SourceKey> keys);

/// Limits on what is decoded (docs/api.md).
struct Limits {
  std::size_t json_depth = 32;
  std::size_t json_keys = 512;
  std::size_t string_bytes = std::size_t{64} * 1024;
  std::size_t batch_items = 10000;
  std::size_t file_items = 100000;  ///< rows of a posted file
  std::size_t columns = 2000;       ///< cells of a row
  /// Of a file that is decoded whole, in memory.
  std::size_t file_fields = 1000000;
};

/// Everything decoded from one body. whole_body_problem: it could not be decoded at all
/// ("malformed_json", ...); it then counts as one submission, which carries the problem too.
struct Decoded {
  std::vector<Submission> submissions;
  bool batch = false;             ///< an array or a file: the reply lists items
  std::string encoding;           ///< "utf-8", "utf-16le", ... as detected; empty for JSON
  std::vector<Finding> findings;  ///< about the whole: encoding repaired, trailing Ctrl-Z
};

/// Media types this address takes: application/json, application/x-ndjson, text/csv,
/// application/x-www-form-urlencoded. Parameters are ignored.
[[nodiscard]] bool supported_media_type(std::string_view media_type) noexcept;

/// Decodes a whole body in memory. layout: nullptr for the native shape of any survey. What is
/// wrong with one item of a batch holds that item alone; what is wrong with the body holds it as
/// one. Codes: receive/problem.h.
[[nodiscard]] Decoded decode(const Delivery& delivery, const Layout& layout,
                             const Limits& limits = {});

/// A posted CSV or NDJSON file of any length, its body in memory: `take` is called with up to
/// `chunk` submissions at a time, in order; stops early when it returns false. The same submissions
/// as those of decode(), a chunk of them at once in memory; they are not in what is returned.
[[nodiscard]] Decoded decode_in_chunks(const Delivery& delivery, const Layout& layout,
                                       const Limits& limits, std::size_t chunk,
                                       const std::function<bool(std::vector<Submission>&&)>& take);

/// Fields as the JSON object that is kept, in the native shape: "answers/x" under "answers",
/// values as the sender gave them, blank fields left out.
[[nodiscard]] std::string keep(std::span<const Field* const> fields);

/// A kept item as a submission again, for replay: its fields under their native names, to be
/// normalised with the adapter of its source. `problem` when `kept` is not what keep() makes.
[[nodiscard]] Submission restore(std::string_view kept);

/// The form a body of this media type is read in: "json", "ndjson", "csv", "form"; empty for one
/// that is not taken.
[[nodiscard]] std::string_view form_of(std::string_view media_type) noexcept;

/// The media type of a form; that of JSON for a form that is none.
[[nodiscard]] std::string_view media_type_of(std::string_view form) noexcept;

/// How an item stood in its delivery.
struct Standing {
  std::string form;    ///< form_of its media type
  std::string header;  ///< of a row: its file's first line, or two where one names the delimiter
  bool whole = false;  ///< its bytes were the whole body
};

/// An item by itself, decoded once more: one submission, or several when a body that could not be
/// decoded when it came now holds several.
[[nodiscard]] std::vector<Submission> reread(std::string_view bytes, const Standing& standing,
                                             const Layout& layout, const Limits& limits = {});

/// Decodes a CSV or NDJSON file of any length, calling `take` with up to `chunk` submissions
/// at a time in file order; stops early when `take` returns false. bytes_read: progress.
struct FileProgress {
  std::uint64_t bytes_read = 0;
  std::uint64_t bytes_total = 0;
};
[[nodiscard]] Expected<Decoded, Finding> decode_file(
    const std::string& path, std::string_view media_type, const Layout& layout,
    const Limits& limits, std::size_t chunk,
    const std::function<bool(std::vector<Submission>&&, const FileProgress&)>& take);

}  // namespace soundings::receive
