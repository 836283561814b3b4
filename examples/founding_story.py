"""
The founding story through the library: five scorecards, one repeated concern, one question.

Run it from the root of the repository: `python examples/founding_story.py`.
"""

from pathlib import Path

import fairscore as fs

HERE = Path(__file__).parent

rubric = fs.read(HERE / "backend.rubric.yaml", fs.Rubric)
cards = [fs.read(path, fs.Scorecard) for path in sorted((HERE / "founding-story").glob("*.yaml"))]
debrief = fs.Debrief.of(rubric, fs.unsealed(cards, origin="files"))

first, *others = fs.find(debrief)
print(first.observation)
for source in first.sources:
    if source.role in {"flagged", "opposite"}:
        flag = debrief.written(source.interviewer, source.interview, source.path)
        if isinstance(flag, fs.Flag):
            aside = f" (set aside: {flag.set_aside.words})" if flag.set_aside else ""
            print(f"  {source.interviewer}, {flag.signal}: {flag.observed}{aside}")
print(first.shows)
print(first.does_not_show)
print(f"Ask: {first.ask}")
print(f"Next: {first.next_step}")
print(f"Also: {', '.join(finding.slug for finding in others)}")
