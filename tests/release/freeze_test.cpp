// A small force's month: counted, protected, frozen, and checked against its own files.
#include <algorithm>

#include <catch2/catch.hpp>

#include "soundings/release/release.h"

#include "count/layer_counts.h"
#include "month_2019.h"

using namespace soundings;
using namespace soundings::testing;

TEST_CASE("a month is frozen into tables, primitives and a manifest that agree", "[release]") {
  Month2019 month(plenty);
  const auto made = month.freeze();
  INFO((made ? "" : made.error().message));
  REQUIRE(made);
  CHECK(made->line.id == "2019-05.r0");
  CHECK(made->line.state == store::ReleaseState::draft);
  std::vector<std::string> published;
  for (const store::ReleaseFile& file : made->files) {
    if (file.published) {
      published.push_back(file.name);
    }
  }
  CHECK(published == std::vector<std::string>{"manifest.json",
                                              "victim_satisfaction.2019-05.contact_channel.csv",
                                              "victim_satisfaction.2019-05.force.csv",
                                              "victim_satisfaction.2019-05.npu.against_rest.csv",
                                              "victim_satisfaction.2019-05.npu.contact_channel.csv",
                                              "victim_satisfaction.2019-05.npu.csv",
                                              "victim_satisfaction.primitives.csv"});
  const store::ReleaseRow* force = find(*made, "", "", "whole_experience");
  REQUIRE(force != nullptr);
  CHECK(force->n == "275");
  CHECK(force->value == "56.4");  // 155 of 275
  CHECK_FALSE(force->lo.empty());
  const store::ReleaseRow* cell = find(*made, "npu,contact_channel", "BW,101", "follow_up");
  REQUIRE(cell != nullptr);
  CHECK(cell->n == "75");
  CHECK(cell->value == "40.0");
  CHECK(cell->print_class == "B");
  CHECK(failing(release::verify(month.read(), *made, {})).empty());
}

TEST_CASE("the same counts and definitions give the same bytes", "[release]") {
  Month2019 one(plenty);
  const std::vector<Some> other_order(plenty.rbegin(), plenty.rend());
  Month2019 other(other_order);
  const auto a = one.freeze();
  const auto b = other.freeze();
  REQUIRE((a && b));
  CHECK(a->files == b->files);
  CHECK(a->rows == b->rows);
  CHECK(release::differences(*a, *b).empty());
}

TEST_CASE("a few people's cell is hidden, and the files do not hold its numbers", "[release]") {
  auto groups = plenty;
  groups.push_back({3, 1, 1, "BW", "101"});
  groups[6].people = 2;
  groups[7].people = 2;
  Month2019 month(groups);
  const auto made = month.freeze();
  INFO((made ? "" : made.error().message));
  REQUIRE(made);
  const store::ReleaseRow* cell = find(*made, "npu,contact_channel", "BW,101", "whole_experience");
  if (cell != nullptr) {
    CHECK(cell->value.empty());
    CHECK(cell->n.empty());
    CHECK(cell->marks == "c");
  }
  CHECK(failing(release::verify(month.read(), *made, {})).empty());
}

TEST_CASE("whatever is changed in a release is found", "[release]") {
  Month2019 month(plenty);
  const auto made = month.freeze();
  REQUIRE(made);
  for (std::size_t at = 0; at < made->files.size(); ++at) {
    store::Release changed = *made;
    INFO(changed.files[at].name);
    std::string& bytes = changed.files[at].bytes;
    bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
    CHECK_FALSE(failing(release::verify(month.read(), changed, {})).empty());
  }
  store::Release short_of_one = *made;
  std::erase_if(short_of_one.files, [](const store::ReleaseFile& file) {
    return file.name.ends_with("contact_channel.csv");
  });
  CHECK(failing(release::verify(month.read(), short_of_one, {})) ==
        std::vector<std::string>{"hashes", "derived_figures"});
}

TEST_CASE("figures are not made again by other definitions, and that is said", "[release]") {
  Month2019 month(plenty);
  const auto made = month.freeze();
  REQUIRE(made);
  Definitions later = month.read();
  later.digest = "d2";
  const auto checks = release::verify(later, *made, {});
  CHECK(failing(checks).empty());
  const auto derived = std::ranges::find(checks, "derived_figures", &store::Check::name);
  REQUIRE(derived != checks.end());
  CHECK(derived->detail.find("definitions have changed") != std::string::npos);
}

TEST_CASE("a release keeps the definitions that it was made by", "[release]") {
  const Definitions shipped =
      read_definitions(std::string(SOUNDINGS_SOURCE_DIR) + "/survey_defs").value();
  Definitions today = shipped;
  today.digest = "d2";
  const std::string manifest = R"({"definitions": ")" + shipped.digest +
                               R"(", "files": {}, "kept_files": {}, "surveys": []})";
  store::Release made;
  made.files = {{.name = "definitions.txt", .bytes = shipped.text, .published = false},
                {.name = "manifest.json", .bytes = manifest}};
  const auto kept = release::kept_definitions(today, made);
  REQUIRE(kept);
  CHECK(kept->digest == shipped.digest);
  CHECK_FALSE(release::kept_definitions(shipped, made));  // today's are the same
  made.files.front().bytes.back() = '!';
  CHECK_FALSE(release::kept_definitions(today, made));
  made.files.erase(made.files.begin());
  CHECK_FALSE(release::kept_definitions(today, made));
}

TEST_CASE("a window is the sum of its months, and a month after it is held against it",
          "[release]") {
  std::vector<Some> two_months = plenty;
  for (Some group : plenty) {
    group.month = 4;
    group.people += 7;
    two_months.push_back(group);
  }
  Month2019 months(two_months);
  months.read().releases[0].windows = {
      {.kind = ReleaseWindow::Kind::since, .count = 0, .from = "2019-04"}};
  const auto may = months.freeze(Month(2019, 5));
  INFO((may ? "" : may.error().message));
  REQUIRE(may);
  const auto window = std::ranges::find_if(may->rows, [](const store::ReleaseRow& row) {
    return row.period == "2019-04/2019-05" && row.by.empty() && row.item == "whole_experience";
  });
  REQUIRE(window != may->rows.end());
  CHECK(window->n == "600");  // 606, coarse: April is not released yet
  CHECK(window->print_class == "C");
  const auto april = months.freeze(Month(2019, 4), {*may});
  INFO((april ? "" : april.error().message));
  REQUIRE(april);
  CHECK(april->file("victim_satisfaction.witnesses.json")->bytes.find("2019-05.r0") !=
        std::string::npos);
  CHECK(failing(release::verify(months.read(), *april, std::vector{*may})).empty());
  CHECK_FALSE(failing(release::verify(months.read(), *april, {})).empty());
}

TEST_CASE("a month without answers makes no release", "[release]") {
  Month2019 month(plenty);
  CHECK(month.freeze(Month(2019, 4)).error().code == "no_answers");
}

TEST_CASE("a release names nobody, no machine and no time of day", "[release]") {
  Month2019 month(plenty);
  const auto made = month.freeze();
  REQUIRE(made);
  const std::string& manifest = made->file("manifest.json")->bytes;
  for (const char* word : {"made_at", "T12:", "root", "/tmp"}) {
    CHECK(manifest.find(word) == std::string::npos);
  }
  CHECK(manifest.find("\"data_version\": 275") != std::string::npos);
}

TEST_CASE("the counts of a layer come back as they were frozen", "[release]") {
  Month2019 month(plenty);
  const auto made = month.freeze();
  REQUIRE(made);
  const auto plan = release::plan_of(month.read(), month.read().releases[0], "2019-05.r0");
  const auto layer =
      release::frozen_layer(plan, made->file(release::counts_file)->bytes, "2019-05");
  REQUIRE(layer);
  CHECK(layer->counts.areas[0].people == 130);
  CHECK(layer->counts.areas[1].items[1].base == 125);
  CHECK(layer->counts.areas[1].items[1].answers == std::vector<std::int64_t>{80, 45, 0, 20});
  CHECK_FALSE(release::frozen_layer(plan, made->file(release::counts_file)->bytes, "2019-04"));
}
