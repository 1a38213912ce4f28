// The page of what arrives, for stewards: a model in words, and the HTML made of it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "soundings/pages/account_pages.h"
#include "soundings/pages/frame.h"

namespace soundings::pages {

/// A source as its row says it. Texts are empty where there is nothing to say.
struct SourceLine {
  std::string source;
  std::string title;
  std::string state;     ///< "On time", "Late", "Stopped", "Not heard yet"
  bool wanting = false;  ///< late, or it has stopped
  std::string last_received;
  std::string expected_by;
  std::string today;
  std::vector<std::int64_t> days;  ///< received in each of the last seven, oldest first
  std::string invited;
  std::string delivered;
  std::string response_rate;
  std::string invited_for;  ///< "Victim satisfaction survey, May 2019"
  std::string held;
  std::string held_href;  ///< empty for whoever may not open it
};

/// A name of a source's fields that nobody reads.
struct UnreadLine {
  std::string source;
  std::string name;
  std::string values;
};

/// An hour in which something came or is usual. at: as a local clock shows it, "2019-05-28T06".
struct HourLine {
  std::string at;
  std::string words;
  std::int64_t items = 0;
  std::int64_t held = 0;
  std::optional<std::int64_t> least;  ///< of the same hour in the four weeks before
  std::optional<std::int64_t> most;
};

/// What arrives, at /responses.
struct ResponsesPage {
  ChoiceList sources;
  std::string from;  ///< days: "2019-05-18"
  std::string to;
  std::string days_words;  ///< "18 to 31 May 2019"
  FormFault fault;
  std::vector<std::string> warnings;  ///< "No answers from WMNow since 28 May 2019, 06:00."
  std::vector<SourceLine> lines;
  std::vector<UnreadLine> unread;
  std::vector<HourLine> hours;
  std::string shown_source;  ///< whose hours they are: "all sources"
  std::string csv;           ///< the address of the hours as a file
  std::string waiting;       ///< "7 items wait for a person."
  std::string waiting_href;
  PageFrame frame;
};
[[nodiscard]] std::string responses(const Definitions& definitions, const ResponsesPage& page);

}  // namespace soundings::pages
