// Workbooks: sheets, cells, properties and charts, read back from the archive.
#include "soundings/report/workbook.h"

#include <clocale>
#include <cstdlib>
#include <ctime>

#include <catch2/catch.hpp>

#include "support/zip.h"

using namespace soundings;
using namespace soundings::testing;

namespace {

report::WorkbookTable table(std::vector<std::vector<report::WorkbookCell>> rows) {
  return {.name = "Table_1",
          .title = "Victims, by NPU",
          .notes = {"A note"},
          .columns = {"NPU", "Value", "Drawn"},
          .rows = std::move(rows),
          .chart = {}};
}

report::Workbook workbook(report::WorkbookTable of) {
  return {.title = "Survey figures of May 2019",
          .company = "West Midlands",
          .release = "2019-05.r0",
          .created = parse_rfc3339("2019-06-20T09:30:00Z").value(),
          .cover = {"Sample data: the answers are invented."},
          .notes = {.name = "Notes",
                    .title = "Notes",
                    .notes = {},
                    .columns = {"Note", "What it means"},
                    .rows = {{{"[c]"}, {"Hidden."}}},
                    .chart = {}},
          .tables = {std::move(of)}};
}

std::size_t times(const std::string& text, const std::string& part) {
  std::size_t count = 0;
  for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
    ++count;
  }
  return count;
}

std::string whole(const std::map<std::string, ZipPart>& parts) {
  std::string all;
  for (const auto& [name, part] : parts) {
    all += part.content;
  }
  return all;
}

}  // namespace

TEST_CASE("a workbook has cover, contents and notes, then one table a sheet", "[report]") {
  const auto parts =
      unzipped(report::xlsx(workbook(table({{{"Birmingham East"}, {"38.5", true}, {"[c]"}}}))));
  const std::string& book = parts.at("xl/workbook.xml").content;
  std::size_t at = 0;
  for (const char* name : {"Cover", "Contents", "Notes", "Table_1"}) {
    at = book.find("name=\"" + std::string(name) + "\"", at);
    CHECK(at != std::string::npos);
  }
  CHECK(times(book, "<sheet ") == 4);
  const std::string& sheet = parts.at("xl/worksheets/sheet4.xml").content;
  CHECK(sheet.find("<v>38.5</v>") != std::string::npos);
  CHECK(sheet.find("<pane ySplit=\"3\"") != std::string::npos);
  CHECK(sheet.find("<cols>") != std::string::npos);
  CHECK(sheet.find("mergeCell") == std::string::npos);
  CHECK(parts.at("xl/tables/table3.xml").content.find("ref=\"A3:C4\"") != std::string::npos);
  CHECK(parts.at("xl/sharedStrings.xml").content.find("Sample data") != std::string::npos);
  CHECK(parts.at("xl/worksheets/sheet2.xml").content.find("location=\"Table_1!A1\"") !=
        std::string::npos);
}

TEST_CASE("the properties of a workbook say its title, its release and when it was published",
          "[report]") {
  const auto parts = unzipped(report::xlsx(workbook(table({{{"a"}, {"b"}, {"c"}}}))));
  const std::string& core = parts.at("docProps/core.xml").content;
  CHECK(core.find("Survey figures of May 2019") != std::string::npos);
  CHECK(core.find("Release 2019-05.r0") != std::string::npos);
  CHECK(times(core, "2019-06-20T09:30:00Z") == 2);
  CHECK(parts.at("docProps/custom.xml").content.find("2019-05.r0") != std::string::npos);
}

TEST_CASE("no text of a workbook is a formula", "[report]") {
  std::vector<std::vector<report::WorkbookCell>> rows;
  const std::vector<std::string> bad{"=1+1",
                                     "+1",
                                     "-1",
                                     "@SUM(A1)",
                                     "=HYPERLINK(\"x\")",
                                     "\t=1",
                                     "http://x.example",
                                     "=cmd|' /C calc'!A0"};
  for (const std::string& text : bad) {
    rows.push_back({{text}, {"1", true}, {"2", true}});
  }
  auto of = table(rows);
  of.title = "=1+2";
  of.columns[0] = "=3+4";
  const auto parts = unzipped(report::xlsx(workbook(of)));
  const std::string& sheet = parts.at("xl/worksheets/sheet4.xml").content;
  CHECK(times(sheet, "<f>") == 0);
  CHECK(times(sheet, "hyperlink") == 0);
  CHECK(times(sheet, "t=\"s\"") == bad.size() + 2 + 3);  // texts, title and note, headers
  CHECK(parts.at("xl/sharedStrings.xml").content.find("=cmd|") != std::string::npos);
}

TEST_CASE("a text reads back as it was written", "[report]") {
  const auto shared = [](const std::string& text) {
    return unzipped(report::xlsx(workbook(table({{{text}, {"b"}, {"c"}}}))))
        .at("xl/sharedStrings.xml")
        .content;
  };
  CHECK(shared("_x0041_").find("_x005F_x0041_") != std::string::npos);
  CHECK(shared("_x00").find("<t>_x00<") != std::string::npos);
  CHECK(shared("ਪੁਲਿਸ").find("ਪੁਲਿਸ") != std::string::npos);
  CHECK(shared("a\x01 b\x0b&<").find("a  b &amp;&lt;") != std::string::npos);
  CHECK(shared("end\xEF\xBF\xBF").find("\xEF\xBF\xBF") == std::string::npos);
  CHECK_THROWS_AS(shared("\xff"), std::runtime_error);
  CHECK_THROWS_AS(shared(std::string(32768, 'x')), std::runtime_error);
}

TEST_CASE("a chart is native, says what it shows, and draws cells of its table", "[report]") {
  auto of = table({{{"Birmingham East"}, {"38.5", true}, {"7.5", true}},
                   {{"Solihull"}, {"50", true}, {"8.1", true}}});
  of.chart = {.title = "Satisfied overall",
              .axis = "Per cent",
              .description = "Bar chart of two NPUs.",
              .labels = 0,
              .parts = {1, 2, 2}};
  const auto parts = unzipped(report::xlsx(workbook(of)));
  const std::string& chart = parts.at("xl/charts/chart1.xml").content;
  CHECK(times(chart, "<c:ser>") == 3);
  CHECK(times(chart, "<a:noFill/>") >= 1);
  CHECK(chart.find("Table_1!$B$4:$B$5") != std::string::npos);
  CHECK(parts.at("xl/drawings/drawing1.xml").content.find("descr=\"Bar chart of two NPUs.\"") !=
        std::string::npos);
}

TEST_CASE("a workbook has the same bytes at another hour, in another zone and locale", "[report]") {
  const auto make = [] {
    return report::xlsx(workbook(table({{{"ä"}, {"1234.5", true}, {"0.25", true}}})));
  };
  const std::string once = make();
  // NOLINTBEGIN(concurrency-mt-unsafe): a process has one zone and locale; no other thread runs.
  const char* zone = std::getenv("TZ");
  const std::string before = zone == nullptr ? "" : zone;
  setenv("TZ", "Asia/Kolkata", 1);
  tzset();
  for (const char* locale : {"de_DE.UTF-8", "tr_TR.UTF-8", "C.UTF-8"}) {
    std::setlocale(LC_ALL, locale);  // nothing changes where the machine does not have it
    CHECK(make() == once);
  }
  std::setlocale(LC_ALL, "C");
  zone == nullptr ? unsetenv("TZ") : setenv("TZ", before.c_str(), 1);
  tzset();
  // NOLINTEND(concurrency-mt-unsafe)
  const auto parts = unzipped(once);
  CHECK(whole(parts).find("<v>1234.5</v>") != std::string::npos);
  constexpr std::uint32_t first_day_of_1980 = 0x00210000;
  for (const auto& [name, part] : parts) {
    INFO(name);
    CHECK(part.moment == first_day_of_1980);
  }
}
