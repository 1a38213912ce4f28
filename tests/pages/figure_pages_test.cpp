// What stands out, how areas are compared, what a measure says of itself, and where links lead.
#include <string>

#include <catch2/catch.hpp>

#include "pages/model_pages.h"

namespace soundings::pages {
namespace {

bool says(const std::string& page, std::string_view words) {
  return page.find(words) != std::string::npos;
}

}  // namespace

TEST_CASE("what stands out is chosen by rule", "[pages]") {
  const Definitions definitions = model_definitions();
  Overview shown = model_overview(definitions);
  const std::string page = overview(definitions, shown);
  CHECK(
      says(page, "<strong>Feedback has fallen most.</strong> 34.5%, down 6.9 points from 41.4%."));
  CHECK(says(page,
             "<strong>The rest has held up.</strong> No clear change for First contact by "
             "999, First contact by 101, First contact online and Treatment."));
  CHECK(says(page,
             "<strong>Two NPUs stand apart.</strong> Victims satisfied overall: Birmingham "
             "East is lower; Solihull is higher than in the rest of the force."));
  for (Comparisons& change : shown.changes) {
    change.rows.front().verdict = Verdict::same;
  }
  for (Comparison& row : shown.areas.front().rows) {
    row.verdict = Verdict::same;
  }
  const std::string quiet = overview(definitions, shown);
  CHECK(says(quiet, "<strong>Every stage has held up.</strong> No clear change for any of the 6."));
  CHECK(says(quiet, "<strong>No NPU stands apart.</strong>"));
  CHECK_FALSE(says(quiet, "fallen most"));
  shown.changes[1].rows.front().verdict = Verdict::higher;
  CHECK(
      says(overview(definitions, shown), "<strong>First contact by 999 has risen most.</strong>"));
}

TEST_CASE("the NPUs are counted by their readings, and the sentence names those apart", "[pages]") {
  const Definitions definitions = model_definitions();
  ComparePage shown = model_compare(definitions);
  const std::string page = compare(definitions, shown);
  CHECK(says(page,
             "Two NPUs differ from the rest of the force by <strong>more than chance would "
             "explain</strong>: Birmingham East is lower; Solihull is higher. The other 6 "
             "cannot be told apart, so their order means little."));
  CHECK(says(page, "<dd>6 NPUs</dd>"));
  CHECK(says(page, "<dd>1 NPU</dd>"));
  CHECK(says(page, "Six of 8 are too close to call"));
  CHECK(says(page, "<span>No wider than chance</span>"));
  shown.readings->spread->gap.reset();
  shown.readings->spread->left_out = {"WS"};
  const std::string hidden = compare(definitions, shown);
  CHECK(says(hidden,
             "We cannot say: there is no figure for Walsall, which might be the highest or "
             "the lowest."));
  CHECK(says(hidden, "Left out of the chart: Walsall."));
  shown.readings.reset();
  const std::string unread = compare(definitions, shown);
  CHECK(says(unread, "No reading of these figures is released."));
  CHECK_FALSE(says(unread, "Rest of force"));
}

TEST_CASE("a rounded figure has no range and is not drawn", "[pages]") {
  const Definitions definitions = model_definitions();
  const std::string page = npu(definitions, model_npu(definitions));
  CHECK(says(page, "<td class=\"sd-num\">about 80</td><td class=\"sd-num\">about 35%</td>"));
  CHECK(says(page, "<td class=\"sd-num\">[c]</td><td class=\"sd-num\">[c]</td>"));
}

TEST_CASE("a measure says what was asked, of whom, and which answers count", "[pages]") {
  const Definitions definitions = model_definitions();
  const std::string page = measure(definitions, model_measure(definitions));
  CHECK(says(page, "<dt>We asked</dt><dd>“Taking the whole experience into account"));
  CHECK(says(page, "<dt>Who is counted</dt>"));
  CHECK(says(page,
             "<dt>Change in November 2018 [b]</dt><dd>The way of asking is assumed to have "
             "changed from telephone. Earlier figures are not compared.</dd>"));
  CHECK(says(page, "Counts as positive"));
}

TEST_CASE("what is provisional is said once, in the title line", "[pages]") {
  const Definitions definitions = model_definitions();
  NpuPage shown = model_npu(definitions);
  shown.edition.provisional = true;
  for (Table& table : shown.measures) {
    for (Row& row : table.rows) {
      row.marks.emplace_back("p");
    }
  }
  const std::string page = npu(definitions, shown);
  const auto first = page.find("[p]");
  REQUIRE(first != std::string::npos);
  CHECK(page.find("[p]", first + 1) == std::string::npos);
}

TEST_CASE("links of a page carry its period and release", "[pages]") {
  const Definitions definitions = model_definitions();
  const std::string page = npu(definitions, model_npu(definitions));
  CHECK(says(page,
             "href=\"/measures/victim_satisfied_whole_experience?period=2019-05&amp;release="
             "2019-05.r0\""));
  CHECK(says(page, "href=\"/npus/BE?period=2019-05&amp;release=2019-05.r0#npu-trend\""));
  CHECK(says(page, "Release 2019-05.r0, published 12 June 2019"));
}

TEST_CASE("two channels are distinguished though the highest and the lowest are not", "[pages]") {
  const Definitions definitions = model_definitions();
  ChannelsPage shown = model_channels(definitions);
  Table& table = shown.tables.front();
  table.rows = {model_row({}, 580, 881), model_row({{"contact_channel", "999"}}, 26, 35),
                model_row({{"contact_channel", "101"}}, 237, 342),
                model_row({{"contact_channel", "online"}}, 88, 158),
                model_row({{"contact_channel", "livechat"}}, 16, 30)};
  CHECK(says(channels(definitions, shown),
             "is higher for 101 (68.4%) than for Online (55.0%), and their ranges do not meet."));
  table.rows.erase(table.rows.begin() + 2);
  CHECK(says(channels(definitions, shown), ": the ranges of any two channels meet."));
}

TEST_CASE("an NPU's finding names what is read the same way, within one survey", "[pages]") {
  const Definitions definitions = model_definitions();
  NpuPage shown = model_npu(definitions);
  const auto read = [&shown](const std::string& measure, Verdict verdict) {
    for (Comparisons& each : shown.readings) {
      if (each.measure == measure) {
        each.rows.front().verdict = verdict;
      }
    }
  };
  CHECK_FALSE(says(finding_of(definitions, shown), " too."));
  read("public_voice_confidence_in_wmp", Verdict::lower);
  read("victim_satisfied_feedback", Verdict::higher);
  CHECK_FALSE(says(finding_of(definitions, shown), " too."));
  read("victim_satisfied_treatment", Verdict::lower);
  CHECK(says(finding_of(definitions, shown), " Treatment is lower too."));
  read("victim_satisfied_initial_actions", Verdict::lower);
  CHECK(says(finding_of(definitions, shown), " Initial actions and Treatment are lower too."));
  CHECK_FALSE(says(finding_of(definitions, shown), "widest"));
}

TEST_CASE("an NPU's channel that is hidden hides no figure of the force", "[pages]") {
  const Definitions definitions = model_definitions();
  NpuPage shown = model_npu(definitions);
  shown.channels->rows.push_back(model_row({{"contact_channel", "front_counter"}}, 26, 48));
  shown.channels->rows.push_back(hidden_row({{"contact_channel", "livechat"}}, Hidden::small_base));
  const std::string page = npu(definitions, shown);
  const auto row = [&page](const std::string& name) {
    const auto from = page.find("data-name=\"" + name + "\"");
    return page.substr(from, page.find("</tr>", from) - from);
  };
  CHECK(row("Front counter").ends_with("<td>[c]</td><td>53.5%</td><td>39.6 to 66.9</td>"));
  CHECK(row("Front counter").find("data-ref") == std::string::npos);
  CHECK(row("Live Chat").ends_with("<td>[c]</td><td>[c]</td><td>[c]</td>"));
}

TEST_CASE("a response rate is said to be the survey's", "[pages]") {
  const Definitions definitions = model_definitions();
  MeasurePage shown = model_measure(definitions);
  shown.table->invited.reset();
  shown.table->rows.front().base = 548;
  CHECK(says(measure(definitions, shown),
             " 548 answers. Response rate of the survey: 11.3% of those invited.</p>"));
}

TEST_CASE("a rounded figure is said to be one wherever it stands", "[pages]") {
  const Definitions definitions = model_definitions();
  MeasurePage shown = model_measure(definitions);
  shown.trend.reset();
  shown.groups.clear();
  const auto round = [](Table& table) {
    table.coarse = true;
    table.decimals = 0;
    table.invited.reset();
    Row& row = table.rows.front();
    row.base = 43380;
    row.response_rate.reset();
    row.weighted.reset();
    row.unweighted = Shown{.value = 75.0};
  };
  round(*shown.table);
  const std::string page = measure(definitions, shown);
  CHECK(says(page, "<strong>about 75% of victims were satisfied overall</strong>"));
  CHECK(says(page, " About 43,380 answers.</p>"));
  CHECK(says(page, "Rounded: bases to "));
  Overview all = model_overview(definitions);
  round(all.headline.back());
  CHECK(says(overview(definitions, all), "About 43,380 answers. "));
  CHECK_FALSE(says(overview(definitions, all), ">43,380 answers"));
}

TEST_CASE("who answered follows the measure and is not weighted in any table", "[pages]") {
  const Definitions definitions = model_definitions();
  MeasurePage shown = model_measure(definitions);
  shown.measure = definitions.find_measure("public_voice_confidence_in_wmp");
  for (Table& table : shown.groups) {
    table.measure = shown.measure->id;
    table.scheme = "raked_population";
  }
  Row& row = shown.groups.front().rows[1];
  row.unweighted = Shown{.value = 41.9, .lo = 36.6, .hi = 47.3};
  row.weighted = Shown{.value = 39.9, .lo = 34.6, .hi = 45.3};
  const std::string page = measure(definitions, shown);
  const auto from = page.find("id=\"who\"");
  const std::string who = page.substr(from, page.find("</section>", from) - from);
  CHECK(says(who, "answered this question, and the result among them: " +
                      shown.measure->title.at("en") + ", not weighted."));
  CHECK(says(who, "41.9%"));
  CHECK_FALSE(says(who, "39.9%"));
  CHECK_FALSE(says(who, "atisfied"));
}

TEST_CASE("a figure of another release than the page's is cited by its own", "[pages]") {
  const Definitions definitions = model_definitions();
  MeasurePage shown = model_measure(definitions);
  shown.trend.reset();
  shown.table->release = "2019-02.r0";
  const std::string page = measure(definitions, shown);
  CHECK(says(page, "<dt>Release</dt><dd>2019-02.r0</dd>"));
  CHECK(says(page, "Release 2019-02.r0: its figures do not change."));
  Overview all = model_overview(definitions);
  CHECK(says(overview(definitions, all), "Every figure of this month is of this release."));
  all.headline[9].release = "2019-02.r0";
  CHECK(says(overview(definitions, all),
             "Every figure is of this release, but for How are we doing, wave 3 (February 2019): "
             "2019-02.r0."));
}

TEST_CASE("a measure's weighting is that of its table", "[pages]") {
  const Definitions definitions = model_definitions();
  MeasurePage shown = model_measure(definitions);
  CHECK(says(measure(definitions, shown), "<dt>Weighting</dt><dd>Eligible invitations by NPU."));
  shown.table->scheme = "none";
  CHECK(says(measure(definitions, shown), "<dt>Weighting</dt><dd>Not weighted.</dd>"));
  CHECK_FALSE(says(measure(definitions, shown), "<dt>Weighting</dt><dd>Eligible"));
}

TEST_CASE("a measure that is not released by area is said to be one", "[pages]") {
  const Definitions definitions = model_definitions();
  NpuPage shown = model_npu(definitions);
  Table table = shown.measures[1];
  table.by.clear();
  table.rows.resize(1);
  shown.of_force = {table};
  shown.measures.erase(shown.measures.begin() + 1);
  shown.readings.erase(shown.readings.begin() + 1);
  const std::string page = npu(definitions, shown);
  const auto from = page.find("/measures/" + table.measure);
  REQUIRE(from != std::string::npos);
  const std::string row = page.substr(from, page.find("</tr>", from) - from);
  CHECK(says(row, "[x]"));
  CHECK(says(row, "Not released by NPU for May 2019."));
  CHECK_FALSE(says(row, ">0<"));
  CHECK(from < page.find("/measures/" + shown.measures[1].measure));
  ComparePage all = model_compare(definitions);
  all.table.reset();
  all.readings.reset();
  CHECK(says(compare(definitions, all), "There is no figure for May 2019."));
  all.of_force = true;
  CHECK(says(compare(definitions, all), "This measure is not released by NPU for May 2019."));
}

}  // namespace soundings::pages
