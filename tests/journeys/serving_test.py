"""How a server is asked to serve: a file of options, addresses read strictly, and the signals that stop it."""

import http.client
import signal
import subprocess
import tempfile
import unittest
from pathlib import Path

from soundings_program import PROGRAM, STOP_SECONDS, Installation, victim_response


class Serving(unittest.TestCase):
    def setUp(self):
        self.installation = Installation()
        self.addCleanup(self.installation.close)
        folder = tempfile.TemporaryDirectory(prefix="soundings-serving-")
        self.addCleanup(folder.cleanup)
        self.config = Path(folder.name) / "serve.conf"

    def refused(self, *options):
        """What a server says that does not start; nothing was opened."""
        done = subprocess.run([PROGRAM, "serve", *map(str, options)], capture_output=True, text=True,
                              timeout=60, check=False)
        self.assertEqual(done.returncode, 2, done.stderr)
        self.assertNotIn("listens", done.stdout)
        self.assertFalse(self.installation.database.exists())
        return done.stderr


class Config(Serving):
    def test_options_come_from_a_file_and_the_command_line_before_it(self):
        self.config.write_text("# a comment\nhost = surveys.example.org\nhost = surveys.example.net\n"
                               "sample = true\nlisten = 127.0.0.1:1\n")
        self.installation.start("--config", self.config)
        for host in ("surveys.example.org", "surveys.example.net"):
            self.assertEqual(self.installation.get("/healthz", {"Host": host})[0], 200)
        self.assertEqual(self.installation.get("/healthz", {"Host": "surveys.example.com"})[0], 421)
        self.assertIn(b"Sample data", self.installation.get("/about/symbols")[2])

    def test_the_database_may_be_named_in_the_file_too(self):
        self.config.write_text(f"db = {self.installation.database}\ndefs = {self.installation.definitions}\nlisten = 127.0.0.1:0\n")
        self.installation.server = subprocess.Popen([PROGRAM, "serve", "--config", str(self.config)],
                                             stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.assertIn("listens on http://127.0.0.1:", self.installation.server.stdout.readline())
        self.assertTrue(self.installation.database.exists())

    def test_a_name_that_is_no_option_is_refused_with_its_line(self):
        for text, words in (("listen = 127.0.0.1:0\nlisen = 127.0.0.1:1\n",
                             "line 2: there is no option lisen; did you mean listen?"),
                            ("[serve]\nlisten = 127.0.0.1:0\n", "line 1: an option is given as NAME = VALUE"),
                            ("sample = yes\n", "line 1: sample is true or false"),
                            ("db = a\ndb = b\n", "line 2: db is given twice"),
                            ("config = other.conf\n", "line 1: there is no option config")):
            with self.subTest(text):
                self.config.write_text(text)
                self.assertIn(words, self.refused(*self.installation.place(), "--config", self.config))

    def test_a_file_that_is_not_there_is_refused(self):
        self.assertIn("it cannot be read", self.refused(*self.installation.place(), "--config", self.config))


class Addresses(Serving):
    def test_an_address_is_read_strictly_and_refused_in_words(self):
        for address in ("127.0.0.1:08080", "127.0.0.1: 80", "127.0.0.1:+80", "127.0.0.1:", "127.0.0.1", "[::1",
                        "[::1]", "[::1]80", "::1:80", "127.0.0.1:80:80", "127.0.0.1:80 ", "127.0.0.1:80x",
                        "127.0.0.1:65536", " 127.0.0.1:80", ":80"):
            for option in ("--listen", "--sender-listen"):
                with self.subTest(address, option=option):
                    said = self.refused(*self.installation.place(), f"{option}={address}")
                    self.assertIn(f"{option} takes ADDRESS:PORT", said)

    def test_a_malformed_host_is_nobodys_name(self):
        self.installation.start()
        for host in ("localhost:", "localhost:080", "localhost:+80", "localhost:80:80", "localhost:80x", "[::1",
                     "[::1]x", "::1", "127.1", "[localhost]"):
            with self.subTest(host):
                self.assertEqual(self.host(host), 421)
        for host in ("localhost", f"localhost:{self.installation.port}", "127.0.0.1:80", "[::1]:80"):
            with self.subTest(host):
                self.assertEqual(self.host(host), 200)

    def host(self, host):
        connection = http.client.HTTPConnection("127.0.0.1", self.installation.port, timeout=30)
        self.addCleanup(connection.close)
        connection.putrequest("GET", "/healthz", skip_host=True)
        connection.putheader("Host", host)
        connection.endheaders()
        return connection.getresponse().status


class Signals(Serving):
    def test_a_hangup_stops_as_the_other_signals_do(self):
        for number in (signal.SIGHUP, signal.SIGTERM, signal.SIGINT):
            with self.subTest(number):
                self.installation.key("wmnow")
                self.installation.start()
                status, _, reply = self.installation.post("wmnow", "victim_satisfaction", victim_response(f"r-{number}"),
                                                   f"msg_{number}")
                self.assertEqual((status, reply["status"]), (200, "accepted"))
                self.installation.server.send_signal(number)
                self.assertEqual(self.installation.server.wait(timeout=STOP_SECONDS), 0)
                self.installation.server.stdout.close()
                self.installation.server = None
                self.installation.verified()

    def test_a_server_that_is_to_outlive_its_terminal_does(self):
        self.installation.start(before=("nohup",))
        self.installation.server.send_signal(signal.SIGHUP)
        self.assertEqual(self.installation.get("/healthz")[0], 200)


class Labels(Serving):
    def test_labels_and_actors_cannot_move_a_terminals_cursor(self):
        hostile = "live\x1b[2J\u202eevil\nkey_0000"
        self.installation.run("key", "create", "--source", "wmnow", "--label", hostile, "--by", "eve\x1b]0;x\x07")
        for command in (("key", "list"), ("audit",), ("key", "list", "--json"), ("audit", "--json")):
            with self.subTest(command):
                self.assertNotRegex(self.installation.run(*command), "[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]")
        self.assertEqual(len(self.installation.run("key", "list").splitlines()), 1)
        self.assertIn("live<U+001B>[2J<U+202E>evil<U+000A>key_0000", self.installation.run("key", "list"))
        self.assertIn("eve<U+001B>]0;x<U+0007>", self.installation.run("audit"))


if __name__ == "__main__":
    unittest.main()
