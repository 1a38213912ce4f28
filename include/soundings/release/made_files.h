// Files that are made of a published release when they are asked for, beside those it was frozen
// into: tables with labels, one JSON document, descriptions of CSV files for programs. They hold no
// number that the published files do not (docs/exports.md).
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "soundings/store/releases.h"
#include "soundings/survey/definitions.h"

namespace soundings::release {

/// A release, the definitions whose labels it is given, and whether its answers are invented, which
/// every file made of it then says. They outlive it.
struct Labelled {
  const Definitions& definitions;
  const store::Release& release;
  bool sample = false;
};

/// "victim_satisfaction.2019-05.npu.labelled.csv" for "victim_satisfaction.2019-05.npu.csv".
[[nodiscard]] std::string labelled_name(std::string_view csv);

/// "2019-05.r0.json".
[[nodiscard]] std::string document_name(const std::string& release);

/// Each published table with labels beside its codes, in the order of their names, and behind each
/// its description.
[[nodiscard]] std::vector<store::ReleaseFile> labelled_files(const Labelled& labelled);

/// The descriptions of the published CSV files.
[[nodiscard]] std::vector<store::ReleaseFile> description_files(const Labelled& labelled);

/// Every table, rows with the labels of their codes, as JSON.
[[nodiscard]] store::ReleaseFile document_file(const Labelled& labelled);

/// Any of these and the workbook by its name; nothing for another name.
[[nodiscard]] std::optional<store::ReleaseFile> made_file(const Labelled& labelled,
                                                          const std::string& name);

}  // namespace soundings::release
