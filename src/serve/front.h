// From a head to a reply: which route it is, what may follow it, who answers. Every
// check that needs no body is made before the body is read.
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "exchange.h"
#include "framing.h"
#include "routes.h"
#include "workers.h"

namespace soundings::serve {

/// A place among the large bodies that may be in memory at once, given back at the end.
class Place {
 public:
  explicit Place(std::atomic<int>& taken) noexcept : taken_(taken), had_(taken_.fetch_add(1)) {}
  ~Place() { taken_.fetch_sub(1); }
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;
  [[nodiscard]] bool free(int of) const noexcept { return had_ < of; }

 private:
  std::atomic<int>& taken_;
  int had_;
};

/// An address we listen on: what is served there, and by which names it is asked for.
struct Door {
  Route::Reach reach = Route::Reach::house;
  Names names;
};

/// One request on its way to a reply. The request's headers lie in `head`.
struct Exchange {
  Head head;
  Request request;
  const Door* door = nullptr;
  std::string peer;  ///< the IP address at the other end of the connection
  const Route* route = nullptr;
  std::size_t body_limit = 0;
  std::unique_ptr<Place> place;
  /// How long its answer may take, and what is said after that.
  std::chrono::milliseconds patience{60000};
};

/// Why a body longer than its address takes is refused.
[[nodiscard]] Problem body_too_large();

/// Shared by all loops.
class Front {
 public:
  /// workers: for pages and figures; decoders: for large bodies, so that neither waits for the
  /// other.
  Front(const House& house, Workers& workers, Workers& decoders);

  /// Reads what the head says. A reply: it is refused, and its body is not wanted.
  [[nodiscard]] std::optional<Reply> open(Exchange& exchange);

  /// Answers at once, or later through `tell`.
  [[nodiscard]] std::optional<Reply> answer(const std::shared_ptr<Exchange>& exchange, Tell tell);

  /// What is said when patience has run out.
  [[nodiscard]] Reply late(const Exchange& exchange);

  /// Why a body could not be taken.
  [[nodiscard]] Reply refuse_body(const Exchange& exchange, const Problem& problem) const;

  /// Runs `make`; a fault of ours becomes a reply that says so and no more.
  [[nodiscard]] Reply guarded(const Exchange& exchange, const std::function<Reply()>& make) const;

  /// The bytes of a reply, counted.
  [[nodiscard]] std::string send(const Exchange& exchange, Reply&& reply, bool keep_alive) const;

 private:
  /// Whether its client comes not too often.
  [[nodiscard]] std::optional<Reply> admit(Exchange& exchange) const;
  [[nodiscard]] std::optional<Reply> expect_body(Exchange& exchange);
  void start(const std::shared_ptr<Exchange>& exchange,
             const std::shared_ptr<const Request>& request, const Tell& tell) const;

  const House house_;
  const Proxies proxies_;
  Workers& workers_;
  Workers& decoders_;
  std::atomic<int> large_bodies_{0};
};

}  // namespace soundings::serve
