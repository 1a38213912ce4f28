"""A sender of a shape never seen before, taken in by data alone: two definition files and
no code. It posts an array of responses with pages of numbered questions, in English and in
Polish, with edits, unfinished ones and personal data that nobody asked for."""

import hashlib
import hmac
import base64
import json
import unittest

from soundings_program import Installation, run

SURVEY = "victim_satisfaction"
OVERALL = "victim_satisfied_whole_experience"
SIGNATURE = "X-Panel-Signature"

# The words of the form, best first, in both of its languages; the last is no opinion.
ENGLISH = ["Delighted", "Very happy", "Happy", "Neither", "Unhappy", "Very unhappy", "Appalled"]
POLISH = ["Zachwycony", "Bardzo dobrze", "Dobrze", "Ani dobrze, ani źle", "Źle", "Bardzo źle", "Okropnie"]
NO_OPINION = {"en": "Can't say", "pl": "Trudno powiedzieć"}
WORDS = {language: {**{word: str(code) for code, word in enumerate(words, 1)}, NO_OPINION[language]: "97"}
         for language, words in (("en", ENGLISH), ("pl", POLISH))}

QUESTIONS = {"npu": 7001, "crime_group": 7002, "contact_channel": 7003, "police_attended": 7010,
             "whole_experience": 7011, "treatment": 7012, "follow_up": 7013, "comment": 7020}


def answer_to(question, member):
    return f"/pages/*/questions/[id={QUESTIONS[question]}]/answers/0/{member}"


ADAPTER = {
    "$schema": "../schemas/adapter.schema.json", "id": "panel_json", "version": "1.0.0",
    "valid_from": "2018-11-01", "title": "A survey panel: an array of responses, pages of questions",
    "surveys": [SURVEY], "languages": ["en", "pl"], "records": [""], "scale_direction": "1_is_best",
    "drop": ["/contact/name", "/contact/email", "/contact/phone", "/ip_address",
             "/pages/*/questions/[type=contact]/answers"],
    "map": [
        {"field": "source_response_id", "paths": ["/id"]},
        {"field": "completed_at", "paths": ["/date_ended", "/date_modified"], "formats": ["iso8601"],
         "assume_zone": "UTC"},
        {"field": "modified_at", "paths": ["/date_modified"], "formats": ["iso8601"], "assume_zone": "UTC"},
        {"field": "respondent_id", "paths": ["/contact/reference"]},
        {"field": "npu", "paths": [answer_to("npu", "value")]},
        {"field": "crime_group", "paths": [answer_to("crime_group", "choice_title")],
         "values_by_language": {
             "en": {"My home was broken into": "burglary", "My car": "vehicle"},
             "pl": {"Włamanie": "burglary", "Samochód": "vehicle", "Przemoc domowa": "domestic_abuse"}}},
        {"field": "contact_channel", "paths": [answer_to("contact_channel", "choice_title")],
         "values": {"I rang 101": "101", "Telefon 101": "101", "Strona internetowa": "online"}},
        {"field": "answers/police_attended", "paths": [answer_to("police_attended", "choice_title")],
         "values_by_language": {"en": {"Yes": "1", "No": "2"}, "pl": {"Tak": "1", "Nie": "2"}}},
        *[{"field": f"answers/{item}", "paths": [answer_to(item, "choice_title")],
           "values_by_language": WORDS} for item in ("whole_experience", "treatment", "follow_up")],
        {"field": "comment", "paths": [answer_to("comment", "value")]},
    ],
}
SOURCE = {
    "$schema": "../schemas/source.schema.json", "id": "panel", "version": "1.0.0",
    "valid_from": "2018-11-01", "title": "A survey panel", "verification": "hex_body_hmac",
    "signature_header": SIGNATURE.lower(), "adapters": {SURVEY: "panel_json"},
}
PERSONAL = ["Grażyna Nowak", "grazyna.nowak@example.org", "07700 900123", "192.0.2.44", "panel-member-5150",
            "12 Acacia Avenue"]


def question(name, **answer):
    return {"id": QUESTIONS[name], "title": f"Question {name}", "answers": [{"id": 1, **answer}]}


def panel_response(number, *, overall=None, npu="Sandwell", modified="2019-05-14T09:30:00", crime="Włamanie",
                   ended="2019-05-14T09:12:44", comment=None):
    """A response as the panel posts it. Answered questions alone are there, on their pages."""
    experience = [question("police_attended", choice_title="Tak"),
                  question("treatment", choice_title="Źle" if number % 2 else "Dobrze")]
    if overall:
        experience.insert(0, question("whole_experience", choice_title=overall))
    if comment:
        experience.append(question("comment", value=comment))
    return {
        "id": number, "survey_id": 88, "status": "completed" if ended else "partial", "translation_id": 2,
        "date_started": "2019-05-14T09:00:00", "date_ended": ended, "date_modified": modified,
        "ip_address": PERSONAL[3],
        "contact": {"name": PERSONAL[0], "email": PERSONAL[1], "phone": PERSONAL[2], "reference": PERSONAL[4]},
        "pages": [
            {"id": 1, "questions": [
                {"id": 7000, "type": "contact", "answers": [{"value": PERSONAL[5]}]},
                question("npu", value=npu)]},
            {"id": 2, "questions": [question("crime_group", choice_title=crime),
                                    question("contact_channel", choice_title="Telefon 101")]},
            {"id": 3, "questions": experience}],
    }


class NewSource(unittest.TestCase):
    def setUp(self):
        self.installation = Installation()
        self.addCleanup(self.installation.close)
        self.installation.own_definitions()
        self.installation.define("adapters/panel_json.json", **ADAPTER)
        self.installation.define("sources/panel.json", **SOURCE)
        run("defs", "check", "--defs", self.installation.definitions)
        self.secret = base64.b64decode(self.installation.key("panel").removeprefix("whsec_"))
        self.installation.start()
        self.submitted = 0

    def tearDown(self):
        if self.installation.server:
            self.installation.reconciled(self.submitted)
            for text in PERSONAL:
                self.assertFalse(self.installation.holds(text), text)
                self.assertNotIn(text, self.installation.log())

    def post(self, *responses, secret=None):
        """An array, as the panel posts even a single response."""
        body = json.dumps(responses, ensure_ascii=False).encode()
        digest = hmac.new(secret or self.secret, body, hashlib.sha256).hexdigest()
        status, _, reply = self.installation.post("panel", SURVEY, body, "", headers={SIGNATURE: f"sha256={digest}"})
        if status == 200:
            self.submitted += len(responses)
        return status, reply

    def test_words_of_two_languages_are_read_and_personal_fields_counted_but_not_kept(self):
        satisfied = [panel_response(100 + k, overall=word) for k, word in enumerate(ENGLISH[:3] + POLISH[:3])]
        others = [panel_response(200 + k, overall=word) for k, word in enumerate(ENGLISH[3:] + POLISH[3:])]
        no_opinion = panel_response(300, overall="Trudno powiedzieć", comment="Bardzo długo czekałem")
        status, reply = self.post(*satisfied, *others, no_opinion)
        self.assertEqual((status, reply["counts"]["accepted"]), (200, 15), reply)
        row = self.installation.figures(OVERALL, "2019-05")["", ""]
        self.assertEqual((row["n"], round(float(row["value"]), 6)), ("14", round(600 / 14, 6)))
        self.assertEqual(self.installation.base("victim_satisfied_treatment", "2019-05"), 15)
        dropped = self.installation.metric("soundings_fields_removed_total", source="panel", kind="dropped")
        self.assertEqual(dropped, 15 * 5, "name, e-mail, phone, IP address, postal address")
        self.assertGreater(self.installation.metric("soundings_fields_removed_total", kind="unmapped"), 0)
        people = self.installation.ledger("SELECT count(DISTINCT person), count(person) FROM response")
        self.assertEqual(people, [(1, 15)], "one pseudonym for one member")
        self.assertEqual(self.installation.ledger("SELECT text FROM comment"), [("Bardzo długo czekałem",)])

    def test_an_edit_is_a_new_version_an_unfinished_one_is_finished_later(self):
        fill = [panel_response(k, overall=ENGLISH[k % 7]) for k in range(30)]
        self.assertEqual(self.post(*fill)[1]["counts"]["accepted"], 30)
        unfinished = panel_response(500, ended=None, modified="2019-05-14T10:00:00")
        item = self.post(unfinished)[1]["items"][0]
        self.assertEqual((item["status"], item["version"]), ("accepted", 1))
        self.assertEqual(self.installation.metric("soundings_remarks_total", code="partial"), 1)
        self.assertEqual(self.installation.base(OVERALL, "2019-05"), 30)
        finished = panel_response(500, overall="Zachwycony", ended="2019-05-14T11:00:00",
                                  modified="2019-05-14T11:00:00")
        item = self.post(finished)[1]["items"][0]
        self.assertEqual((item["status"], item["version"]), ("accepted", 2))
        self.assertEqual(self.installation.base(OVERALL, "2019-05"), 31)
        edited = panel_response(500, overall="Okropnie", ended="2019-05-14T11:00:00",
                                modified="2019-05-15T08:00:00")
        self.assertEqual(self.post(edited)[1]["items"][0]["version"], 3)
        self.assertEqual(self.post(edited)[1]["items"][0]["duplicate"], True)
        late = panel_response(500, overall="Happy", ended="2019-05-14T11:00:00",
                              modified="2019-05-14T12:00:00")
        self.assertEqual(self.post(late)[1]["items"][0]["status"], "older_version")
        clash = panel_response(500, overall="Happy", ended="2019-05-14T11:00:00",
                               modified="2019-05-15T08:00:00")
        self.assertEqual(self.post(clash)[1]["items"][0]["status"], "conflict")
        self.assertEqual(self.installation.base(OVERALL, "2019-05"), 31)
        self.assertEqual(self.installation.outcomes(), {"accepted": 33, "duplicate": 1, "older_version": 1,
                                                 "conflict": 1})

    def test_what_cannot_be_read_is_held_sealed_and_says_where(self):
        self.assertEqual(self.post(panel_response(1, overall="Happy"), secret=b"x" * 32)[0], 401)
        self.assertEqual(self.installation.outcomes(), {})
        status, reply = self.post(panel_response(1, overall="So-so"), panel_response(2, npu="Atlantis"),
                                  panel_response(3, crime="Przemoc domowa"), "partial")
        self.assertEqual([item["code"] for item in reply["items"]],
                         ["answer_out_of_scale", "area_unknown", "held", "not_an_object"])
        self.assertEqual(reply["items"][0]["errors"][0]["pointer"], "/pages/2/questions/0/answers/0/choice_title")
        self.assertEqual(reply["items"][1]["errors"][0]["pointer"], "/pages/0/questions/1/answers/0/value")
        self.assertEqual(self.installation.ledger("SELECT count(original) FROM held"), [(4,)])

    def test_a_bearer_key_is_another_strategy_named_in_the_data(self):
        self.installation.stop()
        source = {name: value for name, value in SOURCE.items() if name != "signature_header"}
        (self.installation.definitions / "sources/panel.json").write_text(
            json.dumps({**source, "verification": "bearer"}))
        self.installation.start()
        body = json.dumps([panel_response(1, overall="Happy")]).encode()
        for token, expected in [(self.installation.secrets["panel"], 200), ("whsec_" + "A" * 43 + "=", 401), ("", 401)]:
            status, _, reply = self.installation.post("panel", SURVEY, body, "",
                                               headers={"Authorization": f"Bearer {token}"})
            self.assertEqual(status, expected, reply)
        self.submitted += 1


if __name__ == "__main__":
    unittest.main()
