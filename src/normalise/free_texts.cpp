#include "free_texts.h"

#include <algorithm>
#include <iterator>
#include <span>
#include <string>
#include <utility>
#include <variant>

#include "soundings/receive/problem.h"

namespace soundings::normalise {
namespace {

/// The field that says something under one of several names; two that do hold the submission.
const receive::Field* take_text(FieldCursor& cursor, std::span<const std::string> names) {
  const receive::Field* field = nullptr;
  for (const std::string& name : names) {
    const receive::Field* given = cursor.take(name);
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
    std::vector<std::string> names{"answers/" + item.id, item.id};
    if (read.texts.empty()) {
      names.insert(names.begin(), "comment");
    }
    const receive::Field* field = take_text(cursor, names);
    if (!read.texts.empty()) {
      std::ranges::transform(names, std::back_inserter(read.not_kept),
                             [&cursor](const std::string& name) { return cursor.take(name); });
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
