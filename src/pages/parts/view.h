// What a template is filled with, and the one place that knows the template engine.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace soundings::pages {

/// Texts, flags and lists by name. A section of a template is shown for a text that is not
/// empty and once per view of a list; an empty text hides what an outer view holds under the
/// same name.
struct View {
  std::map<std::string, std::string> texts;
  std::map<std::string, std::vector<View>> lists;

  View& text(std::string name, std::string value) {
    texts.insert_or_assign(std::move(name), std::move(value));
    return *this;
  }
  View& flag(std::string name, bool on) { return text(std::move(name), on ? "yes" : ""); }
  View& list(std::string name, std::vector<View> views) {
    lists.insert_or_assign(std::move(name), std::move(views));
    return *this;
  }
  /// A section shown once, with names of its own.
  View& part(std::string name, View view) {
    lists[std::move(name)] = {std::move(view)};
    return *this;
  }
};

/// The template `name` filled with `view`, every text escaped. Safe from any thread.
/// name: one of embedded_templates(); parts may be included by their names.
[[nodiscard]] std::string render(std::string_view name, const View& view);

}  // namespace soundings::pages
