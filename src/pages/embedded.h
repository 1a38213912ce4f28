// What the build put inside the program: assets and templates.
#pragma once

#include <span>
#include <string_view>

#include "soundings/pages/pages.h"

namespace soundings::pages {

/// An asset and the name templates call it by, "soundings.css".
struct NamedAsset {
  std::string_view name;
  Asset asset;
};

/// A page or a part of one, "overview", as mustache text.
struct Template {
  std::string_view name;
  std::string_view text;
};

[[nodiscard]] std::span<const NamedAsset> embedded_assets();
[[nodiscard]] std::span<const Template> embedded_templates();

}  // namespace soundings::pages
