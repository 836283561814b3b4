"""What leaves the house about a panel is made from one view, and tells no more than it (P1)."""

import inspect
import json
import re
from pathlib import Path
from typing import Any, get_type_hints

import pytest

from fairscore import notice
from fairscore.event import Policy
from fairscore.notice import Notice, payload, plain_text, reminder, reveal_notice, webhook
from fairscore.view import View

House = Any
"""The class of the fixture `house`."""
HASH = re.compile(r"\b[0-9a-f]{64}\b")
GOLDEN = Path(__file__).parent / "notices"
MADE = {"reminder": reminder, "reveal": reveal_notice, "webhook": webhook, "payload": payload}
VIEWERS = ("interviewer-a", "interviewer-b", "facilitator-1", "system")


def seen(house: House, panel: object, viewer: str) -> str:
    """Everything that is made for a viewer, as one text."""
    view = house.desk.look(panel, viewer=viewer, at=house.tick())
    parts = []
    for name, make in MADE.items():
        made = make(view)
        text = f"to {made.to}\n{made.subject}\n\n{made.body}" if isinstance(made, Notice) else made
        parts.append(f"--- {name}\n{text or 'nothing'}\n")
    # A head stands for everything before it; what a log hashes is tested with the log.
    return HASH.sub("<hash>", "".join(parts))


def stages(house: House) -> dict[str, str]:
    """What each viewer gets before the reveal and after it."""
    panel = house.open()
    house.submit(panel, "interviewer-a", "words of a")
    told = {f"before-{viewer}": seen(house, panel, viewer) for viewer in VIEWERS}
    house.submit(panel, "interviewer-b", "words of b")
    house.desk.reveal_when_due(panel, at=house.tick())
    house.desk.contest(panel, "It was not so.", by="candidate-1", at=house.tick())
    return told | {f"after-{viewer}": seen(house, panel, viewer) for viewer in VIEWERS}


@pytest.mark.parametrize(
    "stage", [f"{when}-{viewer}" for when in ("before", "after") for viewer in VIEWERS]
)
def test_what_is_sent_is_what_was_agreed(house: House, stage: str) -> None:
    """Each text equals the file kept of it; a change of one is a change that is looked at."""
    assert stages(house)[stage] == (GOLDEN / f"{stage}.txt").read_text("utf-8")


def test_words_of_others_are_in_nothing_before_the_reveal(house: House) -> None:
    """Before it nobody's text holds another's words, after it `payload` does (P1)."""
    told = stages(house)

    for viewer in VIEWERS:
        assert "words of b" not in told[f"before-{viewer}"]
        assert ("words of a" in told[f"before-{viewer}"]) == (viewer == "interviewer-a")
        assert ("words of b" in told[f"after-{viewer}"]) == (viewer != "system")


@pytest.mark.parametrize("viewer", ["interviewer-b", "facilitator-1"])
def test_two_worlds_send_the_same(house: House, neighbour: House, viewer: str) -> None:
    """Where only what is sealed to a viewer differs, all that is made for them is the same (P1)."""
    worlds = []
    for one, words in ((house, "words of one world"), (neighbour, "other words of another")):
        panel = one.open()
        one.submit(panel, "interviewer-a", words)
        if words.startswith("other"):
            one.amend(panel, "interviewer-a", "and more")
        worlds.append(seen(one, panel, viewer).replace(one.tenant, "the tenant"))

    assert worlds[0] == worlds[1]


def test_two_worlds_apart_are_told_apart(house: House, neighbour: House) -> None:
    """The comparison above does see a difference that is not sealed to a viewer."""
    worlds = []
    for one, words in ((house, "words of one world"), (neighbour, "other words of another")):
        panel = one.open()
        one.submit(panel, "interviewer-a", words)
        worlds.append(seen(one, panel, "interviewer-a").replace(one.tenant, "the tenant"))

    assert worlds[0] != worlds[1]


def test_an_interviewer_is_not_told_whether_others_handed_in(house: House) -> None:
    """The same reminder before and after another's hand-in, and no word of who is pending (P1)."""
    panel = house.open()
    before = seen(house, panel, "interviewer-b")
    house.submit(panel, "interviewer-a")

    assert seen(house, panel, "interviewer-b") == before
    assert "interviewer-a" not in before


def test_nothing_open_is_no_reminder(house: House) -> None:
    """Whoever has handed in is not reminded."""
    panel = house.open()
    house.submit(panel, "interviewer-a")

    assert reminder(house.desk.look(panel, viewer="interviewer-a", at=house.tick())) is None


def test_a_reveal_without_a_receipt_says_so_without_one(house: House) -> None:
    """Under `own-in` somebody may read before there is a receipt for the panel."""
    panel = house.open(policy=Policy(reveal="own-in"))
    house.submit(panel, "interviewer-a")
    told = reveal_notice(house.desk.look(panel, viewer="interviewer-a", at=house.tick()))

    assert told is not None
    assert told.receipt is None
    assert "receipt" not in told.body


@pytest.mark.parametrize("make", MADE.values(), ids=MADE)
def test_each_takes_a_view_and_nothing_else(make: Any) -> None:  # noqa: ANN401 (a function)
    """There is no list of recipients and no panel to build too much from (P1)."""
    assert list(inspect.signature(make).parameters) == ["view"]
    assert get_type_hints(make)["view"] is View
    assert {*notice.__all__} == {"Notice", "plain_text", *(one.__name__ for one in MADE.values())}


@pytest.mark.parametrize(
    "text",
    ["a\r\nBcc: x", "\x1b[31mred\x1b[0m", "a\u202eb", "a\u2028b", "\x00", "a\u200fb", "\x9b2J"],
)
def test_no_text_acts_on_what_shows_it(text: str) -> None:
    """Escapes, line ends and marks of direction go; the letters stay."""
    plain = plain_text(text)

    assert plain.isprintable()
    assert "\n" not in plain
    assert [one for one in text if one.isascii() and one.isalpha()] == [
        one for one in plain if one.isalpha()
    ]


def test_words_leave_as_ascii_that_ends_no_script(house: House) -> None:
    """JSON holds what was written, escaped: no control character, no `</script>` (P10)."""
    panel = house.open()
    hostile = "</script>\u202e\u2028\x1b[31m & <b>"
    house.submit(panel, "interviewer-a", hostile)

    text = payload(house.desk.look(panel, viewer="interviewer-a", at=house.tick()))

    assert text.isascii()
    assert text.replace("\n", "").isprintable()
    assert not {"<", ">", "&"} & set(text)
    (own,) = json.loads(text)["scorecards"]
    assert own["scorecard"]["ratings"][0]["evidence"] == hostile


def test_a_notice_shows_no_words() -> None:
    """Its repr leaves the body out (P10)."""
    assert "secret" not in repr(Notice(to="interviewer-a", subject="s", body="secret"))
