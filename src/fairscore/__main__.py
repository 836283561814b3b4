"""`python -m fairscore`: the same as the command `fairscore`."""

from fairscore.cli import main

__all__: list[str] = []

if __name__ == "__main__":
    main()
