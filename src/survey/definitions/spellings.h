// Names and spellings that must not be mistaken for each other.
#pragma once

#include <string>
#include <vector>

#include "definitions/rules.h"

namespace soundings::definition {

/// A text that stands for `owner`, and where it is written.
struct Spelling {
  std::string owner;
  std::string text;
  std::string pointer;
};

/// A fault under `rule` for each spelling that already stands for another owner.
[[nodiscard]] Faults ambiguous_spellings(const Header& header,
                                         const std::vector<Spelling>& spellings,
                                         const std::string& rule);

/// An id and where it is written.
struct Named {
  std::string id;
  std::string pointer;
};

/// "id_unique" for each id that stands twice.
[[nodiscard]] Faults repeated_ids(const Header& header, const std::vector<Named>& ids);

/// The ids of `things`, written at `before`/INDEX/`key`.
template <typename Thing>
[[nodiscard]] std::vector<Named> ids_of(const std::vector<Thing>& things, const std::string& before,
                                        const std::string& key = "id") {
  std::vector<Named> ids;
  ids.reserve(things.size());
  for (const Thing& thing : things) {
    std::string pointer = before + "/" + std::to_string(ids.size());
    ids.push_back({.id = thing.id, .pointer = pointer.append("/").append(key)});
  }
  return ids;
}

}  // namespace soundings::definition
