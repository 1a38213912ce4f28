// A response as its rows say it: for comparing one that arrives with one whose stored
// hash says nothing of it.
#pragma once

#include <cstdint>
#include <optional>

#include <SQLiteCpp/SQLiteCpp.h>

#include "soundings/survey/response.h"

#include "rules/sealing.h"

namespace soundings::store::sqlite {

/// What its rows say of a response; its id and modified_at stand with its submission.
struct KeptResponse {
  Response said;
  Bytes person;  ///< empty for nobody
};

/// Belongs to the writer's thread.
class KeptResponses {
 public:
  explicit KeptResponses(SQLite::Database& database);

  /// Nothing when the submission brought none, or its bytes do not fit their layout.
  [[nodiscard]] std::optional<KeptResponse> find(std::int64_t submission);

 private:
  [[nodiscard]] std::string code(std::int64_t survey, const std::string& domain, std::uint8_t no);

  SQLite::Statement read_;
  SQLite::Statement read_code_;
};

}  // namespace soundings::store::sqlite
