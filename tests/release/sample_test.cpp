// Releases that are marked as sample data: in every file, and still checked against themselves.
#include <algorithm>

#include <catch2/catch.hpp>

#include "soundings/release/made_files.h"
#include "soundings/release/release.h"
#include "soundings/survey/sample_data.h"

#include "month_2019.h"

using namespace soundings;
using namespace soundings::testing;

namespace {

bool is_published_table(const store::ReleaseFile& file) {
  return file.published && file.name.ends_with(".csv");
}

/// How many published tables there are, all of them marked, or none; fails the test for a mixture.
int marked_tables(const store::Release& release) {
  int marked = 0;
  int tables = 0;
  for (const store::ReleaseFile& file : release.files) {
    if (is_published_table(file)) {
      ++tables;
      marked += unmarked_csv(file.bytes) != file.bytes ? 1 : 0;
    }
  }
  CHECK((marked == 0 || marked == tables));
  return marked;
}

bool manifest_says_sample(const store::Release& release) {
  return release.file("manifest.json")->bytes.find(R"("data": "sample")") != std::string::npos;
}

}  // namespace

TEST_CASE("a release of sample data says so in its manifest and in every row", "[release]") {
  Month2019 month(plenty);
  const auto plain = month.freeze();
  month.mark_sample();
  const auto marked = month.freeze();
  REQUIRE((plain && marked));
  CHECK_FALSE(manifest_says_sample(*plain));
  CHECK(marked_tables(*plain) == 0);
  CHECK(manifest_says_sample(*marked));
  CHECK(marked_tables(*marked) == 6);
  for (const store::ReleaseFile& file : marked->files) {
    INFO(file.name);
    if (file.name != "manifest.json") {
      CHECK((is_published_table(file) ? unmarked_csv(file.bytes) : file.bytes) ==
            plain->file(file.name)->bytes);
    }
  }
  CHECK(marked->rows == plain->rows);
}

TEST_CASE("a release of sample data is checked against itself like any other", "[release]") {
  Month2019 month(plenty);
  month.mark_sample();
  const auto made = month.freeze();
  REQUIRE(made);
  CHECK(failing(release::verify(month.read(), *made, {})).empty());
  CHECK(month.counted_again(*made, {*made}).passed);
  store::Release unmarked = *made;
  for (store::ReleaseFile& file : unmarked.files) {
    file.bytes = is_published_table(file) ? unmarked_csv(file.bytes) : file.bytes;
  }
  CHECK(failing(release::verify(month.read(), unmarked, {})) ==
        std::vector<std::string>{"hashes", "derived_figures"});
}

TEST_CASE("a revision is marked where its release is, or where the mark came since", "[release]") {
  Month2019 month(plenty);
  const auto plain = month.freeze();
  REQUIRE(plain);
  month.add({{9, 1, 1, "BE", "999"}, {4, 3, 2, "BE", "101"}, {3, 1, 3, "BW", "101"}});
  month.mark_sample();
  const auto marked = month.revise({*plain});
  REQUIRE(marked);
  CHECK(manifest_says_sample(*marked));
  CHECK(marked_tables(*marked) == 7);  // revisions.csv too
  CHECK(failing(release::verify(month.read(), *marked, std::vector{*plain})).empty());
  CHECK(marked_tables(*plain) == 0);
  month.add({{15, 1, 1, "BE", "999"}, {14, 3, 2, "BW", "101"}});
  const auto next = month.revise({*marked, *plain});
  REQUIRE(next);
  CHECK(marked_tables(*next) == 7);
  CHECK(failing(release::verify(month.read(), *next, std::vector{*marked, *plain})).empty());
}

TEST_CASE("descriptions, labelled tables and the document name the column", "[release]") {
  Month2019 month(plenty);
  month.mark_sample();
  const auto made = month.freeze();
  REQUIRE(made);
  const release::Labelled labelled{.definitions = month.read(), .release = *made, .sample = true};
  auto files = release::labelled_files(labelled);
  std::ranges::move(release::description_files(labelled), std::back_inserter(files));
  files.push_back(release::document_file(labelled));
  REQUIRE(files.size() > 10);
  for (const store::ReleaseFile& file : files) {
    INFO(file.name);
    CHECK(file.bytes.find(sample_notice) != std::string::npos);
    CHECK(file.bytes.find(sample_value) != std::string::npos);
  }
}
