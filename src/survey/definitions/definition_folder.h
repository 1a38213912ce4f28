// The bytes of a survey_defs folder, and the one text that holds them all.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

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

/// Every file in name order: its name, the count of its bytes, and these, with '\n' between.
[[nodiscard]] std::string text_of(const std::map<std::string, std::string>& files);

/// The files of such a text. One that is not whole is a fault.
[[nodiscard]] Folder folder_of(std::string_view text);

}  // namespace soundings::definition
