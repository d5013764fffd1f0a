# SPDX-License-Identifier: BSL-1.0
"""Python values as words of a command line and back."""

from __future__ import annotations

import datetime
import decimal as _decimal
import os
import sys
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Union

from ._errors import UsageError

ProgressCallback = Callable[[str, int, int], object]
Progress = Union[bool, ProgressCallback, None]

# Options that a result or a Python call has in another way.
_ELSEWHERE = {
    "format": "use the methods of the result: to_json(), to_csv(), to_markdown(), to_svg()",
    "output": "use the method save() of the result",
    "help": "use help()",
    "quarantine": "use Graph.quarantine",
    "fail_on": "look at the rows of lint()",
}

# Options that take a list as one word.
_JOINED = ("ids", "rules")


def decimal(text: str) -> Any:
    """An exact number, or the text itself if it is none."""
    try:
        return _decimal.Decimal(text)
    except _decimal.InvalidOperation:
        return text


def word(value: Any) -> str:
    """One value as text: dates in ISO form, vertices by id, paths as they are."""
    if isinstance(value, str):
        try:
            value.encode()
        except UnicodeEncodeError as error:
            raise UsageError(f"{value!r} is no valid text: {error.reason}") from None
        return value
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    if isinstance(value, os.PathLike):
        return str(os.fspath(value))
    identifier = getattr(value, "id", None)
    if isinstance(identifier, str):
        return identifier
    if isinstance(value, (int, float, _decimal.Decimal)):
        return str(value)
    raise TypeError(f"a text, number, date, path or vertex is needed, not {type(value).__name__}")


def option_words(options: Mapping[str, Any], *, file: Callable[[str, Any], str] | None = None) -> list[str]:
    """Options by keyword as words: as_of="2024-01-01" becomes --as-of=2024-01-01; True is a bare flag; None and False
    are left out; a list repeats the option. `file` makes a file of a value that the program takes as one."""
    words: list[str] = []
    for name, value in options.items():
        if value is None or value is False:
            continue
        if name in _ELSEWHERE:
            raise TypeError(f"there is no option {name}; {_ELSEWHERE[name]}")
        flag = "--" + name.rstrip("_").replace("_", "-")
        if value is True:
            words.append(flag)
            continue
        if name in _JOINED and isinstance(value, (list, tuple)):
            value = ",".join(word(item) for item in value)
        many = isinstance(value, Iterable) and not isinstance(value, (str, bytes, Mapping, os.PathLike))
        if many and file is not None and (name == "edits" or hasattr(value, "to_jsonl")):
            many = False
        for item in value if many else (value,):
            text = file(name, item) if file is not None else None
            words.append(f"{flag}={text or word(item)}")
    return words


def progress_callback(progress: Progress) -> ProgressCallback | None:
    """What `progress=` stands for: True is a bar (tqdm if it is installed, else a line on standard error)."""
    if progress is None or progress is False:
        return None
    if progress is not True:
        return progress
    try:
        from tqdm.auto import tqdm  # type: ignore[import-untyped,import-not-found,unused-ignore]
    except ImportError:

        def line(file: str, done: int, total: int) -> None:
            end = "\n" if total and done >= total else ""
            of = f" of {total / 1e6:.1f}" if total else ""
            print(f"\r{file}: {done / 1e6:.1f}{of} MB", end=end, file=sys.stderr, flush=True)

        return line
    bars: dict[str, Any] = {}

    def show(file: str, done: int, total: int) -> None:
        bar = bars.get(file)
        if bar is None:
            bar = bars[file] = tqdm(desc=file, total=total or None, unit="B", unit_scale=True)
        bar.update(done - bar.n)
        if total and done >= total:
            bar.close()

    return show
