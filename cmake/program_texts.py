#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""program_texts.py PROGRAM FOLDER: the manual page and the shell completions of the program.

They are made from what `PROGRAM --help` and `PROGRAM VERB --help` print, so they say what the program says:
FOLDER/dutygraph.1, FOLDER/dutygraph (bash), FOLDER/_dutygraph (zsh) and FOLDER/dutygraph.fish.
"""

from __future__ import annotations

import pathlib
import re
import subprocess
import sys


class Verb:
    def __init__(self, name: str, summary: str, text: str) -> None:
        self.name, self.summary, self.text = name, summary, text
        usage = next(line for line in text.splitlines() if line.startswith("Usage:"))
        word = re.match(rf"Usage: dutygraph {re.escape(name)} \[?([a-z|-]+)\]?(?: |$)", usage)
        self.topics = word.group(1).split("|") if word and word.group(1) != "options" else []
        self.options = [(names.split(", "), value, said) for names, value, said in entries(text)]


OPTION = re.compile(r"  (--?[\w-]+(?:, --?[\w-]+)*)(?: ([A-Z]\S*))?(?: +|$)(.*)")


def entries(text: str) -> list[tuple[str, ...]]:
    """Options: names, value, and what is said of them, which may go on in further lines."""
    found: list[list[str]] = []
    for line in text.splitlines():
        head = OPTION.match(line)
        if head:
            found.append([group or "" for group in head.groups()])
        elif found and re.match(r"     +\S", line):
            found[-1][-1] = (found[-1][-1] + " " + line.strip()).strip()
    return [tuple(entry) for entry in found]


def section(text: str, title: str) -> str:
    return re.split(r"\n(?=[A-Z])", text.split(f"\n{title}\n", 1)[1])[0]


def codes(text: str, option: str) -> list[str]:
    """The values of an option whose description begins with a list of them."""
    said = next(said for names, _, said in entries(text) if option in names)
    return re.findall(r"[a-z]+", said.replace(" or ", ", "))


# --- manual page ----------------------------------------------------------------------------------------------------


def roff(text: str) -> str:
    text = text.replace("\\", "\\e").replace("-", "\\-")
    return "\n".join("\\&" + line if line.startswith((".", "'")) else line for line in text.split("\n"))


def manual(version: str, general: str, verbs: list[Verb]) -> str:
    out = [f'.TH DUTYGRAPH 1 "" "{version}" "User commands"']
    for part in re.split(r"\n\n(?=[A-Z]{4})", general):
        title, _, body = part.partition("\n")
        out.append(f'.SH "{roff(title.split(" (")[0])}"')
        if title in ("VERBS", "EXIT STATUS") or title.startswith("COMMON OPTIONS"):
            for name, said in split_entries(body):
                out += [".TP", f".B {roff(name)}", roff(said)]
        elif title in ("SYNOPSIS", "EXAMPLES"):
            out += [".nf", roff("\n".join(line[2:] for line in body.splitlines())), ".fi"]
        else:
            out.append(roff(re.sub(r"\n\s*\n", "\n.PP\n", re.sub(r"^  ", "", body, flags=re.M)).strip()).replace("\\&.PP", ".PP"))
        if title.startswith("COMMON OPTIONS"):
            out.append('.SH "OPTIONS OF EACH VERB"')
            for verb in verbs:
                words = f" {'|'.join(verb.topics)}" if verb.topics else ""
                out += [f'.SS "{roff(verb.name + words)}"', roff(verb.summary + ".")]
                for names, value, said in verb.options:
                    out += [".TP", f".B {roff(', '.join(names))}" + (f" \\fI{roff(value)}\\fR" if value else ""), roff(said)]
    return "\n".join(out) + "\n"


def split_entries(body: str) -> list[tuple[str, str]]:
    """Entries whose texts all begin in one column: that of the lines that go on, or of the widest gap."""
    lines = body.splitlines()
    further = [len(line) - len(line.lstrip()) for line in lines if line.startswith("     ")]
    column = min(further) if further else 6
    found: list[tuple[str, str]] = []
    for line in lines:
        if line[:column].strip():
            found.append((line[:column].strip(), line[column:].strip()))
        elif line.strip() and found:
            found[-1] = (found[-1][0], (found[-1][1] + " " + line.strip()).strip())
    return found


# --- completions ----------------------------------------------------------------------------------------------------


def long_options(verb: Verb) -> list[str]:
    return [name for names, _, _ in verb.options for name in names]


def bash(verbs: list[Verb], formats: list[str], inputs: list[str]) -> str:
    cases = "\n".join(
        f'    {verb.name}) topics="{" ".join(verb.topics)}"; options="{" ".join(long_options(verb))}" ;;' for verb in verbs
    )
    return f"""# Completion of dutygraph for bash, made from its help.
_dutygraph() {{
  local word=${{COMP_WORDS[COMP_CWORD]}} before=${{COMP_WORDS[COMP_CWORD-1]}} verb=${{COMP_WORDS[1]}} topics= options=
  COMPREPLY=()
  if [[ $COMP_CWORD -eq 1 ]]; then
    COMPREPLY=($(compgen -W "{" ".join(verb.name for verb in verbs)} --help --version" -- "$word"))
    return
  fi
  case $verb in
{cases}
  esac
  case $before in
    --format) COMPREPLY=($(compgen -W "{" ".join(formats)}" -- "$word")) ; return ;;
    --from) COMPREPLY=($(compgen -W "{" ".join(inputs)}" -- "$word")) ; return ;;
  esac
  if [[ $word == -* ]]; then
    COMPREPLY=($(compgen -W "$options" -- "$word"))
    return
  fi
  if [[ $COMP_CWORD -eq 2 && -n $topics ]]; then
    COMPREPLY=($(compgen -W "$topics" -- "$word"))
  fi
  COMPREPLY+=($(compgen -f -- "$word"))
}}
complete -o filenames -F _dutygraph dutygraph
"""


def zsh(verbs: list[Verb], formats: list[str], inputs: list[str]) -> str:
    def quoted(text: str) -> str:
        return text.replace("'", "'\\''").replace(":", "\\:")

    def argument(names: list[str], value: str, said: str) -> list[str]:
        said = said.replace("[", "(").replace("]", ")").replace("'", "'\\''")
        action = {"--format": f"({' '.join(formats)})", "--from": f"({' '.join(inputs)})"}.get(names[-1], "_files" if "FILE" in value else " ")
        return [f"'*{name}[{said}]" + (f":{value}:{action}'" if value else "'") for name in names]

    listed = "\n".join(f"    '{verb.name}:{quoted(verb.summary)}'" for verb in verbs)
    cases = ""
    for verb in verbs:
        words = [one for names, value, said in verb.options for one in argument(names, value, said)]
        if verb.topics:
            words.append(f"'1:what:({' '.join(verb.topics)})'")
        words.append("'*:file:_files'")
        cases += f"    {verb.name})\n      _arguments \\\n        " + " \\\n        ".join(words) + "\n      ;;\n"
    return f"""#compdef dutygraph
# Completion of dutygraph for zsh, made from its help.
_dutygraph() {{
  local -a verbs
  verbs=(
{listed}
  )
  if (( CURRENT == 2 )); then
    _describe verb verbs
    return
  fi
  local verb=$words[2]
  shift words
  (( CURRENT-- ))
  case $verb in
{cases}  esac
}}
_dutygraph "$@"
"""


def fish(verbs: list[Verb], formats: list[str], inputs: list[str]) -> str:
    def quoted(text: str) -> str:
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'"

    lines = ["# Completion of dutygraph for fish, made from its help."]
    for verb in verbs:
        lines.append(f"complete -c dutygraph -n __fish_use_subcommand -f -a {verb.name} -d {quoted(verb.summary)}")
        seen = f"-n '__fish_seen_subcommand_from {verb.name}'"
        if verb.topics:
            lines.append(f"complete -c dutygraph {seen} -a {quoted(' '.join(verb.topics))}")
        for names, value, said in verb.options:
            flags = " ".join(f"-l {name[2:]}" if name.startswith("--") else f"-s {name[1:]}" for name in names)
            values = {"--format": formats, "--from": inputs}.get(names[-1], [])
            needs = (f" -x -a {quoted(' '.join(values))}" if values else " -r") if value else ""
            lines.append(f"complete -c dutygraph {seen} {flags}{needs} -d {quoted(said)}")
    return "\n".join(lines) + "\n"


def main() -> int:
    program, folder = sys.argv[1], pathlib.Path(sys.argv[2])

    def said(*words: str) -> str:
        return subprocess.run([program, *words], capture_output=True, encoding="utf-8", check=True).stdout

    general = said("--help")
    verbs = [Verb(name, text, said(name, "--help")) for name, text in split_entries(section(general, "VERBS"))]
    formats, inputs = codes(general, "--format"), codes(general, "--from")
    if len(verbs) < 5 or not all(verb.options for verb in verbs) or "json" not in formats or "bods" not in inputs:
        sys.exit(f"{program} --help is not laid out as this script knows it")
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in (
        ("dutygraph.1", manual(said("--version").strip(), general, verbs)),
        ("dutygraph", bash(verbs, formats, inputs)),
        ("_dutygraph", zsh(verbs, formats, inputs)),
        ("dutygraph.fish", fish(verbs, formats, inputs)),
    ):
        (folder / name).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
