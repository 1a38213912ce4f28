"""responses.py COUNT RESPONSES INVITATIONS: writes that many responses to the victim survey, spread evenly over 24
months from November 2018, its areas, channels and crime groups, and the invitations that each month needs."""

import json
import sys

MONTHS = [f"{2018 + at // 12}-{1 + at % 12:02d}" for at in range(10, 34)]
NPUS = ("BE", "BW", "CV", "DY", "SW", "SH", "WS", "WV")
CHANNELS = ("999", "101", "online", "livechat", "front_counter", "officer")
CRIMES = ("burglary", "vehicle", "violence", "hate", "robbery", "asb", "other")


def response(at):
    npu = NPUS[at // 24 % 8]
    answers = {"police_attended": 1 + at % 2, "ease_of_contact": 1 + at * 7 % 7, "actions": 1 + at * 5 % 7,
               "follow_up": 1 + at * 3 % 7, "treatment": 1 + at * 11 % 7, "whole_experience": 1 + (at // 7 + at) % 7}
    return {"source_response_id": f"r{at}", "completed_at": f"{MONTHS[at % 24]}-{1 + at // 24 % 28:02d}T09:12:44Z",
            "npu": npu, "contact_channel": CHANNELS[at // 192 % 6], "crime_group": CRIMES[at // 1152 % 7],
            "age": 18 + at % 70, "sex": ("female", "male")[at // 3 % 2],
            "ethnic_group": ("white", "asian", "black", "mixed", "other")[at // 5 % 5], "answers": answers}


def main(count, responses, invitations):
    with open(responses, "w", encoding="utf-8") as out:
        for at in range(count):
            out.write(json.dumps(response(at), separators=(",", ":")) + "\n")
    with open(invitations, "w", encoding="utf-8") as out:
        out.write("survey,wave_or_month,npu,crime_group,invited,bounced,ineligible\n")
        for month in MONTHS:
            for at, npu in enumerate(NPUS):
                for crime in CRIMES:
                    asked = count // 24 // 56 * (9 + at % 3)
                    out.write(f"victim_satisfaction,{month},{npu},{crime},{asked},0,0\n")


main(int(sys.argv[1]), sys.argv[2], sys.argv[3])
