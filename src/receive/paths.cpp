#include "paths.h"

#include "soundings/receive/names.h"

namespace soundings::receive {
namespace {

/// The first member of an object whose name is another spelling of `name`; 0 when there is none.
std::uint32_t member_like(const JsonDocument& document, std::uint32_t object,
                          std::string_view name) {
  const std::string key = name_key(name);
  for (std::uint32_t i = object + 1; !key.empty() && i < document.nodes[object].end;
       i = document.nodes[i].end) {
    if (document.name_key_of(i) == key) {
      return i;
    }
  }
  return 0;
}

/// Whether an element of an array is the one that "[name=value]" asks for.
bool selected(const JsonDocument& document, std::uint32_t element, std::string_view selector) {
  const std::size_t equals = selector.find('=');
  if (equals == std::string_view::npos || document.nodes[element].kind != JsonKind::object) {
    return false;
  }
  const std::string_view name = selector.substr(0, equals);
  const std::string_view wanted = selector.substr(equals + 1);
  const std::uint32_t exact = document.child(element, name);
  const std::uint32_t member = exact != 0 ? exact : member_like(document, element, name);
  if (member == 0) {
    return false;
  }
  const JsonNode& node = document.nodes[member];
  return node.kind == JsonKind::integer ? std::to_string(node.integer) == wanted
                                        : node.kind == JsonKind::string && node.text == wanted;
}

std::string unescaped(std::string_view segment) {
  std::string text;
  for (std::size_t i = 0; i < segment.size(); ++i) {
    if (segment[i] == '~' && i + 1 < segment.size()) {
      ++i;
      text += segment[i] == '1' ? '/' : '~';
    } else {
      text += segment[i];
    }
  }
  return text;
}

/// Whether a segment may take any of several elements: "*" or "[name=value]".
bool is_pattern(std::string_view segment) {
  return segment == "*" || (segment.starts_with('[') && segment.ends_with(']'));
}

/// True when a pattern takes `element`.
bool matches(const JsonDocument& document, std::uint32_t element, std::string_view segment) {
  return segment == "*" || selected(document, element, segment.substr(1, segment.size() - 2));
}

/// The members of `node` for which `is` holds, each followed to the rest of the path.
template <typename Is>
bool any_member(const JsonDocument& document, std::uint32_t node, std::string_view rest,
                const std::function<bool(std::uint32_t)>& take, const Is& is) {
  for (std::uint32_t i = node + 1; document.container(node) && i < document.nodes[node].end;
       i = document.nodes[i].end) {
    if (is(i) && any_at(document, i, rest, take)) {
      return true;
    }
  }
  return false;
}

}  // namespace

bool any_at(const JsonDocument& document, std::uint32_t node, std::string_view path,
            const std::function<bool(std::uint32_t)>& take) {
  if (path.empty()) {
    return take(node);
  }
  if (path.front() != '/') {
    return false;
  }
  const std::size_t next = path.find('/', 1);
  const std::string_view segment = path.substr(1, next == std::string_view::npos ? next : next - 1);
  const std::string_view rest = next == std::string_view::npos ? "" : path.substr(next);
  if (is_pattern(segment)) {
    return any_member(document, node, rest, take,
                      [&](std::uint32_t i) { return matches(document, i, segment); });
  }
  if (document.nodes[node].kind == JsonKind::array) {
    const std::uint32_t at = document.child(node, segment);
    return at != 0 && any_at(document, at, rest, take);
  }
  const std::string name = unescaped(segment);
  if (any_member(document, node, rest, take,
                 [&](std::uint32_t i) { return document.nodes[i].key == name; })) {
    return true;
  }
  const std::string key = name_key(name);
  return !key.empty() && any_member(document, node, rest, take, [&](std::uint32_t i) {
    return document.nodes[i].key != name && document.name_key_of(i) == key;
  });
}

std::uint32_t resolve(const JsonDocument& document, std::uint32_t node, std::string_view path) {
  std::uint32_t first = 0;
  any_at(document, node, path, [&](std::uint32_t at) {
    first = at;
    return true;
  });
  return first;
}

bool has_pattern(std::string_view path) noexcept {
  return path.find("/*") != std::string_view::npos || path.find("/[") != std::string_view::npos;
}

std::string place_of(const JsonDocument& document, std::uint32_t ancestor, std::uint32_t node) {
  std::string place;
  while (ancestor != node) {
    std::uint32_t at = ancestor + 1;
    while (document.nodes[at].end <= node) {
      at = document.nodes[at].end;
    }
    const bool element = document.nodes[ancestor].kind == JsonKind::array;
    place.append(place.empty() ? "" : "/").append(element ? "*" : document.nodes[at].key);
    ancestor = at;
  }
  return place;
}

}  // namespace soundings::receive
