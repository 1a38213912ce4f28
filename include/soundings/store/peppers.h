// Which pepper respondents' pseudonyms are made with. The pepper itself is never in the database.
#pragma once

#include <string>

#include "soundings/store/act.h"

namespace soundings::store {

/// check: shows whether a pepper is the right one without giving it away.
struct PepperInUse {
  int version = 1;
  std::string check;
};

class Peppers {
 public:
  virtual ~Peppers() = default;

  [[nodiscard]] virtual PepperInUse in_use() const = 0;

  /// Who is known now stays known by the pseudonym they have; `next` is in use from here on.
  virtual void change(const PepperInUse& next, const Act& act) = 0;
};

}  // namespace soundings::store
