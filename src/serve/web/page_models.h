// What the pages show of a choice: questions to figures, gathered into the models of `pages`.
#pragma once

#include <string>
#include <vector>

#include "soundings/pages/pages.h"

#include "web/choices.h"

namespace soundings::serve {

/// What stands around every page of this server.
[[nodiscard]] pages::PageFrame frame_of(const Context& context);

/// What every page of figures is made of. months: those there is anything to show of, newest first;
/// offered: what the form's list of periods has.
struct PageMaterial {
  const Context& context;
  const std::vector<Month>& months;
  const std::vector<Period>& offered;
  Chosen chosen;
};

[[nodiscard]] pages::Overview make_overview(const PageMaterial& asked, pages::ComparedWith with);
/// npu: an area of the level that is reported.
[[nodiscard]] pages::NpuPage make_npu_page(const PageMaterial& asked, const std::string& npu);
[[nodiscard]] pages::ComparePage make_compare_page(const PageMaterial& asked,
                                                   const Measure& measure);
[[nodiscard]] pages::ChannelsPage make_channels_page(const PageMaterial& asked);
/// channel: a code of the domain of contact channels.
[[nodiscard]] pages::ChannelPage make_channel_page(const PageMaterial& asked,
                                                   const std::string& channel);
[[nodiscard]] pages::MeasurePage make_measure_page(const PageMaterial& asked,
                                                   const Measure& measure);

}  // namespace soundings::serve
