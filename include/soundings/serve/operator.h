// What the operator of this machine asks: keys, accounts, held items, retention, releases and the
// audit chain. The same routes answer in the process that has the database and at the socket of a
// running server (docs/decisions/0010-the-operators-door.md). Nothing of it is served over TCP.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "soundings/intake/intake.h"
#include "soundings/intake/reader.h"
#include "soundings/serve/message.h"
#include "soundings/store/act.h"
#include "soundings/survey/definitions.h"

namespace soundings::store {
class CellReader;
class ReleaseReader;
}  // namespace soundings::store

namespace soundings::serve {

/// What the operator's routes work with. The reader opens secrets and originals: it was given the
/// master key.
struct OperatorTools {
  const Definitions& definitions;
  intake::Intake& intake;
  const intake::Reader& reader;
  /// Changes the pepper, in the file that holds peppers, in the ledger and in the intake; the
  /// version in use then.
  std::function<int(const store::Act&)> change_pepper;
  /// What releases are counted with; only publishing needs it.
  store::CellReader* cells = nullptr;
  std::string program_version{};                   ///< as a release names it
  const store::ReleaseReader* releases = nullptr;  ///< what reports take their figures from
};

/// Looks at the answers of the months that have no release, and prints the provisional figures that
/// may be printed. How many; nothing where this day, in London, has a look already.
std::optional<std::size_t> look_for_provisional_figures(const Definitions& definitions,
                                                        store::CellReader& cells,
                                                        intake::Intake& intake, Instant at,
                                                        std::string_view actor);

/// Thread-safe. Machine failures (disk full) leave as exceptions.
class OperatorApi {
 public:
  explicit OperatorApi(OperatorTools tools);
  ~OperatorApi();
  OperatorApi(const OperatorApi&) = delete;
  OperatorApi& operator=(const OperatorApi&) = delete;

  /// Answers in this process. Method, path, form, received_at and caller must be set. The
  /// body of a reply is JSON: a problem document (RFC 9457) from status 400 on.
  [[nodiscard]] Reply answer(Request request) const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace soundings::serve
