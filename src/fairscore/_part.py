"""What every document is built of: frozen parts whose faults never repeat what was given."""

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator, model_validator
from pydantic_core import PydanticCustomError

from fairscore._canonical import digest, encode
from fairscore._faults import CROSS, Reporter, errors_of
from fairscore._fields import Fields
from fairscore._tree import Fault
from fairscore.errors import DocumentError, FrozenError

__all__ = ["Document", "Part"]

if TYPE_CHECKING:
    # What type checkers see is pydantic's own metaclass, which tells them how parts are built.
    from pydantic._internal._model_construction import ModelMetaclass as _Guarded
else:

    class _Guarded(type(BaseModel)):
        """Building a part raises our `DocumentError`: no exception carries what was given."""

        def __call__(cls, *args: Any, **fields: Any) -> Any:
            """Build a part."""
            try:
                return super().__call__(*args, **fields)
            except ValidationError as error:
                faults = list(cls._reporter().faults(errors_of(error), fields))
            # Raised out here: inside, the exception would keep pydantic's, and so the input.
            raise DocumentError(tuple(cls._reporter().problem(fault) for fault in faults))


class Part(BaseModel, metaclass=_Guarded):
    """A part of a document: frozen, closed to unknown fields, strict about types."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        strict=True,
        use_attribute_docstrings=True,
        hide_input_in_errors=True,
        ser_json_inf_nan="null",
    )
    confidential: ClassVar[bool] = False
    """Whether this holds what somebody wrote of a candidate, which no message may repeat."""

    if not TYPE_CHECKING:
        # Type checkers know from the configuration that parts are frozen. What pydantic raises
        # would show the value that somebody tried to write.

        def __setattr__(self, name: str, value: Any) -> None:
            """Refuse: a part is built anew, never edited."""
            raise FrozenError(f"{type(self).__name__} is frozen: build another one")

        def __delattr__(self, name: str) -> None:
            """Refuse: a part is built anew, never edited."""
            raise FrozenError(f"{type(self).__name__} is frozen: build another one")

        def model_copy(self, *, update: Any = None, deep: bool = False) -> Any:
            """Copy; refuse to change on the way, for nothing would check what comes out."""
            if update:
                raise FrozenError(f"{type(self).__name__} is frozen: build another one")
            return super().model_copy(deep=deep)

    @classmethod
    def _reporter(cls) -> Reporter:
        return Reporter(cls, confidential=cls.confidential)

    def __repr_args__(self) -> Iterator[tuple[str | None, Any]]:
        """Show no more than an id: a repr ends up in logs."""
        if not self.confidential and "id" in type(self).model_fields:
            yield "id", getattr(self, "id", None)


class Document(Part):
    """
    Something with a file of its own that someone else wrote or will read.

    Two documents are equal when they say the same. `canonical` and `digest` keep to the words in
    which a document was first accepted, so that they stay the same when this class grows.
    """

    @classmethod
    def cross_faults(cls, plain: Fields) -> Iterator[Fault]:
        """
        Faults between fields, found in plain data.

        They read plain data, not the model, so that they are found even where a field elsewhere
        is wrong. So they must put up with anything: use `rows` and `word`.
        """
        del plain
        yield from ()

    @model_validator(mode="after")
    def _no_cross_faults(self) -> "Document":
        faults = tuple(self.cross_faults(self.model_dump(mode="json", exclude_unset=True)))
        if faults:
            context: dict[str, Any] = {"faults": faults}
            raise PydanticCustomError(CROSS, "faults between fields", context)
        return self

    @field_validator("schema_version", mode="before", check_fields=False)
    @classmethod
    def _true_is_not_one(cls, value: Any) -> Any:
        if isinstance(value, bool):
            raise PydanticCustomError(
                "not-whole",
                "not a whole number",
                {"advice": "write a whole number without quotes"},
            )
        return value

    @cached_property
    def canonical(self) -> bytes:
        """Canonical JSON of the document as it was first accepted."""
        plain = self.model_dump(mode="json", exclude_unset=True)
        heading = {field: getattr(self, field) for field in ("kind", "schema_version")}
        return encode(plain | heading)

    @property
    def digest(self) -> str:
        """SHA-256 of `canonical`. For a scorecard it can be guessed: it is a name, not a seal."""
        return digest(self.canonical)
