// Mustache templates filled with views.
#include <algorithm>
#include <cassert>

#include <kainjow/mustache.hpp>

#include "embedded.h"
#include "parts/view.h"

namespace soundings::pages {
namespace {

using kainjow::mustache::data;

/// An empty text becomes false, since mustache takes an empty string for true.
data to_data(const View& view) {
  data object{data::type::object};
  for (const auto& [name, text] : view.texts) {
    object.set(name, text.empty() ? data{data::type::bool_false} : data{text});
  }
  for (const auto& [name, views] : view.lists) {
    data list{data::type::list};
    for (const View& each : views) {
      list.push_back(to_data(each));
    }
    object.set(name, list);
  }
  return object;
}

}  // namespace

std::string render(std::string_view name, const View& view) {
  const auto templates = embedded_templates();
  const auto page = std::find_if(templates.begin(), templates.end(),
                                 [name](const Template& each) { return each.name == name; });
  assert(page != templates.end());
  data root = to_data(view);
  for (const Template& part : templates) {
    root.set(std::string{part.name},
             data{kainjow::mustache::partial{[text = std::string{part.text}] { return text; }}});
  }
  kainjow::mustache::mustache engine{std::string{page->text}};
  return engine.render(root);
}

}  // namespace soundings::pages
