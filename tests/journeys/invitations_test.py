"""Invitations while a server runs: through the operator socket, by names and aliases, with old and new values in
the audit, and what is said when more people answered than were invited."""

import base64
import hmac
import json
import tempfile
import unittest
from pathlib import Path

from soundings_program import Installation, signature, victim_response

HEADER = "survey,wave_or_month,npu,crime_group,invited,bounced,ineligible\n"
MEASURE = "victim_satisfied_whole_experience"


class Invitations(unittest.TestCase):
    def setUp(self):
        self.installation = Installation()
        self.addCleanup(self.installation.close)
        folder = tempfile.TemporaryDirectory(prefix="soundings-invitations-")
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def file(self, rows, name="invitations.csv"):
        path = self.folder / name
        path.write_text(HEADER + rows)
        return path

    def put(self, rows, *more):
        return self.installation.run("invitations", "import", self.file(rows), *more)

    def audit(self, action="invitations_put"):
        return json.loads(self.installation.run("audit", "--action", action, "--json"))["rows"]

    def invited(self):
        return dict(self.installation.ledger("SELECT npu || ' ' || crime_group, invited FROM invitation"))


class WhileServing(Invitations):
    def test_a_running_server_takes_them_through_its_operator_socket(self):
        self.installation.key("wmnow")
        self.installation.start()
        said = self.put("victim_satisfaction,2019-05,Solihull,Burglary,100,0,0\n"
                        "victim_satisfaction,2019-05,B'ham East,,50,0,0\n", "--by", "s.patel")
        self.assertIn("2 rows imported: 2 new, 0 changed, 0 as before", said)
        self.assertEqual(self.invited(), {"SH burglary": 100, "BE ": 50})
        row = self.audit()[0]
        self.assertTrue(row["actor"].startswith("s.patel ("))
        self.assertEqual(row["detail"], "2 rows new, 0 changed, 0 as before: 2019-05 SH burglary none -> 100/0/0; "
                                        "2019-05 BE none -> 50/0/0")
        said = self.put("victim_satisfaction,2019-05,SH,burglary,120,1,2\nvictim_satisfaction,2019-05,BE,,50,0,0\n")
        self.assertIn("2 rows imported: 0 new, 1 changed, 1 as before", said)
        self.assertEqual(self.audit()[0]["detail"],
                         "0 rows new, 1 changed, 1 as before: 2019-05 SH burglary 100/0/0 -> 120/1/2")
        self.installation.verified()

    def test_denominators_too(self):
        self.installation.start()
        path = self.folder / "calls.csv"
        path.write_text("series,month,value\nlivechat_conversations,2019-05,400\n")
        self.assertIn("1 rows imported: 1 new", self.installation.run("series", "import", path))
        self.assertEqual(self.audit("series_put")[0]["detail"],
                         "1 rows new, 0 changed, 0 as before: 2019-05 none -> 400")

    def test_a_file_with_faults_is_refused_whole_whoever_has_the_database(self):
        rows = "victim_satisfaction,2019-05,Solihul,,1,0,0\nvictim_satisfaction,2019-05,BE,,1,0,0\n"
        for serving in (False, True):
            with self.subTest(serving=serving):
                if serving:
                    self.installation.start()
                done = self.installation.run("invitations", "import", self.file(rows), check=False)
                self.assertEqual(done.returncode, 1)
                self.assertIn("line 2: npu takes a code of the survey victim_satisfaction; given \"Solihul\"; did you "
                              "mean SH (Solihull)? (code_unknown)", done.stderr)
                self.assertIn("1 fault; nothing imported", done.stderr)
                self.assertEqual(self.installation.database.exists(), serving)
        self.assertEqual(self.invited(), {})


class Columns(Invitations):
    """What a file's first line has to say, and what of a file is named that nobody reads."""

    ROW = "victim_satisfaction,2019-05,Solihull,burglary,100,0,0"

    def imported(self, text, kind="invitations"):
        path = self.folder / "given.csv"
        path.write_text(text)
        return self.installation.run(kind, "import", path, check=False)

    def test_a_file_without_a_column_is_refused_once(self):
        for column, given in (("npu", "district"), ("crime_group", "crime type"), ("bounced", "returned")):
            for serving in (False, True):
                with self.subTest(column=column, serving=serving):
                    done = self.imported(HEADER.replace(column, given) + f"{self.ROW}\n" * 2)
                    self.assertEqual(done.returncode, 1, done.stdout)
                    self.assertIn(f'/{column}: No column gives the field {column}; the nearest header is "{given}". '
                                  f'Not read: "{given}". (field_missing)', done.stderr)
                    self.assertIn("1 fault; nothing imported", done.stderr)

    def test_what_nobody_reads_is_said(self):
        done = self.imported(HEADER.strip() + f",sent by\n{self.ROW},Ann\n,,,,,,,\n{HEADER.strip()},sent by\n")
        self.assertEqual(done.returncode, 0, done.stderr)
        for words in ("1 rows imported: 1 new", "1 row without a value in any cell was passed over.",
                      "1 row like the first line was passed over.", 'Not read: column "sent by", 1 value'):
            self.assertIn(words, done.stdout)
        done = self.imported("series,month,value,note\nlivechat_conversations,2019-05,400,late\n", "series")
        self.assertIn('Not read: column "note", 1 value', done.stdout)


class MoreAnswersThanInvited(Invitations):
    def test_it_is_a_finding_on_the_rate(self):
        lines = [json.dumps(victim_response(f"r{at}", npu="Solihull", answers={"whole_experience": 1 + at % 7}))
                 for at in range(60)]
        lines += [json.dumps(victim_response(f"s{at}", npu="Sandwell", answers={"whole_experience": 1 + at % 7}))
                  for at in range(60)]
        responses = self.folder / "may.ndjson"
        responses.write_text("\n".join(lines))
        self.installation.run("import", "--survey", "victim_satisfaction", "--source", "wmnow", responses)
        self.put("".join(f"victim_satisfaction,2019-05,{npu},,{invited},0,0\n"
                         for npu, invited in (("BE", 90), ("BW", 90), ("CV", 90), ("DY", 90), ("SW", 500), ("SH", 40),
                                              ("WS", 90), ("WV", 90))))
        reported = self.installation.asked(f"/api/v1/estimates?measure={MEASURE}&period=2019-05&by=npu&weighting=none")[
            "estimates"]
        rates = {row["domain"].get("npu", ""): row for row in reported}
        self.assertEqual(rates["SH"]["response_rate"], 150)
        self.assertEqual(rates["SH"]["findings"][0]["code"], "answers_exceed_invitations")
        self.assertNotIn("findings", rates["SW"])
        self.assertIn("(answers_exceed_invitations)",
                      self.installation.working("estimate", "--measure", MEASURE, "--period", "2019-05", "--by", "npu",
                                                "--weighting", "none", "--format", "table"))


class Posted(Invitations):
    ADDRESS = "/api/v1/sources/wmnow/invitations"

    def post(self, text, webhook_id, address=ADDRESS, content_type="text/csv"):
        body = text.encode()
        connection = self.installation.connect()
        self.addCleanup(connection.close)
        connection.request("POST", address, body, {"Content-Type": content_type,
                                                   **signature(self.installation.secrets["wmnow"], webhook_id, body)})
        reply = connection.getresponse()
        return reply.status, json.loads(reply.read())

    def key_of(self, scope):
        made = self.installation.run("key", "create", "--source", "wmnow", "--scope", scope)
        self.installation.secrets["wmnow"] = made.split()[1]

    def test_a_source_whose_key_has_the_scope_posts_them(self):
        self.key_of("invitations")
        self.installation.start()
        rows = HEADER + "victim_satisfaction,2019-05,Solihull,burglary,100,0,0\n"
        self.assertEqual(self.post(rows, "msg_1"), (200, {"rows": 1, "added": 1, "changed": 0, "unchanged": 0}))
        self.assertEqual(self.invited(), {"SH burglary": 100})
        self.assertEqual(self.post(rows, "msg_2")[1]["unchanged"], 1)
        status, problem = self.post(rows.replace("Solihull", "Solihul"), "msg_3")
        self.assertEqual((status, problem["code"], problem["errors"][0]["pointer"]), (400, "rows_refused", "line 2"))
        self.assertEqual(self.post(rows, "msg_4", content_type="application/json")[0], 415)
        status, problem = self.post(rows.replace("npu", "district"), "msg_5")
        self.assertEqual((status, problem["code"]), (400, "rows_refused"))
        self.assertEqual([error["code"] for error in problem["errors"]], ["field_missing"])
        more = HEADER.strip() + ",sent by\nvictim_satisfaction,2019-05,Solihull,burglary,100,0,0,Ann\n"
        self.assertEqual(self.post(more, "msg_6")[1]["unread"], [{"name": "sent by", "count": 1}])
        self.assertTrue(self.audit()[0]["actor"].startswith("wmnow (key_"))
        self.installation.verified()

    def rows(self, invited):
        return HEADER + f"victim_satisfaction,2019-05,Solihull,burglary,{invited},0,0\n"

    def test_what_was_captured_is_posted_again_in_vain(self):
        self.key_of("invitations")
        self.installation.start()
        self.assertEqual(self.post(self.rows(100), "msg_1")[1]["added"], 1)
        self.assertEqual(self.post(self.rows(120), "msg_2")[1]["changed"], 1)
        again = {"rows": 1, "added": 0, "changed": 0, "unchanged": 1}
        self.assertEqual(self.post(self.rows(100), "msg_1"), (200, again))
        self.assertEqual(self.invited(), {"SH burglary": 120})
        self.installation.stop()
        self.installation.start()
        self.assertEqual(self.post(self.rows(100), "msg_1"), (200, again))
        status, problem = self.post(self.rows(130), "msg_1")
        self.assertEqual((status, problem["code"]), (409, "webhook_id_reused"))
        self.assertEqual(self.invited(), {"SH burglary": 120})
        self.assertEqual(len(self.audit()), 2)
        self.installation.verified()

    def test_an_id_is_used_for_invitations_or_for_responses(self):
        self.key_of("responses")
        self.installation.start()
        self.assertEqual(self.installation.post("wmnow", "victim_satisfaction", victim_response("r1"), "msg_1")[0], 200)
        self.key_of("invitations")
        status, problem = self.post(self.rows(100), "msg_1")
        self.assertEqual((status, problem["code"]), (409, "webhook_id_reused"))
        self.assertEqual(self.post(self.rows(100), "msg_2")[0], 200)
        self.key_of("responses")
        status, _, held = self.installation.post("wmnow", "victim_satisfaction", victim_response("r2"), "msg_2")
        self.assertEqual((status, held["status"], held["code"]), (202, "conflict", "webhook_id_reused"))
        self.installation.verified()

    def test_a_body_stands_for_the_id_that_a_signature_lacks(self):
        self.installation.own_definitions()
        self.installation.define("sources/wmnow.json", verification="hex_body_hmac", signature_header="x-hub-signature-256")
        self.key_of("invitations")
        self.installation.start()
        secret = base64.b64decode(self.installation.secrets["wmnow"].removeprefix("whsec_"))

        def post(text):
            body = text.encode()
            connection = self.installation.connect()
            self.addCleanup(connection.close)
            mac = hmac.new(secret, body, "sha256").hexdigest()
            connection.request("POST", self.ADDRESS, body,
                               {"Content-Type": "text/csv", "X-Hub-Signature-256": f"sha256={mac}"})
            reply = connection.getresponse()
            return reply.status, json.loads(reply.read())

        self.assertEqual(post(self.rows(100))[1]["added"], 1)
        self.assertEqual(post(self.rows(120))[1]["changed"], 1)
        self.assertEqual(post(self.rows(100)), (200, {"rows": 1, "added": 0, "changed": 0, "unchanged": 1}))
        self.assertEqual(self.invited(), {"SH burglary": 120})
        self.assertEqual(post(self.rows(100) + "\n")[1]["changed"], 1)
        self.assertEqual(self.invited(), {"SH burglary": 100})
        self.installation.verified()

    def test_other_keys_do_not_open_it_and_a_sandbox_keeps_nothing(self):
        self.key_of("responses")
        self.installation.start()
        rows = HEADER + "victim_satisfaction,2019-05,SH,burglary,100,0,0\n"
        self.assertEqual(self.post(rows, "msg_1")[0], 401)
        self.key_of("sandbox")
        self.assertEqual(self.post(rows, "msg_2"), (200, {"rows": 1, "added": 1, "changed": 0, "unchanged": 0}))
        self.assertEqual(self.invited(), {})


class Sandbox(Invitations):
    def test_a_sandbox_key_is_answered_as_a_real_one_and_keeps_nothing(self):
        made = self.installation.run("key", "create", "--source", "wmnow", "--scope", "sandbox")
        self.installation.secrets["wmnow"] = made.split()[1]
        self.installation.start()
        for at in range(2):
            status, _, reply = self.installation.post("wmnow", "victim_satisfaction", victim_response("r1"), f"msg_{at}")
            self.assertEqual((status, reply["status"], reply["version"]), (200, "accepted", 1))
        status, _, reply = self.installation.post("wmnow", "victim_satisfaction", victim_response("r2", npu="Atlantis"), "m")
        self.assertEqual((status, reply["status"], reply["code"]), (202, "quarantined", "area_unknown"))
        self.assertEqual(self.installation.outcomes(), {})
        self.assertEqual(self.installation.ledger("SELECT count(*) FROM submission"), [(0,)])
        self.assertFalse(self.installation.holds("r1\""))
        self.assertIn("sandbox", self.installation.run("key", "list"))
        self.installation.verified()

    def test_a_key_that_would_open_nothing_is_not_made(self):
        for scope in ("records", "comments", "publish"):
            refused = self.installation.run("key", "create", "--source", "wmnow", "--scope", scope, check=False)
            self.assertEqual(refused.returncode, 2)
            self.assertIn(f'--scope: "{scope}" would open nothing: a key\'s scope is responses, invitations or sandbox',
                          refused.stderr)

    def test_an_invitations_key_is_no_credential_for_responses(self):
        made = self.installation.run("key", "create", "--source", "wmnow", "--scope", "invitations")
        self.installation.secrets["wmnow"] = made.split()[1]
        self.installation.start()
        self.assertEqual(self.installation.post("wmnow", "victim_satisfaction", victim_response("r1"), "msg_1")[0], 401)


if __name__ == "__main__":
    unittest.main()
