// Where what a body says today is not what its rows say, field by field.
#pragma once

#include <string>
#include <vector>

#include "soundings/normalise/normalise.h"
#include "soundings/store/kept_items.h"

namespace soundings::intake {

/// The names of the fields that differ, in the order they are read; never a value. Empty when all
/// agree. pepper_changed: a respondent may stand under another pseudonym, so that the hash of what
/// was read says nothing of an item that names one.
[[nodiscard]] std::vector<std::string> differences(const store::KeptItem& item,
                                                   const normalise::Interpreted& read,
                                                   bool pepper_changed);

/// Findings that reading it today gives and that are not stored with it: it was read before they
/// were made.
[[nodiscard]] bool findings_added(const store::KeptItem& item, const normalise::Interpreted& read);

/// The codes of a response that no definition has, by field: "npu", "answers/whole_experience".
[[nodiscard]] std::vector<std::string> undefined_codes(const Response& said,
                                                       const Definitions& definitions,
                                                       const Survey& survey);

/// The months of a response that are not those of its times in London: "month", "invited_month".
[[nodiscard]] std::vector<std::string> wrong_months(const Response& said);

}  // namespace soundings::intake
