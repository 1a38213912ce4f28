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

#include "count/snapshot.h"

namespace soundings::release {

inline constexpr std::string_view manifest_name = "manifest.json";
/// The text of the definitions; its SHA-256 is the one that the manifest names. Not published.
inline constexpr std::string_view definitions_file = "definitions.txt";

/// Why something of a release is not made again.
inline constexpr std::string_view other_definitions =
    "the definitions have changed since, and those that it was made by are not kept or cannot be "
    "read";

/// What became of one survey.
struct ProtectedSurvey {
  const CountedSurvey* counted = nullptr;
  disclose::Publication publication;
  disclose::ProtectedRelease made;
  std::vector<std::string> held_against;  ///< ids of releases whose people it shares
};

struct ManifestParts {
  const Definitions& definitions;
  const Snapshot& snapshot;
  std::string release;
  std::string program_version;
  const std::vector<ProtectedSurvey>& surveys;
  const std::vector<store::ReleaseFile>& files;  ///< all but the manifest
  bool sample = false;                           ///< the answers are invented
};

/// No time of day, no machine and no person stands in it.
[[nodiscard]] std::string manifest_json(const ManifestParts& parts);

/// The manifest of a revision: that of `base`, with what was made anew. surveys: those alone.
[[nodiscard]] std::string revised_manifest_json(const ManifestParts& parts, std::string_view base);

/// What a check, and a later release, need of a manifest.
struct Manifest {
  /// prints: the layers that each print of it counted, the newest first.
  struct Period {
    std::string period;
    std::vector<std::vector<std::string>> prints;
    std::map<std::string, std::int64_t> targets;  ///< of a period that is printed weighted
  };
  struct SurveyPart {
    std::string version;      ///< of its definition
    std::string definitions;  ///< digest of those that its files were made by
    std::vector<Period> periods;
    std::vector<RevisedLayer> revised_layers;  ///< of this revision
  };
  using Surveys = std::map<std::string, SurveyPart>;
  std::string definitions;                    ///< digest
  std::map<std::string, std::string> hashes;  ///< by file, in hexadecimal
  Surveys surveys;
  bool sample = false;  ///< its files are marked as sample data
};

[[nodiscard]] std::optional<Manifest> parse_manifest(std::string_view json);

}  // namespace soundings::release
