// The pages of figures, each a model of what it shows and the HTML made of it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "soundings/pages/frame.h"
#include "soundings/survey/comparison.h"
#include "soundings/survey/spread.h"

namespace soundings::pages {

/// What the figures of an Overview are set against.
enum class ComparedWith { baseline, previous, previous_3 };

/// "baseline", "previous", "previous-3": the values of ?compare=.
[[nodiscard]] std::string_view to_text(ComparedWith with) noexcept;
[[nodiscard]] std::optional<ComparedWith> parse_compared_with(std::string_view text) noexcept;

/// The Overview at /: one month of the force.
struct Overview {
  Edition edition;
  std::vector<ChoiceList> choices;
  std::vector<Table> headline;  ///< force-level tables, one per measure, in order
  std::vector<Trend> trends;    ///< for measures with a monthly series
  ComparedWith with = ComparedWith::baseline;
  std::vector<Comparisons> changes;  ///< of those measures that can be compared, read together
  bool assumed_baseline = false;     ///< nobody has confirmed that it is the baseline
  std::vector<Comparisons> areas;    ///< by area against the rest, of the measures drawn so
  std::optional<SoFar> so_far{};     ///< of the force, for who may read it
  PageFrame frame;
};
[[nodiscard]] std::string overview(const Definitions& definitions, const Overview& overview);
/// "What stands out", as the page has it: up to three sentences.
[[nodiscard]] std::vector<std::string> what_stands_out(const Definitions& definitions,
                                                       const Overview& overview);

/// One area at /npus/{npu}.
struct NpuPage {
  std::string npu;
  Edition edition;
  std::vector<ChoiceList> choices;
  std::vector<Table> measures;  ///< per measure: the table by area; the page takes its NPU's row
  std::vector<Comparisons> readings;  ///< of the NPU against the rest, read together; by measure
  std::optional<Trend> trend;         ///< by area, one table a month
  std::optional<Table> channels;      ///< ease of contact by area and contact channel
  std::vector<Table> groups;          ///< who answered: by area and another domain each, but
                                      ///< for channels
  std::optional<SoFar> so_far{};      ///< of the area, for who may read it
  std::vector<Table> of_force{};      ///< per measure that has a figure of the force but none by
                                      ///< area: the force's table
  PageFrame frame;
};
[[nodiscard]] std::string npu(const Definitions& definitions, const NpuPage& page);
/// The sentence that the page begins with; empty where it has no figure to say one of.
[[nodiscard]] std::string finding_of(const Definitions& definitions, const NpuPage& page);

/// All areas beside one another at /npus. table: by area; nothing where the release has none.
/// of_force: whether the force has a figure where the areas have none.
struct ComparePage {
  const Measure* measure = nullptr;
  Edition edition;
  std::vector<ChoiceList> choices;
  std::optional<Table> table;
  std::optional<SpreadComparisons> readings;
  bool of_force = false;
  PageFrame frame;
};
[[nodiscard]] std::string compare(const Definitions& definitions, const ComparePage& page);

/// All contact channels at /channels. tables: by channel, a figure each.
struct ChannelsPage {
  Edition edition;
  std::vector<ChoiceList> choices;
  std::vector<Table> tables;
  PageFrame frame;
};
[[nodiscard]] std::string channels(const Definitions& definitions, const ChannelsPage& page);

/// One contact channel at /channels/{channel}.
struct ChannelPage {
  std::string channel;  ///< a code
  Edition edition;
  std::vector<ChoiceList> choices;
  std::vector<Table> measures;  ///< by channel; the page takes its channel's row and the force's
  std::optional<Trend> trend;   ///< by channel, one table a month, of the first of them
  std::optional<Table> areas;   ///< the first of them by area and channel
  std::vector<Table> own;       ///< force-level tables of the channel's own survey, shown first
  PageFrame frame;
};
[[nodiscard]] std::string channel(const Definitions& definitions, const ChannelPage& page);

/// One measure at /measures/{measure}.
struct MeasurePage {
  const Measure* measure = nullptr;
  Edition edition;
  std::vector<ChoiceList> choices;
  std::optional<Table> table;    ///< of the force
  std::optional<Table> answers;  ///< its distribution
  std::optional<Trend> trend;
  std::optional<Table> areas;  ///< by area
  std::vector<Table> groups;   ///< who answered: by a domain each, but for areas and channels
  PageFrame frame;
};
[[nodiscard]] std::string measure(const Definitions& definitions, const MeasurePage& page);

}  // namespace soundings::pages
