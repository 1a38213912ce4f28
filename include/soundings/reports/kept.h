// A report as it is kept, with all that it is composed of at the same moment.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "soundings/reports/compose.h"
#include "soundings/store/store.h"

namespace soundings::reports {

struct KeptReport {
  store::Report report;
  std::vector<ExternalPoint> imported;
  Month month;                             ///< of its release
  bool newest_release = true;              ///< no later release of its month is published
  std::optional<store::Report> revised{};  ///< the newest published report of its month before it
  bool sample = false;                     ///< the database is marked as sample data
};

/// Whether no later release of its month is published.
[[nodiscard]] bool is_newest(const store::Store& store, std::string_view release);

/// "report-2019-06.1.html", "report-2019-06.2-draft.html": its file.
[[nodiscard]] std::string file_name(const store::ReportLine& line);

/// Nothing where no report has the id.
[[nodiscard]] std::optional<KeptReport> kept_report(const store::Store& store, std::string_view id);

/// figures: of the report's release.
[[nodiscard]] AimReport shown(const Definitions& definitions, const figures::Figures& figures,
                              const KeptReport& kept);

}  // namespace soundings::reports
