// The one exception the store throws when the machine fails it.
#pragma once

#include <stdexcept>

namespace soundings::store {

/// The database cannot do what was asked: the disk is full or broken, another process holds a lock,
/// or the files were removed. The message is the engine's, for the log.
class StoreFailure : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace soundings::store
