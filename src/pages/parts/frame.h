// What every page has: names, navigation, footer, the addresses of its assets.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "soundings/pages/pages.h"

#include "parts/view.h"

namespace soundings::pages {

/// What the frame says of the page within it.
struct Heading {
  std::string title;
  std::string address;  ///< the page's own, "/", for the navigation
  std::string period;   ///< "2019-05", carried into links; empty for none
  std::string release;  ///< whose figures the page shows; empty where it shows none
};

/// The template filled with `view` inside the frame.
[[nodiscard]] std::string framed(const Definitions& definitions, const PageFrame& frame,
                                 const Heading& heading, std::string_view name, View view);

/// One list of choices of a page's form.
[[nodiscard]] View choice(std::string name, std::string label, const std::vector<Choice>& options);

}  // namespace soundings::pages
