"""A command of the force's choice and its mail server are notified of what somebody must see to."""

import os
import socketserver
import threading
import time
import unittest
from pathlib import Path

from soundings_program import victim_response
from stewards import Stewards


class Letters(socketserver.StreamRequestHandler):
    """A mail server of a few lines, which keeps what it is given."""

    def handle(self):
        self.wfile.write(b"220-hello\r\n220 ready\r\n")
        while line := self.rfile.readline().decode().rstrip():
            if line == "DATA":
                self.wfile.write(b"354 go on\r\n")
                body = []
                while (text := self.rfile.readline().decode().rstrip("\r\n")) != ".":
                    body.append(text)
                self.server.letters.append("\n".join(body))
                self.wfile.write(b"250 kept\r\n")
            else:
                self.server.said.append(line)
                self.wfile.write(b"250 yes\r\n")


class Alarms(Stewards):
    """The hook of the force's choice. A test starts its own server, whose options it knows."""

    def setUp(self):
        super().setUp()
        self.installation.stop()

    def script(self, *lines):
        file = Path(self.installation.folder.name) / "hook.sh"
        file.write_text("\n".join(["#!/bin/sh", *lines, ""]), encoding="utf-8")
        file.chmod(0o700)
        return file

    def written(self, file, seconds=20):
        """What the script wrote, once it has written something."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if file.exists() and file.read_text(encoding="utf-8").endswith("\n"):
                return file.read_text(encoding="utf-8")
            time.sleep(0.1)
        raise AssertionError("nothing was written: " + self.installation.log())

    def rows(self, action, seconds=20):
        until = time.monotonic() + seconds
        while not (rows := self.audited(action)) and time.monotonic() < until:
            time.sleep(0.2)
        return rows

    def in_danger(self, name):
        return self.post(victim_response(name, crime_group="domestic_abuse", comment="he reads my mail"))

    def test_a_safeguarding_hold_runs_the_command_once_and_says_nothing_of_the_answer(self):
        out = Path(self.installation.folder.name) / "out"
        self.installation.start("--alarm-command", self.script(f'echo "$@" >>{out}'))
        self.in_danger("d1")
        self.assertRegex(self.written(out), r"^safeguarding_hold wmnow 20\d\d-\d\d-\d\dT[\d:.]+Z 1\n$")
        row, = self.rows("alarm_reported")
        self.assertEqual((row["actor"], row["subject"], row["detail"]), ("watch", "safeguarding_hold wmnow", ""))
        self.in_danger("d2")  # notified within the hour: not again
        self.installation.stop()
        self.installation.start("--alarm-command", self.script(f'echo "$@" >>{out}'))  # nor after a restart
        time.sleep(6)
        self.assertEqual(len(self.written(out).splitlines()), 1)
        self.assertEqual(len(self.audited("alarm_reported")), 1)
        self.installation.stop()
        self.installation.verified()

    def test_a_command_that_fails_is_audited_and_tried_again_an_hour_later(self):
        self.installation.start("--alarm-command", self.script("exit 3"))
        self.in_danger("d1")
        row, = self.rows("alarm_failed")
        self.assertEqual(row["detail"], "command: it ended with code 3")
        time.sleep(6)
        self.assertEqual(len(self.audited("alarm_failed")), 1)

    def test_intake_goes_on_while_a_command_hangs_and_the_server_stops_at_once(self):
        out = Path(self.installation.folder.name) / "out"
        self.installation.start("--alarm-command", self.script(f"echo begun >{out}", "sleep 600"))
        self.in_danger("d1")
        self.written(out)
        began = time.monotonic()
        for k in range(20):
            self.assertEqual(self.post(victim_response(f"s{k}"))["status"], "accepted")
        self.assertLess(time.monotonic() - began, 5)
        self.installation.stop()
        self.assertLess(time.monotonic() - began, 15)
        self.assertEqual(self.audited("alarm_failed")[0]["detail"], "command: the service was stopped")

    def test_a_late_source_is_written_of_to_the_forces_mail_server(self):
        self.installation.start()
        self.assertEqual(self.post(victim_response("s1"))["status"], "accepted")
        self.installation.stop()
        with socketserver.TCPServer(("127.0.0.1", 0), Letters) as server:
            server.letters, server.said = [], []
            threading.Thread(target=server.serve_forever, daemon=True).start()
            self.addCleanup(server.shutdown)
            self.installation.start(
                "--alarm-mail", "steward@force.example", "--alarm-mail-from", "soundings@force.example",
                "--alarm-mail-server", f"127.0.0.1:{server.server_address[1]}",
                before=["env", "MOVED_CLOCK_DAYS=2", f"LD_PRELOAD={os.environ['SOUNDINGS_MOVED_CLOCK']}"])
            rows = self.rows("alarm_reported")
            self.installation.stop()
            self.assertEqual([row["subject"] for row in rows], ["source_late wmnow"])
            letter, = server.letters
        self.assertIn("MAIL FROM:<soundings@force.example>", server.said)
        self.assertIn("RCPT TO:<steward@force.example>", server.said)
        self.assertIn("Subject: Soundings: source_late wmnow", letter)
        self.assertIn("No answers from wmnow. They were expected by ", letter)

    def test_a_source_may_be_silent_for_as_long_as_the_force_says(self):
        self.installation.start()
        self.post(victim_response("s1"))
        self.installation.stop()
        clock = ["env", "MOVED_CLOCK_DAYS=2", f"LD_PRELOAD={os.environ['SOUNDINGS_MOVED_CLOCK']}"]
        out = Path(self.installation.folder.name) / "out"
        self.installation.start("--late-after", "wmnow=72", "--alarm-command", self.script(f'echo "$@" >>{out}'), before=clock)
        time.sleep(6)
        self.assertFalse(out.exists())
        for wrong in ("wmnow", "wmnow=0", "wmnow=soon", "nobody=3"):
            done = self.installation.run("serve", "--listen", "127.0.0.1:0", "--late-after", wrong, check=False)
            self.assertEqual(done.returncode, 2, done.stderr)


if __name__ == "__main__":
    unittest.main()
