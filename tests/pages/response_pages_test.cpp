// The pages of what arrives and of what is held: well formed, each form with the token of its
// visit, and nothing of a form where its act is not to be had.
#include "soundings/pages/response_pages.h"

#include <catch2/catch.hpp>

#include "soundings/pages/held_pages.h"

#include "pages/model_pages.h"
#include "pages/model_responses.h"
#include "pages/reading_html.h"

namespace soundings::pages {
namespace {

bool has(const std::string& page, const std::string& part) {
  return page.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("the pages of what arrives are well formed and say nothing as it was typed", "[pages]") {
  const Definitions definitions = model_definitions();
  QuarantinePage guarded = model_quarantine();
  guarded.safeguarding = true;
  guarded.frame = {.signed_in = "s.guard", .menu = {{"/responses/safeguarding", "Safeguarding"}}};
  HeldItemPage done = model_held_item();
  done.may_replay = done.may_admit = done.may_discard = false;
  done.admit_says = "";
  done.decided = "Discarded by s.patel.";
  const std::vector<std::string> all{
      responses(definitions, model_responses()),   responses(definitions, {}),
      quarantine(definitions, model_quarantine()), quarantine(definitions, guarded),
      held_item(definitions, model_held_item()),   held_item(definitions, done),
      replay_preview(definitions, model_replay())};
  for (const std::string& page : all) {
    const Reading reading = read_html(page);
    CHECK(reading.faults == std::vector<std::string>{});
    CHECK(reading.named("h1").size() == 1);
    CHECK_FALSE(has(page, "<exit>"));
    CHECK_FALSE(has(page, "<Est>"));
    CHECK_FALSE(has(page, "<moved>"));
  }
  CHECK(has(all[3], "href=\"/responses/safeguarding\" aria-current=\"page\""));
  CHECK_FALSE(has(all[3], "href=\"/responses\""));
  CHECK_FALSE(has(all[5], "class=\"sd-act\""));
}

TEST_CASE("each act on a held item is a form with the token of its visit", "[pages]") {
  const std::string page = held_item(model_definitions(), model_held_item());
  for (const std::string act : {"replay", "admit", "discard"}) {
    CHECK(has(page, "action=\"/responses/quarantine/r-1/" + act +
                        "\" novalidate><input "
                        "type=\"hidden\" name=\"token\" value=\"ffff"));
  }
  CHECK(has(page, "id=\"over-newer-error\""));
  HeldItemPage plain = model_held_item();
  plain.may_admit = false;
  plain.admit_says = "It cannot be counted.";
  const std::string other = held_item(model_definitions(), plain);
  CHECK(has(other, "It cannot be counted."));
  CHECK_FALSE(has(other, "/admit\""));
}

TEST_CASE("the hours of a chart stand in its table", "[pages]") {
  const std::string page = responses(model_definitions(), model_responses());
  CHECK(has(page, "data-chart=\"arrivals\""));
  CHECK(has(page, "data-at=\"2019-05-27T09\" data-v=\"14\" data-held=\"2\" data-lo=\"3\""));
  CHECK(has(page, "<td>3 to 12</td>"));
  CHECK(has(page, "<td>[x]</td>"));
  CHECK(has(page, "15 answers came from all sources"));
  CHECK_FALSE(has(responses(model_definitions(), {}), "data-chart"));
}

}  // namespace soundings::pages
