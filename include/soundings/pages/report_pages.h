// The report to the board: its pages, and its own file, which needs nothing but itself.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "soundings/pages/account_pages.h"
#include "soundings/pages/frame.h"
#include "soundings/survey/aim_report.h"
#include "soundings/survey/definitions.h"

namespace soundings::pages {

/// The report as a file: style and charts within it, no script and nothing from elsewhere. sample:
/// the answers are invented, and the first page says so.
[[nodiscard]] std::string report_file(const AimReport& report, bool sample);

/// What `report` prints otherwise than the one whose published file is `file`. revised:
/// "2019-06.1". Nothing where the file does not name its figures.
[[nodiscard]] std::optional<AimRevision> revision_of(const AimReport& report,
                                                     const std::string& revised,
                                                     std::string_view file);

/// A report in a list, in words.
struct ReportListLine {
  std::string id;
  std::string words;  ///< "Headline Performance Report, 18 June 2019"
  std::string release;
  std::string state;  ///< "Draft 2", "Published 18 June 2019"
  std::string by;
  std::string sha256;
};

/// may_write: drafts are listed, and there is a form for a new one.
struct ReportsPage {
  std::vector<ReportListLine> reports;
  bool may_write = false;
  std::vector<Choice> releases;
  std::string day;
  FormFault fault;
  PageFrame frame;
};
[[nodiscard]] std::string reports(const Definitions& definitions, const ReportsPage& page);

/// What an aim shows, as it is signed off: a digest in hexadecimal.
struct AimContent {
  std::string aim;
  std::string content;
};

/// A report: one that is published as its file was frozen, a draft as it stands. frozen: the
/// published file; empty for a draft.
struct ReportPage {
  std::string id;
  std::string frozen;
  std::string published;  ///< "18 June 2019, by s.patel; SHA-256 ..."
  const AimReport* draft = nullptr;
  std::vector<AimContent> contents;
  bool may_write = false;
  bool may_sign = false;
  bool may_publish = false;
  std::string said;
  FormFault fault;
  PageFrame frame;
};
[[nodiscard]] std::string report(const Definitions& definitions, const ReportPage& page);

/// The words of one aim in a form, and how each of their sentences stands. commentary, actions:
/// what stands in the form. seen: a digest of the words that it shows. changed: somebody saved
/// others since the form was opened; those of `sheet` are shown beside it.
struct ReportEditPage {
  std::string id;
  int number = 1;
  const AimSheet* sheet = nullptr;
  std::string commentary;
  std::string actions;
  std::string seen;
  bool changed = false;
  std::string said;
  FormFault fault;
  PageFrame frame;
};
[[nodiscard]] std::string report_edit(const Definitions& definitions, const ReportEditPage& page);

}  // namespace soundings::pages
