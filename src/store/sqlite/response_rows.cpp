// The rows of one response: its bytes, its comment, its line in the count log.
#include <algorithm>

#include "sqlite/batch_committer.h"
#include "sqlite/binding.h"
#include "sqlite/commits.h"

namespace soundings::store::sqlite {
namespace {

std::optional<std::int64_t> month_number(const std::optional<Month>& month) {
  return month ? std::optional(std::int64_t{month->index()}) : std::nullopt;
}

}  // namespace

bool BatchCommitter::add_response(std::int64_t seq, const Entry& entry, const Decision& decision,
                                  const Definitions& definitions) {
  const Survey* definition = definitions.find_survey(entry.survey);
  if (!entry.response || definition == nullptr) {
    return false;
  }
  const Response& response = *entry.response;
  const std::int64_t source = dictionary_.source(entry.source);
  const std::int64_t survey = dictionary_.survey(entry.survey);
  const Dictionary::Current& layout = dictionary_.layout(*definition);
  const auto answers = answer_bytes(response, layout.layout);
  const auto given = given_bytes(response, layout.layout);
  if (!answers || !given) {
    return false;
  }
  Bytes codes;
  codes.reserve(layout.layout.columns.size() + answers->size());
  for (const std::string& column : layout.layout.columns) {
    const auto in = response.domains.find(column);
    const auto code = in == response.domains.end() ? std::optional<std::uint8_t>(std::uint8_t{0})
                                                   : dictionary_.code(survey, column, in->second);
    if (!code) {
      return false;
    }
    codes.push_back(*code);
  }
  codes.insert(codes.end(), answers->begin(), answers->end());

  if (decision.replaces != nullptr) {
    uncount(decision.replaces->seq);
  }
  const Bytes person = pseudonyms_.person(source, response);
  const auto named = person.empty() ? std::nullopt : std::optional(Blob(person));
  const auto bits = person.empty() ? std::nullopt : std::optional(first_bits(person));
  const auto invited_at =
      response.invited_at ? std::optional(epoch_microseconds(*response.invited_at)) : std::nullopt;
  const auto invited_month = month_number(response.invited_month);
  const std::int64_t month = response.month.index();
  const std::int64_t wave = response.wave;
  run(insert_response_, seq, source, survey, std::int64_t{decision.version},
      epoch_microseconds(response.completed_at), invited_at, month, invited_month, wave, named,
      layout.no, Blob(codes), Blob(*given));
  response_.clear();
  append_kept(response_, DigestedResponse{.version = decision.version,
                                          .completed_at = epoch_microseconds(response.completed_at),
                                          .invited_at = invited_at,
                                          .month = month,
                                          .invited_month = invited_month,
                                          .wave = wave,
                                          .person = person,
                                          .layout = layout.no,
                                          .codes = codes,
                                          .given = *given});
  run(insert_count_, survey, std::int64_t{1}, month, invited_month, wave, bits, layout.no,
      Blob(codes));
  if (const std::string& text = kept_text_of(response); !text.empty()) {
    run(insert_comment_, seq, source, text);
  }
  put_findings(source, seq, response.findings);
  return true;
}

void BatchCommitter::withdraw(const Earlier& version, Instant at) {
  uncount(version.seq);
  audit_.append({.at = at,
                 .actor = "intake",
                 .action = "count_withdrawn",
                 .subject = version.receipt,
                 .detail = "a version under its id is held"});
}

void BatchCommitter::uncount(std::int64_t seq) {
  prepare(read_response_, seq).executeStep();
  const std::int64_t survey = number_at(read_response_, 0);
  const std::int64_t month = number_at(read_response_, 1);
  const auto invited_month = optional_at(read_response_, 2);
  const std::int64_t wave = number_at(read_response_, 3);
  const Bytes person = blob_at(read_response_, 4);
  const std::int64_t layout = number_at(read_response_, 5);
  const Bytes codes = blob_at(read_response_, 6);
  read_response_.reset();
  const auto bits = person.empty() ? std::nullopt : std::optional(first_bits(person));
  run(insert_count_, survey, std::int64_t{-1}, month, invited_month, wave, bits, layout,
      Blob(codes));
  run(retire_response_, seq);
}

void BatchCommitter::put_findings(std::int64_t source, std::int64_t seq,
                                  const std::vector<Finding>& findings,
                                  const std::vector<std::string>& value_classes) {
  const std::string unknown;
  for (std::size_t i = 0; i < findings.size(); ++i) {
    const Finding& finding = findings[i];
    run(insert_finding_, source, seq, static_cast<std::int64_t>(i) + 1, finding.code,
        finding.pointer, finding.message, i < value_classes.size() ? value_classes[i] : unknown);
  }
}

std::vector<Finding> BatchCommitter::findings(std::int64_t source, std::int64_t seq) {
  std::vector<Finding> found;
  for (prepare(read_findings_, source, seq); read_findings_.executeStep();) {
    found.push_back({.code = text_at(read_findings_, 0),
                     .pointer = text_at(read_findings_, 1),
                     .message = text_at(read_findings_, 2)});
  }
  read_findings_.reset();
  return found;
}

}  // namespace soundings::store::sqlite
