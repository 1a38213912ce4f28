// The witnesses of a survey, and what they prove, as the file that is kept beside a release.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "soundings/disclose/protect.h"
#include "soundings/disclose/witness.h"

namespace soundings::release {

/// "victim_satisfaction.witnesses.json".
[[nodiscard]] std::string witnesses_name(const std::string& survey);

/// held_against: ids of the earlier releases whose printed numbers share people with this one.
struct ProofFile {
  std::vector<std::string> held_against;
  std::vector<disclose::AnswerRule> rules;
  std::vector<disclose::Witness> witnesses;
  std::vector<disclose::Proof> proofs;
  /// What provisional figures reveal, as disclose::printed_csv() writes rows; empty for none.
  std::string provisional;
};

[[nodiscard]] std::string to_json(const ProofFile& file);
/// Nothing for what to_json() did not write.
[[nodiscard]] std::optional<ProofFile> parse_proofs(std::string_view json);

}  // namespace soundings::release
