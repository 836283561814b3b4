"""What the benchmarks measure: a panel of six interviewers and eight criteria, as plain data."""

import json

CRITERIA = [f"criterion-{number}" for number in range(8)]
INTERVIEWERS = [f"interviewer-{letter}" for letter in "abcdef"]

RUBRIC = json.dumps(
    {
        "kind": "rubric",
        "schema_version": 1,
        "id": "bench",
        "version": 1,
        "title": "Benchmark",
        "scales": [
            {
                "id": "four",
                "levels": [
                    {"value": value, "anchor": [f"behaviour {value}"]} for value in (1, 2, 3, 4)
                ],
                "hire_line": 3,
            }
        ],
        "recommendation": {
            "id": "recommendation",
            "levels": [{"value": value} for value in (1, 2, 3, 4)],
            "hire_line": 3,
        },
        "criteria": [{"id": one, "title": one} for one in CRITERIA],
        "kinds": [
            {
                "code": f"kind-{number}",
                "title": f"kind {number}",
                "criterion": criterion,
                "concern": ["did not do it"],
                "strength": ["did it"],
            }
            for number, criterion in enumerate(CRITERIA)
        ],
    }
)


def scorecard(person: int) -> str:
    """A scorecard with eight ratings and six flags, about five kilobytes of JSON."""
    evidence = "Said what would break first, drew the queue, and named what it would cost to run. "
    return json.dumps(
        {
            "kind": "scorecard",
            "schema_version": 1,
            "rubric": {"id": "bench", "version": 1},
            "application": "app-1",
            "round": "onsite",
            "interviewer": INTERVIEWERS[person],
            "interviewed_at": "2026-05-04T09:30:00Z",
            "ratings": [
                {
                    "criterion": criterion,
                    "level": 1 + (person * 5 + number * 3) % 4,
                    "evidence": evidence * 3,
                }
                for number, criterion in enumerate(CRITERIA)
            ],
            "flags": [
                {
                    "kind": f"kind-{(person + number) % 8}",
                    "signal": ("yellow", "strength", "red")[(person + number) % 3],
                    "observed": evidence * 2,
                    "occasion": f"part {number}",
                    "set_aside": {"reason": "my-mood", "words": "may be my mood"},
                }
                for number in range(6)
            ],
            "recommendation": {"level": 1 + person % 4, "reason": evidence},
        }
    )


SCORECARDS = [scorecard(person) for person in range(6)]
