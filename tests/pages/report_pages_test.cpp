// The report as a page and as a file: well formed, whole by itself, and with nothing in it that
// others wrote as HTML or that a release hides.
#include "soundings/pages/report_pages.h"

#include <catch2/catch.hpp>

#include "pages/model_pages.h"
#include "pages/reading_html.h"
#include "reports/report_scale.h"

namespace soundings::pages {
namespace {

AimChart trend() {
  AimChart chart{.id = "burglary-lines",
                 .subject = "burglary",
                 .title = "Burglary: up 30% on its baseline",
                 .sub = "number",
                 .note = "Hollow points were read off a chart."};
  ChartLine line{.name = "West Midlands", .points = {}};
  const int first = Month(2016, 3).index();
  for (int quarter = 0; quarter < 5; ++quarter) {
    line.points.push_back({.period = "quarter " + std::to_string(quarter),
                           .tick = "Q" + std::to_string(quarter),
                           .at = static_cast<double>(first + 3 * quarter),
                           .value = 22317.0 + 1000.0 * quarter,
                           .words = std::to_string(22317 + 1000 * quarter),
                           .range = "[x]",
                           .approximate = quarter == 2,
                           .apart = quarter == 0});
  }
  chart.lines.push_back(std::move(line));
  chart.reference = ChartReference{.words = "Baseline 22,317", .value = 22317.0};
  chart.broken_at = first + 1.0;
  chart.broken_words = "Counted otherwise before [b]";
  return chart;
}

AimChart areas() {
  AimChart chart{.kind = AimChart::Kind::areas,
                 .id = "victims-areas",
                 .subject = "victims",
                 .title = "Victims satisfied, by NPU",
                 .per_cent = true,
                 .ranges = true,
                 .answers = true};
  chart.areas = {{.name = "Solihull <b>",
                  .value = 51.1,
                  .lo = 40.7,
                  .hi = 61.5,
                  .words = "51.1%",
                  .range = "40.7 to 61.5",
                  .answers = "88 answers",
                  .reading = "Similar"},
                 {.name = "Walsall",
                  .words = "[c]",
                  .range = "[c]",
                  .answers = "[c]",
                  .marks = "[c]",
                  .hidden = true}};
  return chart;
}

AimReport model() {
  AimSheet burglary{.id = "burglary",
                    .title = "Burglary",
                    .wording = "Reduce burglary",
                    .measure = "Burglary, number",
                    .sources = {"West Midlands Police"},
                    .charts = {trend(), areas()},
                    .figures = {{.subject = "burglary",
                                 .title = "Burglary",
                                 .area = "West Midlands",
                                 .period = "year ending March 2019",
                                 .value = "28,967",
                                 .baseline = "22,317",
                                 .change = "+29.8%",
                                 .reading = "Higher",
                                 .kind = "higher",
                                 .tone = Tone::worse,
                                 .leads = true}},
                    .sentences = {{.subject = "burglary",
                                   .kind = "change",
                                   .text = "Burglary rose by 30%.",
                                   .verdict = "Worse"}},
                    .commentary = {.text = "A **bold** claim <i>.\n- one\n- two\nAfter.",
                                   .by = "s.patel",
                                   .at = "12 June 2019"},
                    .checks = {{.sentence = "Burglary was 28,976.",
                                .verdict = "contradicted",
                                .figure = "28,967",
                                .arithmetic = "not 28,976",
                                .blocks = true},
                               {.sentence = "Patrols rose by a tenth.",
                                .verdict = "no_source",
                                .arithmetic = "no figure of an imported series is named",
                                .unchecked = true}},
                    .withheld = {{.text = "The burglary rate stood at 9.1.",
                                  .figure = "28,967 burglaries",
                                  .arithmetic = "10.0, not 9.1"}}};
  AimSheet fear{.id = "fear_of_crime",
                .title = "Fear of crime",
                .wording = "Reduce it",
                .no_source = "Nothing measures it."};
  return {.id = "2019-06.1",
          .title = "Headline Performance Report",
          .day = "18 June 2019",
          .release = "2019-05.r0",
          .month = "May 2019",
          .force = "West Midlands",
          .sheets = {burglary, fear}};
}

bool says(const std::string& page, const std::string& part) {
  return page.find(part) != std::string::npos;
}

ReportPage page_of(const AimReport& report) {
  return {.id = report.id,
          .draft = &report,
          .contents = {{"burglary", std::string(64, 'a')}},
          .frame = {.form_token = std::string(64, 'f')}};
}

}  // namespace

TEST_CASE("a file of the report is well formed and fetches nothing", "[pages]") {
  const std::string file = report_file(model(), true);
  const Reading read = read_html(file);
  CHECK(read.faults == std::vector<std::string>{});
  for (const Element& element : read.elements) {
    INFO(element.name);
    CHECK(element.name != "script");
    CHECK(element.name != "link");
    CHECK(element.name != "img");
    CHECK(element.name != "form");
    CHECK_FALSE(element.attributes.contains("src"));
    CHECK_FALSE(element.attributes.contains("style"));
    const auto href = element.attributes.find("href");
    CHECK((href == element.attributes.end() || href->second.starts_with("#")));
  }
  CHECK(read.named("h1").size() == 1);
  CHECK(read.named("figure").size() == 2);
  CHECK(read.named("svg").size() == 4);
  CHECK(says(file, "Sample data"));
  CHECK_FALSE(says(report_file(model(), false), "Sample data"));
}

TEST_CASE("a file says its release at its foot, and sets lone figures apart", "[pages]") {
  AimReport report = model();
  report.sheets.front().figures.push_back(
      {.title = "Knife crime", .area = "West Midlands", .period = "May 2019", .value = "319"});
  report.sheets.front().figures.push_back(
      {.title = "Impact areas", .area = "Solihull", .period = "May 2019", .value = "39"});
  const std::string file = report_file(report, false);
  CHECK(read_html(file).faults == std::vector<std::string>{});
  CHECK(says(file, "@bottom-left{content:\"Soundings, release 2019-05.r0\""));
  const auto begin = file.find("<div class=\"rp-plain\">");
  REQUIRE(begin != std::string::npos);
  const std::string plain = file.substr(begin, file.find("</div>", begin) - begin);
  CHECK(says(plain, "Knife crime<span class=\"rp-sub\">May 2019</span>"));
  CHECK(says(plain, "Impact areas<span class=\"rp-sub\">Solihull, May 2019</span>"));
  CHECK_FALSE(says(plain, "28,967"));
}

TEST_CASE("each chart has a name, a table of what it draws and the words of its axis", "[pages]") {
  const std::string file = report_file(model(), false);
  const Reading read = read_html(file);
  for (const Element* svg : read.named("svg")) {
    CHECK(svg->attributes.at("role") == "img");
    CHECK_FALSE(svg->attributes.at("aria-label").empty());
  }
  CHECK(says(file, "The vertical axis runs from 22,000 to 27,000."));
  CHECK(says(file, "The horizontal axis runs from 40% to 70%."));
  CHECK(says(file, "<td>40.7 to 61.5</td>"));
}

TEST_CASE("approximate points are hollow, and lines are not joined across a break", "[pages]") {
  const std::string file = report_file(model(), false);
  CHECK(says(file, "rp-dot--about"));
  CHECK(says(file, "rp-dot--apart"));
  const auto path = file.find("class=\"rp-line\" d=\"");
  REQUIRE(path != std::string::npos);
  const std::string drawn = file.substr(path, file.find("/>", path) - path);
  CHECK(std::count(drawn.begin(), drawn.end(), 'M') == 2);
}

TEST_CASE("a hidden area is hatched and has no number", "[pages]") {
  const std::string file = report_file(model(), false);
  CHECK(says(file, "rp-hidden"));
  CHECK(says(file, "<th scope=\"row\">Walsall</th><td>[c]</td><td>[c]</td><td>[c]</td>"));
}

TEST_CASE("a draft and its form say which sentences were not checked, and the file does not",
          "[pages]") {
  const std::string said =
      "<strong>Not checked:</strong> Patrols rose by a tenth. "
      "(no figure of an imported series is named)";
  const AimReport report = model();
  CHECK(says(pages::report(model_definitions(), page_of(report)), said));
  const ReportEditPage edit{.id = report.id,
                            .sheet = &report.sheets.front(),
                            .frame = {.form_token = std::string(64, 'f')}};
  CHECK(says(pages::report_edit(model_definitions(), edit), said));
  CHECK_FALSE(says(report_file(report, false), "Not checked"));
}

TEST_CASE("what people write is shown as text, with bold words and lists", "[pages]") {
  const std::string file = report_file(model(), false);
  CHECK(says(file, "A <strong>bold</strong> claim &lt;i&gt;."));
  CHECK(says(file, "<li>one</li>"));
  CHECK(file.find("<li>two</li>") < file.find("<p>After.</p>"));
  CHECK(says(file, "Solihull &lt;b&gt;"));
  CHECK(says(file, "Nothing measures it."));
}

TEST_CASE("a draft shows what does not agree, and offers what its reader may do", "[pages]") {
  const AimReport report = model();
  ReportPage page = page_of(report);
  const std::string plain = pages::report(model_definitions(), page);
  CHECK(read_html(plain).faults == std::vector<std::string>{});
  CHECK(says(plain, "Burglary was 28,976."));
  CHECK_FALSE(says(plain, "/edit"));
  CHECK_FALSE(says(plain, "sign-off\""));
  page.may_write = true;
  page.may_sign = true;
  page.may_publish = true;
  const std::string full = pages::report(model_definitions(), page);
  CHECK(read_html(full).faults == std::vector<std::string>{});
  CHECK(says(full, "/reports/2019-06.1/aims/burglary/edit"));
  CHECK_FALSE(says(full, "/reports/2019-06.1/aims/burglary/sign-off"));  // it is contradicted
  CHECK(says(full, "/reports/2019-06.1/aims/fear_of_crime/sign-off"));
  CHECK(says(full, "2 of 2 aims are not signed off yet"));
  CHECK_FALSE(says(full, "Publish this report"));
}

TEST_CASE("a draft names the sentences that are left out, and its file does not", "[pages]") {
  const AimReport report = model();
  const std::string page = pages::report(model_definitions(), page_of(report));
  CHECK(says(page, "The burglary rate stood at 9.1."));
  CHECK(says(page, "28,967 burglaries"));
  CHECK(says(page, "10.0, not 9.1"));
  const std::string edit = report_edit(
      model_definitions(), {.id = report.id, .sheet = &report.sheets.front(), .frame = {}});
  CHECK(read_html(edit).faults == std::vector<std::string>{});
  CHECK(says(edit, "The burglary rate stood at 9.1."));
  CHECK_FALSE(says(report_file(report, false), "The burglary rate stood at 9.1."));
}

TEST_CASE("a published report is shown as its file was frozen", "[pages]") {
  AimReport report = model();
  report.published = "19 June 2019";
  const std::string file = report_file(report, false);
  const std::string shown = pages::report(
      model_definitions(),
      {.id = report.id, .frozen = file, .published = "19 June 2019 by j.khan", .frame = {}});
  CHECK(read_html(shown).faults == std::vector<std::string>{});
  const auto begin = file.find("<div class=\"rp\">");
  const auto end = file.find("</main>");
  CHECK(says(shown, file.substr(begin, end - begin)));
  CHECK(says(shown, "It never changes"));
}

TEST_CASE("the form of an aim shows how each sentence stands", "[pages]") {
  const AimReport report = model();
  const std::string page = report_edit(model_definitions(), {.id = report.id,
                                                             .number = 1,
                                                             .sheet = &report.sheets.front(),
                                                             .commentary = "</textarea><b>",
                                                             .actions = "",
                                                             .said = "",
                                                             .fault = {},
                                                             .frame = {}});
  CHECK(read_html(page).faults == std::vector<std::string>{});
  CHECK(says(page, "Does not agree"));
  CHECK(says(page, "&lt;/textarea&gt;&lt;b&gt;"));
}

TEST_CASE("a form on words that somebody changed shows both texts, each as text", "[pages]") {
  const AimReport report = model();
  ReportEditPage edit{.id = report.id,
                      .sheet = &report.sheets.front(),
                      .commentary = "My own <words>",
                      .seen = std::string(64, 'd'),
                      .frame = {.form_token = std::string(64, 'f')}};
  const std::string before = report_edit(model_definitions(), edit);
  CHECK(says(before, "name=\"seen\" value=\"" + edit.seen + "\""));
  CHECK_FALSE(says(before, "What was saved meanwhile"));
  edit.changed = true;
  const std::string page = report_edit(model_definitions(), edit);
  CHECK(read_html(page).faults == std::vector<std::string>{});
  CHECK(says(page, "What was saved meanwhile"));
  CHECK(says(page, "Written by s.patel, 12 June 2019"));
  CHECK(says(page,
             "<pre class=\"rp-theirs\">A **bold** claim &lt;i&gt;.\n- one\n- two\nAfter.</pre>"));
  CHECK(says(page, "<pre class=\"rp-theirs\">Nothing is written.</pre>"));
  CHECK(says(page, "My own &lt;words&gt;</textarea>"));
}

TEST_CASE("on paper a draft keeps the flag of a sentence that does not agree, and no number is cut",
          "[pages]") {
  const AimReport draft = model();
  const std::string file = report_file(draft, false);
  const auto paper = file.substr(file.find("@media print"));
  CHECK(says(file, "<strong>Says:</strong> Burglary was 28,976."));
  CHECK(says(paper, ".rp-claim--left-out { display: none; }"));
  // Both columns of figures without a baseline stand under one heading.
  CHECK(says(paper,
             ".rp-plain::before { content: \"Latest figures, without a baseline\"; display: block; "
             "column-span: all;"));
  CHECK_FALSE(says(paper, ".rp-claim { display: none"));
  CHECK_FALSE(says(paper, ".rp-claim, "));
  CHECK(says(file, ".rp .rp-num { text-align: right; overflow-wrap: normal; }"));
}

TEST_CASE("a revision lists the figures that its predecessor's file printed otherwise", "[pages]") {
  AimReport report = model();
  report.sheets.front().figures.front().title = "Burglary <\"&'>";
  const std::string first = report_file(report, false);
  CHECK(read_html(first).faults == std::vector<std::string>{});
  CHECK(revision_of(report, "2019-06.1", first)->changes.empty());
  CHECK_FALSE(revision_of(report, "2019-06.1", "<main></main>").has_value());
  report.sheets.front().figures.front().value = "28,968";
  report.sheets.front().charts.front().lines.front().points.pop_back();
  report.revision = revision_of(report, "2019-06.1", first);
  REQUIRE(report.revision->changes.size() == 2);
  const AimChange& risen = report.revision->changes.front();
  CHECK(risen.figure == "Burglary <\"&'>, West Midlands, year ending March 2019");
  CHECK(risen.before == "28,967");
  CHECK(risen.now == "28,968");
  CHECK(report.revision->changes.back().before == "26317");
  CHECK(report.revision->changes.back().now == "not printed");
  const std::string second = report_file(report, false);
  CHECK(read_html(second).faults == std::vector<std::string>{});
  CHECK(says(second, "Changed since report 2019-06.1"));
}

TEST_CASE("the list of reports has a form for those who may write", "[pages]") {
  ReportsPage page{.reports = {{.id = "2019-06.1",
                                .words = "Headline Performance Report, 18 June 2019",
                                .release = "2019-05.r0",
                                .state = "Draft 1",
                                .by = "<b>s.patel</b>",
                                .sha256 = ""}},
                   .releases = {{"2019-05.r0", "2019-05.r0, May 2019", false}},
                   .day = "2019-06-18",
                   .fault = {},
                   .frame = {}};
  const std::string read_only = reports(model_definitions(), page);
  CHECK(read_html(read_only).faults == std::vector<std::string>{});
  CHECK_FALSE(says(read_only, "Make a draft"));
  CHECK(says(read_only, "&lt;b&gt;s.patel&lt;/b&gt;"));
  page.may_write = true;
  CHECK(says(reports(model_definitions(), page), "Make a draft"));
}

TEST_CASE("an axis of per cents holds every value, changes below nothing and above a hundred too",
          "[pages]") {
  AimChart chart = trend();
  chart.per_cent = true;
  chart.reference.reset();
  const auto scaled = [&](double low, double high) {
    for (ChartPoint& point : chart.lines.front().points) {
      point.value = low;
    }
    chart.lines.front().points.back().value = high;
    return scale_of(chart);
  };
  CHECK(scaled(41.0, 55.0).min == 40.0);
  CHECK(scaled(-20.0, 55.0).min <= -20.0);
  CHECK(scale_words(chart, scaled(-20.0, 55.0), -20.0) == "\u221220%");
  CHECK(scaled(41.0, 155.0).max >= 155.0);
}

}  // namespace soundings::pages
