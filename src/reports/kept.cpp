#include "soundings/reports/kept.h"

#include <utility>

#include "soundings/store/reference.h"
#include "soundings/store/releases.h"

namespace soundings::reports {

bool is_newest(const store::Store& store, std::string_view release) {
  const auto month = month_of_release(release);
  for (const store::ReleaseLine& line : store.releases().list()) {
    if (line.state == store::ReleaseState::published && month && line.month == *month) {
      return line.id == release;  // the latest revision of a month comes first
    }
  }
  return true;
}

std::optional<KeptReport> kept_report(const store::Store& store, std::string_view id) {
  auto report = store.reports().find(id);
  if (!report) {
    return std::nullopt;
  }
  const bool newest = is_newest(store, report->line.release);
  return KeptReport{.report = *std::move(report),
                    .imported = store.reference().external_points(),
                    .newest_release = newest};
}

AimReport shown(const Definitions& definitions, const figures::Figures& figures,
                const KeptReport& kept) {
  return compose({.definitions = definitions,
                  .figures = figures,
                  .imported = kept.imported,
                  .month = month_of_release(kept.report.line.release).value_or(Month())},
                 kept.report);
}

}  // namespace soundings::reports
