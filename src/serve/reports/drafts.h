// What is done with reports, whoever asks for it: people in the browser, or the operator of this
// machine. Each act is decided against what the store holds at that moment.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "soundings/base/expected.h"
#include "soundings/figures/figures.h"
#include "soundings/intake/intake.h"
#include "soundings/reports/kept.h"
#include "soundings/store/reports.h"
#include "soundings/survey/definitions.h"

#include "http/problem.h"

namespace soundings::serve {

using reports::KeptReport;

using ReportDone = Expected<store::ReportLine, Problem>;

/// With what it prints otherwise than the report that it revises.
[[nodiscard]] AimReport drawn(const Definitions& definitions, const figures::Figures& figures,
                              const KeptReport& kept);

/// day: "2019-06-18". release: empty for the newest. Errors: report_day_malformed, unknown_release,
/// release_after_report, report_day_too_late.
[[nodiscard]] ReportDone begin_report(const Definitions& definitions, intake::Intake& intake,
                                      const std::string& day, const std::string& release,
                                      const store::Act& act);

/// A digest of the words of an aim, in hexadecimal: a form carries it of those that it shows.
[[nodiscard]] std::string digest_of_words(const store::Report& report, const std::string& aim);

/// replaced: the last words that other ones took the place of, where somebody else wrote them.
struct WordsDone {
  store::ReportLine line;
  std::optional<store::Act> replaced;
};

/// words: of one aim. seen: the digest of the words that the writer saw; nothing for whatever
/// stands there. Errors: unknown_report, unknown_aim, words_too_long, words_malformed,
/// words_changed, report_published, report_superseded; words_too_long and words_malformed name the
/// kind of words.
[[nodiscard]] Expected<WordsDone, Problem> write_words(const Definitions& definitions,
                                                       intake::Intake& intake,
                                                       const std::string& id,
                                                       const std::vector<store::ReportWords>& words,
                                                       const std::optional<std::string>& seen,
                                                       const store::Act& act);

/// With a space in place of each control character but the ends of lines and tabs.
[[nodiscard]] std::string without_controls(std::string text);

/// seen: the digest of what the signer saw, in hexadecimal; empty for whatever the aim shows now.
/// Errors: unknown_report, unknown_aim, claim_contradicted, report_changed, report_published,
/// report_superseded.
[[nodiscard]] ReportDone sign_aim(const Definitions& definitions, const figures::Figures& figures,
                                  intake::Intake& intake, const std::string& id,
                                  const std::string& aim, const std::string& seen,
                                  const store::Act& act);

/// signed_off: aims that were signed off now. contradicted: those with a sentence that does not
/// agree with its figure; none of them was signed off now.
struct SignedAims {
  store::ReportLine line;
  std::vector<std::string> signed_off;
  std::vector<std::string> contradicted;
};

/// Every aim that is not signed off, as it shows now. Errors: unknown_report, report_changed,
/// report_published, report_superseded.
[[nodiscard]] Expected<SignedAims, Problem> sign_every_aim(const Definitions& definitions,
                                                           const figures::Figures& figures,
                                                           intake::Intake& intake,
                                                           const std::string& id,
                                                           const store::Act& act);

/// sample: the answers are invented, whatever the database says of itself. Errors: unknown_report,
/// aims_not_signed_off, claim_contradicted, release_superseded, report_changed, report_published,
/// report_superseded.
[[nodiscard]] ReportDone publish_report(const Definitions& definitions,
                                        const figures::Figures& figures, intake::Intake& intake,
                                        const std::string& id, bool sample, const store::Act& act);

/// What the store says against a change, of the report `id`.
[[nodiscard]] Problem problem_of(store::ReportFault fault, const std::string& id);
/// unknown_aim.
[[nodiscard]] Problem no_aim(const std::string& aim);
/// unknown_report.
[[nodiscard]] Problem no_report(const std::string& id);

}  // namespace soundings::serve
