// Names as small numbers: sources, surveys, codes of domains, layouts. Read once,
// added to as new names arrive. Belongs to the writer's thread.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include <SQLiteCpp/SQLiteCpp.h>

#include "soundings/survey/definitions.h"

#include "rules/coding.h"

namespace soundings::store::sqlite {

class Dictionary {
 public:
  explicit Dictionary(SQLite::Database& database);

  [[nodiscard]] std::int64_t source(const std::string& id);
  [[nodiscard]] std::int64_t survey(const std::string& id);

  /// The layout that responses of `survey` are written under now. Read once a batch.
  struct Current {
    std::int64_t no = 0;
    Layout layout;
  };
  [[nodiscard]] const Current& layout(const Survey& survey);

  /// 1 to 255, nothing when the domain has no number left. 0 is never a code.
  [[nodiscard]] std::optional<std::uint8_t> code(std::int64_t survey, const std::string& domain,
                                                 const std::string& code);

  /// Definitions may be others from here on.
  void start_batch() noexcept;

  /// After a rolled-back transaction: what was added is read again.
  void forget();

 private:
  struct Known {
    std::int64_t no = 0;
    std::string version;
    const Survey* read_from = nullptr;  // in this batch
    Current current;
  };
  using Codes = std::vector<std::pair<std::string, std::uint8_t>>;

  [[nodiscard]] std::int64_t name(std::map<std::string, std::int64_t>& names, const char* find,
                                  const char* add, const std::string& id);
  [[nodiscard]] Codes& codes(std::int64_t survey, const std::string& domain);

  SQLite::Database& database_;
  std::map<std::string, std::int64_t> sources_;
  std::map<std::string, std::int64_t> surveys_;
  std::map<std::string, Known> layouts_;  // by survey id
  std::map<std::pair<std::int64_t, std::string>, Codes> codes_;
};

}  // namespace soundings::store::sqlite
