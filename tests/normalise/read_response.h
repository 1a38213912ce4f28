// Responses of the small survey, read; and what a test asks of one that was read.
#pragma once

#include <string>
#include <string_view>

#include <catch2/catch.hpp>

#include "soundings/normalise/normalise.h"
#include "soundings/receive/receive.h"

#include "support/small_survey.h"

namespace soundings::test {

using normalise::Interpreted;

inline const Definitions& definitions() {
  static const Definitions made = support::small_definitions();
  return made;
}

inline normalise::Context context_of(const Survey& survey) {
  normalise::Context context;
  context.definitions = &definitions();
  context.survey = &survey;
  context.source = "wmnow";
  context.received_at = *parse_rfc3339("2019-07-01T12:00:00Z");
  context.pepper = {'p', 'e', 'p', 'p', 'e', 'r'};
  return context;
}

inline receive::Submission submission_of(const std::string& body,
                                         const Adapter* adapter = nullptr) {
  Delivery delivery;
  delivery.media_type = "application/json";
  delivery.body = body;
  return receive::decode(delivery, adapter).submissions.at(0);
}

inline Interpreted read(const std::string& body) {
  return normalise::normalise(submission_of(body), context_of(definitions().surveys[0]));
}

inline Interpreted read_poll(const std::string& completed_at) {
  return normalise::normalise(
      submission_of(R"({"npu":"SW","answers":{"confidence":2},"completed_at":")" + completed_at +
                    "\"}"),
      context_of(definitions().surveys[1]));
}

/// A response that is right in every way, with `more` put before its fields.
inline std::string good(const std::string& more, const std::string& npu = R"("npu":"Sandwell")") {
  const bool answered = more.find("\"answers\"") != std::string::npos;
  return "{" + more + (more.empty() ? "" : ",") +
         (answered ? "" : R"("answers":{"follow_up":2},)") + npu +
         R"(,"source_response_id":"a1","completed_at":"2019-05-14T09:12:44Z"})";
}

inline std::string with_answers(const std::string& answers) {
  return good("\"answers\":{" + answers + "}");
}

inline std::string held_for(const Interpreted& interpreted) {
  CHECK_FALSE((interpreted.hold && interpreted.response));
  return interpreted.hold ? interpreted.hold->code : "(not held)";
}

inline std::string pointer_held(const Interpreted& interpreted) {
  return interpreted.hold ? interpreted.hold->errors.at(0).pointer : "(not held)";
}

inline bool has_finding(const Interpreted& interpreted, std::string_view code) {
  for (const Finding& finding : interpreted.response.value().findings) {
    if (finding.code == code) {
      return true;
    }
  }
  return false;
}

inline Answer answer(const Interpreted& interpreted, const std::string& item) {
  for (const Answer& candidate : interpreted.response.value().answers) {
    if (candidate.item == item) {
      return candidate;
    }
  }
  FAIL("no answer to " << item);
  return {};
}

inline std::string domain(const Interpreted& interpreted, const std::string& id) {
  const auto& domains = interpreted.response.value().domains;
  const auto at = domains.find(id);
  return at == domains.end() ? "(none)" : at->second;
}

inline std::string npu_of(const std::string& name) {
  return domain(read(good("", "\"npu\":\"" + name + "\"")), "npu");
}

}  // namespace soundings::test
