// What weighting did to the caller's rows: a line for each calibration profile, and the
// diagnostics that stand beside every analysis.
#pragma once

#include "soundings/analyse/analyse.h"
#include "soundings/weigh/calibrate.h"

#include "answers.h"
#include "responses.h"
#include "spec.h"

namespace soundings::analyse {

/// The rows counted for one measure, and their weights.
struct Weighed {
  Counted counted;
  weigh::Sample sample;
  Replies replies;
};

using Diagnostics = std::vector<std::pair<std::string, std::string>>;

/// Distinct profiles in byte order of their categories. With bounds, base weights are reported on
/// the scale of the population, so that g is what the bounds speak of.
void add_weights(Analysis& analysis, const weigh::Plan& plan, const weigh::Sample& sample);

/// What is known of a sample whose targets no weights meet, and by how far they are missed.
[[nodiscard]] Diagnostics diagnose_unmet(const weigh::Plan& plan, const Responses& responses,
                                         const weigh::Fault& fault);

void add_diagnostics(Analysis& analysis, const Spec& spec, const weigh::Plan& plan,
                     const Responses& responses, const Weighed& weighed);

/// What was passed over or matched nothing: lines of the diagnostics, and sentences for a person.
struct Reported {
  Diagnostics lines;
  std::vector<std::string> findings;
};

/// Answers a measure does not name, with the rows that have them, and answers it names that no row
/// has.
void add_answers(Reported& reported, const MeasureSpec& measure, const Replies& replies);

/// Rows without a value, and categories of levels that nobody is in.
void add_rows(Reported& reported, const CsvTable& table,
              const std::vector<std::pair<std::string, std::string>>& empty_levels);

}  // namespace soundings::analyse
