#include "soundings/reports/kept.h"

#include <algorithm>
#include <utility>

#include "soundings/store/reference.h"
#include "soundings/store/releases.h"
#include "soundings/store/sample_mark.h"

namespace soundings::reports {

namespace {

/// The month that a release is of; nothing where there is no such release.
std::optional<Month> month_of(const std::vector<store::ReleaseLine>& releases,
                              std::string_view release) {
  const auto at = std::ranges::find(releases, release, &store::ReleaseLine::id);
  return at == releases.end() ? std::nullopt : std::optional(at->month);
}

/// The newest report of the same month that was published before it was begun.
std::optional<store::Report> revised_by(const store::Reports& reports,
                                        const store::ReportLine& line) {
  constexpr std::size_t month_digits = 7;
  // The latest draft of a month comes first.
  for (const store::ReportLine& other : reports.list()) {
    if (other.published && other.number < line.number &&
        other.day.substr(0, month_digits) == line.day.substr(0, month_digits)) {
      return reports.find(other.id);
    }
  }
  return std::nullopt;
}

bool is_newest(const std::vector<store::ReleaseLine>& releases, std::string_view release) {
  const auto month = month_of(releases, release);
  // The latest revision of a month comes first.
  const auto newest = std::ranges::find_if(releases, [&](const store::ReleaseLine& line) {
    return line.state == store::ReleaseState::published && month && line.month == *month;
  });
  return newest == releases.end() || newest->id == release;
}

}  // namespace

bool is_newest(const store::Store& store, std::string_view release) {
  return is_newest(store.releases().list(), release);
}

std::string file_name(const store::ReportLine& line) {
  return "report-" + line.id + (line.published ? "" : "-draft") + ".html";
}

std::optional<KeptReport> kept_report(const store::Store& store, std::string_view id) {
  auto report = store.reports().find(id);
  if (!report) {
    return std::nullopt;
  }
  const auto releases = store.releases().list();
  const std::string release = report->line.release;
  auto revised = revised_by(store.reports(), report->line);
  return KeptReport{.report = *std::move(report),
                    .imported = store.reference().external_points(),
                    .month = month_of(releases, release).value_or(Month()),
                    .newest_release = is_newest(releases, release),
                    .revised = std::move(revised),
                    .sample = store.sample_mark().stands()};
}

AimReport shown(const Definitions& definitions, const figures::Figures& figures,
                const KeptReport& kept) {
  return compose({.definitions = definitions,
                  .figures = figures,
                  .imported = kept.imported,
                  .month = kept.month},
                 kept.report);
}

}  // namespace soundings::reports
