"""The commands, one a file: a function `run`, and an `EXAMPLE` that stands below its help."""

__all__: list[str] = []
