#include "soundings/intake/keeping.h"

#include <algorithm>

namespace soundings::intake {
namespace {

/// How much goes in one transaction: a few milliseconds of the writer's time.
constexpr std::ptrdiff_t step = 500;

}  // namespace

PurgeReport purge(Intake& intake, const Definitions& definitions,
                  std::span<const store::Expired> expired, const store::Act& act) {
  PurgeReport report;
  for (const store::Expired& kind : expired) {
    const auto end = kind.submissions.end();
    for (auto from = kind.submissions.begin(); from != end;) {
      const auto to = from + std::min(end - from, step);
      const store::Expired part{
          .what = kind.what, .survey = kind.survey, .submissions = {from, to}};
      intake.with_ledger([&](store::Ledger& ledger) { ledger.purge(part, definitions, act); });
      from = to;
    }
    report.purged.push_back({.what = kind.what,
                             .survey = kind.survey,
                             .items = static_cast<std::int64_t>(kind.submissions.size())});
  }
  intake.with_ledger([&](store::Ledger& ledger) { report.wal_emptied = ledger.empty_wal(); });
  return report;
}

}  // namespace soundings::intake
