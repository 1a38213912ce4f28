// A whole server in this process, on a free port, over a database of its own, with a
// key for its sender.
#pragma once

#include <optional>
#include <string>

#include "soundings/figures/figures.h"
#include "soundings/intake/intake.h"
#include "soundings/intake/reader.h"
#include "soundings/serve/server.h"
#include "soundings/store/cells.h"

#include "support/http_client.h"
#include "support/sender.h"
#include "support/store.h"

namespace soundings::testing {

/// survey_defs as they stand.
[[nodiscard]] const Definitions& real_definitions();

struct RunningServer {
  explicit RunningServer(serve::Settings settings = {}, intake::Settings intake_settings = {});

  [[nodiscard]] std::uint16_t port() const { return server.port(); }

  /// A signed post of JSON to the victim survey, under a webhook id of its own.
  HttpReply post(const std::string& body, const HttpHeaders& more = {});

  /// The bytes of such a post.
  [[nodiscard]] std::string post_bytes(const std::string& webhook_id, const std::string& body,
                                       const HttpHeaders& more = {}) const;

  /// Submissions in the ledger with one outcome.
  [[nodiscard]] std::int64_t arrived(store::Outcome outcome);

  Folder folder;
  Metrics metrics;
  intake::Intake intake;
  std::unique_ptr<store::CellReader> cells;
  figures::WorkingFigures figures;
  intake::Reader reader;
  serve::Server server;
  int posted = 0;
};

constexpr auto responses_address = "/api/v1/sources/wmnow/surveys/victim_satisfaction/responses";

}  // namespace soundings::testing
