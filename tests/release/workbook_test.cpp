// A release as a workbook: row for row what its files print, and nothing that they hide.
#include "soundings/release/workbook.h"

#include <algorithm>

#include <catch2/catch.hpp>

#include "month_2019.h"
#include "workbook/file_rows.h"

using namespace soundings;
using namespace soundings::testing;

namespace {

std::string shown(const report::WorkbookTable& table, std::size_t row, const std::string& column) {
  const auto at = std::ranges::find(table.columns, column);
  return at == table.columns.end()
             ? "no column"
             : table.rows.at(row).at(static_cast<std::size_t>(at - table.columns.begin())).text;
}

const report::WorkbookTable& named(const report::Workbook& workbook, const std::string& name) {
  const auto found = std::ranges::find(workbook.tables, name, &report::WorkbookTable::name);
  REQUIRE(found != workbook.tables.end());
  return *found;
}

store::Release published(Month2019& month) {
  store::Release made = month.freeze().value();
  made.line.state = store::ReleaseState::published;
  made.line.published = {
      .at = parse_rfc3339("2019-06-20T09:30:00Z").value(), .actor = "eve", .reason = "=1+1"};
  return made;
}

/// A table with a hidden area beside two that print.
store::Release with_a_hidden_area() {
  store::Release made{.line = {.id = "2019-05.r0",
                               .month = Month(2019, 5),
                               .state = store::ReleaseState::published,
                               .made = {}},
                      .files = {},
                      .rows = {}};
  made.files.push_back(
      {.name = "victim_satisfaction.2019-05.npu.csv",
       .bytes = "period,release,survey,measure,item,npu,weighting,value,lo,hi,level,n,unweighted,"
                "response_rate,marks,decimals,answer,class\n"
                "2019-05,2019-05.r0,victim_satisfaction,m,whole_experience,BE,none,38.5,31.0,46.6,"
                "0.95,148,,10.2,,1,,A\n"
                "2019-05,2019-05.r0,victim_satisfaction,m,whole_experience,BW,none,,,,,,,,c,1,,A\n"
                "2019-05,2019-05.r0,victim_satisfaction,m,whole_experience,SH,none,50.0,30.1,69.9,"
                "0.95,20,,,u,1,,A\n"});
  return made;
}

}  // namespace

TEST_CASE("every row of a published table stands in the workbook, in its order", "[release]") {
  Month2019 month(plenty);
  const store::Release made = published(month);
  const report::Workbook workbook = release::workbook_of(month.read(), made, false);
  std::size_t number = 0;
  for (const store::ReleaseFile& file : made.files) {
    if (!file.published || !file.name.starts_with("victim_satisfaction.2019-05.")) {
      continue;
    }
    const release::FileRows rows(file.bytes);
    const auto& table = named(workbook, "Table_" + std::to_string(++number));
    INFO(file.name);
    REQUIRE(table.rows.size() == rows.size());
    for (std::size_t row = 0; row < rows.size(); ++row) {
      CHECK(shown(table, row, "Question code") == rows.field(row, "item"));
      CHECK(shown(table, row, "Release") == "2019-05.r0");
      for (const auto& [column, title] :
           {std::pair{"value", "Value"}, std::pair{"n", "Answers"}, std::pair{"lo", "Range from"},
            std::pair{"hi", "Range to"}}) {
        if (rows.has(column)) {
          const std::string& field = rows.field(row, column);
          CHECK(shown(table, row, title) == (field.empty() ? "[x]" : field));
        }
      }
    }
  }
  CHECK(number > 3);
}

TEST_CASE("the workbook of a release names nobody, and marks sample data on its cover",
          "[release]") {
  Month2019 month(plenty);
  const store::Release made = published(month);
  const auto says = [&](bool sample, const std::string& words) {
    const auto workbook = release::workbook_of(month.read(), made, sample);
    return std::ranges::any_of(workbook.cover, [&](const std::string& line) {
      return line.find(words) != std::string::npos;
    });
  };
  CHECK(says(true, "Sample data"));
  CHECK_FALSE(says(false, "Sample data"));
  CHECK(says(false, "Published: 2019-06-20T09:30:00Z"));
  CHECK_FALSE(says(true, "eve"));
  CHECK_FALSE(says(true, "=1+1"));
  CHECK(release::workbook_of(month.read(), made, false).created == made.line.published->at);
  CHECK(release::workbook_name("2019-05.r0") == "2019-05.r0.xlsx");
}

TEST_CASE("a mark stands in place of a number that is not there, and is not drawn", "[release]") {
  Month2019 month(plenty);
  const report::Workbook workbook = release::workbook_of(month.read(), with_a_hidden_area(), false);
  const auto& table = named(workbook, "Table_1");
  for (const char* column :
       {"Value", "Range from", "Range to", "Answers", "Response rate, per cent", "Marks"}) {
    CHECK(shown(table, 1, column) == "[c]");
  }
  for (const report::WorkbookCell& cell : table.rows[1]) {
    CHECK_FALSE(cell.number);
  }
  CHECK(shown(table, 0, "Marks").empty());
  CHECK(shown(table, 2, "Marks") == "[u]");
  CHECK(shown(table, 2, "Response rate, per cent") == "[z]");
  CHECK(shown(table, 0, "Value without weights") == "no column");
  const auto& chart = named(workbook, "Chart_1");
  REQUIRE(chart.rows.size() == 2);
  CHECK(shown(chart, 0, "Drawn: lower end to value") == "7.5");
  CHECK(shown(chart, 0, "Drawn: value to upper end") == "8.1");
  CHECK(chart.notes.back().starts_with("Not drawn"));
}

TEST_CASE("areas are drawn from printed numbers alone", "[release]") {
  Month2019 month(plenty);
  const report::Workbook workbook = release::workbook_of(month.read(), published(month), false);
  std::size_t charts = 0;
  for (const report::WorkbookTable& table : workbook.tables) {
    if (!table.chart) {
      continue;
    }
    ++charts;
    CHECK(table.name.starts_with("Chart_"));
    CHECK(table.chart->description.find("Bar chart") == 0);
    CHECK(table.rows.size() == 2);
    for (const auto& row : table.rows) {
      for (const std::size_t part : table.chart->parts) {
        CHECK(row.at(part).number);
      }
    }
  }
  CHECK(charts == 1);
}
