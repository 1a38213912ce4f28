// The one error idiom of the program: a call that may have no answer returns
// Expected<T, SomethingFault>. Machine failures (disk, sockets) are exceptions;
// bugs are assertions; doubts about data are Findings beside the value.
#pragma once

#include <type_traits>
#include <utility>

#include <tl/expected.hpp>

namespace soundings {

template <typename Value, typename Fault>
using Expected = tl::expected<Value, Fault>;

/// `return unexpected(fault);` in a function that returns Expected<T, Fault>.
template <typename Fault>
[[nodiscard]] constexpr tl::unexpected<std::decay_t<Fault>> unexpected(Fault&& fault) {
  return tl::make_unexpected(std::forward<Fault>(fault));
}

}  // namespace soundings
