// `soundings subject-access`: all that is kept of a person, as text that they can read or as JSON.
#include <iostream>
#include <sstream>

#include <nlohmann/json.hpp>
#include <sys/stat.h>

#include "columns.h"
#include "commands.h"
#include "open.h"
#include "operator_access.h"
#include "output.h"

namespace soundings::app {

namespace {

using Json = nlohmann::ordered_json;

constexpr mode_t for_the_owner_alone = 077;

std::string text(const Json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? visible(found->get<std::string>()) : "";
}

/// A line "    LABEL: VALUE" where there is a value.
void say(std::ostream& out, const char* label, const std::string& value) {
  if (!value.empty()) {
    out << "    " << label << ": " << value << '\n';
  }
}

void say_list(std::ostream& out, const char* label, const Json& list, const char* name,
              const char* value) {
  if (!list.empty()) {
    out << "    " << label << ":\n";
  }
  for (const Json& one : list) {
    out << "      " << text(one, name) << ": " << text(one, value) << '\n';
  }
}

void say_response(std::ostream& out, const Json& response) {
  out << "    Version " << response.value("version", 0) << ", "
      << (response.value("counts", false) ? "which counts in figures" : "which does not count")
      << "; read by " << text(response, "read_by") << '\n';
  say(out, "Invited", text(response, "invited_at"));
  say(out, "Completed", text(response, "completed_at"));
  say(out, "Known by the pseudonym", text(response, "pseudonym"));
  say_list(out, "About the person", response.at("about"), "label", "value");
  say_list(out, "Answers", response.at("answers"), "question", "answer");
  say(out, "Comment", text(response, "comment"));
  say_list(out, "Noticed", response.at("noticed"), "code", "message");
}

void say_held(std::ostream& out, const Json& held) {
  say(out, "Held for a person to decide", text(held, "state") + ", for " + text(held, "reason"));
  say(out, "Note", text(held, "set_apart"));
  say_list(out, "Why", held.at("errors"), "field", "message");
  say(out, "Decided", text(held, "decided_at"));
  say(out, "Because", text(held, "decided_because"));
}

void say_arrival(std::ostream& out, std::size_t number, const Json& arrival) {
  out << "\n  Arrival " << number << ", received " << text(arrival, "received_at") << ": "
      << text(arrival, "outcome_words") << '\n';
  say(out, "Receipt", text(arrival, "receipt"));
  say(out, "The sender's id of it", text(arrival, "source_response_id"));
  say(out, "Changed by the sender", text(arrival, "modified_at"));
  if (arrival.contains("response")) {
    say_response(out, arrival.at("response"));
    const Json& body = arrival.at("body");
    say(out, "What is kept of it as it came",
        body.is_null() ? "nothing"
                       : visible(body.is_string() ? body.get<std::string>() : body.dump()));
    const Json& kept = arrival.at("kept");
    say(out, "Answers are", text(kept, "answers"));
    say(out, "What came is", text(kept, "body"));
    say(out, "The comment is", text(kept, "comment"));
  }
  if (arrival.contains("held")) {
    say_held(out, arrival.at("held"));
    say(out, "As it came", text(arrival, "original"));
    say(out, "What came is", text(arrival, "kept_original"));
  }
}

std::string in_words(const Json& document) {
  std::ostringstream out;
  out << "All that is kept of respondent " << text(document, "respondent") << " of "
      << text(document, "source") << ", as of " << text(document, "made_at") << '\n';
  if (const std::string reference = text(document, "reference"); !reference.empty()) {
    out << "Request " << reference << '\n';
  }
  std::size_t number = 0;
  for (const Json& record : document.at("records")) {
    out << "\nRecord " << ++number << ": " << text(record, "survey_title") << " ("
        << text(record, "survey") << "), first received " << text(record, "first_received_at")
        << (record.value("counted", false) ? ", counted in figures" : ", not counted in figures")
        << '\n';
    std::size_t arrivals = 0;
    for (const Json& arrival : record.at("arrivals")) {
      say_arrival(out, ++arrivals, arrival);
    }
  }
  const Json& without = document.at("not_in_this_file");
  out << "\nWhat is not in this file\n";
  for (const Json& receipt : without.at("to_be_looked_at")) {
    out << "  The held item " << visible(receipt.get<std::string>())
        << " has this id in it and may be about somebody else too; look at it\n";
  }
  for (const char* name : {"erased", "past_retention", "figures"}) {
    out << "  " << text(without, name) << '\n';
  }
  return out.str();
}

}  // namespace

Exit answer_subject(const SubjectAccessOptions& options) {
  if (!database_present(options.paths)) {
    return Exit::refused;
  }
  const auto access = OperatorAccess::open(options.paths, OperatorAccess::Needs::definitions);
  if (!access) {
    return access.error();
  }
  const auto answer = access->act("/operator/subject-access", {{"source", options.source},
                                                               {"respondent", options.respondent},
                                                               {"reference", options.reference},
                                                               {"by", options.by}});
  if (const auto exit = complain(answer)) {
    return *exit;
  }
  const Json document = Json::parse(answer.body);
  ::umask(for_the_owner_alone);
  return write_result(
      options.output,
      options.json
          ? visible_json(document.dump(2, ' ', false, Json::error_handler_t::replace)) + "\n"
          : in_words(document));
}

}  // namespace soundings::app
