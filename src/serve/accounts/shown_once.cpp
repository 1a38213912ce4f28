#include "accounts/shown_once.h"

#include <utility>

#include "soundings/base/digest.h"

namespace soundings::serve {
namespace {

constexpr std::chrono::minutes longest{1};
constexpr std::size_t id_bytes = 16;

}  // namespace

std::string ShownOnce::keep(const std::string& holder, pages::SecretsPage page, Instant now) {
  std::string id = to_hex(random_bytes(id_bytes));
  const std::lock_guard lock(mutex_);
  std::erase_if(kept_, [now](const auto& each) { return now - each.second.at > longest; });
  kept_[id] = {.holder = holder, .page = std::move(page), .at = now};
  return id;
}

std::optional<pages::SecretsPage> ShownOnce::take(const std::string& id, const std::string& holder,
                                                  Instant now) {
  const std::lock_guard lock(mutex_);
  const auto found = kept_.find(id);
  if (found == kept_.end() || found->second.holder != holder || now - found->second.at > longest) {
    return std::nullopt;
  }
  pages::SecretsPage page = std::move(found->second.page);
  kept_.erase(found);
  return page;
}

}  // namespace soundings::serve
