// How many large bodies are held in memory at once.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace soundings::serve {

/// The large bodies that may be in memory at once: in all, of one address, and of one group from
/// one address. Thread-safe; outlives its slots.
class BodySlots {
 public:
  struct Most {
    int all = 8;
    int per_address = 3;
    int per_group = 2;
  };

  BodySlots() = default;
  explicit BodySlots(Most most) noexcept : most_(most) {}

  /// Null when there is none; given back when the last copy is gone.
  [[nodiscard]] std::shared_ptr<void> take(const std::string& address, const std::string& group);

 private:
  /// What was counted for one body.
  struct Slot {
    explicit Slot(BodySlots& of) : slots(of) { keys.reserve(3); }
    ~Slot();
    Slot(const Slot&) = delete;
    Slot& operator=(const Slot&) = delete;

    BodySlots& slots;
    std::vector<std::string> keys;
  };

  const Most most_{};
  std::mutex mutex_;
  std::map<std::string, int> taken_;
};

}  // namespace soundings::serve
