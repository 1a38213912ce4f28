// What every page has: names, navigation, footer, the addresses of its assets.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "soundings/pages/pages.h"

#include "parts/view.h"

namespace soundings::pages {

/// What the frame says of the page within it. edition: nothing where it shows no figures.
struct Heading {
  std::string title;
  std::string address;  ///< the page's own, "/", for the navigation
  std::optional<Edition> edition = std::nullopt;
  std::string choices{};  ///< what the address says beside the edition, "measure=...", for links
  std::string release{};  ///< of the page's one table; empty: the edition's
};

/// The template filled with `view` inside the frame.
[[nodiscard]] std::string framed(const Definitions& definitions, const PageFrame& frame,
                                 const Heading& heading, std::string_view name, View view);

/// The lists of a page's form.
[[nodiscard]] std::vector<View> choice_views(const std::vector<ChoiceList>& lists);

/// "period=2019-05&release=2019-05.r0": what carries an edition into the address of a page.
[[nodiscard]] std::string query_of(const Edition& edition);

/// The address of a page that shows the same edition: "/measures/ID?period=...".
[[nodiscard]] std::string page_link(const std::string& address, const Edition& edition);

}  // namespace soundings::pages
