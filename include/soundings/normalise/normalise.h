// The second step: a Submission becomes a Response and Findings, or a reason to
// hold it. Text goes through ICU; areas, codes, dates, waves and routing follow the
// survey's definition. Nothing is guessed.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "soundings/base/digest.h"
#include "soundings/base/time.h"
#include "soundings/receive/submission.h"
#include "soundings/survey/definitions.h"
#include "soundings/survey/response.h"

namespace soundings::normalise {

/// Why a submission is held for a person (codes: normalise/reason.h and, for what could not be
/// decoded, receive/problem.h). code: of the first error ("answer_out_of_scale",
/// "area_unknown", "timestamp_future", "wave_closed", "safeguarding_exclusion", ...).
struct Hold {
  std::string code;
  std::vector<Finding> errors;  ///< every error, each with pointer and rule
  /// Beside each error, the kind of value given, which says nothing of the value: "boolean",
  /// "whole_number", "number", "blank", "digits", "date", "short_text" (up to 24 characters),
  /// "long_text"; empty when there is none.
  std::vector<std::string> value_classes;
};

/// Either a response or a hold, never both; the sender's own keys are known in both cases
/// as far as they could be read.
struct Interpreted {
  std::optional<Response> response;
  std::optional<Hold> hold;
  std::string source_response_id;
  /// Every id it gives, when it could not be decoded and gives several.
  std::vector<std::string> several_ids;
  /// Whom it names, under every pepper.
  std::vector<std::string> persons;
  std::optional<Instant> modified_at;
  /// Of what was read under an id: content_of() a response; of a held item, the reason and the
  /// values of the fields its survey knows. Nothing without an id, or undecoded: it is then known
  /// by how it is written.
  std::optional<Sha256> content;
  /// What may be stored of the item: its fields less those this survey does not know,
  /// with the respondent's pseudonym ("person") in place of their id. Empty when undecoded.
  std::string kept;
  std::size_t unmapped = 0;  ///< fields left out of `kept` here, beside Submission::unmapped
  /// Names, as they are printed, of the fields that had a value and were not read, each once; of
  /// very many the first, and how many more values there are.
  std::vector<std::string> unread;
  std::size_t unread_more = 0;
};

class Safeguard;

/// What a submission is read with. pepper: secret that turns member ids into pseudonyms.
struct Context {
  const Definitions* definitions = nullptr;
  const Survey* survey = nullptr;
  const Adapter* adapter = nullptr;  ///< nullptr: the native shape
  /// Made of the three above; nullptr: made anew whenever it is needed.
  const Safeguard* safeguard = nullptr;
  std::string source;
  Instant received_at;
  std::vector<std::uint8_t> pepper;
  std::vector<std::vector<std::uint8_t>> former_peppers;  ///< newest first
  /// Reasons a person has set aside (to admit a held item): recorded as findings, not held for.
  /// safeguarding_exclusion cannot be set aside.
  std::vector<std::string> waived;
};

/// Pure and thread-safe; equal inputs give equal outputs.
[[nodiscard]] Interpreted normalise(const receive::Submission& submission, const Context& context);

/// HMAC-SHA256(pepper, source | respondent_id in NFC) in hexadecimal: what a person is known by.
[[nodiscard]] std::string pseudonym(std::span<const std::uint8_t> pepper, std::string_view source,
                                    std::string_view respondent_id);

/// The code of a hold as its sender may read it, with no error and no field beside it: a
/// safeguarding exclusion is "held"; any other is itself.
[[nodiscard]] std::string_view code_for_sender(std::string_view code) noexcept;

/// Free text as it is kept: valid UTF-8, NFC, line ends LF, white space folded, controls
/// removed, at most `max_graphemes` grapheme clusters. Findings say what was changed.
struct Text {
  std::string text;
  std::vector<Finding> findings;
};
[[nodiscard]] Text normalise_text(std::string_view text, std::size_t max_graphemes);

/// NFC of valid UTF-8; nothing for invalid bytes.
[[nodiscard]] std::optional<std::string> nfc(std::string_view text);

/// The form names are matched in: NFKC, case folded, punctuation and white space folded, a
/// trailing "NPU" removed. "W’ton" and "w'ton" agree; "ＢＷ" is "bw".
[[nodiscard]] std::string match_key(std::string_view text);

}  // namespace soundings::normalise
