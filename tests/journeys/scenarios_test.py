"""Scenarios of a delivery from outside, each to the letter: a retry (W1), area names (W2),
bad answers (W3), time (W4) and a batch (W5)."""

import json
import time
import unittest
from datetime import datetime, timedelta, timezone

from soundings_program import Installation, receipts_path, signature, victim_response

SURVEY = "victim_satisfaction"
OVERALL = "victim_satisfied_whole_experience"
FEEDBACK = "victim_satisfied_feedback"
TREATMENT = "victim_satisfied_treatment"
EASE = "victim_ease_of_contact"
ENOUGH = 30  # answers of one place and month, so that its base is shown


class Scenario(unittest.TestCase):
    """A server of its own, and a sender that counts what it has sent."""

    source, survey = "wmnow", SURVEY

    def setUp(self):
        self.installation = Installation()
        self.addCleanup(self.installation.close)
        self.prepare()
        self.installation.key(self.source)
        self.installation.start()
        self.posted = self.submitted = 0

    def prepare(self):
        """Before the server starts."""

    def post(self, body, webhook_id=None, survey=None):
        """One delivery, counted; its status and reply."""
        self.posted += 1
        self.submitted += len(body) if isinstance(body, list) else 1
        status, self.headers, reply = self.installation.post(
            self.source, survey or self.survey, body, webhook_id or f"msg_{self.posted}")
        return status, reply

    def accept(self, body, **options):
        status, reply = self.post(body, **options)
        self.assertEqual((status, reply["status"]), (200, "accepted"), reply)
        return reply

    def hold(self, body, code, pointer=None, **options):
        status, reply = self.post(body, **options)
        self.assertEqual((status, reply["status"], reply["code"]), (202, "quarantined", code), reply)
        if pointer:
            self.assertEqual(reply["errors"][0]["pointer"], pointer)
        return reply

    def fill(self, npu="Sandwell", month="2019-05", count=ENOUGH):
        """Enough good answers of an NPU and month that its base is shown."""
        good = [victim_response(f"fill-{month}-{npu}-{k}", npu=npu, completed_at=f"{month}-10T10:00:00Z",
                                answers={"whole_experience": 2 if k % 2 else 6, "follow_up": 1 + k % 7,
                                         "treatment": 1 + k % 7, "ease_of_contact": 1 + k % 7,
                                         "police_attended": 1, "actions": 1 + k % 7})
                for k in range(count)]
        status, reply = self.post(good)
        self.assertEqual((status, reply["counts"]["accepted"]), (200, count), reply)

    def receipts(self, response_id):
        """What the source reads of a response under its own key."""
        path, query = receipts_path("wmnow", response_id)
        own = signature(self.installation.secrets["wmnow"], f"msg_read_{response_id}", query)
        status, _, body = self.installation.get(path, own)
        self.assertEqual(status, 200)
        return json.loads(body)["receipts"]

    def found(self, code):
        return int(self.installation.metric("soundings_remarks_total", code=code))

    def tearDown(self):
        if self.installation.server:
            self.installation.reconciled(self.submitted)


class W1Retry(Scenario):
    def test_a_response_whose_reply_was_lost_twice_counts_once(self):
        self.fill()
        before = self.installation.base(OVERALL, "2019-05", "SW")
        response = victim_response("wmn-884213", completed_at="2019-05-14T09:12:44Z", npu="Sandwell",
                                   crime_group="burglary", contact_channel="101")
        self.assertEqual(response["answers"]["whole_experience"], "Fairly satisfied")
        first = self.accept(response, webhook_id="msg_w1")
        self.assertEqual(first["version"], 1)
        self.assertNotIn("Idempotent-Replayed", self.headers)
        reordered = json.dumps(dict(reversed(response.items())), indent=4)
        for again in (response, reordered):
            status, reply = self.post(again, webhook_id="msg_w1")
            self.assertEqual(status, 200)
            self.assertEqual((reply["receipt"], reply["status"], reply["duplicate"]),
                             (first["receipt"], "accepted", True))
            self.assertEqual(self.headers["Idempotent-Replayed"], "true")
        self.assertEqual(self.installation.base(OVERALL, "2019-05", "SW"), before + 1)
        self.assertEqual(self.installation.outcomes(), {"accepted": ENOUGH + 1, "duplicate": 2})
        kept = self.installation.ledger("SELECT count(*) FROM delivery WHERE webhook_id = 'msg_w1'")
        self.assertEqual(kept, [(3,)], "the ledger shows every delivery")


class W2Areas(Scenario):
    def test_names_are_matched_whole_or_not_at_all(self):
        for npu in ("Birmingham East", "Birmingham West", "Wolverhampton"):
            self.fill(npu)
        names = ["B'ham East", "BE", "Brum West", "Bham W NPU", "wolves", "W\u2019ton", "\uff22\uff37",
                 "Birmingham", "Brum Est"]
        status, reply = self.post([victim_response(f"area-{k}", npu=name) for k, name in enumerate(names)])
        self.assertEqual(status, 200)
        self.assertEqual([item["status"] for item in reply["items"]],
                         ["accepted"] * 8 + ["quarantined"])
        refused = reply["items"][8]
        self.assertEqual((refused["code"], refused["errors"][0]["pointer"]), ("area_unknown", "/npu"))
        self.assertIn("Brum Est", refused["errors"][0]["message"])
        for npu, more in {"BE": 2, "BW": 3, "WV": 2}.items():
            self.assertEqual(self.installation.base(OVERALL, "2019-05", npu), ENOUGH + more, npu)
        self.assertEqual(self.installation.base(OVERALL, "2019-05"), 3 * ENOUGH + 8, "Birmingham is in the force")
        self.assertEqual(self.found("area_ambiguous"), 1)
        self.assertEqual(self.receipts("area-7")[0]["findings"], [{"code": "area_ambiguous", "pointer": "/npu"}])
        self.assertNotIn("findings", self.receipts("area-0")[0])
        self.assertNotIn("findings", self.receipts("area-8")[0], "a held item has a code")
        self.assertEqual(self.installation.metric("soundings_quarantined_total", reason="area_unknown"), 1)


class W3BadAnswers(Scenario):
    def bases(self):
        return {measure: self.installation.base(measure, "2019-05")
                for measure in (OVERALL, FEEDBACK, TREATMENT, EASE)}

    def moved(self, before):
        now = self.bases()
        return [now[measure] - before[measure] for measure in (OVERALL, FEEDBACK, TREATMENT, EASE)]

    def test_each_is_held_or_counted_where_it_may_be(self):
        self.fill()
        answers = victim_response("x")["answers"]
        before = self.bases()
        reply = self.hold(victim_response("a", answers={**answers, "whole_experience": 8}),
                          "answer_out_of_scale", "/answers/whole_experience")
        self.assertIn('"8"', reply["errors"][0]["message"])
        self.assertEqual(self.moved(before), [0, 0, 0, 0])

        self.accept(victim_response("b", answers={**answers, "follow_up": "n/a"}))
        self.assertEqual(self.moved(before), [1, 0, 1, 1])

        before = self.bases()
        self.accept(victim_response("c", contact_channel="not applicable"))
        self.assertEqual(self.moved(before), [1, 1, 1, 0])
        self.assertEqual(self.found("routing_conflict"), 1)
        kept = self.installation.ledger("SELECT kept FROM submission WHERE source_response_id = 'c'")
        self.assertEqual(json.loads(kept[0][0])["answers"]["ease_of_contact"], answers["ease_of_contact"])

        actions = self.installation.base("victim_satisfied_initial_actions", "2019-05")
        self.accept(victim_response("not visited", answers={**answers, "police_attended": "No"}))
        self.assertEqual(self.installation.base("victim_satisfied_initial_actions", "2019-05"), actions)
        self.assertEqual(self.found("routing_conflict"), 2)

        before = self.bases()
        self.accept(victim_response("d", answers={**answers, "q17": "a private word"}))
        self.assertEqual(self.moved(before), [1, 1, 1, 1])
        self.assertEqual(self.installation.metric("soundings_fields_removed_total", kind="unmapped"), 1)
        self.assertFalse(self.installation.holds("a private word"))
        self.assertTrue(self.installation.holds("q17"), "its name is kept, for the page of what arrives")

        before = self.bases()
        del answers["whole_experience"]
        self.accept(victim_response("e", answers=answers))
        self.assertEqual(self.moved(before), [0, 1, 1, 1])
        self.assertEqual(self.found("partial"), 1)


class W3Reversed(Scenario):
    """(f): the sender's adapter says that 1 is the worst, the survey's definition that it is best."""

    def prepare(self):
        self.installation.own_definitions()
        self.installation.define("adapters/wmnow_json.json", scale_direction="1_is_worst")
        adapters = json.loads((self.installation.definitions / "sources/wmnow.json").read_text())["adapters"]
        self.installation.define("sources/wmnow.json", adapters={**adapters, SURVEY: "wmnow_json"})

    def test_codes_that_run_the_other_way_are_refused_and_words_are_not(self):
        shape = {"id": 1, "date_ended": "2019-05-14T09:12:44Z", "npu": "Sandwell", "crime": "asb",
                 "how_reported": "101 call"}
        self.hold({**shape, "answers": {"q_overall": 1}}, "scale_reversed", "/answers/q_overall")
        self.accept({**shape, "id": 2, "answers": {"q_overall": "Completely satisfied"}})


class W3ReversedUndeclared(Scenario):
    """(f): no adapter declares a direction, so only the shape of the answers shows it."""

    def answered(self, prefix, codes, first_day, days):
        """Answers to one item, spread over days that lie so far back."""
        now = datetime.now(timezone.utc)
        batch = []
        for k, code in enumerate(codes):
            at = now - timedelta(days=first_day + k % days, hours=1)
            batch.append(victim_response(f"{prefix}-{k}", completed_at=at.strftime("%Y-%m-%dT%H:%M:%SZ"),
                                         answers={"whole_experience": code}))
        status, reply = self.post(batch)
        self.assertEqual((status, reply["counts"]["accepted"]), (200, len(codes)), reply)

    def drift(self, *options):
        done = self.installation.run("drift", *options, check=False)
        return done.returncode, done.stdout

    def warnings(self):
        lines = [json.loads(line) for line in self.installation.log().splitlines() if line.startswith("{")]
        return [line for line in lines if line["event"] == "scale_mirrored"]

    def test_the_daily_check_names_the_item_whose_answers_turned_round(self):
        self.answered("earlier", ([1, 2] * 28 + [3, 4, 5, 7]), first_day=10, days=30)
        self.assertEqual(self.drift(), (0, ""))
        self.answered("lately", ([7, 6] * 18 + [5, 4, 3, 1]), first_day=0, days=4)
        status, text = self.drift()
        self.assertEqual(status, 1)
        self.assertEqual(text, f"scale_mirrored wmnow {SURVEY} whole_experience: 40 answers of the last "
                               "7 days are the mirror image of the 60 before them\n")
        status, text = self.drift("--json")
        self.assertEqual((status, json.loads(text)),
                         (1, [{"code": "scale_mirrored", "source": "wmnow", "survey": SURVEY,
                               "item": "whole_experience", "recent": 40, "before": 60}]))
        self.assertEqual(self.warnings(), [])
        self.installation.reconciled(self.submitted)

        self.installation.stop()
        self.installation.start()
        self.submitted = 0
        deadline = time.monotonic() + 20
        while not self.warnings() and time.monotonic() < deadline:
            time.sleep(0.1)
        self.assertEqual([(line["level"], line["source"], line["survey"], line["item"])
                          for line in self.warnings()],
                         [("warning", "wmnow", SURVEY, "whole_experience")])


class W4Time(Scenario):
    def test_the_future_is_held_past_five_minutes(self):
        self.hold(victim_response("far", completed_at="2031-01-01T00:00:00Z"), "timestamp_future",
                  "/completed_at")
        now = datetime.now(timezone.utc)
        for name, minutes, outcome in [("near", 4, "accepted"), ("beyond", 6, "quarantined")]:
            at = (now + timedelta(minutes=minutes)).strftime("%Y-%m-%dT%H:%M:%SZ")
            self.assertEqual(self.post(victim_response(name, completed_at=at))[1]["status"], outcome)

    def test_the_month_is_that_of_the_west_midlands(self):
        self.fill(month="2019-05")
        self.fill(month="2019-06")
        self.accept(victim_response("local", completed_at="31/05/2019 23:50"))
        self.assertEqual(self.installation.base(OVERALL, "2019-05"), ENOUGH + 1)
        self.accept(victim_response("utc", completed_at="2019-05-31T23:45:00Z"))
        self.assertEqual(self.installation.base(OVERALL, "2019-06"), ENOUGH + 1)
        self.assertEqual(self.installation.base(OVERALL, "2019-05"), ENOUGH + 1)

    def test_local_times_that_never_were_or_were_twice_and_other_peoples_dates_are_held(self):
        for name, at, code in [
                ("skipped", "2019-03-31T01:30:00", "timestamp_nonexistent"),
                ("twice", "27/10/2019 01:30", "timestamp_ambiguous"),
                ("american", "05/31/2019 23:50", "date_unreadable"),
                ("two digits", "31/05/19 23:50", "date_unreadable"),
                ("no such day", "2019-02-29T10:00:00Z", "date_unreadable"),
                ("words", "31 May 2019", "date_unreadable")]:
            self.hold(victim_response(name, completed_at=at), code, "/completed_at")
        self.accept(victim_response("either, said which", completed_at="2019-10-27T01:30:00+01:00"))
        self.accept(victim_response("the hour before", completed_at="2019-03-31T00:59:59"))

    def wave_answer(self, response_id, at):
        return {"source_response_id": response_id, "completed_at": at,
                "answers": {"local_police_good_job": "Good", "confidence_in_local_police": 1}}

    def test_wave_three_closes_and_gives_seven_days_of_grace(self):
        survey, measure = "how_are_we_doing", "how_are_we_doing_local_police_good_job"
        open_now = [self.wave_answer(f"open-{k}", "2019-02-28T23:59:59Z") for k in range(ENOUGH)]
        self.assertEqual(self.post(open_now, survey=survey)[1]["counts"]["accepted"], ENOUGH)
        self.assertEqual(self.found("late_in_grace"), 0)
        for name, at in [("first", "2019-03-04T12:00:00Z"), ("last", "2019-03-07T23:59:59Z")]:
            self.accept(self.wave_answer(name, at), survey=survey)
        self.assertEqual(self.found("late_in_grace"), 2)
        for name, at in [("over", "2019-03-08T00:00:00Z"), ("later", "2019-03-20T12:00:00Z"),
                         ("between", "2018-12-01T12:00:00Z")]:
            self.hold(self.wave_answer(name, at), "wave_closed", "/completed_at", survey=survey)
        self.hold(self.wave_answer("early", "2018-01-31T23:59:59Z"), "wave_unknown", survey=survey)
        self.assertEqual(self.installation.base(measure, "wave-3"), ENOUGH + 2)


class W5Batch(Scenario):
    def test_fifty_items_get_fifty_outcomes_and_a_second_post_moves_nothing(self):
        twin = victim_response("twin")
        batch = [victim_response(f"good-{k}", answers={"whole_experience": 1 + k % 7}) for k in range(44)]
        batch[20:20] = [twin, twin]
        batch += [victim_response("area", npu="Atlantis"),
                  victim_response("future", completed_at="2031-01-01T00:00:00Z"),
                  victim_response("da", crime_group="domestic_abuse"), "no JSON object"]
        self.assertEqual(len(batch), 50)
        status, reply = self.post(batch)
        self.assertEqual((status, [item["index"] for item in reply["items"]]), (200, list(range(50))))
        self.assertEqual(reply["counts"], {"accepted": 45, "duplicate": 1, "older_version": 0,
                                           "conflict": 0, "quarantined": 4})
        self.assertEqual((reply["items"][20]["receipt"], reply["items"][21]["duplicate"]),
                         (reply["items"][21]["receipt"], True))
        self.assertEqual([item["code"] for item in reply["items"][46:]],
                         ["area_unknown", "timestamp_future", "held", "not_an_object"])
        self.assertNotIn("errors", reply["items"][48], "the sender does not learn why")
        reasons = self.installation.ledger("SELECT code FROM held ORDER BY seq")
        self.assertEqual([code for code, in reasons],
                         ["area_unknown", "timestamp_future", "safeguarding_exclusion", "not_an_object"])
        figures = self.installation.figures(OVERALL, "2019-05", ["npu"])
        status, again = self.post(batch)
        self.assertEqual((status, again["counts"]["duplicate"]), (200, 50))
        self.assertEqual([item["receipt"] for item in again["items"]],
                         [item["receipt"] for item in reply["items"]])
        self.assertEqual(self.installation.outcomes(), {"accepted": 45, "duplicate": 51, "quarantined": 4})
        self.assertEqual(self.installation.figures(OVERALL, "2019-05", ["npu"]), figures)


class Safeguarding(Scenario):
    def test_a_group_that_may_not_answer_online_is_held_with_an_alert_and_in_no_estimate(self):
        self.fill()
        groups = ["domestic_abuse", "Domestic abuse", "DA", "sexual_offence", "child_victim", "rape"]
        channels = ["online", "livechat", "999", "101", "not_applicable", None]
        for group, channel in zip(groups, channels):
            response = victim_response(f"guarded {group}", crime_group=group, contact_channel=channel,
                                       comment="he must not know", answers={"whole_experience": 1})
            reply = self.hold(response, "held")
            self.assertEqual(set(reply), {"receipt", "status", "code"}, "the sender does not learn why")
            self.assertEqual(self.post(response)[1]["receipt"], reply["receipt"])
        csv = ("source_response_id,completed_at,npu,crime_group,whole_experience\r\n"
               "in a file,2019-05-14T09:12:44Z,Sandwell,domestic_abuse,1\r\n")
        self.submitted += 1
        status, _, reply = self.installation.post("wmnow", SURVEY, csv, "msg_csv", content_type="text/csv")
        self.assertEqual((status, reply["items"][0]["code"]), (200, "held"))
        held = len(groups) + 1
        self.assertEqual(self.installation.metric("soundings_quarantined_total", reason="other"), held)
        self.assertNotIn(b"safeguarding", self.installation.get("/metrics")[2])
        alerts = [json.loads(line) for line in self.installation.log().splitlines()]
        alerts = [line for line in alerts if line["event"] == "safeguarding_hold"]
        self.assertEqual(len(alerts), held)
        self.assertEqual(set(alerts[0]), {"at", "level", "event", "source", "survey", "receipt"})
        self.assertFalse(self.installation.holds("he must not know"))
        rows = self.installation.estimate(OVERALL, "2019-05", by=["contact_channel"], weighting="none")
        self.assertEqual({row["n"] for row in rows if not row["contact_channel"]}, {str(ENOUGH)})
        self.assertEqual(sum(int(row["n"]) for row in rows if row["contact_channel"] and row["n"]), ENOUGH)


if __name__ == "__main__":
    unittest.main()
