"""Whether a text names what somebody is and nothing that is done."""

from fairscore._wordlists import word_lists, words

__all__ = ["names_a_trait_only"]


def names_a_trait_only(text: str, language: str) -> bool:
    """
    Whether every word is a trait or goes with one: anything else may be a behaviour.

    Example:
        >>> names_a_trait_only("A humble, friendly person", "en")
        True
        >>> names_a_trait_only("Humble about what they do not know", "en")
        False
    """
    lists = word_lists("traits", language)
    if not lists:
        return False
    said = set(words(text))
    return not said.isdisjoint(lists["traits"]) and said <= lists["traits"] | lists["around"]
