// The files of an analysis: the columns and number forms of the reference answers
// (docs/methods/analyse.md), so that the two can be compared field by field.
#include <array>
#include <cerrno>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <system_error>

#include "soundings/analyse/analyse.h"

#include "csv.h"

namespace soundings::analyse {
namespace {

namespace fs = std::filesystem;

using Fields = std::vector<std::string>;

/// Fifteen significant digits, as C's %.15g.
std::string number(double value) {
  std::array<char, 32> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value,
                                 std::chars_format::general, 15);
  return {buffer.data(), end.ptr};
}

std::string number(const std::optional<double>& value) {
  return value ? number(*value) : "";
}

void append(Fields& fields, const std::optional<estimate::Interval>& interval) {
  fields.push_back(interval ? number(interval->lo) : "");
  fields.push_back(interval ? number(interval->hi) : "");
}

std::string_view text(estimate::Status status) {
  switch (status) {
    case estimate::Status::ok:
      return "ok";
    case estimate::Status::single:
      return "single";
    case estimate::Status::empty:
      return "empty";
  }
  return {};
}

Fields fields(const EstimateRow& row) {
  const estimate::Estimate& e = row.estimate;
  const bool proportion = e.kind == estimate::Variable::Kind::proportion;
  Fields made{row.domain,
              row.measure,
              std::to_string(e.n_domain),
              std::to_string(e.n),
              proportion ? std::to_string(e.positive) : "",
              number(e.weighted_base),
              number(e.value),
              number(e.se),
              "",
              number(e.deff),
              number(e.deff_kish),
              number(e.n_kish),
              e.value ? number(e.df) : ""};
  append(made, row.wald);
  append(made, row.logit);
  append(made, row.wilson);
  append(made, row.beta);
  made.emplace_back(text(e.status));
  return made;
}

Fields fields(const ContrastRow& row) {
  const estimate::Contrast& c = row.contrast;
  Fields made{row.a,
              row.b,
              row.measure,
              std::to_string(c.a.n),
              std::to_string(c.b.n),
              number(c.a.value),
              number(c.b.value),
              number(c.difference),
              number(c.se),
              number(c.covariance),
              c.difference ? number(c.df) : "",
              number(c.t),
              number(c.p)};
  append(made, c.interval);
  return made;
}

Fields fields(const TestRow& row) {
  const estimate::Association& test = row.test;
  return {row.measure,
          row.by,
          std::to_string(test.n),
          std::to_string(test.answers),
          std::to_string(test.groups),
          number(test.f),
          number(test.ndf),
          number(test.ddf),
          number(test.p)};
}

Fields fields(const WeightRow& row) {
  Fields made = row.categories;
  made.push_back(std::to_string(row.n));
  made.push_back(number(row.sum_base));
  made.push_back(number(row.g));
  return made;
}

void write_file(const fs::path& path, const Fields& header, const std::vector<Fields>& lines) {
  std::ofstream file(path, std::ios::binary | std::ios::trunc);
  file << csv_line(header);
  for (const Fields& line : lines) {
    file << csv_line(line);
  }
  file.flush();
  if (!file) {
    throw std::system_error(errno, std::generic_category(), path.string());
  }
}

template <typename Row>
std::vector<Fields> all(const std::vector<Row>& rows) {
  std::vector<Fields> lines;
  lines.reserve(rows.size());
  for (const Row& row : rows) {
    lines.push_back(fields(row));
  }
  return lines;
}

const Fields estimate_header{
    "domain",    "measure",   "n_domain",  "n_base",    "n_pos", "sum_w",   "est",     "se",
    "se_rake10", "deff",      "deff_kish", "neff_kish", "df",    "wald_lo", "wald_hi", "logit_lo",
    "logit_hi",  "wilson_lo", "wilson_hi", "kg_lo",     "kg_hi", "status"};
const Fields contrast_header{"a",  "b",   "measure", "n_a", "n_b", "est_a", "est_b", "diff",
                             "se", "cov", "df",      "t",   "p",   "lo",    "hi"};
const Fields test_header{"measure", "by", "n_base", "answers", "groups", "f", "ndf", "ddf", "p"};

const Fields weight_columns{"n", "sum_base", "g"};
const Fields diagnostic_header{"key", "value"};

/// A file an analysis may write, and how its header ends.
struct Result {
  const char* name;
  const Fields& header;
};

const std::array<Result, 5> results{{{"estimates.csv", estimate_header},
                                     {"contrasts.csv", contrast_header},
                                     {"tests.csv", test_header},
                                     {"weights.csv", weight_columns},
                                     {"diagnostics.csv", diagnostic_header}}};

/// What an earlier run left would be taken for an answer of this one.
void clear(const fs::path& folder) {
  for (const Result& result : results) {
    fs::remove(folder / result.name);
  }
}

/// Whether the first line of a file is one that an analysis writes.
bool is_ours(const fs::path& path, const Fields& header) {
  std::ifstream file(path, std::ios::binary);
  std::string line;
  std::getline(file, line);
  return (line + "\n").ends_with(csv_line(header));
}

}  // namespace

std::optional<Fault> blocked(const std::string& folder) {
  for (const Result& result : results) {
    const fs::path path = fs::path(folder) / result.name;
    if (fs::exists(path) && !is_ours(path, result.header)) {
      return Fault{.code = "output_exists",
                   .message = path.string() +
                              " was not written by an analysis; name another folder with -o"};
    }
  }
  return std::nullopt;
}

void write(const Analysis& analysis, const std::string& folder) {
  fs::create_directories(folder);
  clear(folder);
  const fs::path to(folder);
  write_file(to / "estimates.csv", estimate_header, all(analysis.estimates));
  if (!analysis.contrasts.empty()) {
    write_file(to / "contrasts.csv", contrast_header, all(analysis.contrasts));
  }
  if (!analysis.tests.empty()) {
    write_file(to / "tests.csv", test_header, all(analysis.tests));
  }
  if (!analysis.weights.empty()) {
    Fields header = analysis.margins;
    header.insert(header.end(), weight_columns.begin(), weight_columns.end());
    write_file(to / "weights.csv", header, all(analysis.weights));
  }
  std::vector<Fields> lines;
  lines.reserve(analysis.diagnostics.size());
  for (const auto& [key, value] : analysis.diagnostics) {
    lines.push_back({key, value});
  }
  write_file(to / "diagnostics.csv", diagnostic_header, lines);
}

void write(const Fault& fault, const std::string& folder) {
  fs::create_directories(folder);
  clear(folder);
  std::vector<Fields> lines;
  lines.reserve(fault.diagnostics.size() + 3);
  if (fault.diagnostics.empty()) {
    lines.push_back({"status", "error"});
  }
  for (const auto& [key, value] : fault.diagnostics) {
    lines.push_back({key, value});
  }
  lines.push_back({"code", fault.code});
  lines.push_back({"message", fault.message});
  write_file(fs::path(folder) / "diagnostics.csv", diagnostic_header, lines);
}

}  // namespace soundings::analyse
