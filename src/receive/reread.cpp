// An item by itself, as it stood in its delivery, decoded once more.
#include <utility>

#include "soundings/receive/problem.h"
#include "soundings/receive/receive.h"

#include "json_document.h"
#include "record.h"

namespace soundings::receive {
namespace {

const std::string utf8_mark = "\xEF\xBB\xBF";

Submission read_value(std::string_view bytes, const Layout& layout, const Limits& limits) {
  const auto document = parse_json(bytes, limits);
  return document ? read_record(*document, 0, bytes, 0, layout, limits)
                  : undecoded(bytes, 0, document.error());
}

}  // namespace

std::string_view media_type_of(std::string_view form) noexcept {
  if (form == "csv") {
    return "text/csv";
  }
  if (form == "ndjson") {
    return "application/x-ndjson";
  }
  return form == "form" ? "application/x-www-form-urlencoded" : "application/json";
}

std::string_view form_of(std::string_view media_type) noexcept {
  for (const std::string_view form : {"csv", "ndjson", "form", "json"}) {
    if (media_type.starts_with(media_type_of(form))) {
      return form;
    }
  }
  return {};
}

std::vector<Submission> reread(std::string_view bytes, const Standing& standing,
                               const Layout& layout, const Limits& limits) {
  const bool row = standing.form == "csv";
  const bool value = standing.form != "form" && !row;
  if (value && !standing.whole) {
    return {read_value(bytes, layout, limits)};
  }
  if (row && !standing.whole && standing.header.empty()) {
    return {undecoded(bytes, 0,
                      {.code = std::string(problem::header_unreadable),
                       .message = "The first line of the row's file was not kept."})};
  }
  Delivery delivery;
  delivery.media_type = media_type_of(standing.form);
  if (row && !standing.whole) {
    delivery.body =
        utf8_mark + standing.header + "\n";  // a row is kept in UTF-8, whatever its file
  }
  delivery.body += bytes;
  return decode(delivery, layout, limits).submissions;
}

}  // namespace soundings::receive
