// A person's whole return, interpreted once: what normalise makes, the store keeps
// and the cells count.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "soundings/base/digest.h"
#include "soundings/base/finding.h"
#include "soundings/base/time.h"
#include "soundings/survey/scale.h"

namespace soundings {

/// The reply to one item: an opinion (a code of its scale) or the reason there is none.
struct Answer {
  std::string item;
  int code = 0;  ///< the code given; meaningful unless absence says there was none
  std::optional<Absence> absence;  ///< set: outside every base

  friend bool operator==(const Answer&, const Answer&) = default;
};

/// What was written in reply to one free-text item: normalised, not redacted.
struct FreeText {
  std::string item;
  std::string text;  ///< empty when nothing was written

  friend bool operator==(const FreeText&, const FreeText&) = default;
};

/// Immutable once made. domains: domain id -> code; a domain with nothing known is left out.
/// "unknown_npu" is a code of npu: accepted at a parent area.
struct Response {
  std::string source;
  std::string survey;
  std::string definition_version;
  std::string source_response_id;  ///< empty when the sender gave none
  std::string person;              ///< pseudonym of the respondent, hex; empty when unknown
  std::vector<std::string> former_persons;  ///< the same under former peppers, newest first
  Instant completed_at;
  std::optional<Instant> modified_at;
  std::optional<Instant> invited_at;
  Month month;  ///< of completed_at in Europe/London
  std::optional<Month> invited_month;
  int wave = 0;  ///< 0 when the survey has no waves
  std::map<std::string, std::string> domains;
  std::vector<Answer> answers;       ///< one per scale item, in the definition's order
  std::vector<FreeText> free_texts;  ///< one per free-text item, in the definition's order
  std::vector<Finding> findings;
};

/// The text of the first free-text item, the one that the store keeps; empty when there is none.
[[nodiscard]] const std::string& kept_text_of(const Response& response);

/// SHA-256 of what was read and is kept: id, respondent, instants, codes of domains and answers,
/// the text of the first free-text item. Neither how it was written, nor the definition it was read
/// by, nor findings are part of it. A respondent is named by the oldest pseudonym, which stays when
/// the pepper changes; a response without modified_at was last changed when it was completed; an
/// answer left out is a blank one.
[[nodiscard]] Sha256 content_of(const Response& response);

}  // namespace soundings
