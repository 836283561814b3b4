"""
A sealed panel, from opening it to the report: who reads what, and when.

The same five scorecards as in `founding_story.py`, this time over a desk. One interviewer changes
a scorecard after the reveal: the first version goes on counting, and the change stands beside it.

Run it from the root of the repository: `python examples/sealed_panel.py`.
"""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import fairscore as fs
from fairscore.errors import NotYet
from fairscore.event import Member
from fairscore.stores import Memory

HERE = Path(__file__).parent
MORNING = datetime(2026, 5, 4, 9, 0, tzinfo=UTC)

rubric = fs.read(HERE / "backend.rubric.yaml", fs.Rubric)
cards = [fs.read(path, fs.Scorecard) for path in sorted((HERE / "founding-story").glob("*.yaml"))]

desk = fs.Desk(Memory(), tenant="acme")
panel = desk.open(
    rubric,
    application="app-7",
    round="onsite",
    seats=[fs.Seat(interviewer=card.interviewer, interview=card.interview) for card in cards],
    members=[Member(person="facilitator-1", role="facilitator")],
    at=MORNING,
)

*first_four, last = cards
for hour, card in enumerate(first_four, start=1):
    desk.submit(panel, card, key="hand-in-1", at=MORNING + timedelta(hours=hour))

noon = MORNING + timedelta(hours=5)
own = desk.look(panel, viewer="interviewer-a", at=noon)
print(f"interviewer-a reads their own: {own.scorecard == cards[0]}, others: {own.revealed}")
try:
    desk.reveal(panel, by="facilitator-1", at=noon)
except NotYet as error:
    print(error)
    print(f"the facilitator is told who is pending: {error.pending}")

desk.submit(panel, last, key="hand-in-1", at=noon)
evening = noon + timedelta(hours=1)
debrief = fs.Debrief.of(rubric, desk.reveal(panel, by="facilitator-1", at=evening))
print(fs.find(debrief)[0].observation)

# interviewer-e reads the others, and then remembers something.
desk.look(panel, viewer="interviewer-e", at=evening)
plain = json.loads(fs.dump(last, "json"))
plain["flags"] = [
    *plain.get("flags", ()),
    {
        "kind": "owns-mistakes",
        "signal": "yellow",
        "observed": "Called the missed deadline somebody else's plan.",
    },
]
changed = fs.parse(json.dumps(plain), fs.Scorecard, format="json")
desk.amend(panel, changed, key="hand-in-2", reason="after-discussion", at=evening)

debrief = fs.Debrief.of(rubric, desk.reveal(panel, by="facilitator-1", at=evening))
first = fs.find(debrief)[0]
print(first.observation)
report = fs.Report.of(debrief, [first], viewer="facilitator-1")
print(report.exposure, report.turnout)
for version in report.later:
    print(f"{version.interviewer}, {version.phase}, {version.reason}: {version.flags[0].observed}")
