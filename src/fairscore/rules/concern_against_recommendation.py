"""concern-against-recommendation: most lean one way, and a repeated concern points the other."""

from fairscore.rules._repeats import repeat_rule

__all__ = ["RULE"]

RULE = repeat_rule("concern", against=True)
