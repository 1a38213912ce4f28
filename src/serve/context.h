// What handlers share: the modules behind them, and the replies that are the survey's own.
#pragma once

#include "soundings/accounts/sign_in.h"
#include "soundings/base/metrics.h"
#include "soundings/figures/figures.h"
#include "soundings/intake/intake.h"
#include "soundings/intake/reader.h"
#include "soundings/serve/message.h"
#include "soundings/serve/settings.h"
#include "soundings/store/release_reader.h"
#include "soundings/survey/definitions.h"

#include "http/dispatcher.h"
#include "http/permits.h"
#include "http/problem.h"
#include "http/rates.h"
#include "http/reply.h"

namespace soundings::serve {

class Editions;
class ShownOnce;
struct DraftLook;

/// What every handler may use. Shared by all threads, changed by none; each request has a copy of
/// its own.
struct Context {
  const Definitions& definitions;
  intake::Intake& intake;
  const figures::Figures& figures;
  Metrics& metrics;
  const Settings& settings;
  Limits& limits;
  Permits& permits;  ///< for figures and pages
  const Editions& editions;
  /// Figures of what is kept now; null: this server has none.
  const figures::Figures* working = nullptr;
  const accounts::SignIn* sign_in = nullptr;  ///< null: nobody can sign in
  Permits* hashing = nullptr;                 ///< for passwords, which take much memory
  const Request* request = nullptr;           ///< the one that is answered; null in the shared one
  bool shows_working = false;                 ///< `figures` are working ones
  /// What is kept, read beside the writer; null: this server shows no records.
  const intake::Reader* reader = nullptr;
  ShownOnce* shown_once = nullptr;                 ///< there where people can sign in
  const store::ReleaseReader* releases = nullptr;  ///< null: nothing is released
  std::string draft{};  ///< id of the draft release that is looked at; empty for none

  /// Whether the answers are invented, as the database says it or a flag of this server.
  [[nodiscard]] bool is_sample() const {
    return settings.sample || (releases != nullptr && releases->is_sample());
  }
  /// For one request.
  [[nodiscard]] Context of(const Request& asked) const {
    Context mine = *this;
    mine.request = &asked;
    return mine;
  }
  /// For one that is shown working figures, which must be there.
  [[nodiscard]] Context with_working_figures() const {
    return {definitions, intake,  *working, metrics, settings, limits, permits,    editions,
            working,     sign_in, hashing,  request, true,     reader, shown_once, releases};
  }
  /// For one that is shown a draft, `id`, among what is published. look: outlives it.
  [[nodiscard]] Context with_draft(const DraftLook& look, std::string id) const;
};

/// How this server's problems look to people.
[[nodiscard]] Presentation presentation_of(const Context& context);

/// A problem as a page for readers.
[[nodiscard]] Reply problem_page(const Problem& problem, const Context& context);

/// Whether browsers reach this server by HTTPS: by its own, or by its proxy's.
[[nodiscard]] bool by_https(const Settings& settings) noexcept;

/// How people are known at the readers' listener. The context outlives it.
[[nodiscard]] SignInRules sign_in_rules_of(const Context& context);

}  // namespace soundings::serve
