// The operator's side of the way in: keys, held items and the audit chain, as addresses
// that take and give plain text. One desk answers whether it is asked in the process
// that has the database or through its door (docs/decisions/0010-the-operators-door.md).
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "soundings/base/time.h"
#include "soundings/intake/intake.h"
#include "soundings/intake/reader.h"
#include "soundings/survey/definitions.h"

namespace soundings::serve {

/// What a desk works with. The reader opens secrets and originals: it was given the master key.
struct DeskTools {
  const Definitions& definitions;
  intake::Intake& intake;
  const intake::Reader& reader;
  /// Changes the pepper, in the file that holds peppers, in the ledger and in the intake; the
  /// version in use then.
  std::function<int(const store::Act&)> change_pepper;
};

/// One question or act. fields: of the query or of the body, by name.
struct Ask {
  std::string method;  ///< GET reads, POST acts
  std::string path;    ///< "/operator/keys"
  std::map<std::string, std::string> fields;
  std::string user;  ///< the operating-system user who asks
  Instant at;
};

/// body: JSON; a problem document (RFC 9457) from 400 on.
struct Answer {
  int status = 200;
  std::string body;
};

/// Thread-safe. Machine failures (disk full) leave as exceptions.
class Desk {
 public:
  explicit Desk(DeskTools tools) : tools_(std::move(tools)) {}

  [[nodiscard]] Answer answer(const Ask& ask) const;

 private:
  DeskTools tools_;
};

}  // namespace soundings::serve
