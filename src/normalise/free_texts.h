// What a person wrote in reply to the free-text items of a survey.
#pragma once

#include <vector>

#include "soundings/base/finding.h"
#include "soundings/receive/submission.h"
#include "soundings/survey/response.h"

#include "field_cursor.h"

namespace soundings::normalise {

struct FreeTexts {
  std::vector<FreeText> texts;    ///< one per free-text item, in the definition's order
  std::vector<Finding> findings;  ///< what was changed about them
  std::vector<const receive::Field*> not_kept;  ///< fields of all items but the first
};

/// Reads every free-text item. The first may come as "comment" as well. Two fields for one item,
/// both with words, hold the submission.
[[nodiscard]] FreeTexts read_free_texts(FieldCursor& cursor);

}  // namespace soundings::normalise
