// Where SQLite's exceptions become the store's own, so that nothing above knows the engine.
#pragma once

#include <SQLiteCpp/Exception.h>

#include "soundings/store/failure.h"

namespace soundings::store::sqlite {

/// Runs what a face asks of the engine. Every way out of this folder passes through here.
template <typename Work>
decltype(auto) translated(const Work& work) {
  try {
    return work();
  } catch (const SQLite::Exception& error) {
    throw StoreFailure(error.what());
  }
}

}  // namespace soundings::store::sqlite
