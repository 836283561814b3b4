"""Names are imported when first used, and completion shows the public ones alone."""

import fairscore
import fairscore.stores


def test_dir_shows_the_public_names() -> None:
    """What an interpreter completes is what the documentation describes."""
    assert dir(fairscore) == sorted(fairscore.__all__)
    assert dir(fairscore.stores) == sorted(fairscore.stores.__all__)
