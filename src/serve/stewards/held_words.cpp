#include "stewards/held_words.h"

#include "soundings/wording/held_reasons.h"
#include "soundings/wording/wording.h"

namespace soundings::serve {

using intake::QuarantineFault;

std::string reason_name(std::string_view code) {
  return std::string(wording::held_reason(code).name);
}

std::string upper_first(std::string text) {
  if (!text.empty() && text.front() >= 'a' && text.front() <= 'z') {
    text.front() = static_cast<char>(text.front() - 'a' + 'A');
  }
  return text;
}

std::string source_title(const Context& context, const std::string& id) {
  const Source* source = context.definitions.find_source(id);
  return source == nullptr ? id : source->title;
}

std::string survey_title(const Context& context, const std::string& id) {
  const Survey* survey = context.definitions.find_survey(id);
  if (survey == nullptr) {
    return id;
  }
  const auto found = survey->title.find("en");
  return found == survey->title.end() ? id : found->second;
}

std::string state_words(store::HeldState state) {
  switch (state) {
    case store::HeldState::held:
      return "Waiting";
    case store::HeldState::admitted:
      return "Admitted";
    case store::HeldState::discarded:
      return "Discarded";
  }
  return {};
}

std::string items_words(std::int64_t items) {
  return wording::count(items) + (items == 1 ? " item" : " items");
}

std::string fault_words(QuarantineFault fault) {
  switch (fault) {
    case QuarantineFault::unknown_receipt:
      return "There is no such item.";
    case QuarantineFault::already_decided:
      return "Somebody decided this item first. What you asked for was not done.";
    case QuarantineFault::newer_version:
      return "The version that counts is newer. Tick the box to replace it.";
    case QuarantineFault::superseded:
      return "The same answer, or a later version of it, counts already. Discard this item.";
    case QuarantineFault::not_readable:
      return "It cannot be counted even on a person's word: what is wrong with it cannot be left "
             "out.";
    case QuarantineFault::safeguarded:
      return "It stays held, for a reason that another role sees to.";
    case QuarantineFault::original_gone:
      return "What was sent is no longer kept. Discard the item.";
    case QuarantineFault::reason_missing:
      return "Say why. The reason is kept with what you do.";
  }
  return {};
}

}  // namespace soundings::serve
