// Invitations and series as they are kept: what is new, what changed, and what the audit says.
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "support/store.h"

using namespace soundings;
using namespace soundings::testing;

namespace {

const Period may = Period::month(Month(2019, 5));

}  // namespace

TEST_CASE("the audit of reference figures has the old and the new values", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  using Put = store::Put;
  std::vector<Invitation> rows{{.survey = "victim_satisfaction",
                                .period = may,
                                .npu = "BE",
                                .crime_group = "burglary",
                                .invited = 415,
                                .bounced = 3,
                                .ineligible = 1},
                               {.survey = "victim_satisfaction",
                                .period = may,
                                .npu = "BW",
                                .crime_group = "",
                                .invited = 20,
                                .bounced = 0,
                                .ineligible = 0}};
  const auto detail = [&](const char* action) {
    return store->audit().lines({.action = action}).front().detail;
  };
  CHECK(store->reference().put_invitations(rows, Instant{}, "test") == Put{.added = 2});
  CHECK(detail("invitations_put") ==
        "2 rows new, 0 changed, 0 as before: 2019-05 BE burglary none -> 415/3/1; "
        "2019-05 BW none -> 20/0/0");
  rows[0].invited = 420;
  const auto rehearsed = store::Putting::rehearsed;
  const Put changed{.changed = 1,
                    .unchanged = 1,
                    .changes = {"victim_satisfaction 2019-05 BE burglary: 415/3/1 -> 420/3/1"}};
  CHECK(store->reference().put_invitations(rows, Instant{}, "test", rehearsed) == changed);
  CHECK(store->audit().lines({.action = "invitations_put"}).size() == 1);
  CHECK(store->reference().put_invitations(rows, Instant{}, "test") == changed);
  CHECK(detail("invitations_put") ==
        "0 rows new, 1 changed, 1 as before: 2019-05 BE burglary 415/3/1 -> 420/3/1");
  const std::vector<store::SeriesPoint> before{
      {.series = "livechat_conversations", .month = Month(2019, 5), .value = 40}};
  const std::vector<store::SeriesPoint> after{
      {.series = "livechat_conversations", .month = Month(2019, 5), .value = 41}};
  CHECK(store->reference().put_series(before, Instant{}, "test") == Put{.added = 1});
  const Put risen{.changed = 1, .changes = {"livechat_conversations 2019-05: 40 -> 41"}};
  CHECK(store->reference().put_series(after, Instant{}, "test", rehearsed) == risen);
  CHECK(store->reference().put_series(after, Instant{}, "test") == risen);
  CHECK(detail("series_put") == "0 rows new, 1 changed, 0 as before: 2019-05 40 -> 41");
  CHECK(failing_checks(*store).empty());
}

TEST_CASE("many changes stand in several rows of the audit", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  std::vector<store::SeriesPoint> points;
  for (int at = 0; at < 250; ++at) {
    points.push_back({.series = "calls", .month = Month(2000, 1).plus(at), .value = at});
  }
  CHECK(store->reference().put_series(points, Instant{}, "test").added == 250);
  const auto rows = store->audit().lines({.action = "series_put"});
  REQUIRE(rows.size() == 3);
  CHECK(rows[2].detail.starts_with("250 rows new, 0 changed, 0 as before: 2000-01 none -> 0; "));
  CHECK(rows[0].detail.starts_with("continued: "));
  CHECK(rows[0].detail.ends_with("none -> 249"));
  CHECK(failing_checks(*store) == std::vector<std::string>{});
}

TEST_CASE("external points keep what their source wrote, and replace only themselves", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  using Put = store::Put;
  std::vector<ExternalPoint> points{{.aim = "burglary",
                                     .series = "burglary",
                                     .area = "West Midlands force",
                                     .kind = SeriesPeriod::Kind::year_ending,
                                     .period = "2019-03",
                                     .value = "28967",
                                     .unit = "count",
                                     .source = "West Midlands Police",
                                     .evidence = "chart"},
                                    {.aim = "burglary",
                                     .series = "burglary",
                                     .area = "West Midlands force",
                                     .kind = SeriesPeriod::Kind::year_ending,
                                     .period = "2014-03",
                                     .value = "24000",
                                     .unit = "count",
                                     .approximate = true,
                                     .source = "West Midlands Police",
                                     .evidence = "chart"}};
  CHECK(store->reference().put_external(points, Instant{}, "test") == Put{.added = 2});
  CHECK(store->reference().put_external(points, Instant{}, "test") == Put{.unchanged = 2});
  points.front().value = "28968";
  const Put changed{.changed = 1,
                    .unchanged = 1,
                    .changes = {"burglary year_ending 2019-03 West Midlands force: 28967 count -> "
                                "28968 count"}};
  CHECK(store->reference().put_external(points, Instant{}, "test", store::Putting::rehearsed) ==
        changed);
  CHECK(store->reference().put_external(points, Instant{}, "test") == changed);
  CHECK(
      store->audit().lines({.action = "external_series_put"}).front().detail ==
      "0 rows new, 1 changed, 1 as before: year_ending 2019-03 West Midlands force 28967 count -> "
      "28968 count");
  const auto kept = store->reference().external_points();
  REQUIRE(kept.size() == 2);
  CHECK(kept.front() == points.back());
  CHECK(kept.back() == points.front());
}

namespace {

ExternalPoint burglaries(std::string value, std::string source, bool approximate = false) {
  return {.aim = "burglary",
          .series = "burglary",
          .area = "West Midlands force",
          .kind = SeriesPeriod::Kind::year_ending,
          .period = "2019-03",
          .value = std::move(value),
          .unit = "count",
          .approximate = approximate,
          .source = std::move(source),
          .evidence = "chart"};
}

const std::vector right{burglaries("28967", "West Midlands Police")};
const std::vector wrong{burglaries("31000", "West Midlands Plice")};

}  // namespace

TEST_CASE("an exact point does not stand beside one that gives its place another value",
          "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  using Put = store::Put;
  store::ReferenceFigures& figures = store->reference();
  REQUIRE(figures.put_external(right, Instant{}, "test") == Put{.added = 1});
  const std::vector several{burglaries("28967", "Home Office"), wrong.front()};
  const auto refused = figures.put_external(several, Instant{}, "test");
  REQUIRE_FALSE(refused.has_value());
  REQUIRE(refused.error() == std::vector{store::PointConflict{.row = 1, .kept = right.front()}});
  CHECK_FALSE(
      figures.put_external(wrong, Instant{}, "test", store::Putting::rehearsed).has_value());
  CHECK(figures.external_points() == right);
  CHECK(store->audit().lines({.action = "external_series_put"}).size() == 1);
  // The same value, and a reading of a chart, are no contradiction.
  CHECK(figures.put_external(
            std::vector{burglaries("28967.0", "Home Office"), burglaries("31000", "a chart", true)},
            Instant{}, "test") == Put{.added = 2});
  // A file that corrects a source brings the other one in.
  CHECK(figures
            .put_external(
                std::vector{burglaries("28968", "West Midlands Police"),
                            burglaries("28968", "Home Office"), burglaries("28968", "Third")},
                Instant{}, "test")
            .has_value());
}

TEST_CASE("a point that is let take another's place is counted, and both values are audited",
          "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  store::ReferenceFigures& figures = store->reference();
  REQUIRE(figures.put_external(wrong, Instant{}, "test").has_value());
  const auto put = [&](store::Putting how) {
    return figures.put_external(right, Instant{}, "test", how, store::Contradicted::give_way);
  };
  const store::Put done{
      .added = 1,
      .replaced = 1,
      .changes = {"burglary year_ending 2019-03 West Midlands force: 31000 count of West Midlands "
                  "Plice (chart) -> 28967 count of West Midlands Police (chart)"}};
  CHECK(put(store::Putting::rehearsed) == done);
  CHECK(figures.external_points() == wrong);
  CHECK(put(store::Putting::kept) == done);
  CHECK(figures.external_points() == right);
  CHECK(store->audit().lines({.action = "external_series_put"}).front().detail ==
        "1 rows new, 0 changed, 0 as before, 1 of others replaced: year_ending 2019-03 West "
        "Midlands force none -> 28967 count; year_ending 2019-03 West Midlands force 31000 count "
        "of West Midlands Plice (chart) -> 28967 count of West Midlands Police (chart)");
}

TEST_CASE("points that are removed are in the audit with their values", "[store]") {
  const Folder folder;
  const auto store = open_store(folder.file("a.db"));
  store::ReferenceFigures& figures = store->reference();
  REQUIRE(figures.put_external(right, Instant{}, "test").has_value());
  const store::Act act{.at = {}, .actor = "s.patel", .reason = "a typing error"};
  CHECK(figures.remove_external(wrong, act) == 0);
  CHECK(figures.external_points() == right);
  CHECK(store->audit().lines({.action = "external_points_removed"}).empty());
  CHECK(figures.remove_external(right, act) == 1);
  CHECK(figures.external_points().empty());
  const auto lines = store->audit().lines({.action = "external_points_removed"});
  REQUIRE(lines.size() == 1);
  CHECK(lines.front().actor == "s.patel");
  CHECK(lines.front().subject == "burglary");
  CHECK(lines.front().detail ==
        "a typing error; 1 removed: year_ending 2019-03 West Midlands force 28967 count of West "
        "Midlands Police (chart)");
}
