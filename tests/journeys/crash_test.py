"""Killing the server with SIGKILL while posts arrive loses nothing it acknowledged."""

import http.client
import random
import threading
import time
import unittest

from soundings_program import House, victim_response

SURVEY = "victim_satisfaction"
CYCLES = 20
SENDERS = 8


class Burst:
    """Posts from several connections until stopped; remembers what was accepted."""

    def __init__(self, house, cycle):
        self.house, self.cycle = house, cycle
        self.acknowledged, self.stopped = {}, False
        self.threads = [threading.Thread(target=self.send, args=(k,)) for k in range(SENDERS)]
        for thread in self.threads:
            thread.start()

    def send(self, sender):
        connection, number = self.house.connect(), 0
        while not self.stopped:
            number += 1
            name = f"c{self.cycle}-s{sender}-{number}"
            try:
                status, _, reply = self.house.post("wmnow", SURVEY, victim_response(name), f"msg_{name}",
                                                   connection=connection)
            except (OSError, ValueError, http.client.HTTPException):
                return
            if status == 200 and reply["status"] == "accepted":
                self.acknowledged[name] = reply["receipt"]

    def join(self):
        self.stopped = True
        for thread in self.threads:
            thread.join()


class Crash(unittest.TestCase):
    def test_every_accepted_response_survives_sigkill_and_is_there_once(self):
        house = House()
        self.addCleanup(house.close)
        house.key("wmnow")
        draw, acknowledged = random.Random(9), {}
        for cycle in range(CYCLES):
            house.start()
            burst = Burst(house, cycle)
            time.sleep(draw.uniform(0.05, 0.4))
            house.kill()
            burst.join()
            acknowledged.update(burst.acknowledged)
        self.assertGreater(len(acknowledged), CYCLES)
        house.verified()
        house.start()
        connection = house.connect()
        for name, receipt in acknowledged.items():
            status, headers, reply = house.post("wmnow", SURVEY, victim_response(name), f"again_{name}",
                                                connection=connection)
            self.assertEqual((status, reply["receipt"], reply.get("duplicate")), (200, receipt, True), name)
        connection.close()
        house.verified()


if __name__ == "__main__":
    unittest.main()
