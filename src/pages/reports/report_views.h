// The report as its templates are filled with it: the same for its page and for its file.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "soundings/pages/report_pages.h"

#include "parts/view.h"

namespace soundings::pages {

/// What stands on the sheets of a draft beside the report itself; all false in a file.
struct SheetActs {
  bool withheld = false;
  bool write = false;
  bool sign = false;
  std::string form_token{};
  std::vector<AimContent> contents{};
};

/// The places of report_sheets.
[[nodiscard]] View sheets_view(const AimReport& report, bool sample, const SheetActs& acts);

/// Contradicted sentences, and what the figures say.
[[nodiscard]] std::vector<View> claim_views(const AimSheet& sheet);
/// Sentences with numbers or words of direction that nothing could be held against.
[[nodiscard]] std::vector<View> unchecked_views(const AimSheet& sheet);
/// Sentences that were made and left out, and why.
[[nodiscard]] std::vector<View> withheld_views(const AimSheet& sheet);
/// Every sentence that somebody wrote, and how it stands.
[[nodiscard]] std::vector<View> check_views(const AimSheet& sheet);
/// every: also those that only repeat a figure of the table.
[[nodiscard]] std::vector<View> sentence_views(const AimSheet& sheet, bool every);

/// The sheets in a file of the report.
[[nodiscard]] std::string sheets_of(std::string_view file);

/// A figure that a report prints. key: what it is of; name: the same in words.
struct PrintedFigure {
  std::string key;
  std::string name;
  std::string value;
};

/// Each once, those of tables before those of charts.
[[nodiscard]] std::vector<PrintedFigure> printed_figures(const AimReport& report);

}  // namespace soundings::pages
