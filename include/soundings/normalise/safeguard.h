// What a field that nobody reads may say all the same: the name of a field that
// safeguarding reads, or the name of a group whose responses are held.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "soundings/receive/submission.h"
#include "soundings/survey/definitions.h"

namespace soundings::normalise {

/// The spellings that matter to one survey, worked out once. Immutable; safe to share.
class Safeguard {
 public:
  /// adapter: what reads the survey here; the names that other adapters read it by count too.
  Safeguard(const Definitions& definitions, const Survey& survey, const Adapter* adapter);

  struct Found {
    std::string reason;  ///< "safeguarding_exclusion"
    std::string message;
  };
  /// Why an unread field holds its item; nothing when it does not. unread: as in
  /// Submission::unread.
  [[nodiscard]] std::optional<Found> find(const receive::Field& unread) const;

  /// Why a value holds its item, whatever field it stands in, when the whole of it is a name of a
  /// refused group; nullptr when it is not.
  [[nodiscard]] const std::string* group_named(const receive::Scalar& value) const;

 private:
  struct Named {
    std::string key;
    std::string field;
    std::string reason;
  };

  void add_names(const Domain& domain, const Adapter& adapter, const std::string& reason);
  void add_name(std::string_view name, const std::string& field, const std::string& reason);
  void add_text(std::string_view text, const std::string& reason);
  /// The first of them whose key stands in a name.
  [[nodiscard]] static const Named* named_in(const std::vector<Named>& names,
                                             std::string_view name);

  std::vector<Named> names_;                            ///< of fields
  std::vector<Named> groups_;                           ///< of refused groups, as names
  std::unordered_map<std::string, std::string> texts_;  ///< key -> reason
};

}  // namespace soundings::normalise
