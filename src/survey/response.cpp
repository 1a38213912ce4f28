// What a response says as a few canonical bytes, so that two spellings of one response are known to
// be the same.
#include "soundings/survey/response.h"

#include <algorithm>
#include <string_view>

namespace soundings {
namespace {

/// Names the form of the bytes: a change of the form needs another name.
constexpr std::string_view form = "soundings response 1";

void append_number(std::string& to, std::int64_t number) {
  auto bits = static_cast<std::uint64_t>(number);
  for (int byte = 0; byte < 8; ++byte, bits >>= 8U) {
    to += static_cast<char>(bits & 0xFFU);
  }
}

/// With its length first, so that two texts in a row cannot be taken for two others.
void append_text(std::string& to, std::string_view text) {
  append_number(to, static_cast<std::int64_t>(text.size()));
  to += text;
}

void append_instant(std::string& to, const std::optional<Instant>& at) {
  to += at ? '+' : '-';
  append_number(to, at ? epoch_microseconds(*at) : 0);
}

/// Whether something was given, be it "don't know". "Not applicable" to what was not asked says no
/// more than a blank.
bool given(const Answer& answer) noexcept {
  return answer.absence != Absence::blank && answer.absence != Absence::not_asked;
}

/// By item, whatever the order in which the definition asks them.
std::vector<const Answer*> given_answers(const Response& response) {
  std::vector<const Answer*> answers;
  answers.reserve(response.answers.size());
  for (const Answer& answer : response.answers) {
    if (given(answer)) {
      answers.push_back(&answer);
    }
  }
  std::ranges::sort(answers, {},
                    [](const Answer* answer) -> const std::string& { return answer->item; });
  return answers;
}

}  // namespace

const std::string& kept_text_of(const Response& response) {
  static const std::string none;
  return response.free_texts.empty() ? none : response.free_texts.front().text;
}

Sha256 content_of(const Response& response) {
  const std::string& text = kept_text_of(response);
  std::string bytes(form);
  bytes.reserve(512 + text.size());
  append_text(bytes, response.source_response_id);
  append_text(bytes,
              response.former_persons.empty() ? response.person : response.former_persons.back());
  append_instant(bytes, response.completed_at);
  append_instant(bytes, response.modified_at.value_or(response.completed_at));
  append_instant(bytes, response.invited_at);
  append_number(bytes, static_cast<std::int64_t>(response.domains.size()));
  for (const auto& [domain, code] : response.domains) {
    append_text(bytes, domain);
    append_text(bytes, code);
  }
  const auto answers = given_answers(response);
  append_number(bytes, static_cast<std::int64_t>(answers.size()));
  for (const Answer* answer : answers) {
    append_text(bytes, answer->item);
    append_number(bytes, answer->code);
  }
  append_text(bytes, text);
  return sha256(bytes);
}

}  // namespace soundings
