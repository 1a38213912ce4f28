// Codes and labels side by side, row for row as the file has them.
#include "made/labelled_rows.h"

#include <algorithm>

#include "soundings/survey/sample_data.h"

#include "made/described_columns.h"
#include "workbook/labels.h"

namespace soundings::release {
namespace {

/// One column to be: a field of the file, or a text about it.
struct Source {
  enum class Holds { field, survey, item, answer, weighting, domain, unit, notice };
  std::string column;
  Holds holds = Holds::field;
};

bool is_domain(const Definitions& definitions, const std::string& column) {
  return std::ranges::any_of(definitions.surveys, [&](const Survey& survey) {
    return survey.find_domain(column) != nullptr;
  });
}

/// The label that stands behind a column; nothing for one that needs none.
std::optional<Source::Holds> label_behind(const Definitions& definitions,
                                          const std::string& column) {
  using Holds = Source::Holds;
  if (column == "survey") {
    return Holds::survey;
  }
  if (column == "item") {
    return Holds::item;
  }
  if (column == "answer") {
    return Holds::answer;
  }
  if (column == "weighting") {
    return Holds::weighting;
  }
  return is_domain(definitions, column) ? std::optional(Holds::domain) : std::nullopt;
}

std::vector<Source> sources_of(const Labelled& labelled, const FileRows& rows) {
  std::vector<Source> sources;
  for (const std::string& column : rows.columns()) {
    sources.push_back({column});
    if (const auto label = label_behind(labelled.definitions, column)) {
      sources.push_back({column, *label});
    }
    if (column == "value" || column == "difference") {
      sources.push_back({column, Source::Holds::unit});
    }
  }
  if (labelled.sample) {
    sources.push_back({"", Source::Holds::notice});
  }
  return sources;
}

std::string text_of(const Source& source, const RowLabels& labels, const FileRows& rows,
                    std::size_t row) {
  switch (source.holds) {
    case Source::Holds::survey:
      return labels.survey();
    case Source::Holds::item:
      return labels.question();
    case Source::Holds::answer:
      return labels.answer();
    case Source::Holds::weighting:
      return labels.weighting();
    case Source::Holds::domain:
      return rows.field(row, source.column).empty() ? "All" : labels.code(source.column);
    case Source::Holds::unit:
      return source.column == "difference" ? "percentage points" : "per cent";
    case Source::Holds::notice:
      return std::string(sample_notice);
    case Source::Holds::field:
      break;
  }
  return rows.field(row, source.column);
}

std::string name_of(const Source& source) {
  switch (source.holds) {
    case Source::Holds::field:
      return source.column;
    case Source::Holds::unit:
      return "unit";
    case Source::Holds::notice:
      return "notice";
    case Source::Holds::survey:
    case Source::Holds::item:
    case Source::Holds::answer:
    case Source::Holds::weighting:
    case Source::Holds::domain:
      break;
  }
  return source.column + "_label";
}

}  // namespace

LabelledRows labelled_rows(const Labelled& labelled, const FileRows& rows) {
  LabelledRows made;
  const std::vector<Source> sources = sources_of(labelled, rows);
  for (const Source& source : sources) {
    made.columns.push_back(described_column(labelled.definitions, name_of(source)));
  }
  made.rows.reserve(rows.size());
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const RowLabels labels(labelled.definitions, rows, row);
    auto& cells = made.rows.emplace_back();
    cells.reserve(sources.size());
    for (const Source& source : sources) {
      cells.push_back(text_of(source, labels, rows, row));
    }
  }
  return made;
}

}  // namespace soundings::release
