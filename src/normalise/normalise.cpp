// A submission read from end to end: who and when, where, what they answered and
// what they wrote. Everything that is wrong is said, not only the first thing.
#include "soundings/normalise/normalise.h"

#include <algorithm>
#include <iterator>
#include <span>
#include <utility>

#include "soundings/base/civil_time.h"
#include "soundings/normalise/reason.h"
#include "soundings/normalise/safeguard.h"
#include "soundings/receive/names.h"
#include "soundings/receive/problem.h"
#include "soundings/receive/receive.h"

#include "answers.h"
#include "claimed_group.h"
#include "dates.h"
#include "domains.h"
#include "field_cursor.h"
#include "free_texts.h"
#include "response_id.h"
#include "utf8.h"

namespace soundings::normalise {
namespace {

constexpr std::string_view native_zone = "Europe/London";
constexpr std::string_view answers_prefix = "answers/";

std::optional<Instant> read_instant(FieldCursor& cursor, std::string_view name) {
  const receive::Field* field = cursor.take(name);
  const std::string given = field == nullptr ? std::string{} : cursor.text(*field);
  if (given.empty()) {
    return std::nullopt;
  }
  const FieldMapping* mapping = cursor.mapping(name);
  const bool declared = mapping != nullptr && !mapping->formats.empty();
  const auto at = declared ? read_date(given, mapping->formats, mapping->assume_zone)
                           : read_date(given, {}, native_zone);
  if (at) {
    return *at;
  }
  const std::string words =
      at.error() == hold::timestamp_nonexistent ? " never existed: the clocks had gone forward."
      : at.error() == hold::timestamp_ambiguous ? " happened twice: the clocks had gone back."
      : declared                                ? " is not a date in a declared form."
                 : " is not RFC 3339, nor a date that reads one way only.";
  cursor.hold_value(at.error(), *field, value_words(given) + words);
  return std::nullopt;
}

void check_not_future(FieldCursor& cursor, std::string_view name,
                      const std::optional<Instant>& at) {
  const std::chrono::seconds tolerance{cursor.survey().future_tolerance_seconds};
  if (at && *at > cursor.context().received_at + tolerance) {
    const receive::Field* field = cursor.take(name);
    cursor.hold(hold::timestamp_future, field->pointer,
                rfc3339(*at) + " lies after the time of receipt.");
  }
}

/// Dates of a definition compare as text: "2019-02-28".
std::string days_after(std::string_view date, int days) {
  const auto number = [&](std::size_t from, std::size_t count) {
    int value = 0;
    for (const char c : date.substr(from, count)) {
      value = value * 10 + (c - '0');
    }
    return value;
  };
  const std::chrono::year_month_day day{std::chrono::year{number(0, 4)},
                                        std::chrono::month{static_cast<unsigned>(number(5, 2))},
                                        std::chrono::day{static_cast<unsigned>(number(8, 2))}};
  return london_date(
      Instant{std::chrono::sys_days(day) + std::chrono::days{days} + std::chrono::hours{12}});
}

/// The wave a response was completed in: an open one, else one in its grace, else none.
int read_wave(FieldCursor& cursor, Instant completed_at) {
  const std::string date = london_date(completed_at);
  const Wave* closed = nullptr;
  for (const Wave& wave : cursor.survey().waves) {
    if (date >= wave.opens && date <= wave.closes) {
      return wave.number;
    }
    if (date > wave.closes && (closed == nullptr || wave.closes > closed->closes)) {
      closed = &wave;
    }
  }
  const receive::Field* field = cursor.take("completed_at");
  const std::string pointer = field == nullptr ? std::string{} : field->pointer;
  if (closed == nullptr) {
    cursor.hold(hold::wave_unknown, pointer, date + " lies before the first wave.");
    return 0;
  }
  if (date <= days_after(closed->closes, closed->grace_days)) {
    cursor.note(finding::late_in_grace, pointer,
                date + " lies in the grace of wave " + std::to_string(closed->number) + ".");
    return closed->number;
  }
  cursor.hold(hold::wave_closed, pointer,
              date + " lies after wave " + std::to_string(closed->number) + " and its grace.");
  return closed->number;
}

/// Of a survey in waves the first wave says when it began.
void check_not_before_survey(FieldCursor& cursor, Instant completed_at, Month month) {
  const Survey& survey = cursor.survey();
  const auto first = parse_month(std::string_view(survey.valid_from).substr(0, 7));
  if (survey.waved || !first || *first < month) {
    return;
  }
  const std::string date = london_date(completed_at);
  if (date < survey.valid_from) {
    const receive::Field* field = cursor.take("completed_at");
    cursor.hold(hold::timestamp_before_survey, field->pointer,
                date + " lies before the survey's first day, " + survey.valid_from + ".");
  }
}

void read_times(FieldCursor& cursor, Response& response) {
  const auto completed = read_instant(cursor, "completed_at");
  response.modified_at = read_instant(cursor, "modified_at");
  response.invited_at = read_instant(cursor, "invited_at");
  check_not_future(cursor, "completed_at", completed);
  check_not_future(cursor, "modified_at", response.modified_at);
  check_not_future(cursor, "invited_at", response.invited_at);
  if (response.invited_at) {
    response.invited_month = london_month(*response.invited_at);
  }
  if (completed) {
    response.completed_at = *completed;
    response.month = london_month(*completed);
    check_not_before_survey(cursor, *completed, response.month);
    response.wave = cursor.survey().waved ? read_wave(cursor, *completed) : 0;
  } else if (const receive::Field* field = cursor.take("completed_at");
             field == nullptr || cursor.text(*field).empty()) {
    cursor.hold(hold::field_missing, "/completed_at", "The field completed_at is missing.");
  }
}

void check_survey(FieldCursor& cursor) {
  const receive::Field* field = cursor.take("survey");
  const std::string given = field == nullptr ? std::string{} : cursor.text(*field);
  if (given.empty() || given == cursor.survey().id) {
    return;
  }
  if (cursor.context().definitions->find_survey(given) == nullptr) {
    cursor.hold_value(hold::survey_unknown, *field,
                      "The survey " + value_words(given) + " is not defined.");
    return;
  }
  cursor.hold(hold::survey_mismatch, field->pointer,
              "The body names the survey " + value_words(given) + ", its address " +
                  cursor.survey().id + ".");
}

/// HMAC-SHA256(pepper, source | respondent_id) in hexadecimal, also under former peppers. A kept
/// item carries it already.
void read_person(FieldCursor& cursor, Response& response) {
  if (const receive::Field* kept = cursor.take("person")) {
    response.person = cursor.text(*kept);
    return;
  }
  const receive::Field* field = cursor.take("respondent_id");
  if (field == nullptr) {
    field = cursor.take("pseudonym");
  }
  if (field == nullptr) {
    return;
  }
  const std::string id = cursor.text(*field);
  if (id.empty()) {
    return;
  }
  if (lost_id(id)) {
    cursor.note(finding::respondent_unusable, field->pointer,
                "The respondent's id is one that several people get.");
    return;
  }
  const Context& context = cursor.context();
  response.person = pseudonym(context.pepper, context.source, id);
  for (const auto& former : context.former_peppers) {
    response.former_persons.push_back(pseudonym(former, context.source, id));
  }
}

/// The fields that may be stored: those this survey knows but for `not_kept`, the respondent by
/// pseudonym alone.
std::string kept_text(const FieldCursor& cursor, const std::string& person,
                      std::span<const receive::Field* const> not_kept) {
  std::vector<const receive::Field*> fields = cursor.known();
  std::erase_if(fields, [not_kept](const receive::Field* field) {
    return std::ranges::find(not_kept, field) != not_kept.end() || field->name == "respondent_id" ||
           field->name == "pseudonym" || field->name == "person";
  });
  const receive::Field pseudonym{.name = "person", .value = person};
  if (!person.empty()) {
    fields.push_back(&pseudonym);
  }
  return receive::keep(fields);
}

/// Safeguarding comes before every other reason and keeps company with none.
Hold to_hold(const FieldCursor& cursor) {
  const std::vector<Finding>& errors = cursor.errors();
  const auto guarded = std::ranges::find(errors, hold::safeguarding_exclusion, &Finding::code);
  if (guarded != errors.end()) {
    const auto nth = static_cast<std::size_t>(guarded - errors.begin());
    return {.code = guarded->code,
            .errors = {*guarded},
            .value_classes = {cursor.value_classes()[nth]}};
  }
  return {.code = errors.front().code, .errors = errors, .value_classes = cursor.value_classes()};
}

/// Holds the submission for what a field says that nobody reads; its name is reported in any case.
void look_at_unread(FieldCursor& cursor, const std::vector<receive::Field>& unread,
                    Interpreted& interpreted) {
  constexpr std::size_t most_named = 64;
  if (unread.empty()) {
    return;
  }
  const Safeguard& safeguard = cursor.safeguard();
  for (const receive::Field& field : unread) {
    std::vector<std::string>& named = interpreted.unread;
    const bool fresh = std::ranges::find(named, field.name) == named.end();
    if (fresh && named.size() < most_named) {
      named.push_back(field.name);
    } else if (fresh) {
      ++interpreted.unread_more;
    }
    if (const auto found = safeguard.find(field)) {
      cursor.hold_firmly(found->reason, {}, found->message);
    }
  }
}

/// Of a held item: the reason it is held for and every value of a field that the survey knows,
/// whatever the order, the blanks and the spelling of names. A value that could not be read stands
/// as it was written.
Sha256 held_content(const FieldCursor& cursor, const std::string& id, const std::string& code) {
  std::vector<std::pair<std::string, std::string>> values;
  for (const receive::Field* field : cursor.known()) {
    const std::string value = cursor.text(*field);
    if (!value.empty()) {
      values.emplace_back(receive::name_key(field->name), nfc(value).value_or(value));
    }
  }
  std::ranges::sort(values);
  std::string text = "soundings held 1";
  for (const std::string_view part : {std::string_view(id), std::string_view(code)}) {
    text.append(1, '\0').append(part);
  }
  for (const auto& [name, value] : values) {
    text.append(1, '\0').append(name).append(1, '\0').append(value);
  }
  return sha256(text);
}

std::vector<std::string> known_as(const Response& response) {
  std::vector<std::string> persons = response.former_persons;
  if (!response.person.empty()) {
    persons.insert(persons.begin(), response.person);
  }
  return persons;
}

/// Held for its problem, or for the group it names all the same, under the ids it claims: what was
/// erased is known by them.
Interpreted undecoded(const receive::Submission& submission, const Finding& problem,
                      const Context& context) {
  Interpreted held;
  std::vector<std::string> ids;
  const receive::Submission unread;
  FieldCursor beside(unread, context);
  look_at_unread(beside, submission.unread, held);
  for (const receive::Field& claim : submission.claims) {
    receive::Submission alone;
    alone.fields = {claim};
    FieldCursor cursor(alone, context);
    Response response;
    read_person(cursor, response);
    std::ranges::copy(known_as(response), std::back_inserter(held.persons));
    if (claim.name.starts_with(answers_prefix)) {
      static_cast<void>(read_answers(cursor, {}));
      look_at_unread(beside, cursor.unread(), held);
    }
    std::string id = read_response_id(cursor);
    if (!id.empty() && std::ranges::find(ids, id) == ids.end()) {
      ids.push_back(std::move(id));
    }
  }
  if (ids.size() == 1) {
    held.source_response_id = std::move(ids.front());
  } else {
    held.several_ids = std::move(ids);
  }
  held.hold = claimed_group(submission, context);
  if (!held.hold && !beside.errors().empty()) {
    held.hold = to_hold(beside);
  }
  if (!held.hold) {
    held.hold = Hold{.code = problem.code, .errors = {problem}};
  }
  return held;
}

}  // namespace

Interpreted normalise(const receive::Submission& submission, const Context& context) {
  if (submission.problem) {
    return undecoded(submission, *submission.problem, context);
  }
  FieldCursor cursor(submission, context);
  Response response;
  response.source = context.source;
  response.survey = context.survey->id;
  response.definition_version = context.survey->version;
  response.source_response_id = read_response_id(cursor);
  check_survey(cursor);
  read_times(cursor, response);
  read_person(cursor, response);
  response.domains = read_domains(cursor);
  response.answers = read_answers(cursor, response.domains);
  FreeTexts free_texts = read_free_texts(cursor);
  response.free_texts = std::move(free_texts.texts);

  Interpreted interpreted;
  interpreted.source_response_id = response.source_response_id;
  interpreted.persons = known_as(response);
  interpreted.modified_at = response.modified_at;
  interpreted.unmapped = cursor.unknown();
  look_at_unread(cursor, submission.unread, interpreted);
  look_at_unread(cursor, cursor.unread(), interpreted);
  interpreted.kept = kept_text(cursor, response.person, free_texts.not_kept);
  const bool named = !interpreted.source_response_id.empty();
  if (!cursor.errors().empty()) {
    interpreted.hold = to_hold(cursor);
    if (named) {
      interpreted.content =
          held_content(cursor, interpreted.source_response_id, interpreted.hold->code);
    }
    return interpreted;
  }
  if (named) {
    interpreted.content = content_of(response);
  }
  response.findings = cursor.findings();
  response.findings.insert(response.findings.end(), free_texts.findings.begin(),
                           free_texts.findings.end());
  interpreted.response = std::move(response);
  return interpreted;
}

std::string pseudonym(std::span<const std::uint8_t> pepper, std::string_view source,
                      std::string_view respondent_id) {
  const std::string id = nfc(respondent_id).value_or(std::string(respondent_id));
  return to_hex(hmac_sha256(pepper, std::string(source) + '|' + id));
}

std::string_view code_for_sender(std::string_view code) noexcept {
  return code == hold::safeguarding_exclusion ? held : code;
}

}  // namespace soundings::normalise
