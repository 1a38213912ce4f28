// All that is kept of a person, for the operator who answers their request: codes in words, with
// what was removed and until when the rest is kept. Each record that is read has its row of the
// audit, which holds no personal value.
#include <algorithm>
#include <string_view>

#include <nlohmann/json.hpp>

#include "soundings/base/civil_time.h"
#include "soundings/base/digest.h"
#include "soundings/base/text.h"
#include "soundings/intake/audit_trail.h"
#include "soundings/intake/subject_access.h"
#include "soundings/store/audit.h"
#include "soundings/wording/wording.h"

#include "context.h"
#include "operator/calls.h"
#include "operator/references.h"

namespace soundings::serve {
namespace {

using Json = nlohmann::ordered_json;
using intake::SubjectArrival;

std::string english(const Labels& labels, const std::string& otherwise) {
  const auto found = labels.find("en");
  return found == labels.end() ? otherwise : found->second;
}

std::string outcome_words(store::Outcome outcome) {
  switch (outcome) {
    case store::Outcome::accepted:
      return "kept and counted";
    case store::Outcome::duplicate:
      return "a repeat of what had come before; nothing more is kept of it";
    case store::Outcome::older_version:
      return "older than the version that counts; kept, not counted";
    case store::Outcome::conflict:
      return "at odds with what had come before; held for a person to decide";
    case store::Outcome::quarantined:
      break;
  }
  return "not readable as it came; held for a person to decide";
}

std::string absence_words(Absence absence) {
  switch (absence) {
    case Absence::not_asked:
      return "Not asked";
    case Absence::blank:
      return "Left blank";
    case Absence::dont_know:
      return "Don't know";
    case Absence::not_applicable:
      return "Not applicable";
    case Absence::refused:
      return "Preferred not to say";
    case Absence::routing_conflict:
      break;
  }
  return "Answered although it was not to be asked; not counted";
}

/// The answer to a scale item in words: of its scale as defined today, else its code.
std::string answer_words(const Survey* survey, const Answer& answer) {
  if (answer.absence) {
    return absence_words(*answer.absence);
  }
  const std::string code = std::to_string(answer.code);
  const std::string words =
      survey == nullptr ? "" : wording::answer_label(*survey, answer.item, code);
  return words.empty() ? code : words;
}

Json answers_json(const Survey* survey, const Response& response) {
  Json list = Json::array();
  for (const Answer& answer : response.answers) {
    const Item* item = survey == nullptr ? nullptr : survey->find_item(answer.item);
    Json one{{"item", answer.item},
             {"question", item == nullptr ? answer.item : english(item->text, answer.item)},
             {"answer", answer_words(survey, answer)}};
    if (!answer.absence) {
      one["code"] = answer.code;
    }
    list.push_back(std::move(one));
  }
  return list;
}

Json domains_json(const Definitions& definitions, const Survey* survey, const Response& response) {
  Json list = Json::array();
  for (const auto& [id, code] : response.domains) {
    const Domain* domain = survey == nullptr ? nullptr : survey->find_domain(id);
    list.push_back(
        {{"domain", id},
         {"label", domain == nullptr ? id : english(domain->label, id)},
         {"code", code},
         {"value",
          survey == nullptr ? code : wording::code_label(definitions, *survey, id, code)}});
  }
  return list;
}

Json findings_json(const std::vector<Finding>& findings) {
  Json list = Json::array();
  for (const Finding& finding : findings) {
    list.push_back(
        {{"code", finding.code}, {"field", finding.pointer}, {"message", finding.message}});
  }
  return list;
}

Json response_json(const Definitions& definitions, const Survey* survey,
                   const SubjectArrival& arrival) {
  const Response& response = *arrival.kept.item.response;
  Json document{{"version", arrival.kept.version},
                {"counts", arrival.kept.counts},
                {"completed_at", rfc3339(response.completed_at)}};
  if (response.invited_at) {
    document["invited_at"] = rfc3339(*response.invited_at);
  }
  document["month"] = to_text(response.month);
  if (response.wave > 0) {
    document["wave"] = response.wave;
  }
  document["read_by"] = "version " + response.definition_version + " of the survey";
  document["pseudonym"] = response.person;
  document["about"] = domains_json(definitions, survey, response);
  document["answers"] = answers_json(survey, response);
  const std::string& comment = kept_text_of(response);
  document["comment"] = comment.empty() ? Json(nullptr) : Json(comment);
  document["noticed"] = findings_json(response.findings);
  return document;
}

Json held_json(const SubjectArrival& arrival) {
  const store::HeldItem& item = *arrival.held;
  Json document{{"state", store::to_text(item.state)},
                {"reason", item.code},
                {"errors", findings_json(item.errors)}};
  if (arrival.safeguarded) {
    document["set_apart"] = "Safeguarding holds this item. Ask its lead before any of it leaves.";
  }
  if (item.decided_at) {
    document["decided_at"] = rfc3339(*item.decided_at);
    document["decided_because"] = item.reason;
  }
  return document;
}

/// Text as it is; bytes that are no text in base64.
Json bytes_json(const std::optional<std::string>& bytes) {
  if (!bytes) {
    return nullptr;
  }
  return is_utf8(*bytes)
             ? Json(*bytes)
             : Json("base64:" + to_base64(std::vector<std::uint8_t>(bytes->begin(), bytes->end())));
}

/// A kept body as the document that it is.
Json body_json(const std::optional<std::string>& kept) {
  if (!kept) {
    return nullptr;
  }
  auto document = Json::parse(*kept, nullptr, false);
  return document.is_discarded() ? Json(*kept) : document;
}

Retention retention_of(const Survey* survey) {
  return survey == nullptr ? Retention{} : survey->retention;
}

/// Until when a part is kept, and whether it went.
std::string fate(Instant received, int days, bool there, Instant now) {
  const Instant end = received + std::chrono::hours(24) * days;
  if (there) {
    return "kept until " + london_date(end);
  }
  return end <= now ? "removed: it is kept for " + std::to_string(days) + " days"
                    : "nothing is kept";
}

Json arrival_json(const Definitions& definitions, const SubjectArrival& arrival, Instant now) {
  const store::KeptItem& item = arrival.kept.item;
  const Survey* survey = definitions.find_survey(item.survey);
  const Retention retention = retention_of(survey);
  Json document{{"receipt", item.receipt},
                {"received_at", rfc3339(item.received_at)},
                {"outcome", store::to_text(item.outcome)},
                {"outcome_words", outcome_words(item.outcome)},
                {"source_response_id", item.source_response_id}};
  if (item.modified_at) {
    document["modified_at"] = rfc3339(*item.modified_at);
  }
  if (!arrival.kept.webhook_id.empty()) {
    document["webhook_id"] = arrival.kept.webhook_id;
  }
  if (item.response) {
    document["response"] = response_json(definitions, survey, arrival);
    document["body"] = body_json(item.kept);
    const bool wrote = !kept_text_of(*item.response).empty();
    document["kept"] = {
        {"answers", fate(item.received_at, retention.answers_days, true, now)},
        {"body", fate(item.received_at, retention.raw_payload_days, item.kept.has_value(), now)},
        {"comment", fate(item.received_at, retention.free_text_days, wrote, now)}};
  }
  if (arrival.held) {
    document["held"] = held_json(arrival);
    document["original"] = bytes_json(arrival.original);
    document["kept_original"] =
        fate(item.received_at, retention.raw_payload_days, arrival.original.has_value(), now);
  }
  return document;
}

Json record_json(const Definitions& definitions, const intake::SubjectRecord& one, Instant now) {
  const Survey* survey = definitions.find_survey(one.record.survey);
  Json arrivals = Json::array();
  for (const SubjectArrival& arrival : one.arrivals) {
    arrivals.push_back(arrival_json(definitions, arrival, now));
  }
  return {{"receipt", one.record.receipt},
          {"survey", one.record.survey},
          {"survey_title",
           survey == nullptr ? one.record.survey : english(survey->title, one.record.survey)},
          {"first_received_at", rfc3339(one.record.received_at)},
          {"counted", one.record.counted},
          {"arrivals", std::move(arrivals)}};
}

/// What cannot be in the file, and why.
Json left_out_json(const OperatorTools& tools, const std::vector<std::string>& unclear) {
  store::AuditQuery erasures;
  erasures.action = "erased";
  std::int64_t erased = 0;
  tools.reader.read([&](const store::Store& store) { erased = store.audit().count(erasures); });
  return {{"to_be_looked_at", unclear},
          {"erased",
           std::to_string(erased) +
               " records of all people were erased on request. What was erased leaves no link to "
               "a person, so that this file cannot say whether any was this person's."},
          {"past_retention",
           "Answers past their time are removed whole with the link to their person. Of records "
           "that are here, `kept` says what was removed and until when the rest is kept."},
          {"figures", "Figures that were published hold no person."}};
}

void note(const OperatorTools& tools, const Request& request, const intake::SubjectFile& file,
          const std::string& source) {
  const std::string reference = field(request, "reference");
  const auto append = [&](const std::string& subject, const std::string& detail) {
    intake::AuditTrail(tools.intake)
        .append({.at = request.received_at,
                 .actor = actor_of(request),
                 .action = "subject_access",
                 .subject = subject,
                 .detail = detail});
  };
  if (file.records.empty()) {
    append("source " + source, reference + (reference.empty() ? "" : ": ") + "no record");
  }
  for (const intake::SubjectRecord& one : file.records) {
    append(one.record.receipt, reference);
  }
}

}  // namespace

Reply answer_subject(const OperatorTools& tools, const Request& request) {
  const std::string source = field(request, "source");
  const std::string respondent = field(request, "respondent");
  const std::string reference = field(request, "reference");
  if (tools.definitions.find_source(source) == nullptr) {
    return refused({404, "unknown_source", "No source is defined as '" + source + "'.", {}});
  }
  if (respondent.empty()) {
    return refused(bad_value("respondent", "field_missing", "Name the respondent."));
  }
  if (!reference.empty() && !is_reference(reference)) {
    return refused(malformed_reference());
  }
  intake::SubjectFile file;
  tools.reader.read([&](const store::Store& store) {
    file = intake::gather_for_subject(tools.intake, store, source, respondent);
  });
  note(tools, request, file, source);
  if (file.records.empty() && file.unclear.empty()) {
    return refused({404,
                    "unknown_respondent",
                    "Nothing is kept of this respondent of " + source +
                        ". The id must be the source's own, letter by letter.",
                    {}});
  }
  Json records = Json::array();
  for (const intake::SubjectRecord& one : file.records) {
    records.push_back(record_json(tools.definitions, one, request.received_at));
  }
  const Json document{{"made_at", rfc3339(request.received_at)},
                      {"source", source},
                      {"respondent", respondent},
                      {"reference", reference},
                      {"records", std::move(records)},
                      {"not_in_this_file", left_out_json(tools, file.unclear)}};
  return {.status = 200, .body = document.dump(-1, ' ', false, Json::error_handler_t::replace)};
}

}  // namespace soundings::serve
