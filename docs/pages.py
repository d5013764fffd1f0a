#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Keeps the output that pages show true.

    pages.py extract FOLDER PAGE...   writes every C++ program of the pages to FOLDER/<folder>_<page>_<number>.cpp
    pages.py check PAGE               runs what the page says and compares
    pages.py update PAGE              runs it and writes what it printed into the page; up to the caveats if the
                                      block ends with ...

Every block ```sh, ```python and ```cpp of a page is run, in order, in one empty folder that has `examples` in it and
`dutygraph` on the path. A ```text block is what each of the blocks before it prints on standard output: one block, or
blocks of different languages that answer the same. A line `...` in it stands for any lines. A block that ends with an
exit code other than 0 follows a line <!-- exit: N -->; what is not to be run follows <!-- not run: reason -->.
"""

from __future__ import annotations

import argparse
import os
import pathlib
import re
import subprocess
import sys
import tempfile

RUN = ("sh", "python", "cpp")
ROOT = pathlib.Path(__file__).resolve().parent.parent


class Block:
    def __init__(self, language: str, line: int, mark: str) -> None:
        self.language, self.line, self.lines = language, line, list[str]()
        self.skipped = mark.startswith("not run:")
        self.exit_code = int(mark[5:]) if mark.startswith("exit:") else 0

    @property
    def text(self) -> str:
        return "".join(line + "\n" for line in self.lines)


def blocks_of(page: pathlib.Path) -> list[Block]:
    blocks: list[Block] = []
    open_block: Block | None = None
    mark = ""
    for number, line in enumerate(page.read_text(encoding="utf-8").splitlines(), 1):
        fence = re.match(r"```(\w*)$", line)
        if open_block is not None and fence:
            open_block = None
        elif open_block is not None:
            open_block.lines.append(line)
        elif fence:
            open_block = Block(fence.group(1), number, mark)
            blocks.append(open_block)
            mark = ""
        elif line.strip():
            said = re.match(r"<!-- (.*) -->$", line)
            mark = said.group(1) if said else ""
    return blocks


def programs(page: pathlib.Path) -> dict[int, str]:
    """Name of the program of each C++ block, by the line on which it begins."""
    found = [block for block in blocks_of(page) if block.language == "cpp" and not block.skipped]
    name = "_".join(page.resolve().with_suffix("").parts[-2:]).replace("-", "_")
    return {block.line: f"{name}_{i}" for i, block in enumerate(found, 1)}


def extract(folder: pathlib.Path, pages: list[pathlib.Path]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    wanted = {}
    for page in pages:
        names = programs(page)
        for block in blocks_of(page):
            if block.line in names:
                wanted[names[block.line] + ".cpp"] = f'#line {block.line + 1} "{page}"\n{block.text}'
    for old in folder.glob("*.cpp"):
        if old.name not in wanted:
            old.unlink()
    for name, text in wanted.items():
        file = folder / name
        if not file.exists() or file.read_text(encoding="utf-8") != text:
            file.write_text(text, encoding="utf-8")


def matches(expected: list[str], actual: list[str]) -> bool:
    if "..." not in expected:
        return expected == actual
    parts: list[list[str]] = [[]]
    for line in expected:
        if line == "...":
            parts.append([])
        else:
            parts[-1].append(line)
    first, last = parts[0], parts[-1]
    if actual[: len(first)] != first or len(actual) < len(first) + len(last):
        return False
    if last and actual[-len(last) :] != last:
        return False
    at, end = len(first), len(actual) - len(last)
    for part in parts[1:-1]:
        while actual[at : at + len(part)] != part:
            at += 1
            if at + len(part) > end:
                return False
        at += len(part)
    return True


def cut(output: str) -> str:
    """Up to the caveats, which are the same in every answer."""
    return re.split(r"\n(?:Assumptions and caveats|How this was computed)\n", output)[0] + "\n...\n"


class Page:
    def __init__(self, path: pathlib.Path, options: argparse.Namespace) -> None:
        self.path, self.options = path, options
        self.names = programs(path)
        self.environment = dict(os.environ, LC_ALL="C.UTF-8", TZ="UTC", PYTHONDONTWRITEBYTECODE="1")
        if options.program:
            folder = pathlib.Path(options.program).resolve().parent
            self.environment["PATH"] = f"{folder}{os.pathsep}{os.environ['PATH']}"
        if options.python_path:
            self.environment["PYTHONPATH"] = os.path.abspath(options.python_path)

    def command(self, block: Block) -> list[str] | None:
        """None: there is nothing here to run it with."""
        if block.language == "sh":
            return ["sh", "-e", "-u", "-c", block.text] if self.options.program else None
        if block.language == "python":
            return [sys.executable, "-c", block.text] if self.options.python_path else None
        if not self.options.programs:
            return None
        return [str(pathlib.Path(self.options.programs).resolve() / self.names[block.line])]

    def run(self, update: bool) -> tuple[list[str], int]:
        """What is wrong, and how many blocks were run."""
        complaints, said, ran = [], list[tuple[Block, str]](), 0
        new_text: dict[int, str] = {}
        with tempfile.TemporaryDirectory(prefix="dutygraph-page-") as folder:
            os.symlink(ROOT / "examples", os.path.join(folder, "examples"))
            for block in blocks_of(self.path):
                where = f"{self.path}:{block.line}"
                if block.language == "text" and said:
                    for other, output in said:
                        if update and other is said[0][0] and "..." not in block.lines[:-1]:
                            new_text[block.line] = cut(output) if block.lines[-1:] == ["..."] else output
                        elif not matches(block.lines, output.splitlines()):
                            complaints.append(f"{where}: not what line {other.line} prints, which is\n{output}")
                if block.language not in RUN or block.skipped:
                    said = []
                    continue
                if any(other.language == block.language for other, _ in said):
                    said = []
                command = self.command(block)
                if command is None:
                    print(f"{where}: {block.language} is not run here")
                    continue
                if block.language == "cpp" and not os.path.exists(command[0]):
                    complaints.append(f"{where}: {command[0]} was not built")
                    continue
                done = subprocess.run(
                    command, cwd=folder, env=self.environment, capture_output=True, encoding="utf-8", timeout=300
                )
                ran += 1
                said.append((block, done.stdout))
                if done.returncode != block.exit_code:
                    complaints.append(f"{where}: exit code {done.returncode}\n{done.stderr}{done.stdout[-2000:]}")
        if new_text:
            self.write(new_text)
        return complaints, ran

    def write(self, texts: dict[int, str]) -> None:
        lines = self.path.read_text(encoding="utf-8").splitlines()
        for start in sorted(texts, reverse=True):
            end = start
            while lines[end] != "```":
                end += 1
            lines[start:end] = texts[start].splitlines()
        self.path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--program", help="the program dutygraph; without it ```sh blocks are not run")
    parser.add_argument("--programs", help="folder of the compiled C++ programs")
    parser.add_argument("--python-path", help="where the package dutygraph is")
    parser.add_argument("action", choices=("extract", "check", "update"))
    parser.add_argument("paths", nargs="+", type=pathlib.Path)
    options = parser.parse_args()
    if options.action == "extract":
        extract(options.paths[0], options.paths[1:])
        return 0
    wrong = 0
    for path in options.paths:
        complaints, ran = Page(path, options).run(options.action == "update")
        print(f"{path}: {ran} blocks run, {len(complaints)} complaints")
        for complaint in complaints:
            print(complaint)
        wrong += len(complaints)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
