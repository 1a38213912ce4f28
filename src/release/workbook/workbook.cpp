// A release's files put together as one workbook.
#include "soundings/release/workbook.h"

#include <algorithm>

#include "soundings/base/digest.h"
#include "soundings/release/file_names.h"
#include "soundings/survey/sample_data.h"
#include "soundings/wording/wording.h"

#include "workbook/file_rows.h"
#include "workbook/sheets.h"

namespace soundings::release {
namespace {

constexpr const char* manifest_name = "manifest.json";

/// The instant that stands in the file: of the publication.
Instant moment_of(const store::ReleaseLine& line) {
  return line.published ? line.published->at : line.made.at;
}

std::vector<std::string> cover_of(const Definitions& definitions, const store::Release& release,
                                  bool sample) {
  const store::ReleaseLine& line = release.line;
  std::vector<std::string> cover;
  if (sample) {
    cover.emplace_back(sample_notice);
  }
  if (line.state == store::ReleaseState::withdrawn) {
    cover.emplace_back("This release is withdrawn.");
  }
  cover.push_back("Force: " + wording::force_name(definitions));
  cover.push_back("Release: " + line.id);
  cover.push_back("Published: " + rfc3339(moment_of(line)));
  if (const store::ReleaseFile* manifest = release.file(manifest_name)) {
    cover.push_back("SHA-256 of the release's manifest: " + to_hex(sha256(manifest->bytes)));
  }
  cover.emplace_back(
      "Numbers that could say something of single people are hidden: a mark stands "
      "in their place, and this file does not hold them.");
  cover.emplace_back(
      "The sheet Contents lists the tables. The sheet Notes explains marks, ranges "
      "and weighting.");
  return cover;
}

std::string title_of(const Definitions& definitions, const FileWords& words) {
  return words.survey.empty() ? words.title
                              : survey_title(definitions, words.survey) + ": " + words.title;
}

void add_sheets(const Definitions& definitions, const store::ReleaseFile& file,
                report::Workbook& workbook, std::size_t number) {
  const FileRows rows(file.bytes);
  const std::string title = title_of(definitions, words_of_file(definitions, file.name));
  const std::string nth = std::to_string(number);
  workbook.tables.push_back(
      table_sheet(definitions, rows, {.name = "Table_" + nth, .title = title}));
  if (auto chart = chart_sheet(definitions, rows, {.name = "Chart_" + nth, .title = title})) {
    workbook.tables.push_back(*std::move(chart));
  }
}

/// Tables that people read. The primitives are for programs.
bool is_table(const Definitions& definitions, const store::ReleaseFile& file) {
  const FileWords::Kind kind = words_of_file(definitions, file.name).kind;
  return file.published && (kind == FileWords::Kind::table || kind == FileWords::Kind::revisions) &&
         std::ranges::count(file.bytes, '\n') > 1;
}

}  // namespace

std::string workbook_name(const std::string& release) {
  return release + ".xlsx";
}

report::Workbook workbook_of(const Definitions& definitions, const store::Release& release,
                             bool sample) {
  const store::ReleaseFile* manifest = release.file(manifest_name);
  report::Workbook workbook{
      .title = "Survey figures of " + wording::period(Period::month(release.line.month), nullptr),
      .company = wording::force_name(definitions),
      .release = release.line.id,
      .created = moment_of(release.line),
      .cover = cover_of(definitions, release, sample),
      .notes = notes_sheet(definitions, manifest == nullptr ? "" : manifest->bytes),
      .tables = {}};
  std::size_t number = 0;
  for (const store::ReleaseFile& file : release.files) {
    if (is_table(definitions, file)) {
      add_sheets(definitions, file, workbook, ++number);
    }
  }
  return workbook;
}

}  // namespace soundings::release
