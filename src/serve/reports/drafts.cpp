#include "reports/drafts.h"

#include <algorithm>
#include <utility>

#include "soundings/base/text.h"
#include "soundings/base/time.h"
#include "soundings/pages/report_pages.h"
#include "soundings/release/release.h"
#include "soundings/reports/compose.h"
#include "soundings/store/reference.h"
#include "soundings/store/releases.h"
#include "soundings/store/reports.h"
#include "soundings/store/sample_mark.h"
#include "soundings/store/store.h"
#include "soundings/wording/days.h"
#include "soundings/wording/wording.h"

namespace soundings::serve {
namespace {

using reports::kept_report;
using reports::shown;

ReportDone answer_of(const Expected<store::ReportLine, store::ReportFault>& done,
                     const std::string& id) {
  return done ? ReportDone(*done) : unexpected(problem_of(done.error(), id));
}

std::optional<KeptReport> read(intake::Intake& intake, const std::string& id) {
  std::optional<KeptReport> kept;
  intake.with_store([&](const store::Store& store) { kept = kept_report(store, id); });
  return kept;
}

/// Whether nobody has written or signed between two moments.
bool same(const store::Report& one, const store::Report& other) {
  const auto words = [](const store::ReportWords& a, const store::ReportWords& b) {
    return a.aim == b.aim && a.kind == b.kind && a.text == b.text;
  };
  const auto signs = [](const store::ReportSignOff& a, const store::ReportSignOff& b) {
    return a.aim == b.aim && a.content == b.content;
  };
  return std::ranges::equal(one.words, other.words, words) &&
         std::ranges::equal(one.sign_offs, other.sign_offs, signs);
}

Problem changed_meanwhile() {
  return {409, "report_changed", "The report has changed since it was looked at. Look again.", {}};
}

/// The newest published release whose month ended before that of the report's day; empty where
/// there is none.
std::string newest_release(const store::Store& store, Month appears) {
  for (const store::ReleaseLine& line : store.releases().list()) {
    if (line.state == store::ReleaseState::published && line.month < appears) {
      return line.id;
    }
  }
  return "";
}

Problem not_ended(const std::string& release, const std::string& day) {
  const Month month = release::month_of_release(release).value_or(Month());
  return {400,
          "release_after_report",
          "Release " + release + " is of " + wording::period(Period::month(month), nullptr) +
              ", and the report of " + wording::day_words(day) +
              " takes a month that ended before that day.",
          {}};
}

/// Months from that of a release to the last in which its report may appear.
constexpr int latest_after = 12;

Problem too_late(const std::string& release, const std::string& day) {
  const Month month = release::month_of_release(release).value_or(Month());
  return {400,
          "report_day_too_late",
          "Release " + release + " is of " + wording::period(Period::month(month), nullptr) +
              ", and its report appears within " + std::to_string(latest_after) + " months; " +
              wording::day_words(day) + " is later.",
          {}};
}

Problem nothing_released(const std::string& day) {
  return {404,
          "unknown_release",
          "No release of a month that ended before " + wording::day_words(day) + " is published.",
          {}};
}

/// The titles of the aims of which something is so.
template <typename Is>
std::string aims_that(const AimReport& report, const Is& is) {
  std::string names;
  for (const AimSheet& sheet : report.sheets) {
    if (is(sheet)) {
      names += (names.empty() ? "" : "; ") + sheet.title;
    }
  }
  return names;
}

/// Why a draft cannot be published as it is shown.
std::optional<Problem> unready(const KeptReport& kept, const AimReport& report) {
  if (kept.report.line.state != store::ReportState::draft) {
    return problem_of(store::ReportFault::published, report.id);
  }
  if (!kept.newest_release) {
    return Problem{409,
                   "release_superseded",
                   "A later release of " + report.month + " is published. A new draft takes it.",
                   {}};
  }
  if (!report.signed_off()) {
    return Problem{409,
                   "aims_not_signed_off",
                   "Every aim is signed off before a report is published. Open: " +
                       aims_that(report, [](const AimSheet& one) { return !one.sign_off.stands; }) +
                       ".",
                   {}};
  }
  // A figure of another aim may have changed since.
  const std::string contradicted_aims =
      aims_that(report, [](const AimSheet& one) { return !one.reconciles(); });
  if (!contradicted_aims.empty()) {
    return Problem{409,
                   "claim_contradicted",
                   "A sentence does not agree with its figure. Change it before the report is "
                   "published. Aims: " +
                       contradicted_aims + ".",
                   {}};
  }
  return std::nullopt;
}

Problem contradicted() {
  return {409,
          "claim_contradicted",
          "A sentence of this aim does not agree with its figure. Change it before the aim is "
          "signed off.",
          {}};
}

/// Signs aims off as `sheets` show them, of a report in which nothing has changed since `seen`.
ReportDone sign(intake::Intake& intake, const store::Report& seen,
                const std::vector<const AimSheet*>& sheets, const store::Act& act) {
  const std::string& id = seen.line.id;
  std::vector<store::ReportSignOff> sign_offs;
  sign_offs.reserve(sheets.size());
  for (const AimSheet* sheet : sheets) {
    sign_offs.push_back(
        {.aim = sheet->id, .content = reports::content_of(*sheet), .signed_at = act});
  }
  Expected<store::ReportLine, store::ReportFault> done = unexpected(store::ReportFault::unknown);
  bool changed = false;
  intake.with_store([&](store::Store& store) {
    const auto now = store.reports().find(id);
    changed = !now || !same(*now, seen);
    if (!changed) {
      done = store.reports().sign(id, sign_offs, act);
    }
  });
  return changed ? unexpected(changed_meanwhile()) : answer_of(done, id);
}

}  // namespace

AimReport drawn(const Definitions& definitions, const figures::Figures& figures,
                const KeptReport& kept) {
  AimReport report = shown(definitions, figures, kept);
  if (kept.revised) {
    report.revision = pages::revision_of(report, kept.revised->line.id, kept.revised->file);
  }
  return report;
}

ReportDone begin_report(const Definitions& definitions, intake::Intake& intake,
                        const std::string& given_day, const std::string& given_release,
                        const store::Act& act) {
  const std::string day = given_day.empty() ? definitions.report.report_date : given_day;
  constexpr std::size_t month_digits = 7;
  const auto appears = parse_month(day.substr(0, std::min(month_digits, day.size())));
  if (!appears || !parse_rfc3339(day + "T00:00:00Z")) {
    return unexpected(Problem{
        400, "report_day_malformed", "The day of a report is a date as in 2019-06-18.", {}});
  }
  Expected<store::ReportLine, store::ReportFault> done =
      unexpected(store::ReportFault::unknown_release);
  std::string release = given_release;
  bool ended = true;
  bool late = false;
  intake.with_store([&](store::Store& store) {
    release = release.empty() ? newest_release(store, *appears) : release;
    const auto month = release::month_of_release(release);
    ended = !month || *month < *appears;
    late = month && month->plus(latest_after) < *appears;
    if (ended && !late) {
      done = store.reports().begin(day, release, act);
    }
  });
  if (!ended) {
    return unexpected(not_ended(release, day));
  }
  if (late) {
    return unexpected(too_late(release, day));
  }
  if (release.empty()) {
    return unexpected(nothing_released(day));
  }
  return answer_of(done, given_release);
}

ReportDone sign_aim(const Definitions& definitions, const figures::Figures& figures,
                    intake::Intake& intake, const std::string& id, const std::string& aim,
                    const std::string& seen, const store::Act& act) {
  const auto kept = read(intake, id);
  if (!kept) {
    return unexpected(no_report(id));
  }
  const AimReport report = shown(definitions, figures, *kept);
  const AimSheet* sheet = report.find(aim);
  if (sheet == nullptr) {
    return unexpected(no_aim(aim));
  }
  if (!sheet->reconciles()) {
    return unexpected(contradicted());
  }
  if (!seen.empty() && seen != to_hex(reports::content_of(*sheet))) {
    return unexpected(changed_meanwhile());
  }
  return sign(intake, kept->report, {sheet}, act);
}

Expected<SignedAims, Problem> sign_every_aim(const Definitions& definitions,
                                             const figures::Figures& figures,
                                             intake::Intake& intake, const std::string& id,
                                             const store::Act& act) {
  const auto kept = read(intake, id);
  if (!kept) {
    return unexpected(no_report(id));
  }
  SignedAims made{.line = kept->report.line, .signed_off = {}, .contradicted = {}};
  const AimReport report = shown(definitions, figures, *kept);
  std::vector<const AimSheet*> ready;
  for (const AimSheet& sheet : report.sheets) {
    if (!sheet.reconciles()) {
      made.contradicted.push_back(sheet.id);
    } else if (!sheet.sign_off.stands) {
      made.signed_off.push_back(sheet.id);
      ready.push_back(&sheet);
    }
  }
  auto done = sign(intake, kept->report, ready, act);
  if (!done) {
    return unexpected(std::move(done.error()));
  }
  made.line = *std::move(done);
  return made;
}

ReportDone publish_report(const Definitions& definitions, const figures::Figures& figures,
                          intake::Intake& intake, const std::string& id, bool sample,
                          const store::Act& act) {
  auto kept = read(intake, id);
  if (!kept) {
    return unexpected(no_report(id));
  }
  if (auto problem = unready(*kept, shown(definitions, figures, *kept))) {
    return unexpected(*std::move(problem));
  }
  const store::Report before = kept->report;
  kept->report.line.published = act;
  const std::string file =
      pages::report_file(drawn(definitions, figures, *kept), sample || kept->sample);
  Expected<store::ReportLine, store::ReportFault> done = unexpected(store::ReportFault::unknown);
  bool changed = false;
  intake.with_store([&](store::Store& store) {
    const auto again = store.reports().find(id);
    changed = !again || !same(again.value(), before) ||
              store.reference().external_points() != kept->imported ||
              store.sample_mark().stands() != kept->sample;
    if (!changed) {
      done = store.reports().publish(id, file, act);
    }
  });
  return changed ? unexpected(changed_meanwhile()) : answer_of(done, id);
}

Problem problem_of(store::ReportFault fault, const std::string& id) {
  switch (fault) {
    case store::ReportFault::unknown:
      return no_report(id);
    case store::ReportFault::published:
      return {409, "report_published", id + " is published, and never changes.", {}};
    case store::ReportFault::superseded:
      return {409,
              "report_superseded",
              "A later draft of the month is there; " + id + " is not changed any more.",
              {}};
    case store::ReportFault::unknown_release:
      break;
  }
  return {404, "unknown_release", "There is no such published release.", {}};
}

Problem no_aim(const std::string& aim) {
  return {404, "unknown_aim", "The report has no aim '" + aim + "'.", {}};
}

Problem no_report(const std::string& id) {
  return {404, "unknown_report", "There is no report '" + id + "'.", {}};
}

}  // namespace soundings::serve
