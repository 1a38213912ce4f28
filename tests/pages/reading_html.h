// A strict reader of the HTML our templates write: every tag closed in order, every attribute
// quoted, only named elements void. Stricter than a browser, which would mend what we got wrong.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace soundings::pages {

struct Element {
  std::string name;
  std::map<std::string, std::string> attributes;  ///< as written, entities not decoded
  std::string text;                               ///< of the element and everything in it
  std::size_t depth = 0;
};

struct Reading {
  std::vector<Element> elements;    ///< in the order in which they open
  std::vector<std::string> faults;  ///< what is not well formed, in words

  /// Pointers into this reading, so never of a temporary one.
  [[nodiscard]] std::vector<const Element*> named(std::string_view name) const&;
  [[nodiscard]] std::vector<const Element*> with(std::string_view attribute) const&;
  std::vector<const Element*> named(std::string_view name) && = delete;
  std::vector<const Element*> with(std::string_view attribute) && = delete;
};

[[nodiscard]] Reading read_html(std::string_view html);

}  // namespace soundings::pages
