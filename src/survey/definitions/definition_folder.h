// The bytes of a survey_defs folder, and the digest that names them.
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "definitions/draft.h"

namespace soundings::definition {

/// File contents by path relative to the folder, '/' between names. faults: what could not be
/// opened, folders that hold no kind of definition (they are not looked into), or that there are no
/// definitions at all. Names that begin with a dot are left out.
struct Folder {
  std::map<std::string, std::string> files;
  Faults faults;
};

[[nodiscard]] Folder read_folder(const std::filesystem::path& folder);

/// What the files of a folder say, or every fault in them, in file order.
[[nodiscard]] Expected<Definitions, Faults> read(const Folder& folder);

/// SHA-256, hexadecimal, over the name, length and bytes of every file in name order.
[[nodiscard]] std::string digest_of(const std::map<std::string, std::string>& files);

}  // namespace soundings::definition
