// What reads a survey as an adapter gives it: spellings worked out once for every pair that
// the definitions name, so that no post waits for them.
#pragma once

#include <map>
#include <mutex>
#include <utility>

#include "soundings/normalise/safeguard.h"
#include "soundings/receive/layout.h"
#include "soundings/survey/definitions.h"

namespace soundings::intake {

struct ReadBy {
  receive::Layout layout;
  normalise::Safeguard safeguard;
};

/// Thread-safe. The definitions must outlive it.
class ReadByPairs {
 public:
  explicit ReadByPairs(const Definitions& definitions);

  /// adapter: nullptr for the native shape.
  [[nodiscard]] const ReadBy& of(const Survey& survey, const Adapter* adapter);

 private:
  using Pairs = std::map<std::pair<const Survey*, const Adapter*>, ReadBy>;

  const ReadBy& make(Pairs& pairs, const Survey& survey, const Adapter* adapter);

  const Definitions& definitions_;
  Pairs named_;  ///< by the definitions; never changed once they are read
  std::mutex mutex_;
  Pairs others_;  ///< by an operator's word
};

}  // namespace soundings::intake
