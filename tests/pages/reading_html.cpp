// One pass over tags and text.
#include "pages/reading_html.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace soundings::pages {
namespace {

constexpr std::array<std::string_view, 4> void_elements{"meta", "link", "br", "input"};

/// Reads one tag, from behind its '<' to its '>'.
class Tag {
 public:
  Tag(std::string_view inner, std::vector<std::string>& faults) : rest_(inner) {
    closes_itself = rest_.ends_with('/');
    if (closes_itself) {
      rest_.remove_suffix(1);
    }
    name = word();
    while (skip_space(), !rest_.empty()) {
      const std::string attribute = word();
      if (attribute.empty()) {
        faults.push_back("stray text in <" + name + ">: " + std::string{rest_});
        return;
      }
      attributes.emplace(attribute, value(attribute, faults));
    }
  }

  std::string name;
  std::map<std::string, std::string> attributes;
  bool closes_itself = false;

 private:
  void skip_space() {
    while (!rest_.empty() && std::isspace(static_cast<unsigned char>(rest_.front())) != 0) {
      rest_.remove_prefix(1);
    }
  }

  std::string word() {
    std::size_t length = 0;
    while (length < rest_.size() &&
           (std::isalnum(static_cast<unsigned char>(rest_[length])) != 0 || rest_[length] == '-' ||
            rest_[length] == ':' || rest_[length] == '_')) {
      ++length;
    }
    const std::string taken{rest_.substr(0, length)};
    rest_.remove_prefix(length);
    return taken;
  }

  std::string value(const std::string& attribute, std::vector<std::string>& faults) {
    if (rest_.empty() || rest_.front() != '=') {
      return {};
    }
    rest_.remove_prefix(1);
    const auto end = rest_.starts_with('"') ? rest_.find('"', 1) : std::string_view::npos;
    if (end == std::string_view::npos) {
      faults.push_back("unquoted value of " + attribute + " in <" + name + ">");
      rest_ = {};
      return {};
    }
    const std::string taken{rest_.substr(1, end - 1)};
    rest_.remove_prefix(end + 1);
    return taken;
  }

  std::string_view rest_;
};

bool is_void(std::string_view name) {
  return std::find(void_elements.begin(), void_elements.end(), name) != void_elements.end();
}

/// The end of the tag that begins at `from`, '>' inside quotes passed over.
std::size_t tag_end(std::string_view html, std::size_t from) {
  bool quoted = false;
  for (std::size_t at = from; at < html.size(); ++at) {
    quoted = quoted != (html[at] == '"');
    if (html[at] == '>' && !quoted) {
      return at;
    }
  }
  return std::string_view::npos;
}

}  // namespace

Reading read_html(std::string_view html) {
  Reading reading;
  std::vector<std::size_t> open;
  std::size_t at = 0;
  while (at < html.size()) {
    const auto begin = std::min(html.find('<', at), html.size());
    for (const std::size_t index : open) {
      reading.elements[index].text += html.substr(at, begin - at);
    }
    if (begin == html.size()) {
      break;
    }
    const auto end = tag_end(html, begin);
    if (end == std::string_view::npos) {
      reading.faults.emplace_back("a tag without an end");
      break;
    }
    const std::string_view inner = html.substr(begin + 1, end - begin - 1);
    at = end + 1;
    if (inner.starts_with('!')) {
      continue;
    }
    if (inner.starts_with('/')) {
      const std::string name{inner.substr(1)};
      if (open.empty() || reading.elements[open.back()].name != name) {
        reading.faults.push_back("</" + name + "> closes " +
                                 (open.empty() ? "nothing" : reading.elements[open.back()].name));
      } else {
        open.pop_back();
      }
      continue;
    }
    const Tag tag{inner, reading.faults};
    reading.elements.push_back(
        {.name = tag.name, .attributes = tag.attributes, .depth = open.size()});
    if (!tag.closes_itself && !is_void(tag.name)) {
      open.push_back(reading.elements.size() - 1);
    }
  }
  for (const std::size_t index : open) {
    reading.faults.push_back("<" + reading.elements[index].name + "> is never closed");
  }
  return reading;
}

std::vector<const Element*> Reading::named(std::string_view name) const& {
  std::vector<const Element*> found;
  for (const Element& each : elements) {
    if (each.name == name) {
      found.push_back(&each);
    }
  }
  return found;
}

std::vector<const Element*> Reading::with(std::string_view attribute) const& {
  std::vector<const Element*> found;
  for (const Element& each : elements) {
    if (each.attributes.contains(std::string{attribute})) {
      found.push_back(&each);
    }
  }
  return found;
}

}  // namespace soundings::pages
