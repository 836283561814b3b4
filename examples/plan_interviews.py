"""
Plan twelve candidates, eight interviewers and five criteria, and check the plan afterwards.

The seed stands here so that the output is always the same. Yours is drawn once, and kept from
everybody until the last interview is over:

    python -c "import secrets; print(secrets.token_hex(32))" > seed
    cd examples/plan
    fairscore plan onsite.rubric.yaml --interviewers interviewers.txt --candidates candidates.txt
        --seed-file seed -o plan.yaml

Run it from the root of the repository: `python examples/plan_interviews.py`.
"""

from pathlib import Path

import fairscore as fs
from fairscore.assignment import Assignment, Interviewer
from fairscore.planner import check_plan, extend, plan

HERE = Path(__file__).parent / "plan"
SEED = bytes(range(32))

rubric = fs.read(HERE / "onsite.rubric.yaml", fs.Rubric)
people = [
    Interviewer(interviewer="interviewer-a"),
    Interviewer(interviewer="interviewer-b"),
    Interviewer(interviewer="interviewer-c", most=4),
    Interviewer(interviewer="interviewer-d", criteria=("coding", "testing")),
    Interviewer(interviewer="interviewer-e"),
    Interviewer(interviewer="interviewer-f", never=("candidate-07",)),
    Interviewer(
        interviewer="interviewer-g", criteria=("modelling", "explaining", "owning-mistakes")
    ),
    Interviewer(interviewer="interviewer-h"),
]
candidates = [f"candidate-{number:02}" for number in range(1, 13)]

made = plan(rubric, interviewers=people, candidates=candidates, seed=SEED)
print("The same as in examples/plan/plan.yaml:", made == fs.read(HERE / "plan.yaml", Assignment))

for row in made.of("candidate-07"):
    print(f"candidate-07, {row.interview}: {', '.join(row.interviewers)}")
for one in made.interviewers:
    print(f"{one.interviewer}: {made.load_of(one.interviewer)} interviews")
for note in made.notes:
    print(f"Note: {note}")

order = made.order_for("interviewer-a", "candidates")
print(f"interviewer-a goes by ({order.method}): {', '.join(order.items)}")
order = made.order_for("interviewer-a", "criteria")
print(f"interviewer-a scores by ({order.method}): {', '.join(order.items)}")

# Two more candidates apply. Nobody who was planned for is planned anew.
grown = extend(made, rubric, candidates=["candidate-13", "candidate-14"], seed=SEED)
order = grown.order_for("interviewer-a", "candidates")
print(f"The first batch is as it was: {grown.batches[0] == made.batches[0]}")
print(f"interviewer-a then goes on with: {', '.join(order.added) or 'nobody'}")

# After the last interview the seed is told, and anybody can plan again and compare.
print(f"Commitment: {grown.commitment}")
print(f"Not as the seed gives it: {list(check_plan(grown, rubric, seed=SEED))}")
print(f"With another seed: {check_plan(grown, rubric, seed=bytes(32))[0]}")
