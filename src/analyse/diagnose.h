// What weighting did to the caller's rows: a line for each calibration profile, and the
// diagnostics that stand beside every analysis.
#pragma once

#include "soundings/analyse/analyse.h"
#include "soundings/weigh/calibrate.h"

#include "responses.h"
#include "spec.h"

namespace soundings::analyse {

/// The rows counted for one measure, and their weights.
struct Weighed {
  Counted counted;
  weigh::Sample sample;
};

using Diagnostics = std::vector<std::pair<std::string, std::string>>;

/// Distinct profiles in byte order of their categories. With bounds, base weights are told on the
/// scale of the population, so that g is what the bounds speak of.
void add_weights(Analysis& analysis, const weigh::Plan& plan, const weigh::Sample& sample);

/// What is known of a sample whose targets no weights meet, and by how far they are missed.
[[nodiscard]] Diagnostics diagnose_unmet(const weigh::Plan& plan, const Responses& responses,
                                         const weigh::Fault& fault);

void add_diagnostics(Analysis& analysis, const Spec& spec, const weigh::Plan& plan,
                     const Responses& responses, const Weighed& weighed);

}  // namespace soundings::analyse
