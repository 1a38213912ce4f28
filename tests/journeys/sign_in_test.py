"""People sign in, see what their role sees, and sign out; and what an attacker tries on the way."""

import gzip
import json
import re
import ssl
import time
import unittest
from urllib.parse import quote

from signed_in import ASKED, SignedIn
from soundings_program import FIXTURES, Installation, may_2019
from throwaway_certificate import Certificate
from web_client import one_time_code

CHOSEN = "purple kettle orbit"


class Journey(SignedIn):
    def test_a_lead_signs_in_chooses_a_password_reads_and_signs_out(self):
        made = self.account("lead.sw", "lead", "--npu", "SW")
        self.assertNotIn("totp-secret", made)
        lead = self.client()
        self.assertEqual((lead.get("/npus").status, lead.page.location), (303, "/sign-in?next=%2Fnpus"))
        lead.follow()
        self.assertEqual(lead.page.status, 200)
        lead.give_password("lead.sw", made["password"], "/sign-in?next=%2Fnpus")
        self.assertEqual((lead.page.status, lead.page.location), (303, "/npus"))
        self.assertEqual(lead.follow().location, "/account/password")
        self.assertEqual(lead.follow().status, 200)
        self.assertIn("at least", lead.page.text.lower())
        self.assertEqual(lead.post("/account/password", present=made["password"], chosen="password12345678").status, 400)
        self.assertIn("easy to guess", lead.page.text)
        lead.post("/account/password", present=made["password"], chosen=CHOSEN)
        self.assertEqual((lead.page.status, lead.page.location), (303, "/account?said=password-changed"))
        lead.follow()
        self.assertIn("lead.sw", lead.page.text)
        self.assertIn("This one", lead.page.text)
        self.assertIn('href="/npus/SW', lead.get("/npus").text)
        self.assertEqual(lead.get("/npus/SW").status, 200)
        self.assertIn("Signed in as", lead.page.text)
        self.assertEqual(lead.post("/sign-out").location, "/sign-in?said=signed-out")
        self.assertIn("You have signed out", lead.follow().text)
        self.assertEqual(lead.get("/").status, 303)
        self.assertEqual([row["subject"] for row in self.audited("signed_in")], ["lead.sw"])
        self.assertEqual(len(self.audited("signed_out")), 1)
        self.assertEqual(len(self.audited("password_changed")), 1)
        self.installation.stop()
        self.installation.verified()

    def test_an_analyst_gives_a_one_time_code_or_a_recovery_code_once(self):
        made = self.account("a.analyst", "analyst")
        self.assertEqual(len(made["recovery-code"]), 8)
        analyst = self.client()
        analyst.give_password("a.analyst", made["password"])
        self.assertTrue(analyst.page.location.startswith("/sign-in/code"))
        self.assertEqual(analyst.get("/").status, 303)
        self.assertEqual(analyst.api(ASKED).status, 401)
        analyst.get("/sign-in/code")
        self.assertEqual(analyst.post("/sign-in/code", code="000000").status, 400)
        code = one_time_code(made["totp-secret"])
        self.assertEqual(analyst.post("/sign-in/code", code=code).status, 303)
        self.assertEqual(analyst.get("/account/password").status, 200)
        again = self.client()
        again.give_password("a.analyst", made["password"])
        again.follow()
        self.assertEqual(again.post("/sign-in/code", code=code).status, 400)
        self.assertEqual(again.post("/sign-in/code", code=made["recovery-code"][0].upper()).status, 303)
        third = self.client()
        third.give_password("a.analyst", made["password"])
        third.follow()
        self.assertEqual(third.post("/sign-in/code", code=made["recovery-code"][0]).status, 400)

    def test_sign_out_everywhere_ends_each_session(self):
        made = self.account("lead.sw", "lead", "--npu", "SW")
        here = self.client()
        here.sign_in(made)
        there = self.client()
        there.sign_in(made)
        self.assertEqual(there.get("/account").text.count("<tr"), 3)
        here.get("/account")
        self.assertEqual(here.post("/account/sign-out-everywhere").status, 303)
        self.assertEqual((here.get("/account").status, there.get("/account").status), (303, 303))

    def test_a_person_ends_one_session_of_their_own(self):
        made = self.account("lead.sw", "lead", "--npu", "SW")
        here, there = self.client(), self.client()
        here.sign_in(made)
        there.sign_in(made)
        page = here.get("/account")
        session = re.search(r'name="session" value="([0-9a-f]{64})"', page.text).group(1)
        self.assertEqual(page.text.count('name="session"'), 1)
        self.assertEqual(here.post("/account/end-session", session=session).status, 303)
        self.assertEqual((here.get("/account").status, there.get("/account").status), (200, 303))
        self.assertEqual(here.post("/account/end-session", session=session).status, 404)

    def test_the_operator_ends_accounts_and_sessions_while_the_server_runs(self):
        lead = self.signed_in("lead.sw", "lead", "--npu", "SW")
        self.assertIn("127.0.0.1", self.installation.run("account", "sessions", "lead.sw"))
        self.installation.run("account", "sign-out", "lead.sw")
        self.assertEqual(lead.get("/account").status, 303)
        lead.give_password("lead.sw", CHOSEN)
        self.assertEqual(lead.get("/account").status, 200)
        self.installation.run("account", "disable", "lead.sw")
        self.assertEqual(lead.get("/account").status, 303)
        self.assertEqual(lead.give_password("lead.sw", CHOSEN).status, 400)
        self.assertIn("disabled", self.installation.run("account", "list"))
        self.installation.run("account", "enable", "lead.sw")
        made = self.installation.run("account", "set-role", "lead.sw", "--role", "steward")
        self.assertIn("totp-secret", made)
        lead.give_password("lead.sw", CHOSEN)
        self.assertTrue(lead.page.location.startswith("/sign-in/code"))
        self.assertEqual(len(self.audited("role_changed")), 1)
        self.assertIn("totp-secret", self.installation.run("account", "reset-second-factor", "lead.sw"))
        self.assertIn("password", self.installation.run("account", "set-password", "lead.sw"))
        done = self.installation.run("account", "disable", "nobody", check=False)
        self.assertEqual((done.returncode, "unknown_account" in done.stderr), (1, True))

    def test_an_administrator_sees_accounts_and_disables_them(self):
        self.account("lead.sw", "lead", "--npu", "SW")
        lead = self.signed_in("lead.be", "lead", "--npu", "BE")
        admin = self.signed_in("an.admin", "admin")
        self.assertEqual(lead.get("/accounts").status, 403)
        self.assertEqual(lead.post("/accounts/lead.sw/disable", token="0" * 64).status, 403)
        self.assertIn("lead.be", admin.get("/accounts").text)
        self.assertEqual(admin.post("/accounts/lead.be/disable").status, 303)
        self.assertEqual(lead.get("/account").status, 303)
        self.assertEqual(admin.follow().status, 200)
        self.assertEqual(admin.post("/accounts/an.admin/disable").status, 409)
        self.assertEqual(self.audited("account_disabled")[0]["actor"], "an.admin")


class Attacks(SignedIn):
    def prepare(self):
        self.made = self.account("lead.sw", "lead", "--npu", "SW")

    def lead(self):
        lead = self.client()
        lead.sign_in(self.made)
        return lead

    def session(self, client):
        return client.cookies["__Host-soundings"]

    def test_session_fixation(self):
        planted = "a" * 64
        victim = self.client()
        victim.cookies["__Host-soundings"] = planted
        victim.sign_in(self.made)
        self.assertNotEqual(self.session(victim), planted)
        attacker = self.client()
        attacker.cookies["__Host-soundings"] = planted
        self.assertEqual(attacker.get("/account").status, 303)
        before = self.session(victim)
        victim.cookies.pop("__Host-soundings-form", None)
        victim.get("/account")
        token = victim.page.token
        victim.post("/sign-in", token=token, name="lead.sw", password=CHOSEN)
        self.assertNotEqual(self.session(victim), before)
        attacker.cookies["__Host-soundings"] = before
        self.assertEqual(attacker.get("/account").status, 303)

    def test_a_stolen_cookie_is_worth_nothing_after_sign_out(self):
        lead = self.lead()
        stolen = dict(lead.cookies)
        lead.get("/account")
        lead.post("/sign-out")
        thief = self.client()
        thief.cookies = stolen
        self.assertEqual(thief.get("/account").status, 303)
        self.assertEqual(thief.api(ASKED).status, 401)

    def test_forms_of_others_are_refused(self):
        lead = self.lead()
        lead.get("/account")
        own = lead.page.token
        for token in ("", "0" * 64, self.client().get("/sign-in").token):
            self.assertEqual(lead.post("/account/sign-out-everywhere", token=token).status, 403)
            self.assertIn("no longer holds", lead.page.text)
        for headers in ({"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"},
                        {"Sec-Fetch-Site": "same-site"}):
            self.assertEqual(lead.post("/account/sign-out-everywhere", token=own, headers=headers).status, 403)
            self.assertIn("another site", lead.page.text)
        self.assertEqual(lead.get("/account").status, 200)
        honest = {"Origin": f"http://127.0.0.1:{self.installation.port}", "Sec-Fetch-Site": "same-origin"}
        self.assertEqual(lead.post("/account/sign-out-everywhere", token=own, headers=honest).status, 303)
        # Signing somebody in to another's account is no better.
        stranger = self.client()
        self.assertEqual(stranger.post_without_page("/sign-in", name="lead.sw", password=CHOSEN).status, 403)

    def test_after_signing_in_nobody_is_led_elsewhere(self):
        for wanted in ("//evil.example", "https://evil.example", "/\\evil.example", "\\\\evil.example", "evil",
                       "javascript:alert(1)", "/%0d%0aSet-Cookie:x=1", "/a\tb"):
            client = self.client()
            client.get("/sign-in?next=" + quote(wanted, safe=""))
            if client.page.status != 200:
                self.assertEqual(client.page.status, 400)
                continue
            client.post("/sign-in", name="lead.sw", password=self.made["password"], next=wanted)
            self.assertIn(client.page.location, ("/", "/%0d%0aSet-Cookie:x=1"), wanted)
            self.assertNotIn("x", client.cookies)

    def test_a_compressed_page_holds_its_token_under_another_mask_each_time(self):
        # The length of a compressed page would reveal how near a guess in the address is to a token that stays.
        lead = self.signed_in("a.lead", "lead", "--npu", "SW")
        packed = lead.get("/npus", headers={"Accept-Encoding": "gzip"})
        self.assertEqual((packed.status, packed.headers["Content-Encoding"]), (200, "gzip"))
        texts = [gzip.decompress(packed.body).decode(), lead.get("/npus").text, lead.get("/npus").text]
        tokens = [re.search(r'name="token" value="([0-9a-f]{128})"', text).group(1) for text in texts]
        self.assertEqual(len({token[:64] for token in tokens}), 3)
        self.assertEqual(len({token[64:] for token in tokens}), 3)
        under = {bytes(a ^ b for a, b in zip(bytes.fromhex(token[:64]), bytes.fromhex(token[64:]))) for token in tokens}
        self.assertEqual(len(under), 1)
        self.assertNotIn(under.pop().hex(), " ".join(texts))
        self.assertTrue(packed.headers["ETag"].startswith("W/"))
        again = lead.get("/npus", headers={"If-None-Match": packed.headers["ETag"]})
        self.assertEqual((again.status, again.body), (304, b""))
        self.assertEqual(lead.post("/account/sign-out-everywhere", token=tokens[0]).status, 303)

    def test_no_page_is_framed_and_each_says_so(self):
        lead = self.lead()
        for page in ("/", "/npus/SW", "/account", "/account/password", "/about/symbols"):
            self.assertEqual(lead.get(page).status, 200, page)
            self.assertIn("frame-ancestors 'none'", lead.page.headers["Content-Security-Policy"])
            self.assertIn("form-action 'self'", lead.page.headers["Content-Security-Policy"])
        self.assertIn("frame-ancestors 'none'", self.client().get("/sign-in").headers["Content-Security-Policy"])

    def test_names_cannot_be_found_out_from_refusals(self):
        self.account("off.auditor", "auditor")
        self.installation.run("account", "disable", "off.auditor")
        seen = set()
        for name in ("lead.sw", "nobody", "off.auditor"):
            client = self.client()
            client.give_password(name, "not the password")
            text = re.sub(r"[0-9a-f]{64}", "", client.page.text).replace(name, "")
            seen.add((client.page.status, text, client.page.headers.get("Content-Type")))
        self.assertEqual(len(seen), 1)
        self.assertEqual(seen.pop()[0], 400)

    def guess_until_it_waits(self, guesser, name):
        """Until the wait is some seconds, so that a slow machine does not outlast it."""
        for _ in range(20):
            refused = guesser.give_password(name, "guess")
            wait = int(refused.headers.get("Retry-After", 0))
            self.assertEqual(refused.status, 429 if wait else 400)
            if wait > 4:
                return
            time.sleep(wait)
        self.fail("it never waits")

    def test_guesses_wait_and_their_waiting_reveals_nothing(self):
        self.lead()
        for name in ("lead.sw", "qq.unknown"):
            guesser = self.client(address="127.0.0.9")
            for _ in range(5):
                self.assertEqual(guesser.give_password(name, "guess").status, 400)
            self.guess_until_it_waits(guesser, name)
            self.assertEqual(guesser.give_password(name, CHOSEN).status, 429)
        self.assertEqual(self.client().give_password("lead.sw", CHOSEN).status, 303)
        self.assertEqual({row["actor"] for row in self.audited("sign_in_refused")}, {"anyone"})
        self.assertFalse(self.installation.holds("qq.unknown"))

    def test_spraying_from_one_address_waits_and_locks_nobody_out(self):
        self.lead()
        # The first waits are short, and this machine may be slow.
        statuses = [self.client().give_password(f"somebody{number}", "Summer2019!").status for number in range(26)]
        self.assertEqual(statuses[:20], [400] * 20)
        self.assertIn(429, statuses)
        self.assertEqual(self.client().give_password("lead.sw", CHOSEN).status, 303)

    def test_cookies_are_kept_from_scripts_and_from_plain_http(self):
        client = self.client()
        client.give_password("lead.sw", self.made["password"])
        lines = [line for line in client.page.headers.get_all("Set-Cookie") if line.startswith("__Host-soundings=")]
        self.assertEqual(len(lines), 1)
        for word in ("Path=/", "HttpOnly", "SameSite=Lax", "Secure"):
            self.assertIn(word, lines[0])
        self.assertNotIn("Domain", lines[0])
        self.assertFalse(self.installation.holds(self.session(client)))
        self.assertFalse(self.installation.holds(self.made["password"]))

    def test_two_cookies_of_one_name_are_none(self):
        lead = self.lead()
        twice = "; ".join(f"__Host-soundings={self.session(lead)}" for _ in range(2))
        self.assertEqual(self.client(headers={"Cookie": twice}).get("/account").status, 303)

    def test_pages_of_a_person_are_kept_by_no_shared_cache(self):
        lead = self.lead()
        self.assertEqual(lead.get("/account").headers["Cache-Control"], "no-store")
        self.assertEqual(lead.get("/about/symbols").headers["Cache-Control"], "private, no-cache")


class Programs(SignedIn):
    def test_a_program_reads_released_figures_by_its_key_and_nothing_else(self):
        key, secret = self.installation.run("reading-key", "create", "--label", "dashboard").split()
        program = self.client(headers={"Authorization": "Bearer " + secret})
        self.assertEqual(program.api("/api/v1/measures").status, 200)
        self.assertEqual(program.api(ASKED).status, 400)  # nothing is released yet
        self.assertIn("not_released", program.page.text)
        for address in (ASKED + "&tier=working", "/api/v1/weights?survey=victim_satisfaction&period=2019-05", "/metrics"):
            self.assertEqual(program.api(address).status, 403, address)
        self.assertEqual(program.get("/account").status, 303)
        self.assertFalse(self.installation.holds(secret))
        self.assertIn("dashboard", self.installation.run("reading-key", "list"))
        self.installation.run("reading-key", "revoke", key)
        self.assertEqual(program.api("/api/v1/measures").status, 401)
        self.assertEqual(program.page.headers["WWW-Authenticate"], 'Bearer realm="Soundings"')
        wrong = self.client(headers={"Authorization": "Bearer sndk_" + "0" * 64})
        self.assertEqual(wrong.api("/api/v1/measures").status, 401)
        again = self.installation.run("reading-key", "revoke", key, check=False)
        self.assertEqual((again.returncode, "unknown_key" in again.stderr), (1, True))


class Proxied(SignedIn):
    options = ("--sign-in-required", "--trusted-proxy", "127.0.0.2", "--proxy-user-header", "X-Remote-User")

    def prepare(self):
        self.account("a.analyst", "analyst")

    def asks(self, address, headers):
        return self.client(address=address, headers=headers)

    def test_only_the_connection_of_a_named_proxy_names_people(self):
        named = {"X-Remote-User": "a.analyst"}
        self.assertEqual(self.asks("127.0.0.2", named).get("/account").status, 200)
        self.assertEqual(self.asks("127.0.0.1", named).get("/account").status, 303)
        self.assertEqual(self.asks("127.0.0.1", {**named, "X-Forwarded-For": "127.0.0.2"}).get("/account").status, 303)
        self.assertEqual(self.asks("127.0.0.2", {"X-Remote-User": "nobody"}).get("/account").status, 303)
        self.assertEqual(self.asks("127.0.0.2", {}).get("/account").status, 303)
        self.assertEqual(self.asks("127.0.0.2", {"X-Remote-User": "a.analyst, an.admin"}).get("/account").status, 303)
        self.installation.run("account", "disable", "a.analyst")
        self.assertEqual(self.asks("127.0.0.2", named).get("/account").status, 303)

    def test_two_names_are_none(self):
        connection = self.installation.connect()
        connection.source_address = ("127.0.0.2", 0)
        connection.putrequest("GET", "/account")
        for _ in range(2):
            connection.putheader("X-Remote-User", "a.analyst")
        connection.putheader("Accept", "text/html")
        connection.endheaders()
        self.assertEqual(connection.getresponse().status, 303)
        connection.close()

    def test_forms_carry_a_token_there_too(self):
        client = self.asks("127.0.0.2", {"X-Remote-User": "a.analyst"})
        client.get("/account")
        self.assertEqual(client.post("/account/sign-out-everywhere", token="0" * 64).status, 403)
        client.get("/account")
        self.assertEqual(client.post("/account/sign-out-everywhere").status, 303)
        self.assertIn("by the word of the proxy", self.audited("signed_in")[0]["detail"])


class Tiers(SignedIn):
    options = ()

    def prepare(self):
        self.installation.release_items("whole_experience")
        self.installation.run("invitations", "import", FIXTURES / "files" / "invitations.csv")
        self.installation.release_may()
        file = self.installation.database.parent / "late.ndjson"
        file.write_text(json.dumps({**next(may_2019()), "source_response_id": "late"}))
        self.installation.run("import", "--survey", "victim_satisfaction", "--source", "wmnow", file)

    def test_an_analyst_reads_working_figures_and_each_look_is_noted_first(self):
        analyst = self.signed_in("a.analyst", "analyst")
        released = json.loads(analyst.api(ASKED + "&weighting=none").text)["estimates"][0]
        self.assertEqual((released["release"], released["n"], released["se"]), ("2019-05.r0", 320, None))
        working = json.loads(analyst.api(ASKED + "&weighting=none&tier=working").text)
        estimate = working["estimates"][0]
        self.assertEqual((estimate["release"], estimate["n"]), ("working", 321))
        self.assertIsNotNone(estimate["se"])
        self.assertEqual(analyst.page.headers["Cache-Control"], "no-store")
        row, = self.audited("working_figures_read")
        self.assertEqual(row["actor"], "a.analyst")
        self.assertIn("tier=working", row["subject"])
        page = analyst.get("/?tier=working")
        self.assertEqual(page.status, 200)
        self.assertIn("Working figures: not for publication", page.text)
        self.assertIn("321", page.text)
        self.assertNotIn("Working figures", analyst.get("/").text)
        self.assertEqual(analyst.api("/api/v1/weights?survey=victim_satisfaction&period=2019-05").status, 200)
        self.assertEqual(analyst.api(ASKED + "&tier=other").status, 400)
        self.assertEqual(len(self.audited("working_figures_read")), 3)

    def test_nobody_else_does(self):
        for name, role, more in (("lead.sw", "lead", ("--npu", "SW")), ("s.steward", "steward", ())):
            client = self.signed_in(name, role, *more)
            self.assertEqual(client.api(ASKED).status, 200)
            for address in (ASKED + "&tier=working", "/api/v1/weights?survey=victim_satisfaction&period=2019-05"):
                self.assertEqual(client.api(address).status, 403, role)
                self.assertNotIn("321", client.page.text)
            self.assertEqual(client.get("/?tier=working").status, 403)
        reader = self.client()
        self.assertEqual(reader.api(ASKED).status, 200)
        self.assertEqual(reader.api(ASKED + "&tier=working").status, 403)
        self.assertEqual(self.audited("working_figures_read"), [])

    def test_a_reader_on_this_machine_needs_no_account(self):
        reader = self.client()
        self.assertEqual(reader.get("/").status, 200)
        self.assertIn('href="/sign-in"', reader.page.text)
        self.assertEqual(reader.get("/account").location, "/sign-in?next=%2Faccount")
        self.assertEqual(reader.get("/sign-in").status, 200)
        self.assertIn("soundings-form", reader.cookies)


class Elsewhere(SignedIn):
    """Whom a proxy on this machine speaks for is not on this machine."""

    options = ("--trusted-proxy", "127.0.0.1")

    def test_a_reader_behind_a_proxy_signs_in(self):
        afar = self.client(headers={"X-Forwarded-For": "203.0.113.9"})
        self.assertEqual(afar.get("/").status, 303)
        self.assertEqual(afar.api(ASKED).status, 401)
        self.assertIn("sign_in_required", afar.page.text)
        self.assertEqual(afar.api("/metrics").status, 401)
        self.assertEqual(self.client().get("/about/symbols").status, 200)


class OverTls(SignedIn):
    def setUp(self):
        self.installation = Installation()
        self.addCleanup(self.installation.close)
        self.certificate = Certificate(self.installation.folder.name)

    def test_https_is_enough_off_loopback_and_plain_http_is_not(self):
        refused = self.installation.run("serve", "--listen", "0.0.0.0:0", check=False)
        self.assertEqual(refused.returncode, 2)
        self.assertIn("--tls-cert", refused.stderr)
        made = self.account("lead.sw", "lead", "--npu", "SW")
        self.installation.start("--sign-in-required", *self.certificate.options())
        self.addCleanup(self.installation.stop)
        lead = self.client(tls=self.certificate.client())
        lead.sign_in(made)
        self.assertEqual(lead.get("/account").status, 200)
        self.assertEqual(lead.page.headers["Strict-Transport-Security"], "max-age=31536000")
        self.assertIsInstance(lead.tls, ssl.SSLContext)


if __name__ == "__main__":
    unittest.main()
