// Definitions and pages made by hand for the tests and the preview: May 2019's counts, with
// every state a row can be in.
#pragma once

#include <cstdint>

#include "soundings/pages/pages.h"

namespace soundings::pages {

[[nodiscard]] Definitions model_definitions();

/// A row of a table: `positive` of `base` answers, with Wilson's range.
[[nodiscard]] Row model_row(DomainKey key, std::int64_t positive, std::int64_t base);

/// A row that a release hides.
[[nodiscard]] Row hidden_row(DomainKey key, Hidden why);

[[nodiscard]] Overview model_overview(const Definitions& definitions);

/// Birmingham East: Live Chat small, front counter hidden.
[[nodiscard]] NpuPage model_npu(const Definitions& definitions);

/// The eight NPUs by the overall measure: Solihull higher, Birmingham East lower.
[[nodiscard]] ComparePage model_compare(const Definitions& definitions);

/// Ease of contact and confidence by channel.
[[nodiscard]] ChannelsPage model_channels(const Definitions& definitions);

/// 999: ease of contact by month and by NPU.
[[nodiscard]] ChannelPage model_channel(const Definitions& definitions);

/// The overall measure, with its answers.
[[nodiscard]] MeasurePage model_measure(const Definitions& definitions);

/// June 2019 asked for on an NPU's page.
[[nodiscard]] WrongChoice model_wrong_choice();

}  // namespace soundings::pages
