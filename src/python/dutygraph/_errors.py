# SPDX-License-Identifier: BSL-1.0
"""Exceptions and warnings. Each exception is a dutygraph.Error and derives from the built-in that is natural for it."""

from __future__ import annotations

import os
import re
import sys
import warnings
from collections.abc import Sequence
from typing import Any

_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"')


class DataWarning(UserWarning):
    """What the command line would say on standard error: rows set aside, rows cut, no day given."""


class Error(Exception):
    """Base of all exceptions of this package.

    message: the whole text.
    ids: ids and values that the message is about, in its order.
    hint: what would help, if the message says it.
    findings: what is wrong with the data, one dict per finding (rule, severity, file, line, path, value, hint).
    """

    def __init__(self, message: str = "", findings: Sequence[dict[str, Any]] = ()) -> None:
        super().__init__(message)
        self.message = message
        self.findings: list[dict[str, Any]] = list(findings)

    @property
    def ids(self) -> list[str]:
        """Ids and values that the message is about."""
        if self.findings:
            return [str(finding.get("value") or finding.get("path") or "") for finding in self.findings]
        return _QUOTED.findall(self.message)

    @property
    def hint(self) -> str:
        """What would help; empty if nothing is known that would."""
        if self.findings:
            return str(self.findings[0].get("hint", ""))
        return self.message.partition("; ")[2]

    def __str__(self) -> str:
        return self.message

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.message, self.findings)


class InvalidValue(Error, ValueError):
    """A value that its type cannot hold: a share of 120 percent, 30 February."""


class InvalidData(Error, ValueError):
    """Data that breaks the rules of its format; `findings` has every complaint."""


class Unreadable(Error, OSError):
    """A file that cannot be opened or read."""


class Unwritable(Error, OSError):
    """An output that cannot be written."""


class NotFound(Error, KeyError):
    """An id or a name that is not there; `hint` may have the one that was meant."""


class UsageError(Error, ValueError):
    """A call that cannot be answered as it is put."""


class Cancelled(Error, TimeoutError):
    """The call took longer than limit_time."""


def warn(message: str) -> None:
    """Warns, in the name of the code that called this package."""
    here = os.path.dirname(__file__)
    level, frame = 1, sys._getframe(0)
    while frame.f_back is not None and os.path.dirname(frame.f_code.co_filename) == here:
        level, frame = level + 1, frame.f_back
    warnings.warn(message, DataWarning, stacklevel=level)
