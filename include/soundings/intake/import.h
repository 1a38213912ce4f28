// What an import of a file says while it runs and at its end.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "soundings/base/finding.h"
#include "soundings/receive/names.h"
#include "soundings/store/entries.h"

namespace soundings::intake {

/// Progress of a file import.
struct ImportProgress {
  std::uint64_t rows = 0;
  std::uint64_t bytes_read = 0;
  std::uint64_t bytes_total = 0;
};

struct ImportReport {
  std::uint64_t received = 0;
  std::vector<std::pair<store::Outcome, std::uint64_t>> outcomes;  ///< all five, in order
  std::string encoding;
  std::vector<Finding> findings;                          ///< about the file as a whole
  std::map<std::string, std::uint64_t> findings_by_code;  ///< code -> rows that have it
  std::uint64_t replaced = 0;   ///< rows that took the place of an earlier version
  std::uint64_t dropped = 0;    ///< personal fields left out
  std::uint64_t unmapped = 0;   ///< fields no one asks for, left out
  receive::UnreadNames unread;  ///< their names, and rows with a value there
};

}  // namespace soundings::intake
