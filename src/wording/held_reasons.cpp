#include "soundings/wording/held_reasons.h"

#include <algorithm>
#include <array>

namespace soundings::wording {
namespace {

constexpr std::string_view ask_sender =
    "Ask the sender to correct it and send it again; then discard this one.";
constexpr std::string_view mend_sender =
    "The sender's program has to be mended. Discard this item once it was sent again.";
constexpr std::string_view mend_file =
    "Mend the file and send it again. Discard this item once that has arrived.";

constexpr auto reasons = std::to_array<HeldReason>({
    {"version_conflict", "two versions disagree",
     "Another answer under the same id counts already, and nothing says which of the two is newer.",
     "Compare the two versions. Admit this one to take the place of the other, or discard it."},
    {"respondent_differs", "another person, same id",
     "The earlier answer under this id came from another person: two people share an id.",
     "Ask the sender to give each response an id of its own. Then discard this one."},
    {"webhook_id_reused", "message id used twice",
     "The sender used the id of this message before, for another message.",
     "Read it, and admit it where it is an answer of its own; else discard it."},
    {"superseded", "a later version counts",
     "The same answer, or a later version of it, counts already.",
     "Nothing is missing. Discard this item."},
    {"several_responses", "several answers in one",
     "The message reads as several answers today, and one held item cannot become several.",
     "Ask the sender to send them again; then discard this one."},
    {"not_storable", "cannot be stored", "The answers do not fit the survey's layout.",
     "The survey's definition has to be mended. Then replay the item."},
    {"safeguarding_exclusion", "safeguarding",
     "The person belongs to a group that must not answer through this channel, or what they wrote "
     "or how old they are says so.",
     "Follow the safeguarding rule. The item is never counted: it is discarded when somebody has "
     "seen to it."},
    {"held", "reason not shown", "It is held for a reason that is not shown here.",
     "A person who may see the reason sees to it."},
    {"survey_unknown", "survey unknown", "It names a survey that is not defined.",
     "Correct the name at the sender, or define the survey. Then replay the item."},
    {"survey_mismatch", "wrong survey", "It names another survey than the address it came to.",
     ask_sender},
    {"field_missing", "a field is missing", "A field that is needed is not there, or is empty.",
     ask_sender},
    {"id_malformed", "id not readable",
     "The id of the response is too long, or has characters "
     "that no id may have.",
     ask_sender},
    {"id_unusable", "id not usable",
     "The id is one that several people would get: a spreadsheet has changed it.",
     "Export the ids as text and send the items again. Then discard this one."},
    {"date_unreadable", "date not readable",
     "A date is written in no form that was agreed, or could be read in two ways.",
     "Ask the sender to write dates as 2019-05-31T14:05:00Z; or declare the form in the adapter "
     "and replay the item."},
    {"timestamp_future", "date in the future", "It was completed later than it arrived.",
     "Set the sender's clock right, and ask for the item again. Then discard this one."},
    {"timestamp_nonexistent", "no such time", "The clocks went forward over the time it names.",
     ask_sender},
    {"timestamp_ambiguous", "time came twice",
     "The clocks went back, so that the time it names came twice.",
     "Ask the sender to name the zone of its times, and send it again. Then discard this one."},
    {"timestamp_before_survey", "before the survey", "It was completed before the survey began.",
     ask_sender},
    {"wave_closed", "after its wave",
     "It came after the last day on which answers of its wave are taken.",
     "Admit it with a reason, where the delay was not the person's. Otherwise discard it."},
    {"wave_unknown", "wave unknown", "It names a wave that the survey does not have.",
     "Correct the wave at the sender, or define it. Then replay the item."},
    {"area_unknown", "area unknown", "The area it names is not in the register of areas.",
     "Add the name to the register as another spelling, restart, and replay the item. Or admit it "
     "with a reason: it then counts for the force, without an area."},
    {"code_unknown", "code unknown", "It names a code that the survey does not have.",
     "Add the code or its spelling to the survey's definition, restart, and replay the item. Or "
     "admit it with a reason: it then counts without that code."},
    {"age_out_of_range", "age out of range", "The age it gives is outside the survey's.",
     "Ask the sender for the right age. Or admit it with a reason: it then counts without an age."},
    {"answer_out_of_scale", "answer out of scale",
     "An answer is none of those that its question has.",
     "Correct the scale in the survey or the adapter, restart, and replay the item. Or admit it "
     "with a reason: it then counts without that answer."},
    {"scale_reversed", "scale turned round",
     "The sender says that its scale runs the other way than the adapter declares.",
     "Find out which is right, mend the adapter or the sender, and replay the item."},
    {"no_known_answer", "no answer known", "There is no answer to any question of the survey.",
     "Look at the fields that were not read: a name may have changed. Mend the adapter and replay "
     "the item."},
    {"malformed_json", "not JSON", "The message is not JSON.", mend_sender},
    {"byte_order_mark", "byte order mark", "The message begins with a mark that JSON may not have.",
     mend_sender},
    {"nul_byte", "a zero byte", "The message has a zero byte in it.", mend_sender},
    {"invalid_utf8", "text not readable", "The text is not in UTF-8.", mend_sender},
    {"lone_surrogate", "half a character", "A character is cut in half.", mend_sender},
    {"too_deep", "nested too deep", "The message is nested deeper than can be read.", mend_sender},
    {"too_many_items", "too many answers", "One message holds more answers than are taken.",
     "Ask the sender for smaller messages, or import the file. Then discard this one."},
    {"records_missing", "no answers in it",
     "There are no answers where the adapter looks for them.",
     "Mend the adapter or the sender, and replay the item."},
    {"malformed_form", "form not readable", "The fields of the form cannot be read.", mend_sender},
    {"header_unreadable", "header not readable",
     "The first line of the file names its columns twice, or not at all.", mend_file},
    {"too_many_columns", "too many columns", "A row has more cells than are taken.", mend_file},
    {"not_an_object", "not an answer", "An item of the message is not an object.", mend_sender},
    {"duplicate_key", "a name used twice", "One name stands twice, each time with a value.",
     mend_sender},
    {"too_many_keys", "too many fields", "It has more fields than are taken.", mend_sender},
    {"string_too_long", "text too long", "A text is longer than is taken.", mend_sender},
    {"number_out_of_range", "number too large", "A number cannot be kept exactly.", mend_sender},
    {"field_malformed", "field not readable", "There is a list where one value is needed.",
     mend_sender},
    {"ragged_row", "cells missing", "The row has more or fewer cells than the file has columns.",
     mend_file},
    {"unterminated_quote", "file cut off", "The file ends inside a quoted text.", mend_file},
    {"malformed_row", "row not readable", "There is text after a closing quote.", mend_file},
    {"line_too_long", "line too long", "A line is longer than is taken.", mend_file},
});

constexpr HeldReason other{"", "another reason", "It could not be read.",
                           "Look at what is wrong below; mend it, and replay the item."};

struct Kind {
  std::string_view value_class;
  std::string_view words;
};
constexpr auto kinds = std::to_array<Kind>({{"boolean", "yes or no"},
                                            {"whole_number", "a whole number"},
                                            {"number", "a number"},
                                            {"blank", "blank"},
                                            {"digits", "digits"},
                                            {"date", "a date"},
                                            {"short_text", "a short text"},
                                            {"long_text", "a long text"}});

}  // namespace

const HeldReason& held_reason(std::string_view code) noexcept {
  const auto* const found = std::ranges::find(reasons, code, &HeldReason::code);
  return found == reasons.end() ? other : *found;
}

std::string_view value_kind(std::string_view value_class) noexcept {
  const auto* const found = std::ranges::find(kinds, value_class, &Kind::value_class);
  return found == kinds.end() ? std::string_view{} : found->words;
}

}  // namespace soundings::wording
