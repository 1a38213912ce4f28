// Embedded files by address, and the policy that lets a page use them and nothing else.
#include <algorithm>

#include "soundings/pages/pages.h"

#include "embedded.h"

namespace soundings::pages {

const Asset* asset(std::string_view path) noexcept {
  const auto assets = embedded_assets();
  const auto found = std::find_if(assets.begin(), assets.end(), [path](const NamedAsset& each) {
    return each.asset.path == path;
  });
  return found == assets.end() ? nullptr : &found->asset;
}

std::string_view content_security_policy() noexcept {
  return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
         "font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; "
         "base-uri 'none'";
}

}  // namespace soundings::pages
