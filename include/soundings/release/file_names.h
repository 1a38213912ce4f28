// What the files of a release hold, as their names say it.
#pragma once

#include <string>

#include "soundings/survey/definitions.h"

namespace soundings::release {

/// survey: an id; empty for a file of the whole release. kind: what sort of file it is.
struct FileWords {
  enum class Kind { manifest, revisions, primitives, table };
  Kind kind = Kind::table;
  std::string survey;
  std::string title;  ///< "May 2019, by NPU and contact channel"
  std::string holds;  ///< what it holds and for whom, in a sentence
};

/// The title of a survey; its id where no definition describes it.
[[nodiscard]] std::string survey_title(const Definitions& definitions, const std::string& id);

/// name: "victim_satisfaction.2019-05.npu.csv".
[[nodiscard]] FileWords words_of_file(const Definitions& definitions, const std::string& name);

}  // namespace soundings::release
