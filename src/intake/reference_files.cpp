#include "soundings/intake/reference_files.h"

#include <algorithm>
#include <array>
#include <functional>
#include <optional>
#include <set>
#include <span>
#include <string_view>
#include <tuple>
#include <utility>
#include <variant>

#include "soundings/base/number.h"
#include "soundings/receive/receive.h"
#include "soundings/survey/codes.h"
#include "soundings/survey/delivery.h"

namespace soundings::intake {

namespace {

using receive::Submission;

constexpr std::size_t rows_at_once = 500;
constexpr auto csv_type = "text/csv";

/// A table of named columns read by the same rules as a file of responses.
Adapter columns(std::string id, std::span<const std::string_view> names) {
  Adapter adapter{.id = std::move(id), .version = "1.0.0"};
  for (const std::string_view name : names) {
    adapter.map.push_back({.field = std::string(name), .paths = {std::string(name)}});
  }
  return adapter;
}

std::string text(const Submission& row, std::string_view column) {
  for (const receive::Field& field : row.fields) {
    if (field.name == column) {
      const auto* held = std::get_if<std::string>(&field.value);
      return held == nullptr ? "" : *held;
    }
  }
  return "";
}

/// The faults of one file, each with its line.
class Faults {
 public:
  void at(const Submission& row, std::string code, const std::string& message) {
    found_.push_back({.code = std::move(code),
                      .pointer = "line " + std::to_string(row.line),
                      .message = message});
  }
  void add(Finding finding) { found_.push_back(std::move(finding)); }
  [[nodiscard]] std::size_t count() const noexcept { return found_.size(); }
  [[nodiscard]] std::vector<Finding> take() { return std::move(found_); }

 private:
  std::vector<Finding> found_;
};

/// A count of people or events: a whole number, not negative.
std::int64_t whole_number(const Submission& row, std::string_view column, Faults& faults) {
  const std::string given = text(row, column);
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
  const std::string given = text(row, domain);
  if (given.empty()) {
    return given;
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
  const Survey* survey = definitions.find_survey(text(row, "survey"));
  if (survey == nullptr) {
    faults.at(row, "survey_unknown",
              "survey takes the id of a survey; given \"" + text(row, "survey") + "\"");
    return std::nullopt;
  }
  const auto period = parse_period(text(row, "wave_or_month"));
  if (!period || !period->single()) {
    faults.at(row, "period_malformed",
              "wave_or_month takes a month (2019-05) or a wave (wave-3); given \"" +
                  text(row, "wave_or_month") + "\"");
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
  const std::string series = text(row, "series");
  const bool known = std::ranges::any_of(
      definitions.denominators, [&](const Denominator& one) { return one.series == series; });
  if (!known) {
    faults.at(row, "series_unknown",
              "series takes a denominator of the definitions; given \"" + series + "\"");
  }
  const auto month = parse_month(text(row, "month"));
  if (!month) {
    faults.at(row, "period_malformed",
              "month takes a month, as in 2019-05; given \"" + text(row, "month") + "\"");
  }
  const std::int64_t value = whole_number(row, "value", faults);
  if (!month || faults.count() > before) {
    return std::nullopt;
  }
  return store::SeriesPoint{.series = series, .month = *month, .value = value};
}

using Take = std::function<bool(std::vector<Submission>&&)>;
/// Reads a file chunk by chunk; an error when it cannot be read at all.
using Chunks = std::function<std::optional<Finding>(const Adapter& adapter, const Take& take)>;

Chunks chunks_of_file(const std::string& path) {
  return [path](const Adapter& adapter, const Take& take) -> std::optional<Finding> {
    const auto read = receive::decode_file(
        path, csv_type, &adapter, {}, rows_at_once,
        [&take](std::vector<Submission>&& chunk, const receive::FileProgress&) {
          return take(std::move(chunk));
        });
    return read ? std::nullopt : std::optional(read.error());
  };
}

Chunks chunks_of_text(std::string_view csv) {
  return [csv](const Adapter& adapter, const Take& take) -> std::optional<Finding> {
    const Delivery file{
        .lane = Delivery::Lane::import, .media_type = csv_type, .body = std::string(csv)};
    static_cast<void>(receive::decode_in_chunks(file, &adapter, {}, rows_at_once, take));
    return std::nullopt;
  };
}

/// Reads every row by `interpret`; `key` names what a row is about, so that two rows of one thing
/// are found.
template <typename Row, typename Interpret, typename Key>
Expected<std::vector<Row>, std::vector<Finding>> read_table(const Chunks& chunks,
                                                            std::span<const std::string_view> names,
                                                            Interpret interpret, Key key) {
  const Adapter adapter = columns("reference_table", names);
  std::vector<Row> rows;
  std::set<std::invoke_result_t<Key, const Row&>> seen;
  Faults faults;
  const auto take = [&](std::vector<Submission>&& chunk) {
    for (const Submission& line : chunk) {
      if (line.problem) {
        faults.at(line, line.problem->code, line.problem->message);
        continue;
      }
      std::optional<Row> row = interpret(line, faults);
      if (row && !seen.insert(key(*row)).second) {
        faults.at(line, "row_repeated", "an earlier row speaks of the same place and period");
      } else if (row) {
        rows.push_back(std::move(*row));
      }
    }
    return true;
  };
  if (auto unread = chunks(adapter, take)) {
    faults.add(*std::move(unread));
  }
  if (faults.count() > 0) {
    return unexpected(faults.take());
  }
  return rows;
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
      });
}

Expected<std::vector<store::SeriesPoint>, std::vector<Finding>> series_in(
    const Chunks& chunks, const Definitions& definitions) {
  static constexpr std::array<std::string_view, 3> names = {"series", "month", "value"};
  return read_table<store::SeriesPoint>(
      chunks, names,
      [&](const Submission& row, Faults& faults) { return series_point(row, definitions, faults); },
      [](const store::SeriesPoint& row) { return std::pair(row.series, row.month); });
}

}  // namespace

Expected<std::vector<Invitation>, std::vector<Finding>> read_invitations(
    const std::string& path, const Definitions& definitions) {
  return invitations_in(chunks_of_file(path), definitions);
}

Expected<std::vector<Invitation>, std::vector<Finding>> read_invitations_in(
    std::string_view csv, const Definitions& definitions) {
  return invitations_in(chunks_of_text(csv), definitions);
}

Expected<std::vector<store::SeriesPoint>, std::vector<Finding>> read_series(
    const std::string& path, const Definitions& definitions) {
  return series_in(chunks_of_file(path), definitions);
}

Expected<std::vector<store::SeriesPoint>, std::vector<Finding>> read_series_in(
    std::string_view csv, const Definitions& definitions) {
  return series_in(chunks_of_text(csv), definitions);
}

}  // namespace soundings::intake
