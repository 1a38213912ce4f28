// A slip of the pen in a copy of the shipped definitions, and how it must be reported.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "soundings/survey/definitions.h"

namespace soundings::test {

/// One slip of the pen, and how it must be reported. `faults`: how many faults it makes in all,
/// when one slip is wrong in several ways or for several surveys.
struct Slip {
  std::string rule;
  std::string file;
  std::string from;
  std::string to;
  std::string pointer;
  std::string value;
  std::size_t faults = 1;
};

using Slips = std::vector<Slip>;

/// Every fault found in a folder of definitions; none when it is sound.
[[nodiscard]] std::vector<DefinitionFault> faults_in(const std::filesystem::path& folder);

/// The faults as lines, to be read when a test fails.
[[nodiscard]] std::string reported(const std::vector<DefinitionFault>& faults);

/// Makes each slip in a copy of its own and checks that it is found and reported as it says.
void check(const Slips& slips);

inline const std::string victim = "surveys/victim_satisfaction.json";
inline const std::string voice = "surveys/public_voice.json";
inline const std::string poll = "surveys/how_are_we_doing.json";
inline const std::string livechat = "surveys/livechat.json";
inline const std::string by_npu = "weighting/victim_satisfaction.invited_by_npu.json";
inline const std::string by_crime = "weighting/victim_satisfaction.invited_by_npu_crime.json";
inline const std::string raked = "weighting/public_voice.raked_population.json";
inline const std::string targets = "weighting/population_16_and_over.csv";
inline const std::string adapter = "adapters/wmnow_csv.json";
inline const std::string release = "releases/victim_satisfaction.json";
inline const std::string poll_release = "releases/how_are_we_doing.json";
inline const std::string source = "sources/livechat.json";

}  // namespace soundings::test
