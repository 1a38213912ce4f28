// A JSON body as its submissions: where the responses stand in it, which bytes are
// whose, and what about the body as a whole makes it unusable.
#include "body.h"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "soundings/receive/problem.h"

#include "claims.h"
#include "json_document.h"
#include "paths.h"
#include "record.h"

namespace soundings::receive {
namespace {

/// Where the response, or the array of responses, stands in a body.
std::optional<std::uint32_t> records_of(const JsonDocument& document, const Layout& layout) {
  if (layout.adapter() == nullptr || layout.adapter()->records.empty()) {
    return 0;
  }
  for (const std::string& path : layout.adapter()->records) {
    const std::uint32_t at = resolve(document, 0, path);
    if (path.empty() || at != 0) {
      return at;
    }
  }
  return std::nullopt;
}

/// The bytes of an element of an array: a container knows its own, a scalar is what stands between
/// the element before it and the next delimiter.
std::string_view element_bytes(std::string_view body, const JsonNode& element,
                               std::size_t after_previous) {
  if (element.to != 0) {
    return body.substr(element.from, element.to - element.from);
  }
  const std::size_t from = body.find_first_not_of(", \t\r\n", after_previous);
  std::size_t to = from;
  bool quoted = false;
  for (; to < body.size(); ++to) {
    const char c = body[to];
    if (quoted && c == '\\') {
      ++to;
    } else if (c == '"') {
      quoted = !quoted;
    } else if (!quoted && std::string_view(",] \t\r\n").find(c) != std::string_view::npos) {
      break;
    }
  }
  return body.substr(from, to - from);
}

void read_elements(const JsonDocument& document, std::uint32_t array, std::string_view body,
                   const Layout& layout, const Limits& limits, Decoded& decoded) {
  std::size_t at_byte = document.nodes[array].from + 1;
  std::size_t index = 0;
  for (std::uint32_t i = array + 1; i < document.nodes[array].end; i = document.nodes[i].end) {
    const std::string_view raw = element_bytes(body, document.nodes[i], at_byte);
    at_byte = static_cast<std::size_t>(raw.data() - body.data()) + raw.size();
    decoded.submissions.push_back(read_record(document, i, raw, index++, layout, limits));
  }
}

/// A defect that lies in none of the records makes the body unusable: it cannot be known which
/// reading of it the sender meant.
const JsonDefect* defect_outside(const JsonDocument& document, std::uint32_t records) {
  for (const JsonDefect& defect : document.defects) {
    const bool within = defect.node >= records && defect.node < document.nodes[records].end;
    const bool is_list = document.nodes[records].kind == JsonKind::array;
    if (!within || (is_list && defect.node == records)) {
      return &defect;
    }
  }
  return nullptr;
}

std::size_t elements(const JsonDocument& document, std::uint32_t array) {
  std::size_t count = 0;
  for (std::uint32_t i = array + 1; i < document.nodes[array].end; i = document.nodes[i].end) {
    ++count;
  }
  return count;
}

}  // namespace

Decoded whole_body(std::string_view body, Finding problem) {
  Decoded decoded;
  decoded.submissions.push_back(undecoded(body, 0, std::move(problem)));
  return decoded;
}

Decoded read_body(std::string_view body, const Layout& layout, const Limits& limits) {
  const auto document = parse_json(body, limits);
  if (!document) {
    return whole_body(body, document.error());
  }
  const auto records = records_of(*document, layout);
  if (!records) {
    return whole_body(body, {.code = std::string(problem::records_missing),
                             .message = "The body has no responses where they are looked for."});
  }
  if (const JsonDefect* defect = defect_outside(*document, *records)) {
    Decoded unusable =
        whole_body(body, {.code = std::string(defect->code),
                          .pointer = document->pointer(0, defect->node),
                          .message = "The body around the responses cannot be used."});
    if (document->nodes[*records].kind == JsonKind::object) {
      Submission& held = unusable.submissions.front();
      held.claims = claims_of(*document, *records, layout);
      held.unread = unread_beside_claims(*document, *records, layout);
    }
    return unusable;
  }
  Decoded decoded;
  decoded.batch = document->nodes[*records].kind == JsonKind::array;
  if (!decoded.batch) {
    decoded.submissions.push_back(read_record(*document, *records, body, 0, layout, limits));
    return decoded;
  }
  const std::size_t count = elements(*document, *records);
  if (count > limits.batch_items) {
    return whole_body(
        body, {.code = std::string(problem::too_many_items),
               .message = "The body has " + std::to_string(count) + " items; the limit is " +
                          std::to_string(limits.batch_items) + "."});
  }
  decoded.submissions.reserve(count);
  read_elements(*document, *records, body, layout, limits, decoded);
  return decoded;
}

}  // namespace soundings::receive
