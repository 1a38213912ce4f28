#include "free_texts.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <span>
#include <string>
#include <utility>
#include <variant>

#include "soundings/receive/problem.h"

namespace soundings::normalise {
namespace {

/// The fields that may say it: the first free text's has a name of its own as well.
std::array<const receive::Field*, 3> fields_of(FieldCursor& cursor, const Item& item, bool first) {
  return {first ? cursor.take("comment") : nullptr, cursor.take_answer(item.id),
          cursor.take(item.id)};
}

/// The one of them that says something; two that do hold the submission.
const receive::Field* text_among(FieldCursor& cursor,
                                 std::span<const receive::Field* const> fields) {
  const receive::Field* field = nullptr;
  for (const receive::Field* given : fields) {
    const bool says = given != nullptr && given != field && !cursor.text(*given).empty();
    if (says && field != nullptr && !cursor.text(*field).empty()) {
      cursor.hold(receive::problem::duplicate_key, given->pointer,
                  "Two keys are spellings of the comment.");
    }
    field = field == nullptr || (says && cursor.text(*field).empty()) ? given : field;
  }
  return field;
}

}  // namespace

FreeTexts read_free_texts(FieldCursor& cursor) {
  FreeTexts read;
  for (const Item& item : cursor.survey().items) {
    if (item.kind != Item::Kind::free_text) {
      continue;
    }
    const bool first = read.texts.empty();
    const auto fields = fields_of(cursor, item, first);
    const receive::Field* field = text_among(cursor, fields);
    if (!first) {
      std::ranges::copy(fields, std::back_inserter(read.not_kept));
    }
    FreeText& made = read.texts.emplace_back(FreeText{.item = item.id});
    if (field == nullptr) {
      continue;
    }
    const auto* written = std::get_if<std::string>(&field->value);
    Text text =
        normalise_text(written == nullptr ? cursor.text(*field) : *written, item.max_graphemes);
    for (Finding& finding : text.findings) {
      finding.pointer = field->pointer;
      read.findings.push_back(std::move(finding));
    }
    made.text = std::move(text.text);
  }
  return read;
}

}  // namespace soundings::normalise
