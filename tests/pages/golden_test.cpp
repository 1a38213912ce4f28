// Pages as approved: the HTML of the model pages, byte for byte but for the hashes in the names
// of assets. tools/approve writes the approved files anew.
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <regex>
#include <string>

#include <catch2/catch.hpp>

#include "pages/model_pages.h"
#include "pages/model_responses.h"

namespace soundings::pages {
namespace {

std::string without_hashes(const std::string& page) {
  static const std::regex hash{R"((/assets/[a-z0-9-]+)\.[0-9a-f]{8}\.)"};
  return std::regex_replace(page, hash, "$1.HASH.");
}

/// The approved text of `name`; with SOUNDINGS_APPROVE set, `received` becomes it.
std::string approved(const std::string& name, const std::string& received) {
  const std::string file = SOUNDINGS_SOURCE_DIR "/tests/pages/golden/" + name + ".html";
  if (::secure_getenv("SOUNDINGS_APPROVE") != nullptr) {
    std::ofstream{file, std::ios::binary} << received;
  }
  std::ifstream in{file, std::ios::binary};
  return {std::istreambuf_iterator<char>{in}, {}};
}

void check_approved(const std::string& name, const std::string& page) {
  const std::string received = without_hashes(page);
  INFO("run tools/approve and read the difference");
  CHECK(received == approved(name, received));
}

}  // namespace

TEST_CASE("the Overview of May 2019 is as approved", "[pages][golden]") {
  const Definitions definitions = model_definitions();
  check_approved("overview", overview(definitions, model_overview(definitions)));
}

TEST_CASE("the page of Birmingham East is as approved", "[pages][golden]") {
  const Definitions definitions = model_definitions();
  check_approved("npu", npu(definitions, model_npu(definitions)));
}

TEST_CASE("the NPUs beside one another are as approved", "[pages][golden]") {
  const Definitions definitions = model_definitions();
  check_approved("compare", compare(definitions, model_compare(definitions)));
}

TEST_CASE("the contact channels are as approved", "[pages][golden]") {
  const Definitions definitions = model_definitions();
  check_approved("channels", channels(definitions, model_channels(definitions)));
  check_approved("channel", channel(definitions, model_channel(definitions)));
}

TEST_CASE("a measure is shown as approved", "[pages][golden]") {
  const Definitions definitions = model_definitions();
  check_approved("measure", measure(definitions, model_measure(definitions)));
}

TEST_CASE("what arrives and what is held are shown as approved", "[pages][golden]") {
  const Definitions definitions = model_definitions();
  check_approved("responses", responses(definitions, model_responses()));
  check_approved("quarantine", quarantine(definitions, model_quarantine()));
  check_approved("held_item", held_item(definitions, model_held_item()));
  check_approved("replay_preview", replay_preview(definitions, model_replay()));
}

TEST_CASE("the symbols are as approved", "[pages][golden]") {
  check_approved("symbols", symbols(model_definitions()));
}

TEST_CASE("a choice that cannot be used is shown as approved", "[pages][golden]") {
  check_approved("wrong_choice", wrong_choice(model_definitions(), model_wrong_choice()));
}

TEST_CASE("a problem is shown as approved", "[pages][golden]") {
  check_approved("problem", problem(model_definitions(), 400, "We cannot show that month",
                                    "Choose a month from November 2018 to May 2019."));
}

}  // namespace soundings::pages
