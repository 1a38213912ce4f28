// What every page has: names, navigation, footer, the addresses of its assets.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "soundings/pages/pages.h"

#include "parts/view.h"

namespace soundings::pages {

/// sample: the figures are of synthetic answers, and every page says so.
struct Frame {
  std::string title;
  std::string address;  ///< the page's own, "/", for the navigation
  std::string period;   ///< "2019-05", carried into links; empty for none
  bool sample = false;
};

/// The template filled with `view` inside the frame.
[[nodiscard]] std::string framed(const Definitions& definitions, const Frame& frame,
                                 std::string_view name, View view);

/// One list of choices of a page's form.
[[nodiscard]] View choice(std::string name, std::string label, const std::vector<Choice>& options);

}  // namespace soundings::pages
