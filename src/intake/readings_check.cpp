#include "soundings/intake/readings_check.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

#include "soundings/normalise/normalise.h"
#include "soundings/receive/receive.h"
#include "soundings/store/arrivals.h"
#include "soundings/store/held_items.h"
#include "soundings/store/kept_items.h"
#include "soundings/store/peppers.h"

#include "differences.h"
#include "reread.h"

namespace soundings::intake {
namespace {

constexpr std::size_t most_named = 10;

/// Reasons that the store gives an item that may read well: what else there is decides, not its
/// own bytes.
constexpr std::array of_the_store = std::to_array<std::string_view>(
    {"version_conflict", "respondent_differs", "webhook_id_reused", "superseded", "not_storable"});

std::string counted(std::uint64_t items, std::string_view one, std::string_view many) {
  return std::to_string(items) + " " + std::string(items == 1 ? one : many);
}

std::string listed(const std::vector<std::string>& fields) {
  std::string text;
  for (const std::string& field : fields) {
    text += (text.empty() ? "" : ", ") + field;
  }
  return text;
}

/// What was found of one kind: the first are named, all are counted.
class Found {
 public:
  void add(const std::string& receipt, const std::vector<std::string>& fields) {
    if (++items_ <= most_named) {
      named_.push_back(receipt + " (" + listed(fields) + ")");
    }
  }
  [[nodiscard]] std::uint64_t items() const noexcept { return items_; }
  [[nodiscard]] std::string words() const {
    std::string text;
    for (const std::string& one : named_) {
      text += (text.empty() ? "" : "; ") + one;
    }
    return items_ > named_.size()
               ? text + "; and " + std::to_string(items_ - named_.size()) + " more"
               : text;
  }

 private:
  std::uint64_t items_ = 0;
  std::vector<std::string> named_;
};

/// Reads items one at a time and remembers what it found.
class Rereading {
 public:
  Rereading(const store::Store& store, const Definitions& definitions)
      : store_(store),
        definitions_(definitions),
        read_by_(definitions),
        with_{.definitions = definitions_, .read_by = read_by_, .peppers = none_},
        pepper_changed_(store.peppers().in_use().version > 1) {}

  void take(const store::KeptItem& item) {
    if (item.response) {
      look_at_months(item);
    }
    if (item.kept) {
      read_body(item);
    } else if (item.response) {
      look_at_codes(item);
    }
    if (!item.held_code.empty()) {
      read_original(item);
    }
  }

  [[nodiscard]] Reread conclude() const;

 private:
  [[nodiscard]] const Adapter* usual_adapter(const store::KeptItem& item) const;
  [[nodiscard]] normalise::Interpreted read(const store::KeptItem& item,
                                            const receive::Submission& body, const Survey& survey,
                                            const Adapter* adapter);
  [[nodiscard]] bool unchanged_version(const store::KeptItem& item, const Survey& survey) const;
  void look_at_months(const store::KeptItem& item);
  void look_at_codes(const store::KeptItem& item);
  void read_body(const store::KeptItem& item);
  void read_original(const store::KeptItem& item);

  const store::Store& store_;
  const Definitions& definitions_;
  ReadByPairs read_by_;
  const Peppers none_;  ///< a kept body has a pseudonym, and of an original no person is compared
  const ReadWith with_;
  const bool pepper_changed_;

  std::uint64_t responses_ = 0;
  std::uint64_t bodies_ = 0;
  std::uint64_t without_body_ = 0;
  std::uint64_t originals_ = 0;
  std::uint64_t unopened_ = 0;
  std::uint64_t undescribed_ = 0;
  std::uint64_t found_since_ = 0;
  Found months_;
  Found codes_;
  Found codes_since_;
  Found bodies_differ_;
  Found bodies_since_;
  Found originals_differ_;
  Found originals_since_;
};

const Adapter* Rereading::usual_adapter(const store::KeptItem& item) const {
  const Source* source = definitions_.find_source(item.source);
  return source == nullptr ? nullptr
                           : definitions_.find_adapter(source->adapter_for(
                                 item.survey, std::string(receive::media_type_of(item.form))));
}

normalise::Interpreted Rereading::read(const store::KeptItem& item, const receive::Submission& body,
                                       const Survey& survey, const Adapter* adapter) {
  normalise::Context context = context_of(with_, item.source, survey, adapter, item.received_at);
  if (item.state == store::HeldState::admitted) {
    context.waived = admissible();
  }
  return normalise::normalise(body, context);
}

/// A response says by which version it was read. Of an item without one, only what does not hang on
/// a definition is compared.
bool Rereading::unchanged_version(const store::KeptItem& item, const Survey& survey) const {
  return !item.response || item.response->definition_version == survey.version;
}

void Rereading::look_at_months(const store::KeptItem& item) {
  ++responses_;
  if (const auto wrong = wrong_months(*item.response); !wrong.empty()) {
    months_.add(item.receipt, wrong);
  }
}

void Rereading::look_at_codes(const store::KeptItem& item) {
  const Survey* survey = definitions_.find_survey(item.survey);
  if (survey == nullptr) {
    return;  // `surveys_are_defined` says so
  }
  ++without_body_;
  if (const auto unknown = undefined_codes(*item.response, definitions_, *survey);
      !unknown.empty()) {
    (unchanged_version(item, *survey) ? codes_ : codes_since_).add(item.receipt, unknown);
  }
}

/// By the adapter that its source has today; it may have come by another, which an import can name.
void Rereading::read_body(const store::KeptItem& item) {
  const Survey* survey = definitions_.find_survey(item.survey);
  if (survey == nullptr) {
    ++undescribed_;
    return;
  }
  ++bodies_;
  const receive::Submission body = receive::restore(*item.kept);
  const Adapter* usual = usual_adapter(item);
  const normalise::Interpreted today = read(item, body, *survey, usual);
  const auto differ = differences(item, today, pepper_changed_);
  if (differ.empty()) {
    found_since_ += findings_added(item, today) ? 1U : 0U;
    return;
  }
  const auto agrees = [&](const Adapter* adapter) {
    return adapter != usual &&
           differences(item, read(item, body, *survey, adapter), pepper_changed_).empty();
  };
  const auto other = [&](const Adapter& adapter) { return agrees(&adapter); };
  if (agrees(nullptr) || std::ranges::any_of(definitions_.adapters, other)) {
    return;
  }
  (unchanged_version(item, *survey) ? bodies_differ_ : bodies_since_).add(item.receipt, differ);
}

void Rereading::read_original(const store::KeptItem& item) {
  const auto original = store_.held().original(item.receipt);
  if (!original) {
    ++unopened_;
    return;
  }
  ++originals_;
  const store::Entry today = reread(with_, *original, {});
  const bool by_store = std::ranges::find(of_the_store, item.held_code) != of_the_store.end();
  if (!by_store && (today.response || today.code != item.held_code)) {
    originals_since_.add(item.receipt, {"reason"});
    return;
  }
  // What the store could not keep stands without its id.
  std::vector<std::string> differ;
  if (item.held_code != "not_storable" && item.source_response_id != today.source_response_id) {
    differ.emplace_back("source_response_id");
  }
  if (item.modified_at != today.modified_at) {
    differ.emplace_back("modified_at");
  }
  const auto code_of = [](const Finding& error) { return error.code; };
  if (!by_store && !std::ranges::equal(original->item.errors, today.errors, {}, code_of, code_of)) {
    differ.emplace_back("errors");
  }
  if (!differ.empty()) {
    originals_differ_.add(item.receipt, differ);
  }
}

store::Check check(const char* name, const Found& found, const std::string& said_when_passed) {
  const bool passed = found.items() == 0;
  return {.name = name, .passed = passed, .detail = passed ? said_when_passed : found.words()};
}

Reread Rereading::conclude() const {
  Reread result;
  result.checks = {
      check("responses_have_months", months_,
            counted(responses_, "response stands", "responses stand") +
                " in the months of their times"),
      check("codes_are_defined", codes_,
            counted(without_body_, "response has", "responses have") +
                " no body any more, and codes of today's definitions"),
      check("bodies_read_the_same", bodies_differ_,
            counted(bodies_, "body was", "bodies were") + " read again"),
      check("originals_read_the_same", originals_differ_,
            counted(originals_, "held original was", "held originals were") + " read again"),
  };
  const auto note = [&](std::uint64_t items, const std::string& text) {
    if (items > 0) {
      result.notes.push_back(text);
    }
  };
  note(bodies_since_.items(),
       "read differently today, by a newer version of their survey: " + bodies_since_.words());
  note(codes_since_.items(),
       "codes of an older version of their survey, not defined today: " + codes_since_.words());
  note(originals_since_.items(),
       "held items that are read otherwise today; `soundings quarantine replay` reads them: " +
           originals_since_.words());
  note(found_since_, counted(found_since_, "response", "responses") +
                         " would have more findings today than when they came");
  note(unopened_, counted(unopened_, "held original was", "held originals were") +
                      " not read: the key that opens them is not here");
  note(undescribed_, counted(undescribed_, "body is", "bodies are") +
                         " of a survey that is not defined today and were not read");
  return result;
}

}  // namespace

Reread read_all_again(const store::Store& store, const Definitions& definitions) {
  Rereading rereading(store, definitions);
  store.arrivals().kept_items([&](const store::KeptItem& item) { rereading.take(item); });
  return rereading.conclude();
}

}  // namespace soundings::intake
