#include "pages/model_responses.h"

namespace soundings::pages {
namespace {

PageFrame steward() {
  return {.signed_in = "s.patel",
          .form_token = std::string(64, 'f'),
          .menu = {{"/responses", "Responses"}}};
}

}  // namespace

ResponsesPage model_responses() {
  return {.sources = {.field = "source",
                      .label = "Source",
                      .options = {{.value = "", .words = "Every source", .selected = true},
                                  {.value = "wmnow", .words = "wmnow"}}},
          .from = "2019-05-18",
          .to = "2019-05-31",
          .days_words = "18 May 2019 to 31 May 2019",
          .warnings = {"No answers from WMNow since 28 May 2019, 06:00."},
          .lines = {{.source = "wmnow",
                     .title = "WMNow",
                     .state = "Late",
                     .wanting = true,
                     .last_received = "28 May 2019, 06:00:12",
                     .expected_by = "29 May 2019, 06:00",
                     .today = "0",
                     .days = {30, 41, 28, 12, 0, 0, 0},
                     .invited = "8,000",
                     .delivered = "7,900",
                     .response_rate = "11.3%",
                     .invited_for = "Victim satisfaction survey, May 2019",
                     .held = "7",
                     .held_href = "/responses/quarantine?source=wmnow"},
                    {.source = "livechat",
                     .title = "Live Chat <exit> survey",
                     .state = "Not heard yet",
                     .today = "0",
                     .days = {0, 0, 0, 0, 0, 0, 0},
                     .held = "0"}},
          .unread = {{.source = "wmnow", .name = "shoe_size", .values = "12"}},
          .hours = {{.at = "2019-05-27T09",
                     .words = "27 May 2019, 09:00",
                     .items = 14,
                     .held = 2,
                     .least = 3,
                     .most = 12},
                    {.at = "2019-05-28T06", .words = "28 May 2019, 06:00", .items = 1, .held = 0}},
          .shown_source = "all sources",
          .csv = "/api/v1/arrivals?from=2019-05-18&to=2019-05-31&format=csv",
          .waiting = "7 items wait for a person.",
          .waiting_href = "/responses/quarantine",
          .frame = steward()};
}

QuarantinePage model_quarantine() {
  return {.choices = {{.field = "reason",
                       .label = "Reason",
                       .options = {{.value = "", .words = "Every reason", .selected = true},
                                   {.value = "area_unknown", .words = "Area unknown"}}}},
          .reasons = {{.code = "area_unknown",
                       .name = "Area unknown",
                       .href = "/responses/quarantine?reason=area_unknown",
                       .items = "6",
                       .oldest = "28 May 2019, 05:12, 3 days ago"}},
          .items = {{.href = "/responses/quarantine/r-1",
                     .name = "Area unknown",
                     .says = "\"Brum <Est>\" is no area of the register.",
                     .source = "WMNow",
                     .received = "28 May 2019, 05:12",
                     .state = "Waiting"}},
          .finding = "6 items wait for a person. The oldest came 3 days ago.",
          .said = "1 item was accepted, 0 are still held.",
          .preview_href = "/responses/quarantine/replay?reason=area_unknown",
          .preview_words = "Preview a replay of 6 items",
          .next_href = "/responses/quarantine?after=r-1",
          .frame = steward()};
}

HeldItemPage model_held_item() {
  return {.receipt = "r-1",
          .name = "two versions disagree",
          .meaning = "Another answer under the same id counts already.",
          .remedy = "Compare the two versions.",
          .errors = {{.field = "/npu", .says = "It is no area.", .kind = "a short text"},
                     {.field = "", .says = "It was sent twice.", .kind = ""}},
          .facts = {{.name = "Source", .says = "WMNow"}, {.name = "Receipt", .says = "r-1"}},
          .versions = {{.name = "NPU", .counted = "Sandwell", .held = "Solihull", .differs = true},
                       {.name = "Contact", .counted = "101", .held = "101"}},
          .replay_says = "It would still be held (two versions disagree).",
          .may_replay = true,
          .admit_says = "It is counted on your word, as far as it can be read.",
          .may_admit = true,
          .over_newer = true,
          .may_discard = true,
          .reason = "they <moved>",
          .fault = {.field = "over-newer", .message = "The version that counts is newer."},
          .frame = steward()};
}

ReplayPage model_replay() {
  return {.summary = "2 items: 1 would be accepted, 1 would still fail (area unknown).",
          .items = {{.href = "/responses/quarantine/r-1",
                     .name = "Area unknown",
                     .source = "WMNow",
                     .received = "28 May 2019, 05:12",
                     .becomes = "Accepted"},
                    {.href = "/responses/quarantine/r-2",
                     .name = "Area unknown",
                     .source = "WMNow",
                     .received = "28 May 2019, 06:12",
                     .becomes = "Still held: area unknown"}},
          .receipts = "r-1,r-2",
          .button = "Replay 2 items",
          .back_href = "/responses/quarantine",
          .frame = steward()};
}

}  // namespace soundings::pages
