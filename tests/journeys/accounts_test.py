"""Administrators manage accounts and reading keys in the browser: each form with its token, each act in the audit,
each secret shown once, and always an administrator left."""

import html
import re
import unittest

from signed_in import SignedIn

FORMS = ("/accounts", "/accounts/lead.sw/role", "/accounts/lead.sw/password", "/accounts/lead.sw/second-factor",
         "/accounts/lead.sw/sign-out", "/accounts/lead.sw/disable", "/accounts/lead.sw/enable", "/reading-keys",
         "/reading-keys/rkey_1/revoke")
PAGES = ("/accounts", "/accounts/lead.sw", "/new-account", "/reading-keys", "/shown-once/0123")


def secrets_of(page):
    return [html.unescape(one) for one in re.findall(r'<code class="sd-secret">([^<]*)</code>', page.text)]


class Managed(SignedIn):
    def admin(self):
        return self.signed_in("an.admin", "admin")

    def test_an_account_is_made_and_its_secrets_are_shown_once(self):
        admin = self.admin()
        admin.get("/new-account")
        self.assertEqual(admin.post("/accounts", name="j.khan", role="auditor", npus="").status, 303)
        shown = admin.page.location
        self.assertTrue(shown.startswith("/shown-once/"))
        self.assertEqual(self.signed_in("b.admin", "admin").get(shown).status, 404)
        page = admin.follow()
        password, seed, _, *codes = secrets_of(page)
        self.assertEqual(len(codes), 8)
        self.assertEqual(page.headers["Cache-Control"], "no-store")
        self.assertEqual(admin.get(shown).status, 404)
        self.assertIn("shown once", admin.page.text)
        khan = self.client()
        khan.sign_in({"account": "j.khan", "password": password, "totp-secret": seed})
        self.assertEqual(khan.get("/audit").status, 200)
        row = next(one for one in self.audited("account_created") if one["subject"] == "j.khan")
        self.assertEqual((row["actor"], "in the browser" in row["detail"]), ("an.admin", True))
        self.assertNotIn(password, str(row))

    def test_what_is_wrong_with_a_new_account_is_said_at_its_field(self):
        admin = self.admin()
        for fields, words in (({"name": "No Name", "role": "lead", "npus": "SW"}, "2 to 64 small letters"),
                              ({"name": "an.admin", "role": "auditor", "npus": ""}, "an.admin"),
                              ({"name": "j.khan", "role": "king", "npus": ""}, "A role is lead"),
                              ({"name": "j.khan", "role": "lead", "npus": "Atlantis"}, "There is no NPU"),
                              ({"name": "j.khan", "role": "lead", "npus": ""}, "name it"),
                              ({"name": "j.khan", "role": "auditor", "npus": "SW"}, "Only a lead")):
            admin.get("/new-account")
            page = admin.post("/accounts", **fields)
            self.assertEqual(page.status, 400, fields)
            self.assertIn(words, page.text)
            self.assertIn("There is a problem", page.text)
        self.assertEqual({row["subject"] for row in self.audited("account_created")}, {"an.admin"})

    def test_role_password_second_factor_and_sessions_are_changed(self):
        admin = self.admin()
        lead = self.signed_in("lead.sw", "lead", "--npu", "SW")
        admin.get("/accounts/lead.sw")
        self.assertEqual(admin.post("/accounts/lead.sw/role", role="lead", npus="Sandwell, Dudley").location,
                         "/accounts/lead.sw?said=role-changed")
        self.assertIn("The role was changed", admin.follow().text)
        self.assertEqual(lead.get("/account").status, 303)
        self.assertTrue(admin.post("/accounts/lead.sw/role", role="steward", npus="").location.startswith("/shown-once/"))
        seed, _, *codes = secrets_of(admin.follow())
        self.assertEqual(len(codes), 8)
        admin.get("/accounts/lead.sw")
        admin.post("/accounts/lead.sw/role", role="lead", npus="SW")
        admin.get("/accounts/lead.sw")
        admin.post("/accounts/lead.sw/password")
        password, = secrets_of(admin.follow())
        lead.sign_in({"account": "lead.sw", "password": password, "totp-secret": seed})
        self.assertEqual(lead.get("/account").status, 200)
        admin.get("/accounts/lead.sw")
        self.assertEqual(admin.post("/accounts/lead.sw/sign-out").location, "/accounts/lead.sw?said=signed-out")
        self.assertEqual(lead.get("/account").status, 303)
        admin.follow()
        self.assertEqual(admin.post("/accounts/lead.sw/disable").status, 303)
        self.assertIn("Unlock the account", admin.get("/accounts/lead.sw").text)
        self.assertEqual(admin.post("/accounts/lead.sw/enable").status, 303)
        for action in ("role_changed", "password_changed", "signed_out_everywhere", "account_disabled",
                       "account_enabled"):
            self.assertIn("an.admin", {row["actor"] for row in self.audited(action)}, action)
        self.assertEqual(admin.get("/accounts/nobody").status, 404)

    def test_nobody_changes_their_own_account_and_an_administrator_is_always_left(self):
        admin = self.admin()
        other = self.signed_in("b.admin", "admin")
        for act in ("role", "password", "second-factor", "disable"):
            admin.get("/accounts")
            fields = {"role": "lead", "npus": "SW"} if act == "role" else {}
            self.assertEqual(admin.post(f"/accounts/an.admin/{act}", **fields).status, 409, act)
            self.assertIn("your own", admin.page.text)
        admin.get("/accounts/b.admin")
        self.assertEqual(admin.post("/accounts/b.admin/disable").status, 303)
        self.assertEqual(other.get("/accounts").status, 303)
        self.assertNotIn("Change the role", admin.get("/accounts/an.admin").text)
        listed = [line for line in self.installation.run("account", "list").splitlines() if " admin " in f"{line} "]
        self.assertEqual(len([line for line in listed if "disabled" not in line]), 1)

    def test_a_reading_key_is_made_shown_once_and_ended(self):
        admin = self.admin()
        admin.get("/reading-keys")
        self.assertEqual(admin.post("/reading-keys", label="", ends="").status, 400)
        self.assertEqual(admin.post("/reading-keys", label="x", ends="2001-01-01").status, 400)
        self.assertIn("Enter a day to come", admin.page.text)
        self.assertEqual(admin.post("/reading-keys", label="A spreadsheet", ends="2999-01-01").status, 303)
        key, name = secrets_of(admin.follow())
        program = self.client(headers={"Authorization": f"Bearer {key}"})
        self.assertEqual(program.api("/api/v1/measures").status, 200)
        self.assertNotIn(key, admin.get("/reading-keys").text)
        self.assertIn("A spreadsheet", admin.page.text)
        self.assertEqual(admin.post(f"/reading-keys/{name}/revoke").location, "/reading-keys?said=key-ended")
        self.assertEqual(program.api("/api/v1/measures").status, 401)
        self.assertEqual(admin.follow().status, 200)
        self.assertEqual(admin.post(f"/reading-keys/{name}/revoke").status, 404)
        self.assertEqual([row["actor"] for row in self.audited("reading_key_created")], ["an.admin"])
        self.assertEqual([row["actor"] for row in self.audited("reading_key_ended")], ["an.admin"])

    def test_forms_are_taken_with_the_token_of_their_visit_alone(self):
        self.account("lead.sw", "lead", "--npu", "SW")
        admin = self.admin()
        for address in FORMS:
            self.assertEqual(admin.post(address, token="0" * 64).status, 403, address)
            admin.get("/accounts")
            self.assertEqual(admin.post(address, headers={"Origin": "https://elsewhere.example"}).status, 403, address)
            admin.get("/accounts")
            self.assertEqual(admin.post(address, headers={"Sec-Fetch-Site": "cross-site"}).status, 403, address)
        self.assertEqual(self.audited("account_disabled"), [])
        self.assertEqual(self.audited("reading_key_created"), [])

    def test_no_other_role_opens_these_pages_or_sends_these_forms(self):
        self.account("lead.sw", "lead", "--npu", "SW")
        for role in ("lead", "analyst", "publisher", "steward", "safeguarding", "auditor"):
            person = self.signed_in(f"a.{role}", role, *(("--npu", "SW") if role == "lead" else ()))
            for address in PAGES:
                self.assertEqual(person.get(address).status, 403, (role, address))
                self.assertIn("You cannot open this page", person.page.text)
            self.assertNotIn('href="/accounts"', person.get("/").text)
            for address in FORMS:
                person.get("/account")
                self.assertEqual(person.post(address, role="admin", npus="").status, 403, (role, address))


if __name__ == "__main__":
    unittest.main()
