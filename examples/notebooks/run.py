#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""run.py check|update [NOTEBOOK...]: runs the notebooks of this folder, or those named, in the Python it runs in.

`update` stores what they show; `check` compares it with what is stored. Both need dutygraph, nbclient and ipykernel.
What is stored is the same wherever it was run: no times, no versions of Python, no paths.
"""

from __future__ import annotations

import json
import pathlib
import sys
from typing import Any

HERE = pathlib.Path(__file__).resolve().parent


def run(path: pathlib.Path) -> str:
    import nbclient
    import nbformat

    book = nbformat.read(path, as_version=4)
    where = {"metadata": {"path": str(HERE)}}
    nbclient.NotebookClient(book, timeout=300, kernel_name="python3", resources=where).execute()
    book.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    for number, cell in enumerate(book.cells, 1):
        cell["id"] = f"cell-{number}"
        cell.metadata = {}
    return json.dumps(book, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def blank(book: dict[str, Any]) -> list[int]:
    """Code cells that show nothing, by number, but for those that only define or import."""
    return [
        number
        for number, cell in enumerate(book["cells"], 1)
        if cell["cell_type"] == "code"
        and not cell["outputs"]
        and not "".join(cell["source"]).startswith(("import ", "def "))
    ]


def main() -> int:
    if len(sys.argv) < 2 or sys.argv[1] not in ("check", "update"):
        sys.exit(__doc__)
    paths = [pathlib.Path(name) for name in sys.argv[2:]] or sorted(HERE.glob("*.ipynb"))
    wrong = 0
    for path in paths:
        text = run(path)
        same = text == path.read_text(encoding="utf-8")
        if sys.argv[1] == "update":
            path.write_text(text, encoding="utf-8")
        elif not same:
            print(f"{path.name}: shows something else than what is stored; `run.py update {path.name}` stores it")
            wrong += 1
        for number in blank(json.loads(text)):
            print(f"{path.name}: cell {number} shows nothing")
            wrong += 1
        print(f"{path.name}: run")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
