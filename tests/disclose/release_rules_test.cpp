// Rules of a release that need no solver, and how numbers are printed.
#include "soundings/disclose/release_rules.h"

#include <catch2/catch.hpp>

#include "soundings/disclose/printed.h"

using namespace soundings::disclose;

namespace {

const ProtectionParameters parameters{};

PublishedDomain channels() {
  return {.id = "contact_channel",
          .codes = {{.code = "999"},
                    {.code = "officer"},
                    {.code = "not_applicable", .pool_with = "officer"}}};
}

}  // namespace

TEST_CASE("a row of one to nine people joins the row its definition names", "[release]") {
  const std::vector<std::vector<std::string>> pooled{{"999"}, {"officer", "not_applicable"}};
  const std::vector<std::vector<std::string>> apart{{"999"}, {"officer"}, {"not_applicable"}};
  CHECK(pooled_rows(channels(), std::vector<std::int64_t>{312, 36, 8}, parameters) == pooled);
  CHECK(pooled_rows(channels(), std::vector<std::int64_t>{312, 36, 10}, parameters) == apart);
  CHECK(pooled_rows(channels(), std::vector<std::int64_t>{312, 36, 0}, parameters) == apart);
  CHECK(pooled_rows(channels(), std::vector<std::int64_t>{3, 36, 40}, parameters) == apart);
  CHECK(row_code(pooled[1]) == "officer|not_applicable");
}

TEST_CASE("answers without a known area are left out while they are one to nine people",
          "[release]") {
  CHECK_FALSE(leaves_out_unknown_area(0, parameters));
  CHECK(leaves_out_unknown_area(1, parameters));
  CHECK(leaves_out_unknown_area(9, parameters));
  CHECK_FALSE(leaves_out_unknown_area(10, parameters));
}

TEST_CASE("a figure is revised when ten people or more came, and they do not agree", "[release]") {
  const Batch none{};
  const Batch a3{.people = 23, .base = 23, .satisfied = 14};
  CHECK(is_revised(a3, none, parameters));
  CHECK_FALSE(is_revised({.people = 3, .base = 3, .satisfied = 2}, none, parameters));
  CHECK_FALSE(is_revised({.people = 9, .base = 12, .satisfied = 5}, none, parameters));
  CHECK_FALSE(is_revised({.people = 12, .base = 9, .satisfied = 5}, none, parameters));
  CHECK_FALSE(is_revised({.people = 12, .base = 12, .satisfied = 12}, none, parameters));
  CHECK_FALSE(is_revised({.people = 12, .base = 12, .satisfied = 0}, none, parameters));
  // Twelve in and five out is not seven.
  CHECK_FALSE(is_revised({.people = 12, .base = 12, .satisfied = 6},
                         {.people = 5, .base = 5, .satisfied = 2}, parameters));
  CHECK(is_revised(none, none, parameters));
}

TEST_CASE("a provisional figure is printed of thirty people or more, and changes after ten",
          "[release]") {
  const Batch ten{.people = 10, .base = 10, .satisfied = 4};
  const Batch all{.people = 48, .base = 48, .satisfied = 20};
  const auto print = [](const Batch& counted, const Batch& since, const Batch& rest,
                        const Batch& withdrawn = {}) {
    return provisional_print(
        {.counted = counted, .since = since, .rest = rest, .withdrawn = withdrawn}, parameters);
  };
  CHECK(print(all, all, ten) == ProvisionalPrint{.base = 40, .per_cent = 42000});
  CHECK_FALSE(print({29, 29, 9}, {29, 29, 9}, ten));
  CHECK_FALSE(print({30, 29, 9}, {30, 29, 9}, ten));
  CHECK(print({30, 30, 9}, {30, 30, 9}, ten));
  CHECK(print(all, ten, ten));
  for (const Batch few : {Batch{}, Batch{9, 9, 4}, Batch{10, 10, 10}, Batch{10, 10, 0}}) {
    CHECK_FALSE(print(all, few, ten));
    CHECK_FALSE(print(all, ten, few));
  }
  // One of those who were counted corrects an answer, which distinguishes them from others.
  CHECK_FALSE(print(all, ten, ten, {1, 1, 1}));
  CHECK(print(all, ten, ten, ten));
}

TEST_CASE("hidden cells of a line share one weight: their targets over their bases", "[release]") {
  const std::vector<WeightedCell> line{{.base = 41, .people = 41, .target = 410.0},
                                       {.base = 22, .people = 22, .target = 300.0, .hidden = true},
                                       {.base = 48, .people = 48, .target = 500.0},
                                       {.base = 7, .people = 7, .target = 48.0, .hidden = true}};
  const auto groups = weighted_together(line, parameters);
  CHECK(groups == std::vector<std::size_t>{0, 1, 2, 1});
  const auto weights = weights_of(line, groups);
  CHECK(weights[0] == Approx(10.0));
  CHECK(weights[1] == Approx(12.0));
  CHECK(weights[3] == Approx(12.0));
}

TEST_CASE("a group of fewer than ten people never stands alone", "[release]") {
  const std::vector<WeightedCell> line{{.base = 41, .people = 41, .target = 1.0},
                                       {.base = 9, .people = 9, .target = 1.0, .hidden = true},
                                       {.base = 12, .people = 12, .target = 1.0}};
  CHECK(weighted_together(line, parameters) == std::vector<std::size_t>{0, 2, 2});
}

TEST_CASE("a raked table prints rows of a hundred people, and none when it hides one",
          "[release]") {
  const std::vector<std::int64_t> people{100, 99, 900};
  CHECK(raked_rows(people, {false, false, false}, parameters) ==
        std::vector<bool>{true, false, true});
  CHECK(raked_rows(people, {false, true, false}, parameters) ==
        std::vector<bool>{false, false, false});
}

TEST_CASE("numbers are rounded halves up", "[release]") {
  CHECK(to_nearest(9, 20) == 0);
  CHECK(to_nearest(10, 20) == 20);
  CHECK(to_nearest(29, 20) == 20);
  CHECK(to_nearest(30, 20) == 40);
  CHECK(per_cent_of(17, 41, 100) == 41500);
  CHECK(per_cent_of(381, 904, 100) == 42100);
  CHECK(per_cent_of(1, 8, 1000) == 13000);  // 12.5
  CHECK(per_cent_of(1, 40, 5000) == 5000);  // 2.5
  CHECK(per_cent_of(1, 41, 5000) == 0);
  CHECK(part_of(41500, 41) == 17);
}

TEST_CASE("the whole number is recovered from a per cent to one decimal up to a base of a thousand",
          "[release]") {
  for (const std::int64_t base : {1, 7, 41, 904, 999, 1000}) {
    for (std::int64_t part = 0; part <= base; ++part) {
      REQUIRE(part_of(per_cent_of(part, base, 100), base) == part);
    }
  }
}

TEST_CASE("printed rows read as attack.py reads them", "[release]") {
  const std::vector<PrintedFigure> rows{
      {.release = "2019-05.r0",
       .layers = {"2019-04", "2019-05"},
       .item = "treatment",
       .cell = {.area = "SW", .domain = "crime_group", .code = "hate"},
       .quantity = Quantity::per_cent,
       .value = 42100,
       .unit = 100},
      {.release = "2019-05.r0", .layers = {"2019-05"}, .item = "treatment"},
      {.release = "p",
       .layers = {"a"},
       .item = "treatment",
       .quantity = Quantity::count,
       .answer = "7",
       .value = 12000},
      {.release = "p",
       .layers = {"a"},
       .item = "treatment",
       .value = 40000,
       .unit = 10000,
       .rounding = Rounding::down}};
  CHECK(printed_csv(rows, "npu") ==
        "release,layer,item,d1,c1,d2,c2,quantity,value,unit,w\n"
        "2019-05.r0,2019-04+2019-05,treatment,npu,SW,crime_group,hate,pct,42.1,0.1,\n"
        "2019-05.r0,2019-05,treatment,,,,,n,,1,\n"
        "p,a,treatment,,,,,ans:7,12,1,\n"
        "p,a,treatment,,,,,n,45,10,\n");
}
