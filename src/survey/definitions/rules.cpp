// What every definition file must say of itself, and the making of faults.
#include "definitions/rules.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <iterator>
#include <optional>
#include <utility>

#include "definitions/dates.h"
#include "definitions/value_text.h"

namespace soundings::definition {
namespace {

/// major.minor.patch of Semantic Versioning 2.0.0, without pre-release or build.
bool is_semantic_version(std::string_view text) {
  int parts = 0;
  for (std::size_t from = 0; from <= text.size(); ++parts) {
    const auto dot = std::min(text.find('.', from), text.size());
    const std::string_view part = text.substr(from, dot - from);
    const bool digits = !part.empty() && part.find_first_not_of("0123456789") == part.npos;
    if (!digits || (part.size() > 1 && part.front() == '0')) {
      return false;
    }
    from = dot + 1;
  }
  return parts == 3;
}

Faults validity_faults(const Header& header) {
  Faults faults;
  const auto check = [&](const std::string& field, const std::string& date) {
    if (!is_date(date)) {
      faults.push_back(
          fault(header, "/" + field, date, "date_valid", field + " is no date: " + date));
    }
  };
  check("valid_from", header.valid_from);
  if (!header.valid_to.empty()) {
    check("valid_to", header.valid_to);
    if (faults.empty() && header.valid_to < header.valid_from) {
      faults.push_back(
          fault(header, "/valid_to", header.valid_to, "validity_in_order",
                "valid_to " + header.valid_to + " precedes valid_from " + header.valid_from));
    }
  }
  return faults;
}

}  // namespace

DefinitionFault fault(const Header& header, std::string pointer, const std::string& value,
                      std::string rule, std::string message) {
  return {.file = header.file,
          .pointer = std::move(pointer),
          .value = shortened(value),
          .rule = std::move(rule),
          .message = std::move(message)};
}

Faults joined(Faults faults, Faults more) {
  faults.insert(faults.end(), std::make_move_iterator(more.begin()),
                std::make_move_iterator(more.end()));
  return faults;
}

Faults header_faults(const Header& header, const std::string& schema,
                     const std::string& expected_id) {
  Faults faults = validity_faults(header);
  if (header.schema != schema) {
    faults.push_back(fault(header, "/$schema", header.schema, "schema_named",
                           "$schema is " + header.schema + ", not " + schema));
  }
  if (header.id != expected_id) {
    faults.push_back(fault(header, "/id", header.id, "id_matches_file",
                           "id is " + header.id + ", but the file is called " + expected_id));
  }
  if (!is_semantic_version(header.version)) {
    faults.push_back(fault(header, "/version", header.version, "version_is_semantic",
                           "version " + header.version + " is not major.minor.patch"));
  }
  return faults;
}

}  // namespace soundings::definition
