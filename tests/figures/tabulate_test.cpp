// From counts to a table: May 2019 to the printed digit, slices, strata.
#include "soundings/figures/tabulate.h"

#include <catch2/catch.hpp>

#include "soundings/figures/silence.h"

#include "support/may_evidence.h"

using namespace soundings;
using namespace soundings::testing;
using figures::Question;

TEST_CASE("May 2019: the force to the printed digit", "[figures]") {
  const Definitions definitions = small_force();
  const Table table =
      answer(definitions, {.measure = "victims_satisfied", .period = may}, may_by_npu());
  REQUIRE(table.rows.size() == 1);
  const Row& force = table.rows[0];
  CHECK(force.key.empty());
  CHECK(force.base == 904);
  CHECK(printed(force.unweighted.value().value, 1) == "42.1");
  const Shown& weighted = force.weighted.value();
  CHECK(weighted.value == Approx(41.5745).margin(5e-5));
  CHECK(printed(weighted.se, 4) == "1.6495");
  CHECK(printed(weighted.deff, 4) == "1.0115");
  CHECK(printed(weighted.n_eff, 1) == "892.7");
  CHECK(printed(weighted.n_kish, 1) == "885.6");
  CHECK(printed(weighted.deff_kish, 4) == "1.0208");
  CHECK(weighted.df == 903.0);
  CHECK(printed(weighted) == "41.6 (38.4-44.8)");
  CHECK(printed(force.response_rate, 1) == "11.3");
  CHECK(printed(weighted.value, table.decimals) == "42");
  CHECK(table.invited == 8000);
  CHECK(table.scheme == "invited_by_npu");
  CHECK(force.marks == std::vector<std::string>{"p"});
}

TEST_CASE("May 2019: the eight NPUs to the printed digit", "[figures]") {
  const Definitions definitions = small_force();
  const Table table = answer(
      definitions, {.measure = "victims_satisfied", .by = {"npu"}, .period = may}, may_by_npu());
  const std::vector<std::string> expected{
      "38.5 (31.0-46.6)", "38.0 (31.0-45.5)", "45.2 (36.6-54.0)", "47.9 (38.1-57.9)",
      "39.0 (30.6-48.1)", "51.1 (40.7-61.5)", "41.7 (31.6-52.5)", "41.3 (30.7-52.8)"};
  REQUIRE(table.rows.size() == 9);
  for (std::size_t at = 0; at < npus.size(); ++at) {
    CHECK(table.rows[at + 1].key == DomainKey{{"npu", npus[at]}});
    CHECK(printed(table.rows[at + 1].weighted.value()) == expected[at]);
  }
  CHECK(printed(table.find({{"npu", "SH"}})->response_rate, 1) == "16.9");
  REQUIRE(table.weighting.has_value());
  CHECK(table.weighting->lines.size() == 8);
}

TEST_CASE("May 2019: every item, unweighted and weighted", "[figures]") {
  struct Printed {
    std::vector<std::int64_t> satisfied;
    std::vector<std::int64_t> answered;
    const char* unweighted;
    const char* weighted;
  };
  const std::vector<std::int64_t> asked{148, 171, 124, 96, 118, 88, 84, 75};
  const std::vector<Printed> items{
      {{57, 65, 56, 46, 46, 45, 35, 31}, asked, "42.1", "41.6"},
      {{47, 58, 47, 39, 38, 27, 31, 28}, {147, 170, 124, 96, 118, 88, 84, 75}, "34.9", "34.9"},
      {{88, 100, 79, 63, 70, 48, 52, 43}, asked, "60.1", "60.1"},
      {{39, 45, 29, 28, 32, 24, 24, 19}, {90, 104, 75, 58, 72, 53, 51, 45}, "43.8", "43.8"},
  };
  const Definitions definitions = small_force();
  for (const Printed& item : items) {
    Evidence evidence = by_npu(item.satisfied, item.answered);
    auto cells = std::make_shared<Cells>(*evidence.cells);
    for (std::size_t at = 0; at < npus.size(); ++at) {
      const std::int64_t silent = asked[at] - item.answered[at];
      if (silent > 0) {
        cells->cells.push_back({.stratum = 0,
                                .codes = {static_cast<std::uint16_t>(at + 1), 0, 0},
                                .answer = -1,
                                .count = silent,
                                .weight = static_cast<double>(silent),
                                .weight_squared = static_cast<double>(silent)});
        cells->units[0] += silent;
      }
    }
    evidence.cells = cells;
    const Table table =
        answer(definitions, {.measure = "victims_satisfied", .period = may}, evidence);
    CHECK(printed(table.rows[0].unweighted.value().value, 1) == item.unweighted);
    CHECK(printed(table.rows[0].weighted.value().value, 1) == item.weighted);
  }
}

TEST_CASE("ease of contact by 999 is a slice of the table by channel", "[figures]") {
  struct Channel {
    std::string code;
    std::vector<std::int64_t> satisfied;
    std::vector<std::int64_t> answered;
  };
  const std::vector<Channel> channels{
      {"999", {33, 38, 26, 21, 25, 20, 19, 18}, {51, 60, 41, 33, 41, 30, 29, 27}},
      {"101", {39, 43, 33, 27, 29, 23, 23, 20}, {56, 64, 48, 37, 44, 33, 32, 28}},
      {"online", {15, 16, 12, 9, 10, 10, 9, 7}, {26, 30, 22, 16, 20, 17, 15, 12}}};
  const std::vector<std::int64_t> elsewhere{15, 17, 13, 10, 13, 8, 8, 8};
  std::vector<Group> groups;
  for (const Channel& channel : channels) {
    for (std::size_t at = 0; at < npus.size(); ++at) {
      groups.push_back({{{"npu", npus[at]}, {"contact_channel", channel.code}},
                        channel.satisfied[at],
                        channel.answered[at]});
    }
  }
  auto cells = std::make_shared<Cells>(
      *cells_of({"npu", "contact_channel", "crime_group"}, {"2019-05"}, groups));
  for (std::size_t at = 0; at < npus.size(); ++at) {
    const auto people = static_cast<double>(elsewhere[at]);
    cells->cells.push_back({.stratum = 0,
                            .codes = {static_cast<std::uint16_t>(at + 1), 0, 0},
                            .answer = -1,
                            .count = elsewhere[at],
                            .weight = people,
                            .weight_squared = people});
    cells->units[0] += elsewhere[at];
  }
  const Evidence evidence{.cells = cells, .invitations = invited_in(may)};
  const Definitions definitions = small_force();
  const Table slice = answer(
      definitions, {.measure = "victims_contact_999", .by = {"npu"}, .period = may}, evidence);
  CHECK(slice.rows[0].base == 312);
  CHECK(printed(slice.rows[0].unweighted.value().value, 1) == "64.1");
  CHECK(printed(slice.rows[0].weighted.value().value, 1) == "64.1");
  CHECK(slice.find({{"npu", "WV"}})->base == 27);
  CHECK(slice.find({{"npu", "WV"}})->marks == std::vector<std::string>{"u", "p"});
  const Table whole = answer(
      definitions, {.measure = "victims_ease", .by = {"npu", "contact_channel"}, .period = may},
      evidence);
  REQUIRE(whole.rows.size() == 1 + 8 + 3 + 24);
  CHECK(whole.rows[9].key == DomainKey{{"contact_channel", "999"}});
  CHECK(whole.rows[12].key == DomainKey{{"contact_channel", "999"}, {"npu", "BE"}});
  CHECK(printed(whole.find({{"contact_channel", "101"}})->weighted.value().value, 1) == "69.3");
  CHECK(printed(whole.find({{"contact_channel", "online"}})->weighted.value().value, 1) == "55.7");
  for (const std::string& npu : npus) {
    const Row* cell = whole.find({{"npu", npu}, {"contact_channel", "999"}});
    CHECK(slice.find({{"npu", npu}})->base == cell->base);
    CHECK(slice.find({{"npu", npu}})->marks == cell->marks);
  }
}

TEST_CASE("areas that are not known count for the force and make no row", "[figures]") {
  Evidence evidence =
      by_npu({57, 65, 56, 46, 46, 45, 35, 31}, {148, 171, 124, 96, 118, 88, 84, 75});
  auto cells = std::make_shared<Cells>(*evidence.cells);
  cells->columns[0].codes.emplace_back("unknown_npu");
  cells->cells.push_back({.stratum = 0,
                          .codes = {9, 0, 0},
                          .answer = 0,
                          .count = 3,
                          .weight = 3.0,
                          .weight_squared = 3.0});
  cells->units[0] += 3;
  evidence.cells = cells;
  const Table table = answer(
      small_force(), {.measure = "victims_satisfied", .by = {"npu"}, .period = may}, evidence);
  CHECK(table.rows.size() == 9);
  CHECK(table.rows[0].base == 907);
  CHECK(table.find({{"npu", "SH"}})->base == 88);
  CHECK(printed(table.find({{"npu", "SH"}})->weighted.value().value, 1) == "51.1");
  REQUIRE(table.weighting.has_value());
  CHECK(table.weighting->margins[0].missing_share == Approx(3.0 / 907.0));
}

TEST_CASE("an NPU with answers and no invitations leaves the unweighted figure alone",
          "[figures]") {
  Evidence evidence = may_by_npu();
  evidence.invitations.pop_back();
  const Table table =
      answer(small_force(), {.measure = "victims_satisfied", .period = may}, evidence);
  CHECK(table.weighting_fault == "weighting_infeasible");
  CHECK(table.weighting_problem ==
        "margin npu, category WV: respondents have no target above zero");
  CHECK_FALSE(table.rows[0].weighted);
  CHECK(printed(table.rows[0].unweighted.value().value, 1) == "42.1");
  CHECK_FALSE(table.weighting);
}

TEST_CASE("a window that a break falls into carries its mark, of months and of waves",
          "[figures]") {
  Definitions definitions = small_force();
  Break change;
  change.at = Month(2019, 1);
  change.kind = "mode";
  definitions.surveys[1].breaks = {change};
  const auto marks = [&](const Period& period, const std::vector<std::string>& strata) {
    std::vector<Group> groups;
    for (std::uint32_t stratum = 0; stratum < strata.size(); ++stratum) {
      groups.push_back({{{"sex", "female"}}, 30, 60, stratum});
      groups.push_back({{{"sex", "male"}}, 30, 60, stratum});
    }
    return answer(definitions, {.measure = "poll_confidence", .period = period},
                  {.cells = cells_of({"npu", "sex"}, strata, groups)})
        .rows[0]
        .marks;
  };
  const std::vector<std::string> broken{"p", "b"};
  CHECK(marks(Period::waves(1, 2), {"wave-1", "wave-2"}) == broken);
  CHECK(marks(Period::waves(2, 3), {"wave-2", "wave-3"}) == std::vector<std::string>{"p"});
}

TEST_CASE("a collapse list carries a target without respondents to its neighbour", "[figures]") {
  const std::vector<Group> groups{{{{"npu", "BE"}, {"crime_group", "violence"}}, 20, 60},
                                  {{{"npu", "BE"}, {"crime_group", "burglary"}}, 40, 60}};
  const Evidence evidence{
      .cells = cells_of({"npu", "contact_channel", "crime_group"}, {"2019-05"}, groups),
      .invitations = {invitation(may, "BE", 500, "violence"), invitation(may, "BE", 100, "hate"),
                      invitation(may, "BE", 400, "burglary")}};
  const Table table = answer(
      small_force(),
      {.measure = "victims_satisfied", .period = may, .scheme = "invited_by_npu_crime"}, evidence);
  REQUIRE(table.weighting_fault.empty());
  CHECK(table.rows[0].weighted.value().value == Approx(100.0 * (0.6 / 3.0 + 0.4 * 2.0 / 3.0)));
  REQUIRE(table.collapsed.size() == 1);
  const MarginCollapse& joined = table.collapsed.front();
  CHECK(joined.margin == "npu|crime_group");
  CHECK(joined.category == "BE|hate");
  CHECK(joined.into == "BE|violence");
  CHECK(joined.nobody);
  CHECK(joined.target == 100.0);
  CHECK(joined.into_target == 500.0);
}

TEST_CASE("a collapse names its categories, however few answered", "[figures]") {
  const std::vector<Group> groups{{{{"npu", "BE"}, {"crime_group", "violence"}}, 4, 7},
                                  {{{"npu", "BE"}, {"crime_group", "burglary"}}, 40, 60}};
  const Evidence evidence{
      .cells = cells_of({"npu", "contact_channel", "crime_group"}, {"2019-05"}, groups),
      .invitations = {invitation(may, "BE", 500, "violence"), invitation(may, "BE", 100, "hate"),
                      invitation(may, "BE", 400, "burglary")}};
  const Table table = answer(
      small_force(),
      {.measure = "victims_satisfied", .period = may, .scheme = "invited_by_npu_crime"}, evidence);
  REQUIRE(table.weighting_fault.empty());
  CHECK(table.weighting.has_value());
  REQUIRE(table.collapsed.size() == 1);
  CHECK(table.collapsed.front().category == "BE|hate");
  CHECK(table.collapsed.front().into == "BE|violence");
  CHECK(table.collapsed.front().target == 100.0);
}

TEST_CASE("in several months a collapse names the month it was made in", "[figures]") {
  const Period april = Period::month(Month(2019, 4));
  const std::vector<Group> groups{{{{"npu", "BE"}, {"crime_group", "violence"}}, 20, 60, 0},
                                  {{{"npu", "BE"}, {"crime_group", "hate"}}, 20, 60, 0},
                                  {{{"npu", "BE"}, {"crime_group", "violence"}}, 40, 60, 1}};
  const Evidence evidence{
      .cells = cells_of({"npu", "contact_channel", "crime_group"}, {"2019-04", "2019-05"}, groups),
      .invitations = {invitation(april, "BE", 500, "violence"),
                      invitation(april, "BE", 100, "hate"), invitation(may, "BE", 500, "violence"),
                      invitation(may, "BE", 200, "hate")}};
  const Table table = answer(small_force(),
                             {.measure = "victims_satisfied",
                              .period = Period::months(Month(2019, 4), Month(2019, 5)),
                              .scheme = "invited_by_npu_crime"},
                             evidence);
  REQUIRE(table.weighting_fault.empty());
  REQUIRE(table.collapsed.size() == 1);
  CHECK(table.collapsed.front().stratum == "2019-05");
  CHECK(table.collapsed.front().target == 200.0);
}

TEST_CASE("months are strata, each weighted to its own invitations", "[figures]") {
  const std::vector<Group> groups{{{{"npu", "BE"}}, 30, 60, 0},
                                  {{{"npu", "BW"}}, 10, 50, 0},
                                  {{{"npu", "BE"}}, 20, 40, 1},
                                  {{{"npu", "BW"}}, 40, 80, 1}};
  const Period april = Period::month(Month(2019, 4));
  const Evidence evidence{
      .cells = cells_of({"npu", "contact_channel", "crime_group"}, {"2019-04", "2019-05"}, groups),
      .invitations = {invitation(april, "BE", 300), invitation(april, "BW", 100),
                      invitation(may, "BE", 500), invitation(may, "BW", 100)}};
  const Table table = answer(
      small_force(),
      {.measure = "victims_satisfied", .period = Period::months(Month(2019, 4), Month(2019, 5))},
      evidence);
  REQUIRE(table.weighting_fault.empty());
  CHECK(table.rows[0].weighted.value().value ==
        Approx((300 * 50.0 + 100 * 20.0 + 500 * 50.0 + 100 * 50.0) / 1000.0));
}

TEST_CASE("waves are strata with equal shares, and those without a target keep their own",
          "[figures]") {
  const std::vector<Group> groups{{{{"sex", "female"}}, 60, 100, 0},
                                  {{{"sex", "male"}}, 50, 200, 0},
                                  {{{"sex", "female"}}, 30, 60, 1},
                                  {{{"sex", "male"}}, 40, 60, 1},
                                  {{{"sex", "prefer_not_to_say"}}, 10, 30, 1}};
  const Evidence evidence{.cells = cells_of({"npu", "sex"}, {"wave-1", "wave-2"}, groups)};
  const Table table = answer(
      small_force(), {.measure = "poll_confidence", .period = Period::waves(1, 2)}, evidence);
  REQUIRE(table.weighting_fault.empty());
  const double first = 0.51 * 60.0 + 0.49 * 25.0;
  const double unstated = 30.0 / 150.0;
  const double second =
      (1.0 - unstated) * (0.51 * 50.0 + 0.49 * 100.0 * 40.0 / 60.0) + unstated * 100.0 / 3.0;
  CHECK(table.rows[0].weighted.value().value == Approx((first + second) / 2.0));
  CHECK(table.rows[0].base == 450);
}

TEST_CASE("nobody has answered yet: empty, not hidden", "[figures]") {
  const Evidence evidence{
      .cells = cells_of({"npu", "contact_channel", "crime_group"}, {"2019-05"}, {}),
      .invitations = invited_in(may)};
  const Table table = answer(
      small_force(), {.measure = "victims_satisfied", .by = {"npu"}, .period = may}, evidence);
  for (const Row& row : table.rows) {
    CHECK(row.base == 0);
    CHECK_FALSE(row.hidden);
    CHECK(row.marks == std::vector<std::string>{"p", "x"});
    CHECK_FALSE(row.unweighted);
  }
  CHECK(table.weighting_fault.empty());
}

TEST_CASE("a period across a break says so", "[figures]") {
  Definitions definitions = small_force();
  Break telephone;
  telephone.at = Month(2019, 5);
  definitions.surveys[0].breaks = {telephone};
  const Evidence evidence{.cells =
                              cells_of({"npu", "contact_channel", "crime_group"},
                                       {"2019-04", "2019-05"}, {{{}, 20, 45, 0}, {{}, 21, 46, 1}})};
  const Question question{.measure = "victims_satisfied",
                          .period = Period::months(Month(2019, 4), Month(2019, 5)),
                          .scheme = "none"};
  CHECK(answer(definitions, question, evidence).rows[0].marks ==
        std::vector<std::string>{"p", "b"});
}

TEST_CASE("more answers than invited people are a finding on the response rate", "[figures]") {
  const Definitions definitions = small_force();
  Evidence evidence = may_by_npu();
  for (Invitation& one : evidence.invitations) {
    one.invited = one.npu == "SH" ? 80 : one.invited;
  }
  const Table table =
      answer(definitions, {.measure = "victims_satisfied", .by = {"npu"}, .period = may}, evidence);
  const Row& solihull = *table.find({{"npu", "SH"}});
  CHECK(printed(solihull.response_rate, 1) == "110.0");
  REQUIRE(findings(solihull).size() == 1);
  CHECK(findings(solihull).front().code == "answers_exceed_invitations");
  CHECK(findings(solihull).front().pointer == "/response_rate");
  CHECK(findings(*table.find({{"npu", "BE"}})).empty());
  CHECK(findings(table.rows.front()).empty());
}

TEST_CASE("a table of nobody is silent, and one with a hidden figure is not", "[figures]") {
  const Definitions definitions = small_force();
  Evidence evidence = may_by_npu();
  const Question question{.measure = "victims_satisfied", .by = {"npu"}, .period = may};
  CHECK_FALSE(figures::silence(answer(definitions, question, evidence)));
  auto nobody = std::make_shared<Cells>(*evidence.cells);
  nobody->cells.clear();
  evidence.cells = nobody;
  const Table empty = answer(definitions, question, evidence);
  REQUIRE(figures::silence(empty));
  CHECK(figures::silence(empty)->code == "no_answers");
  Table hidden = empty;
  hidden.rows.front().hidden = Hidden::small_base;
  CHECK_FALSE(figures::silence(hidden));
}
