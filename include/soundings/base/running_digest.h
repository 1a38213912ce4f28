// A SHA-256 over bytes that come some at a time, for files that are never whole in memory.
#pragma once

#include <memory>
#include <string_view>

#include "soundings/base/digest.h"

namespace soundings {

class RunningSha256 {
 public:
  RunningSha256();
  ~RunningSha256();
  RunningSha256(const RunningSha256&) = delete;
  RunningSha256& operator=(const RunningSha256&) = delete;

  void add(std::string_view bytes);
  /// Of all that was added; nothing is added after it.
  [[nodiscard]] Sha256 finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace soundings
