"""Whether ratings on two scales compare: the one judgement that debriefs and comparisons share."""

from collections.abc import Callable, Iterator, Sequence

from fairscore._text import fold
from fairscore._wordlists import words
from fairscore.rubric import Level, Scale

__all__ = ["comparable", "moves", "together"]

Words = str | tuple[str, ...]


def comparable(old: Scale, new: Scale) -> bool:
    """
    Whether a level of one scale and a level of the other can stand in one row.

    They can if values, points and line are the same, and no label and no anchor stands at another
    value than before. Any other words may differ: nothing here reads what they mean.

    Args:
        old: A scale as one version of a rubric has it; see `Rubric.scale_of`.
        new: The scale as another version has it. Which of the two is older makes no difference.

    Returns:
        Whether ratings on the two compare.

    Example:
        >>> def scale(low: str, high: str) -> Scale:
        ...     levels = (Level(value=1, label=low), Level(value=2, label=high))
        ...     return Scale(id="two", levels=levels, hire_line=2)
        >>> comparable(scale("concern", "sollid"), scale("concern", "solid"))
        True
        >>> comparable(scale("concern", "solid"), scale("solid", "concern"))
        False
    """
    return old is new or (old.shape == new.shape and not moves(old, new))


def moves(old: Scale, new: Scale) -> tuple[tuple[int, int], ...]:
    """
    Levels whose label or anchor stands at another value now.

    Words that stand at several values of one scale tell nothing, and are passed over.

    Returns:
        Pairs of the value before and after, in order.
    """
    return tuple(sorted({*_moves(old, new, _label), *_moves(old, new, _anchor)}))


def together(scales: Sequence[Scale]) -> tuple[tuple[int, ...], ...]:
    """
    Group scales so that every two in a group compare.

    Args:
        scales: What several versions have for one criterion, or for the recommendation.

    Returns:
        Positions in the sequence: each scale is in the first group it fits in, and a group stands
        where its first scale does.
    """
    groups: list[list[int]] = []
    for at, scale in enumerate(scales):
        fitting = (
            group for group in groups if all(comparable(scales[other], scale) for other in group)
        )
        group = next(fitting, None)
        if group is None:
            groups.append([at])
        else:
            group.append(at)
    return tuple(map(tuple, groups))


def _moves(old: Scale, new: Scale, what: Callable[[Level], Words]) -> Iterator[tuple[int, int]]:
    before, after = _places(old, what), _places(new, what)
    for said, value in before.items():
        if said in after and after[said] != value:
            yield value, after[said]


def _places(scale: Scale, what: Callable[[Level], Words]) -> dict[Words, int]:
    """The value at which words stand, for words that stand at one only."""
    said = [what(level) for level in scale.levels]
    return {
        one: level.value
        for one, level in zip(said, scale.levels, strict=True)
        if one and said.count(one) == 1
    }


def _label(level: Level) -> str:
    return fold(level.label or "")


def _anchor(level: Level) -> tuple[str, ...]:
    """What an anchor says, whatever its full stops and capitals: a swap is one without them too."""
    return tuple(" ".join(words(line)) or fold(line) for line in level.anchor)
