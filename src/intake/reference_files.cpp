#include "soundings/intake/reference_files.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <optional>
#include <string_view>
#include <tuple>
#include <utility>

#include "soundings/base/nearest.h"
#include "soundings/base/number.h"
#include "soundings/survey/codes.h"
#include "soundings/survey/delivery.h"

#include "reference_table.h"

namespace soundings::intake {

namespace {

/// A count of people or events: a whole number, not negative.
std::int64_t whole_number(const Submission& row, std::string_view column, Faults& faults) {
  const std::string given = cell(row, column);
  const auto value = parse_integer(given);
  if (!value || *value < 0) {
    faults.at(row, "count_malformed",
              std::string(column) + " takes a whole number from 0; given \"" + given + "\"");
    return 0;
  }
  return *value;
}

/// The code that a cell names by its code, its name or an alias; empty for an empty cell.
std::string code_of(const Submission& row, const Definitions& definitions, const Survey& survey,
                    const std::string& domain, Faults& faults) {
  const std::string given = cell(row, domain);
  if (given.empty()) {
    return {};
  }
  const auto code = code_named(definitions, survey, domain, given);
  if (!code) {
    const std::string meant = nearest(given, spellings_of(definitions, survey, domain));
    faults.at(row, "code_unknown",
              domain + " takes a code of the survey " + survey.id + "; given \"" + given + "\"" +
                  did_you_mean(meant));
  }
  return code.value_or("");
}

std::optional<Invitation> invitation(const Submission& row, const Definitions& definitions,
                                     Faults& faults) {
  const std::size_t before = faults.count();
  const Survey* survey = definitions.find_survey(cell(row, "survey"));
  if (survey == nullptr) {
    faults.at(row, "survey_unknown",
              "survey takes the id of a survey; given \"" + cell(row, "survey") + "\"");
    return std::nullopt;
  }
  const auto period = parse_period(cell(row, "wave_or_month"));
  if (!period || !period->single()) {
    faults.at(row, "period_malformed",
              "wave_or_month takes a month (2019-05) or a wave (wave-3); given \"" +
                  cell(row, "wave_or_month") + "\"");
    return std::nullopt;
  }
  Invitation invitation{.survey = survey->id,
                        .period = *period,
                        .npu = code_of(row, definitions, *survey, "npu", faults),
                        .crime_group = code_of(row, definitions, *survey, "crime_group", faults),
                        .invited = whole_number(row, "invited", faults),
                        .bounced = whole_number(row, "bounced", faults),
                        .ineligible = whole_number(row, "ineligible", faults)};
  if (invitation.eligible() < 0) {
    faults.at(row, "counts_inconsistent", "bounced and ineligible are more than invited");
  }
  if (faults.count() > before) {
    return std::nullopt;
  }
  return invitation;
}

std::optional<store::SeriesPoint> series_point(const Submission& row,
                                               const Definitions& definitions, Faults& faults) {
  const std::size_t before = faults.count();
  const std::string series = cell(row, "series");
  const bool known = std::ranges::any_of(
      definitions.denominators, [&](const Denominator& one) { return one.series == series; });
  if (!known) {
    faults.at(row, "series_unknown",
              "series takes a denominator of the definitions; given \"" + series + "\"");
  }
  const auto month = parse_month(cell(row, "month"));
  if (!month) {
    faults.at(row, "period_malformed",
              "month takes a month, as in 2019-05; given \"" + cell(row, "month") + "\"");
  }
  const std::int64_t value = whole_number(row, "value", faults);
  if (!month || faults.count() > before) {
    return std::nullopt;
  }
  return store::SeriesPoint{.series = series, .month = *month, .value = value};
}

Expected<std::vector<Invitation>, std::vector<Finding>> invitations_in(
    const Chunks& chunks, const Definitions& definitions) {
  static constexpr std::array<std::string_view, 7> names = {
      "survey", "wave_or_month", "npu", "crime_group", "invited", "bounced", "ineligible"};
  return read_table<Invitation>(
      chunks, names,
      [&](const Submission& row, Faults& faults) { return invitation(row, definitions, faults); },
      [](const Invitation& row) {
        return std::tuple(row.survey, to_text(row.period), row.npu, row.crime_group);
      },
      names);
}

/// The rows that `chunks_of` gives of `given`, with what was passed over.
template <typename ChunksOf, typename Given>
Expected<InvitationFile, std::vector<Finding>> invitation_file(ChunksOf chunks_of,
                                                               const Given& given,
                                                               const Definitions& definitions) {
  InvitationFile file;
  auto rows = invitations_in(chunks_of(given, file.passed_over), definitions);
  if (!rows) {
    return unexpected(std::move(rows.error()));
  }
  file.rows = *std::move(rows);
  return file;
}

Expected<std::vector<store::SeriesPoint>, std::vector<Finding>> denominators_in(
    const Chunks& chunks, const Definitions& definitions) {
  static constexpr std::array<std::string_view, 3> names = {"series", "month", "value"};
  return read_table<store::SeriesPoint>(
      chunks, names,
      [&](const Submission& row, Faults& faults) { return series_point(row, definitions, faults); },
      [](const store::SeriesPoint& row) { return std::pair(row.series, row.month); }, names);
}

/// Whether a file's first line is that of external series. Its bytes may be of any encoding: those
/// between the letters are left out.
bool is_external(std::string_view header) {
  std::string letters;
  std::ranges::copy_if(header, std::back_inserter(letters),
                       [](char byte) { return byte == '_' || (byte >= 'a' && byte <= 'z'); });
  return letters.find("period_type") != std::string::npos;
}

template <typename ChunksOf, typename Given>
Expected<SeriesFile, std::vector<Finding>> series_in(std::string_view header, ChunksOf chunks_of,
                                                     const Given& given,
                                                     const Definitions& definitions) {
  SeriesFile file;
  const Chunks chunks = chunks_of(given, file.passed_over);
  if (is_external(header)) {
    auto points = external_points_in(chunks, definitions);
    if (!points) {
      return unexpected(std::move(points.error()));
    }
    for (PointOnLine& one : *points) {
      file.points.push_back(std::move(one.point));
      file.lines.push_back(one.line);
    }
    return file;
  }
  auto denominators = denominators_in(chunks, definitions);
  if (!denominators) {
    return unexpected(std::move(denominators.error()));
  }
  file.denominators = *std::move(denominators);
  return file;
}

}  // namespace

Expected<InvitationFile, std::vector<Finding>> read_invitations(const std::string& path,
                                                                const Definitions& definitions) {
  return invitation_file(chunks_of_file, path, definitions);
}

Expected<InvitationFile, std::vector<Finding>> read_invitations_in(std::string_view csv,
                                                                   const Definitions& definitions) {
  return invitation_file(chunks_of_text, csv, definitions);
}

Expected<SeriesFile, std::vector<Finding>> read_series(const std::string& path,
                                                       const Definitions& definitions) {
  std::ifstream file(path, std::ios::binary);
  std::string header;
  std::getline(file, header);
  return series_in(header, chunks_of_file, path, definitions);
}

Expected<SeriesFile, std::vector<Finding>> read_series_in(std::string_view csv,
                                                          const Definitions& definitions) {
  return series_in(csv.substr(0, csv.find('\n')), chunks_of_text, csv, definitions);
}

}  // namespace soundings::intake
