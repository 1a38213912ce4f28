// The manifest of a release: what it holds, by which rules and definitions, and the hash of each
// file.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "soundings/disclose/protect.h"
#include "soundings/store/releases.h"
#include "soundings/survey/definitions.h"

#include "snapshot.h"

namespace soundings::release {

inline constexpr std::string_view manifest_name = "manifest.json";

/// What became of one survey.
struct ProtectedSurvey {
  const CountedSurvey* counted = nullptr;
  disclose::Publication publication;
  disclose::ProtectedRelease made;
};

struct ManifestParts {
  const Definitions& definitions;
  const Snapshot& snapshot;
  std::string release;
  std::string program_version;
  const std::vector<ProtectedSurvey>& surveys;
  const std::vector<store::ReleaseFile>& files;  ///< all but the manifest
};

/// No time of day, no machine and no person stands in it.
[[nodiscard]] std::string manifest_json(const ManifestParts& parts);

/// What a check needs of a manifest.
struct Manifest {
  struct Period {
    std::string period;
    std::vector<std::string> layers;
    std::map<std::string, std::int64_t> targets;  ///< of a period that is printed weighted
  };
  std::string definitions;                             ///< digest
  std::map<std::string, std::string> hashes;           ///< by file, in hexadecimal
  std::map<std::string, std::vector<Period>> periods;  ///< by survey
};

[[nodiscard]] std::optional<Manifest> parse_manifest(std::string_view json);

}  // namespace soundings::release
