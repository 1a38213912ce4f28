// The files and rows of a release as they come, and the release they become.
#pragma once

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "soundings/store/releases.h"
#include "soundings/survey/definitions.h"
#include "soundings/survey/sample_data.h"

#include "count/snapshot.h"
#include "freeze/manifest_json.h"
#include "tables/tables.h"

namespace soundings::release {

struct Parts {
  std::vector<store::ReleaseFile> files;
  std::vector<store::ReleaseRow> rows;

  void add(TableFiles tables) {
    std::ranges::move(tables.files, std::back_inserter(files));
    std::ranges::move(tables.rows, std::back_inserter(rows));
  }
};

/// The draft that the parts are, with the definitions that they were made by and a manifest of all.
/// sample: every published table is marked. manifest: its text, of the sorted files.
template <typename MakeManifest>
[[nodiscard]] store::Release finished(const Definitions& definitions, const Snapshot& snapshot,
                                      Parts parts, bool sample, const MakeManifest& manifest) {
  for (store::ReleaseFile& file : parts.files) {
    if (sample && file.published && file.name.ends_with(".csv")) {
      file.bytes = marked_csv(file.bytes);
    }
  }
  if (!definitions.text.empty()) {
    parts.files.push_back(
        {.name = std::string(definitions_file), .bytes = definitions.text, .published = false});
  }
  std::ranges::sort(parts.files, {}, &store::ReleaseFile::name);
  parts.files.push_back({.name = std::string(manifest_name), .bytes = manifest(parts.files)});
  std::ranges::sort(parts.files, {}, &store::ReleaseFile::name);
  return {.line = {.id = release_id(snapshot.month, snapshot.revision),
                   .month = snapshot.month,
                   .revision = snapshot.revision,
                   .state = store::ReleaseState::draft,
                   .data_version = snapshot.data_version,
                   .made = {},
                   .published = {},
                   .asked = {},
                   .withdrawn = {}},
          .files = std::move(parts.files),
          .rows = std::move(parts.rows)};
}

}  // namespace soundings::release
