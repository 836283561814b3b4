"""
Texts out of the fuzzer's bytes: as they are, put together from words, or grown.

Bytes that begin with a mark are taken for choices among the words of valid texts, so that a case
has the look of the format and gets further in than noise would. Now and then a case is grown: a
part of it is repeated until it is large, which shows work that grows faster than its text.
"""

import json
import zlib
from collections.abc import Sequence

import atheris

__all__ = ["DRAWN", "case", "grown"]

DRAWN = b"\x01"
"""What begins a case that is put together from words."""

GROWN_LENGTH = 16_384
ONE_IN = 509
"""So many cases for one that is grown; a prime, so that no habit of the fuzzer meets it."""
DEPTH = 6
MOST = 8


def case(data: bytes, *, shape: str, words: Sequence[str]) -> bytes:
    """The text that some bytes of the fuzzer stand for; the same for the same bytes."""
    text = _drawn(data[len(DRAWN) :], shape, words) if data.startswith(DRAWN) else data
    mark = zlib.crc32(data)
    return grown(text, mark // ONE_IN) if mark % ONE_IN == 0 else text


def grown(text: bytes, choice: int) -> bytes:
    """A text with a part of it repeated until it is large: characters, or whole lines."""
    if not text:
        return text
    start = choice % len(text)
    end = min(len(text), start + 1 + choice // 7 % 64)
    if choice % 3 == 0:
        start = text.rfind(b"\n", 0, start) + 1
        end = (text.find(b"\n", end) + 1) or len(text)
    part = text[start:end]
    return text[:start] + part * (GROWN_LENGTH // len(part)) + text[end:]


def _drawn(data: bytes, shape: str, words: Sequence[str]) -> bytes:
    choices = atheris.FuzzedDataProvider(data)
    if shape == "rows":
        rows = (
            [_word(choices, words) for _ in range(_some(choices))] for _ in range(_some(choices))
        )
        return "\n".join(",".join(row) for row in rows).encode("utf-8", "surrogatepass")
    if shape == "lines":
        rows = (
            [_word(choices, words) for _ in range(_some(choices))] for _ in range(_some(choices))
        )
        return "\n".join(" ".join(row) for row in rows).encode("utf-8", "surrogatepass")
    return json.dumps(_tree(choices, words, DEPTH)).encode()


def _tree(choices: atheris.FuzzedDataProvider, words: Sequence[str], depth: int) -> object:
    sort = choices.ConsumeIntInRange(0, 9)
    if sort <= 3 and depth:
        keys = [_word(choices, words) for _ in range(_some(choices))]
        return {key: _tree(choices, words, depth - 1) for key in keys}
    if sort <= 5 and depth:
        return [_tree(choices, words, depth - 1) for _ in range(_some(choices))]
    match sort:
        case 6:
            return choices.ConsumeIntInRange(-2, 7)
        case 7:
            return choices.ConsumeRegularFloat()
        case 8:
            return choices.PickValueInList([None, True, False, "", 10**20, -0.0])
        case _:
            return _word(choices, words)


def _word(choices: atheris.FuzzedDataProvider, words: Sequence[str]) -> str:
    if choices.ConsumeIntInRange(0, 15):
        return words[choices.ConsumeIntInRange(0, len(words) - 1)]
    return str(choices.ConsumeUnicode(8))


def _some(choices: atheris.FuzzedDataProvider) -> int:
    return int(choices.ConsumeIntInRange(0, MOST)) if choices.remaining_bytes() else 0
