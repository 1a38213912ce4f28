// What handlers share: the modules behind them, and the replies that are the survey's own.
#pragma once

#include "soundings/base/metrics.h"
#include "soundings/figures/figures.h"
#include "soundings/intake/intake.h"
#include "soundings/serve/message.h"
#include "soundings/serve/settings.h"
#include "soundings/survey/definitions.h"

#include "http/dispatcher.h"
#include "http/permits.h"
#include "http/problem.h"
#include "http/rates.h"
#include "http/reply.h"

namespace soundings::serve {

class Editions;

/// What every handler may use. Shared by all threads, changed by none.
struct Context {
  const Definitions& definitions;
  intake::Intake& intake;
  const figures::Figures& figures;
  Metrics& metrics;
  const Settings& settings;
  Limits& limits;
  Permits& permits;  ///< for figures and pages
  const Editions& editions;
};

/// How this server's problems look to people.
[[nodiscard]] Presentation presentation_of(const Context& context);

/// A problem as a page for readers.
[[nodiscard]] Reply problem_page(const Problem& problem, const Context& context);

}  // namespace soundings::serve
