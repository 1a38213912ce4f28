// A held item as it reads today: the same bytes, received when they were received, by
// today's definitions.
#include "reread.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "soundings/normalise/reason.h"

#include "entries.h"

namespace soundings::intake {
namespace {

/// Why a body that could not be read when it came stays held when it can be.
constexpr std::string_view several_responses = "several_responses";

/// The adapter it was read by, as it is today; the source's own when that is gone or not known.
const Adapter* adapter_of(const Definitions& definitions, const store::HeldOriginal& original) {
  if (!original.form.empty()) {
    const Adapter* same = definitions.find_adapter(original.adapter);
    if (same != nullptr || original.adapter.empty()) {
      return same;
    }
  }
  const Source* source = definitions.find_source(original.item.source);
  if (source == nullptr) {
    return nullptr;
  }
  return definitions.find_adapter(source->adapter_for(
      original.item.survey, std::string(receive::media_type_of(original.form))));
}

store::Entry still_held(const store::HeldOriginal& original, std::string_view code,
                        std::string message) {
  store::Entry entry;
  entry.source = original.item.source;
  entry.survey = original.item.survey;
  entry.code = code;
  entry.errors = {{.code = std::string(code), .message = std::move(message)}};
  return entry;
}

}  // namespace

normalise::Context context_of(const ReadWith& with, const std::string& source, const Survey& survey,
                              const Adapter* adapter, Instant received_at) {
  return {.definitions = &with.definitions,
          .survey = &survey,
          .adapter = adapter,
          .safeguard = &with.read_by.of(survey, adapter).safeguard,
          .source = source,
          .received_at = received_at,
          .pepper = with.peppers.current,
          .former_peppers = with.peppers.former};
}

const std::vector<std::string>& admissible() {
  static const std::vector<std::string> codes{
      std::string(normalise::hold::wave_closed), std::string(normalise::hold::area_unknown),
      std::string(normalise::hold::code_unknown), std::string(normalise::hold::age_out_of_range),
      std::string(normalise::hold::answer_out_of_scale)};
  return codes;
}

store::Entry reread(const ReadWith& with, const store::HeldOriginal& original,
                    const std::vector<std::string>& waived) {
  const Definitions& definitions = with.definitions;
  const Survey* survey = definitions.find_survey(original.item.survey);
  if (survey == nullptr) {
    return still_held(original, normalise::hold::survey_unknown,
                      "The survey " + original.item.survey + " is not defined.");
  }
  const Adapter* adapter = adapter_of(definitions, original);
  auto submissions = receive::reread(
      original.bytes, {.form = original.form, .header = original.header, .whole = original.whole},
      with.read_by.of(*survey, adapter).layout, with.limits);
  if (submissions.size() != 1) {
    return still_held(original, several_responses,
                      "The body reads as " + std::to_string(submissions.size()) +
                          " responses today; one held item cannot become several.");
  }
  normalise::Context context =
      context_of(with, original.item.source, *survey, adapter, original.item.received_at);
  context.waived = waived;
  receive::UnreadNames unread;
  auto entries =
      make_entries(std::move(submissions), {.delivery = original.delivery}, context, unread);
  entries.front().receipt = original.item.receipt;
  entries.front().position = original.position;
  return std::move(entries.front());
}

store::Entry Intake::reread(const store::HeldOriginal& original,
                            const std::vector<std::string>& waived) const {
  const auto peppers = state_->peppers.load();
  return intake::reread({.definitions = state_->definitions,
                         .read_by = state_->read_by,
                         .peppers = *peppers,
                         .limits = state_->settings.limits},
                        original, waived);
}

Named Intake::named_in(const store::HeldOriginal& original) const {
  const Definitions& definitions = state_->definitions;
  const Survey* survey = definitions.find_survey(original.item.survey);
  if (survey == nullptr) {
    return {};
  }
  const Adapter* adapter = adapter_of(definitions, original);
  // A file without a column that it should have names people all the same.
  Adapter lenient = adapter == nullptr ? Adapter{} : *adapter;
  lenient.must_send.clear();
  const auto submissions = receive::reread(
      original.bytes, {.form = original.form, .header = original.header, .whole = original.whole},
      &lenient, state_->settings.limits);
  const normalise::Context context =
      state_->context(original.item.source, *survey, adapter, original.item.received_at);
  Named named{.items = submissions.size()};
  for (const receive::Submission& submission : submissions) {
    normalise::Interpreted read = normalise::normalise(submission, context);
    std::ranges::move(read.persons, std::back_inserter(named.persons));
    std::ranges::move(read.several_ids, std::back_inserter(named.response_ids));
    if (!read.source_response_id.empty()) {
      named.response_ids.push_back(std::move(read.source_response_id));
    }
  }
  return named;
}

void Intake::alert(const std::string& source, const std::string& survey,
                   const std::string& receipt) const {
  state_->instruments.alert(source, survey, receipt);
}

}  // namespace soundings::intake
