// Mustache templates filled with views.
#include <algorithm>
#include <cassert>
#include <map>
#include <memory>
#include <mutex>
#include <utility>

#include <kainjow/mustache.hpp>

#include "embedded.h"
#include "parts/view.h"

namespace soundings::pages {
namespace {

using kainjow::mustache::data;
using kainjow::mustache::mustache;

/// An empty text becomes false, since mustache takes an empty string for true.
data to_data(const View& view) {
  data object{data::type::object};
  for (const auto& [name, text] : view.texts) {
    object[name] = text.empty() ? data{data::type::bool_false} : data{text};
  }
  for (const auto& [name, views] : view.lists) {
    if (views.size() == 1) {
      object[name] = to_data(views.front());  // a section of it is shown once as well
      continue;
    }
    kainjow::mustache::list list;  // whoever adds to `data` itself has all it holds copied
    list.reserve(views.size());
    for (const View& each : views) {
      list.push_back(to_data(each));
    }
    object[name] = data{list};
  }
  return object;
}

std::string_view text_of(std::string_view name) {
  const auto templates = embedded_templates();
  const auto found = std::ranges::find(templates, name, &Template::name);
  assert(found != templates.end());
  return found->text;
}

/// The text of a template with those it includes, and theirs, in their places.
std::string whole_text(std::string_view name) {
  constexpr std::string_view begin = "{{>";
  constexpr std::string_view end = "}}";
  const std::string_view text = text_of(name);
  std::string whole;
  std::size_t from = 0;
  for (std::size_t at = text.find(begin); at != std::string_view::npos;
       at = text.find(begin, from)) {
    const std::size_t close = text.find(end, at);
    std::string_view part = text.substr(at + begin.size(), close - at - begin.size());
    part.remove_prefix(part.find_first_not_of(' '));
    whole += text.substr(from, at - from);
    whole += whole_text(part);
    from = close + end.size();
  }
  return whole + std::string(text.substr(from));
}

/// Templates that have been parsed. Parsing one takes longer than filling it. One that is being
/// filled belongs to one thread: there are as many of each as were ever filled at once.
class Parsed {
 public:
  [[nodiscard]] std::unique_ptr<mustache> take(std::string_view name) {
    {
      const std::lock_guard lock(mutex_);
      auto& waiting = waiting_[std::string(name)];
      if (!waiting.empty()) {
        auto engine = std::move(waiting.back());
        waiting.pop_back();
        return engine;
      }
    }
    return std::make_unique<mustache>(whole_text(name));
  }

  void give_back(std::string_view name, std::unique_ptr<mustache> engine) {
    const std::lock_guard lock(mutex_);
    waiting_[std::string(name)].push_back(std::move(engine));
  }

 private:
  std::mutex mutex_;
  std::map<std::string, std::vector<std::unique_ptr<mustache>>> waiting_;
};

}  // namespace

std::string render(std::string_view name, const View& view) {
  static Parsed parsed;
  auto engine = parsed.take(name);
  std::string html = engine->render(to_data(view));
  parsed.give_back(name, std::move(engine));
  return html;
}

}  // namespace soundings::pages
