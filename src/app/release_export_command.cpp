// `soundings release export`: a published release as the files it was frozen into, or as files that
// are made of them.
#include <algorithm>
#include <array>
#include <iostream>
#include <span>

#include "soundings/base/digest.h"
#include "soundings/base/text.h"
#include "soundings/release/made_files.h"
#include "soundings/release/workbook.h"
#include "soundings/report/exported_files.h"
#include "soundings/report/formats.h"
#include "soundings/store/sample_mark.h"

#include "columns.h"
#include "commands.h"
#include "open.h"
#include "operator_access.h"
#include "output.h"
#include "release_lookup.h"

namespace soundings::app {

namespace {

using Files = std::vector<store::ReleaseFile>;

report::ExportedFile exported(const store::ReleaseFile& file) {
  return {.name = file.name,
          .bytes = static_cast<std::int64_t>(file.bytes.size()),
          .sha256 = to_hex(sha256(file.bytes))};
}

/// Whoever takes files is in the audit first, by the manifest that vouches for frozen ones and by
/// each that is made of them alone. The exit code where that could not be done.
std::optional<Exit> note_export(const ReleaseOptions& options,
                                const std::vector<report::ExportedFile>& files) {
  const auto access = OperatorAccess::open(options.paths, OperatorAccess::Needs::database);
  if (!access) {
    return access.error();
  }
  return complain(
      access->act("/operator/releases/" + percent_encoded(options.release) + "/exported",
                  {{"files", report::to_text(files)}, {"by", options.by}}));
}

Exit write_folder(const ReleaseOptions& options, const store::Release& release, const Files& files,
                  std::vector<report::ExportedFile> vouching = {}) {
  const store::ReleaseFile* manifest = release.file("manifest.json");
  if (manifest == nullptr) {
    throw std::runtime_error("the release has no manifest");
  }
  if (const auto refused = no_folder_at(options.out)) {
    return *refused;
  }
  vouching.insert(vouching.begin(), exported(*manifest));
  if (const auto exit = note_export(options, vouching)) {
    return *exit;
  }
  const std::filesystem::path folder = options.out;
  std::filesystem::create_directories(folder);
  for (const store::ReleaseFile& file : files) {
    static_cast<void>(write_result((folder / file.name).string(), file.bytes));
  }
  std::cout << release.line.id << ": " << files.size() << " files in " << folder.string() << '\n';
  return Exit::done;
}

/// As they were frozen, and behind them the description of each table.
Files frozen_files(const release::Labelled& labelled) {
  Files files;
  std::ranges::copy_if(labelled.release.files, std::back_inserter(files),
                       &store::ReleaseFile::published);
  std::ranges::move(release::description_files(labelled), std::back_inserter(files));
  return files;
}

Exit write_frozen(const ReleaseOptions& options, const release::Labelled& labelled) {
  return write_folder(options, labelled.release, frozen_files(labelled));
}

Exit write_labelled(const ReleaseOptions& options, const release::Labelled& labelled) {
  return write_folder(options, labelled.release, release::labelled_files(labelled));
}

/// One file that is made of the release, at the place that was named.
Exit write_one(const ReleaseOptions& options, const release::Labelled& labelled,
               const std::string& name) {
  if (const auto refused = no_file_at(options.out)) {
    return *refused;
  }
  const auto file = release::made_file(labelled, name);
  if (const auto exit = note_export(options, {exported(*file)})) {
    return *exit;
  }
  if (const Exit exit = write_result(options.out, file->bytes);
      exit != Exit::done || options.out == "-") {
    return exit;
  }
  std::cout << labelled.release.line.id << ": " << name << " in " << options.out << '\n';
  return Exit::done;
}

Exit write_workbook(const ReleaseOptions& options, const release::Labelled& labelled) {
  return write_one(options, labelled, release::workbook_name(labelled.release.line.id));
}

Exit write_document(const ReleaseOptions& options, const release::Labelled& labelled) {
  return write_one(options, labelled, release::document_name(labelled.release.line.id));
}

/// Every format in one folder.
Exit write_all(const ReleaseOptions& options, const release::Labelled& labelled) {
  Files files = frozen_files(labelled);
  std::ranges::move(release::labelled_files(labelled), std::back_inserter(files));
  const std::string& release = labelled.release.line.id;
  std::vector<report::ExportedFile> alone;
  for (const std::string& name :
       {release::document_name(release), release::workbook_name(release)}) {
    files.push_back(release::made_file(labelled, name).value());
    alone.push_back(exported(files.back()));
  }
  return write_folder(options, labelled.release, files, std::move(alone));
}

/// A format of a release by its name.
struct ReleaseFormat {
  std::string_view name;
  Exit (*write)(const ReleaseOptions& options, const release::Labelled& labelled);
};

constexpr std::array formats{
    ReleaseFormat{"files", write_frozen}, ReleaseFormat{"csv", write_labelled},
    ReleaseFormat{"json", write_document}, ReleaseFormat{"xlsx", write_workbook},
    ReleaseFormat{"all", write_all}};

}  // namespace

Exit export_release(const ReleaseOptions& options) {
  const std::string name = options.format.empty() ? "files" : options.format;
  const auto* const format = std::ranges::find(formats, name, &ReleaseFormat::name);
  if (format == formats.end()) {
    const auto fault = report::unknown_format(name, "files, csv, json, xlsx, all");
    std::cerr << visible(fault.message) << " (" << fault.code << ")\n";
    return Exit::wrong_usage;
  }
  const auto store = open_releases(options);
  const auto release = store ? find_release(*store, options.release) : std::nullopt;
  if (!release) {
    return Exit::refused;
  }
  if (release->line.state == store::ReleaseState::draft) {
    std::cerr << release->line.id << " is a draft, and does not leave (release_not_published)\n";
    return Exit::refused;
  }
  const auto definitions = open_definitions(options.paths.definitions);
  if (!definitions) {
    return Exit::refused;
  }
  const Exit written =
      format->write(options, {.definitions = *definitions,
                              .release = *release,
                              .sample = options.sample || store->sample_mark().stands()});
  if (written == Exit::done && release->line.state == store::ReleaseState::withdrawn) {
    std::cerr << release->line.id << " is withdrawn.\n";
  }
  return written;
}

}  // namespace soundings::app
