# SPDX-License-Identifier: BSL-1.0
"""What verbs answer: rows with a stamp, or a text."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Union, overload

from . import _core
from ._errors import UsageError

if TYPE_CHECKING:
    from ._graph import Graph

Row = dict[str, Any]
PathLike = Union[str, "os.PathLike[str]"]

# Which options of `explain` name a row of a verb: option and the key of the row it is read from.
_NAMES_A_ROW = (
    ("check", (("check", "check"), ("subject", "subject"), ("state", "state"))),
    ("ids", (("ids", "ids"),)),
    ("company", (("state", "state"), ("company", "company"))),
)

# Verbs whose rows are explained by the control they rest on.
_RESTS_ON_CONTROL = ("nexus", "ownership", "timeline", "diff")
# Options that bear on a derivation as they do on the row.
_KEPT = ("--profile=", "--as-of=", "--known-by=", "--rules=", "--weigh=", "--posterior-across-issuers")


def write_file(path: PathLike, data: bytes) -> Path:
    """Writes a file whole or not at all."""
    target = Path(path)
    temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        temporary.write_bytes(data)
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)
    return target


class Text(str):
    """An answer that is a text: a document, a report, a picture. Notebooks show HTML and SVG as such."""

    __slots__ = ()

    def save(self, path: PathLike) -> Path:
        """Writes the text as UTF-8, whole or not at all."""
        return write_file(path, self.encode())

    def _repr_html_(self) -> str | None:
        return str(self) if self[:200].lstrip().lower().startswith(("<!doctype html", "<html")) else None

    def _repr_svg_(self) -> str | None:
        return str(self) if self[:200].lstrip().startswith("<svg") else None


class Result:
    """The rows of an answer, in a stated order, with the stamp of what they were computed from.

    A row is a dict with the keys that `--format json` prints; what does not apply is left out. Shares and amounts are
    exact decimal.Decimal (shares in percent), dates are ISO texts of any precision ("2021", "2021-06").

    Reads like a sequence of rows, but is no collections.abc.Sequence: polars would take it for a list of dicts then and
    not use the Arrow stream.
    """

    def __init__(self, core: _core.Result, graph: Graph | None, words: list[str], files: object = None) -> None:
        self._core = core
        self._graph = graph
        self._words = words
        self._files = files  # temporary files that the words name live as long as this

    # --- rows -----------------------------------------------------------------------------------------------------------

    def __len__(self) -> int:
        return len(self._core)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> list[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | list[Row]:
        if isinstance(index, slice):
            return [self._core.row(i) for i in range(*index.indices(len(self)))]
        return self._core.row(self._at(index))

    def __iter__(self) -> Iterator[Row]:
        return (self._core.row(i) for i in range(len(self)))

    def __bool__(self) -> bool:
        return len(self) > 0

    def __contains__(self, row: object) -> bool:
        return any(mine == row for mine in self)

    def _at(self, index: int) -> int:
        at = index + len(self) if index < 0 else index
        if not 0 <= at < len(self):
            raise IndexError(f"there is no row {index}: the result has {len(self)}")
        return at

    @property
    def columns(self) -> list[str]:
        """Every key that a row may have, in order. "votes/low" is the member low of votes."""
        return self._core.columns

    def column(self, name: str) -> list[Any]:
        """The values of one key of `columns` in all rows; None where a row has none."""
        return self._core.column(name)

    @property
    def stamp(self) -> dict[str, Any]:
        """What the result was computed from: library, query, inputs with digests, as_of, parameters, configuration."""
        stamp: dict[str, Any] = json.loads(self._core.stamp())
        return stamp

    @property
    def verb(self) -> str:
        """The verb that was asked: "control", "why-not"."""
        return self._words[0]

    @property
    def document(self) -> Row:
        """The one document that verbs such as `info`, `dossier` and `explain` answer.

        Raises UsageError if the answer is rows."""
        if not self._core.is_document or len(self) != 1:
            raise UsageError(f"{self.verb} answered {len(self)} rows, not one document")
        return self._core.row(0)

    # --- derivations ----------------------------------------------------------------------------------------------------

    def explain(self, index: int) -> Result:
        """The derivation of one row, down to single facts with dates and sources."""
        return self._derive("explain", index)

    def why_not(self, index: int) -> Result:
        """What is missing for a firmer verdict of one row."""
        return self._derive("why-not", index)

    def _derive(self, verb: str, index: int) -> Result:
        row = self._core.row(self._at(index))
        names = next((names for key, names in _NAMES_A_ROW if key in row), None)
        if names is None or self._graph is None:
            raise UsageError(f"rows of {self.verb} are facts or counts; there is nothing to derive")
        options: dict[str, Any] = {option: row[key] for option, key in names if key in row}
        topic = self.verb
        if topic not in _core.topics(verb).strip("[]").split("|"):
            if topic not in _RESTS_ON_CONTROL:
                raise UsageError(f"{verb} has no derivation of rows of {topic}")
            topic = "control"
        kept = [word for word in self._words if word.startswith(_KEPT)]
        if "deal_day" in row:  # explained as of the day of the deal, not of the question
            if len(row["deal_day"]) != len("2024-06-30"):
                raise UsageError(f"the deal has no single day to explain ({row['deal_day']}); give explain() as_of")
            kept = [word for word in kept if not word.startswith("--as-of=")]
            options["as_of"] = row["deal_day"]
        return self._graph._rows(verb, (topic,), options, kept=kept, files=self._files)

    # --- other forms ----------------------------------------------------------------------------------------------------

    def to_dicts(self) -> list[Row]:
        """All rows."""
        return list(self)

    def to_json(self) -> str:
        """{"stamp": …, "rows": […]}: the bytes that `--format json` prints. Decimal numbers are texts."""
        return self._core.json()

    def to_jsonl(self) -> str:
        """One row a line."""
        return self._core.jsonl()

    def to_csv(self) -> str:
        """RFC 4180 with a header; lists are joined by ";"."""
        return self._core.csv()

    def to_text(self, width: int = 120) -> str:
        """What the program prints for people: table, sources, caveats, stamp. All rows."""
        return self._whole_page().text(width)

    def to_markdown(self) -> str:
        """What to_text() says, as Markdown."""
        return self._whole_page().markdown()

    def to_svg(self, *, theme: str | None = None, id_prefix: str | None = None, limit: int | None = None) -> Text:
        """The picture that `--format svg` prints, as Text: notebooks show it.

        theme: "light" (the default), "dark" or "auto"; id_prefix: begins every id, for pages with several pictures;
        limit: boxes, rows or lanes (60), the rest is counted in the picture. Raises UsageError if the verb has none;
        control, ownership, nexus, coherence, agencies pairs, mix and timeline have."""
        options = {"theme": theme, "id-prefix": id_prefix, "limit": limit}
        given = [f"--{name}={value}" for name, value in options.items() if value is not None]
        names = tuple(word[: word.index("=") + 1] for word in given)
        words = [word for word in self._words if not (names and word.startswith(names))]
        core = None if self._graph is None else self._graph._core
        return Text(_core.ask(core, [*words, *given, "--format=svg"], None).content.decode())

    def _whole_page(self) -> _core.Result:
        if self._core.is_page_whole:
            return self._core
        core = None if self._graph is None else self._graph._core
        return _core.ask(core, self._words, None, len(self))

    def save(self, path: PathLike) -> Path:
        """Writes the result, whole or not at all; the ending decides: .json, .jsonl, .csv, .md, .svg, .txt."""
        forms = {".json": self.to_json, ".jsonl": self.to_jsonl, ".csv": self.to_csv, ".md": self.to_markdown}
        forms |= {".svg": self.to_svg, ".txt": self.to_text}
        ending = Path(path).suffix.lower()
        if ending not in forms:
            raise UsageError(f'the ending "{ending}" stands for no form; there are .json, .jsonl, .csv, .md, .svg, .txt')
        return write_file(path, forms[ending]().encode())

    def to_frame(self) -> Any:
        """A pandas.DataFrame: one column per entry of `columns`, None where a row has none, numbers as float64.

        Needs pandas (pip install dutygraph[pandas]); nothing else does."""
        try:
            import pandas  # type: ignore[import-untyped,import-not-found,unused-ignore]
        except ImportError as error:
            raise ImportError("to_frame() needs pandas: pip install 'dutygraph[pandas]'") from error
        numeric = set(self._core.decimal_columns)
        frame = pandas.DataFrame({name: pandas.Series(self.column(name), dtype=object) for name in self.columns})
        for name in frame.columns:
            if name in numeric:
                frame[name] = pandas.to_numeric(frame[name])
            elif not frame[name].isna().any():
                frame[name] = frame[name].infer_objects()
        return frame

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """The rows as an Arrow stream: pyarrow.table(result), polars.DataFrame(result), duckdb and others read it.

        Text is large_utf8, numbers are float64 or int64, lists of records are their JSON."""
        return self._core.arrow_stream()

    # --- display --------------------------------------------------------------------------------------------------------

    def __repr__(self) -> str:
        day = self.stamp.get("as_of")
        what = "1 document" if self._core.is_document else f"{len(self)} row{'' if len(self) == 1 else 's'}"
        keys = ", ".join(self.columns[:4]) + (", …" if len(self.columns) > 4 else "")
        return f"<Result of {self.verb}: {what} ({keys}){f', as of {day}' if day else ''}>"

    def __str__(self) -> str:
        return self._core.text(120)

    def _repr_html_(self) -> str:
        return self._core.html()

    def __reduce__(self) -> tuple[Any, ...]:
        if self._files is not None:
            raise UsageError("a result that was asked for with a file made from a dict or a graph cannot be pickled")
        return answer, (self._graph, self._words)


def answer(graph: Graph | None, words: list[str], progress: Any = None, files: object = None) -> Any:
    """Asks one verb; a Result, or Text if the answer is one (bytes if it is no UTF-8)."""
    core = _core.ask(None if graph is None else graph._core, words, progress)
    if not core.is_text:
        return Result(core, graph, words, files)
    try:
        return Text(core.content.decode())
    except UnicodeDecodeError:
        return core.content
