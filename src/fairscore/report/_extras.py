"""What a rendering says when the packages it needs are not installed."""

from fairscore.errors import FairscoreError

__all__ = ["MissingExtraError"]


class MissingExtraError(FairscoreError, ImportError):
    """
    A rendering needs a package that is not installed. The message says what to install.

    Example:
        >>> print(MissingExtraError("the page"))
        the page needs packages that are not installed; run: pip install "fairscore-hiring[report]"
    """

    def __init__(self, what: str) -> None:
        super().__init__(
            f"{what} needs packages that are not installed; "
            'run: pip install "fairscore-hiring[report]"'
        )
