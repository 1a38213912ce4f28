// Files made of a release: labelled tables, one document of all of them, and descriptions.
#include <array>
#include <utility>

#include <nlohmann/json.hpp>

#include "soundings/base/digest.h"
#include "soundings/base/number.h"
#include "soundings/release/file_names.h"
#include "soundings/release/made_files.h"
#include "soundings/release/workbook.h"
#include "soundings/report/csvw.h"
#include "soundings/survey/period.h"
#include "soundings/survey/sample_data.h"
#include "soundings/wording/wording.h"

#include "made/described_columns.h"
#include "made/labelled_rows.h"
#include "tables/csv.h"
#include "workbook/file_rows.h"

namespace soundings::release {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view csv_ending = ".csv";
constexpr std::string_view labelled_ending = ".labelled.csv";
constexpr const char* withdrawn_notice = "This release is withdrawn.";

bool is_csv(const store::ReleaseFile& file) {
  return file.published && std::string_view(file.name).ends_with(csv_ending);
}

bool is_table(const Definitions& definitions, const store::ReleaseFile& file) {
  const FileWords::Kind kind = words_of_file(definitions, file.name).kind;
  return is_csv(file) && kind != FileWords::Kind::primitives;
}

/// What must be said of the release wherever some of it stands.
std::vector<std::string> notices_of(const Labelled& labelled) {
  std::vector<std::string> notices;
  if (labelled.sample) {
    notices.emplace_back(sample_notice);
  }
  if (labelled.release.line.state == store::ReleaseState::withdrawn) {
    notices.emplace_back(withdrawn_notice);
  }
  return notices;
}

/// A text that a spreadsheet would run begins with an apostrophe.
std::string guarded(const std::string& text) {
  constexpr std::string_view runs = "=+-@\t\r";
  return !text.empty() && runs.find(text.front()) != std::string_view::npos ? "'" + text : text;
}

std::string title_of(const Definitions& definitions, const FileWords& words) {
  return words.survey.empty() ? words.title
                              : survey_title(definitions, words.survey) + ": " + words.title;
}

/// The description of a CSV file. name: of the file that it describes.
store::ReleaseFile description_of(const Labelled& labelled, const store::ReleaseFile& of,
                                  const std::string& name,
                                  std::vector<report::CsvwColumn> columns) {
  const FileWords words = words_of_file(labelled.definitions, of.name);
  std::vector<std::string> notes = notices_of(labelled);
  notes.push_back("Release " + labelled.release.line.id + ".");
  for (const wording::Symbol& symbol : wording::symbols()) {
    notes.push_back("[" + std::string(symbol.mark) + "] " + std::string(symbol.meaning));
  }
  return {.name = report::csvw_name(name),
          .bytes = report::csvw({.url = name,
                                 .title = title_of(labelled.definitions, words),
                                 .description = words.holds,
                                 .publisher = wording::force_name(labelled.definitions),
                                 .notes = std::move(notes),
                                 .line_end = "\n",
                                 .columns = std::move(columns)})};
}

store::ReleaseFile frozen_description(const Labelled& labelled, const store::ReleaseFile& file) {
  std::vector<report::CsvwColumn> columns;
  const auto header = csv_rows(file.bytes.substr(0, file.bytes.find('\n') + 1));
  for (const std::string& column : header.at(0)) {
    columns.push_back(described_column(labelled.definitions, column));
  }
  return description_of(labelled, file, file.name, std::move(columns));
}

std::string csv_of(const LabelledRows& table) {
  std::vector<std::string> line;
  line.reserve(table.columns.size());
  for (const report::CsvwColumn& column : table.columns) {
    line.push_back(column.name);
  }
  std::string csv = csv_line(line);
  for (const std::vector<std::string>& row : table.rows) {
    for (std::size_t at = 0; at < row.size(); ++at) {
      line[at] = holds_numbers(table.columns[at]) ? row[at] : guarded(row[at]);
    }
    csv += csv_line(line);
  }
  return csv;
}

/// A table with its labels, and its description.
std::array<store::ReleaseFile, 2> labelled_pair(const Labelled& labelled,
                                                const store::ReleaseFile& file) {
  LabelledRows table = labelled_rows(labelled, FileRows(file.bytes));
  const std::string name = labelled_name(file.name);
  std::string csv = csv_of(table);
  return {store::ReleaseFile{.name = name, .bytes = std::move(csv)},
          description_of(labelled, file, name, std::move(table.columns))};
}

Json row_of(const LabelledRows& table, const std::vector<std::string>& cells) {
  Json row = Json::object();
  for (std::size_t at = 0; at < cells.size(); ++at) {
    const report::CsvwColumn& column = table.columns[at];
    const auto number = holds_numbers(column) ? parse_double(cells[at]) : std::nullopt;
    if (!holds_numbers(column)) {
      row[column.name] = cells[at];
    } else if (column.type == "integer") {
      const auto whole = parse_integer(cells[at]);
      row[column.name] = whole ? Json(*whole) : Json(nullptr);
    } else {
      row[column.name] = number ? Json(*number) : Json(nullptr);
    }
  }
  return row;
}

Json table_of(const Labelled& labelled, const store::ReleaseFile& file) {
  const FileWords words = words_of_file(labelled.definitions, file.name);
  const LabelledRows table = labelled_rows(labelled, FileRows(file.bytes));
  Json rows = Json::array();
  for (const std::vector<std::string>& cells : table.rows) {
    rows.push_back(row_of(table, cells));
  }
  return {{"file", file.name},
          {"survey", words.survey},
          {"title", title_of(labelled.definitions, words)},
          {"rows", std::move(rows)}};
}

std::optional<store::ReleaseFile> described(const Labelled& labelled, const std::string& name) {
  for (const store::ReleaseFile& file : labelled.release.files) {
    if (is_csv(file) && name == report::csvw_name(file.name)) {
      return frozen_description(labelled, file);
    }
    if (!is_table(labelled.definitions, file)) {
      continue;
    }
    const std::string with_labels = labelled_name(file.name);
    if (name == with_labels) {
      return labelled_pair(labelled, file)[0];
    }
    if (name == report::csvw_name(with_labels)) {
      return labelled_pair(labelled, file)[1];
    }
  }
  return std::nullopt;
}

}  // namespace

std::string labelled_name(std::string_view csv) {
  return std::string(csv.substr(0, csv.size() - csv_ending.size())) + std::string(labelled_ending);
}

std::string document_name(const std::string& release) {
  return release + ".json";
}

std::vector<store::ReleaseFile> labelled_files(const Labelled& labelled) {
  std::vector<store::ReleaseFile> files;
  for (const store::ReleaseFile& file : labelled.release.files) {
    if (is_table(labelled.definitions, file)) {
      for (store::ReleaseFile& made : labelled_pair(labelled, file)) {
        files.push_back(std::move(made));
      }
    }
  }
  return files;
}

std::vector<store::ReleaseFile> description_files(const Labelled& labelled) {
  std::vector<store::ReleaseFile> files;
  for (const store::ReleaseFile& file : labelled.release.files) {
    if (is_csv(file)) {
      files.push_back(frozen_description(labelled, file));
    }
  }
  return files;
}

store::ReleaseFile document_file(const Labelled& labelled) {
  const store::ReleaseLine& line = labelled.release.line;
  Json tables = Json::array();
  for (const store::ReleaseFile& file : labelled.release.files) {
    if (is_table(labelled.definitions, file)) {
      tables.push_back(table_of(labelled, file));
    }
  }
  Json symbols = Json::object();
  for (const wording::Symbol& symbol : wording::symbols()) {
    symbols[std::string(symbol.mark)] = symbol.meaning;
  }
  const store::ReleaseFile* manifest = labelled.release.file("manifest.json");
  const Json document{
      {"release", line.id},
      {"month", to_text(line.month)},
      {"force", wording::force_name(labelled.definitions)},
      {"published_at", rfc3339(line.published ? line.published->at : line.made.at)},
      {"manifest_sha256", manifest == nullptr ? "" : to_hex(sha256(manifest->bytes))},
      {"notices", notices_of(labelled)},
      {"symbols", std::move(symbols)},
      {"tables", std::move(tables)}};
  return {.name = document_name(line.id),
          .bytes = document.dump(1, ' ', false, Json::error_handler_t::replace) + "\n"};
}

std::optional<store::ReleaseFile> made_file(const Labelled& labelled, const std::string& name) {
  const std::string& release = labelled.release.line.id;
  if (name == workbook_name(release)) {
    return store::ReleaseFile{.name = name,
                              .bytes = report::xlsx(workbook_of(
                                  labelled.definitions, labelled.release, labelled.sample))};
  }
  return name == document_name(release) ? document_file(labelled) : described(labelled, name);
}

}  // namespace soundings::release
