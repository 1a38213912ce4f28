// Rows of claims in the form of statements.csv -> claims, and what each comes to.
#include <algorithm>
#include <array>
#include <optional>
#include <utility>
#include <variant>

#include "soundings/claims/check.h"
#include "soundings/receive/receive.h"
#include "soundings/survey/series_areas.h"

#include "judging.h"
#include "points.h"
#include "times.h"
#include "tokens.h"

namespace soundings::claims {

namespace {

using Kind = Claim::Kind;
using receive::Submission;

constexpr std::array<std::string_view, 10> columns{"id",     "aim",        "measure",   "areas",
                                                   "period", "comparison", "statistic", "value",
                                                   "unit",   "approximate"};

std::string cell(const Submission& row, std::string_view column) {
  for (const receive::Field& field : row.fields) {
    if (field.name == column) {
      const auto* text = std::get_if<std::string>(&field.value);
      return text == nullptr ? "" : *text;
    }
  }
  return "";
}

std::vector<std::string> parts_of(std::string_view text) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const auto end = std::min(text.find(';'), text.size());
    parts.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return parts;
}

/// The areas of a list; a name of no area, such as a kind of crime, as it stands.
std::vector<std::string> areas_of(std::string_view text, const Definitions& definitions) {
  std::vector<std::string> areas;
  for (std::string& part : parts_of(text)) {
    areas.push_back(series_area_named(definitions, part).value_or(std::move(part)));
  }
  return areas;
}

/// The numbers of a cell, in order: "13 (129)" has two.
std::vector<Amount> amounts_of(const Submission& row) {
  const bool approximate = cell(row, "approximate") == "yes";
  const std::string unit = cell(row, "unit");
  std::vector<Amount> amounts;
  for (const Token& token : tokens_of(cell(row, "value"))) {
    if (token.kind == Token::Kind::number) {
      amounts.push_back(
          {.value = token.negative ? -token.value : token.value,
           .decimals = token.decimals,
           .precision = approximate ? Amount::Precision::about : Amount::Precision::printed,
           .unit = unit.starts_with("percent") ? Amount::Unit::percent : Amount::Unit::bare});
    }
  }
  return amounts;
}

std::optional<Way> way_of(const std::string& value) {
  const auto starts = [&](std::string_view word) { return value.starts_with(word); };
  if (starts("up") || starts("higher") || starts("above")) {
    return Way::up;
  }
  if (starts("down") || starts("lower") || starts("below")) {
    return Way::down;
  }
  return std::nullopt;
}

struct Statistic {
  std::string_view name;
  Kind kind;
};

constexpr std::array<Statistic, 22> statistics{{{"count", Kind::value},
                                                {"rate", Kind::value},
                                                {"rate_per_1000", Kind::value},
                                                {"rate_per_100000", Kind::value},
                                                {"rate_per_1000_employees", Kind::value},
                                                {"percentage", Kind::value},
                                                {"response_rate", Kind::value},
                                                {"value", Kind::value},
                                                {"monthly_count", Kind::value},
                                                {"baseline_value", Kind::value},
                                                {"minimum", Kind::value},
                                                {"pct_change", Kind::change},
                                                {"pct_change_from_baseline", Kind::change},
                                                {"absolute_change", Kind::difference},
                                                {"direction", Kind::way},
                                                {"comparison", Kind::compared},
                                                {"above_average_list", Kind::listed},
                                                {"highest", Kind::extreme},
                                                {"highest_growth", Kind::growth},
                                                {"range", Kind::between},
                                                {"monthly_average", Kind::average},
                                                {"monthly_maximum", Kind::greatest}}};

bool is_family(const Definitions& definitions, const std::string& id) {
  return std::ranges::any_of(definitions.report.series, [&](const ExternalSeries& one) {
    return std::ranges::any_of(one.relations, [&](const SeriesRelation& by) {
      return by.kind == SeriesRelation::Kind::category && by.of == id;
    });
  });
}

/// What every row has in common, of a kind that is still open.
Claim bare_claim(const Submission& row, const Definitions& definitions) {
  Claim claim{.series = {cell(row, "measure")},
              .areas = areas_of(cell(row, "areas"), definitions),
              .at = time_of(cell(row, "period")),
              .amounts = amounts_of(row),
              .way = way_of(cell(row, "value"))};
  if (const std::string base = cell(row, "comparison"); !base.empty()) {
    claim.others = areas_of(base, definitions);
    const When when = time_of(base);
    claim.base = when.kind == When::Kind::latest ? When{.kind = When::Kind::unknown} : when;
  }
  return claim;
}

/// "value_and_baseline": one value now and one at the base.
std::vector<Claim> with_baseline(Claim claim) {
  if (claim.amounts.size() != 2) {
    return {claim};
  }
  claim.kind = Kind::value;
  Claim base = claim;
  base.at = claim.base;
  base.amounts = {claim.amounts[1]};
  claim.amounts.resize(1);
  return {claim, base};
}

/// "share": of a total that is named, beside a count, or alone.
std::vector<Claim> share(Claim claim, const std::string& unit) {
  claim.kind = Kind::value;
  if (unit == "percent (count)" && claim.amounts.size() == 2) {
    Claim part = claim;
    part.amounts = {claim.amounts[1]};
    part.amounts.front().unit = Amount::Unit::bare;
    claim.series = {claim.series.front() + "_share"};
    claim.amounts.resize(1);
    return {claim, part};
  }
  if (unit == "count of total" && claim.amounts.size() == 2) {
    claim.of_whole = true;
  }
  return {claim};
}

std::vector<Claim> claims_of(const Submission& row, const Definitions& definitions) {
  Claim claim = bare_claim(row, definitions);
  const std::string statistic = cell(row, "statistic");
  if (statistic == "value_and_baseline") {
    return with_baseline(std::move(claim));
  }
  if (statistic == "share") {
    return share(std::move(claim), cell(row, "unit"));
  }
  if (statistic == "value_and_target") {
    claim.kind = Kind::target;
    return {claim};
  }
  if (statistic == "composition") {
    claim.kind = Kind::parts;
    claim.others = parts_of(cell(row, "areas"));
    claim.areas.clear();
    return {claim};
  }
  const auto* const known = std::ranges::find(statistics, statistic, &Statistic::name);
  claim.kind = known == statistics.end() ? Kind::unreadable : known->kind;
  const bool measures = claim.kind == Kind::value || claim.kind == Kind::change ||
                        claim.kind == Kind::difference || claim.kind == Kind::average ||
                        claim.kind == Kind::greatest;
  if ((measures && claim.amounts.empty()) ||
      ((claim.kind == Kind::way || claim.kind == Kind::compared) && !claim.way)) {
    claim.kind = Kind::unreadable;
  }
  if (statistic == "minimum") {
    std::ranges::for_each(claim.amounts,
                          [](Amount& one) { one.precision = Amount::Precision::over; });
  }
  claim.as_baseline = statistic == "baseline_value";
  claim.complete = claim.kind == Kind::listed;
  if (claim.kind == Kind::compared && is_family(definitions, claim.series.front())) {
    claim.kind = Kind::categories;
  }
  return {claim};
}

/// A claim of the report that nothing but its own words bears out has no source.
Judgement of_report(Judgement judged) {
  if (judged.verdict == Verdict::holds && judged.own_words) {
    judged.verdict = Verdict::no_source;
    judged.arithmetic +=
        "; the series has this figure from the commentary alone, which is the claim"
        " itself";
  }
  return judged;
}

/// Which cell of a row cannot be read; nothing where all can.
std::optional<std::string> unreadable(const Submission& row) {
  const std::string period = cell(row, "period");
  if (time_of(period).kind == When::Kind::unknown) {
    return "the period \"" + period + "\" cannot be read";
  }
  const std::string value = cell(row, "value");
  const std::vector<Token> tokens = tokens_of(value);
  const bool mixed = std::ranges::any_of(tokens, [](const Token& token) {
    return token.kind == Token::Kind::word && token.text.front() >= '0' &&
           token.text.front() <= '9';
  });
  return mixed ? std::optional("the value \"" + value + "\" cannot be read") : std::nullopt;
}

Checked checked(const Submission& row, const Points& points) {
  Checked one{
      .id = cell(row, "id"),
      .text = cell(row, "measure") + " " + cell(row, "statistic") + " " + cell(row, "value")};
  if (auto unread = unreadable(row)) {
    one.judgement.arithmetic = *std::move(unread);
    return one;
  }
  bool first = true;
  for (const Claim& claim : claims_of(row, points.definitions())) {
    Judgement judged = judge(claim, points);
    one.judgement = first ? std::move(judged) : both(std::move(one.judgement), judged);
    first = false;
  }
  one.judgement = of_report(std::move(one.judgement));
  return one;
}

Adapter adapter_of_rows() {
  Adapter adapter{.id = "claims", .version = "1.0.0"};
  for (const std::string_view name : columns) {
    adapter.map.push_back({.field = std::string(name), .paths = {std::string(name)}});
  }
  return adapter;
}

}  // namespace

bool is_rows(std::string_view text) {
  const std::string_view first = text.substr(0, text.find('\n'));
  return first.find("measure") != std::string_view::npos &&
         first.find("statistic") != std::string_view::npos && first.find(',') != first.npos;
}

Expected<std::vector<Checked>, std::vector<Finding>> check_rows(std::string_view csv,
                                                                const Evidence& evidence) {
  constexpr std::size_t rows_at_once = 500;
  const Adapter adapter = adapter_of_rows();
  const Delivery file{
      .lane = Delivery::Lane::import, .media_type = "text/csv", .body = std::string(csv)};
  std::vector<Checked> all;
  std::vector<Finding> faults;
  static_cast<void>(receive::decode_in_chunks(
      file, &adapter, {}, rows_at_once, [&](std::vector<Submission>&& rows) {
        for (const Submission& row : rows) {
          if (row.problem) {
            faults.push_back({.code = row.problem->code,
                              .pointer = "line " + std::to_string(row.line),
                              .message = row.problem->message});
          } else {
            all.push_back(checked(row, evidence.points()));
          }
        }
        return true;
      }));
  if (!faults.empty()) {
    return unexpected(std::move(faults));
  }
  return all;
}

}  // namespace soundings::claims
