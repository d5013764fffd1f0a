#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""Checks what the library calls and what it exports. `check_symbols.py LIBRARY...`; exits 1 on an offence.

A library is a guest in somebody else's program: it does not end that program, print, read the environment, change the
locale, catch signals, start processes or reach for the network. A shared library exports its own names, and templates
of the standard library that every library may have, and nothing else.
"""

import re
import subprocess
import sys

FORBIDDEN = {
    "ends the program": r"abort|_?exit|_Exit|quick_exit|at_quick_exit|raise|kill|longjmp",
    "prints": r"(__)?(v?f?printf|v?printf|puts|putchar|perror|psignal)(_chk)?|std::(cout|cerr|clog)",
    "reads or changes the environment": r"(secure_)?getenv|(un)?setenv|putenv|environ",
    "changes or follows the locale": r"setlocale|uselocale|newlocale|localeconv|std::locale::global\(.*\)|strto(d|f|ld)|atof|isalpha|toupper|tolower",
    "depends on the clock or the zone": r"time|clock|gettimeofday|clock_gettime|localtime(_r)?|mktime|tzset|strftime|std::chrono::.*::now\(\)",
    "handles signals": r"signal|sigaction|sigprocmask|pthread_sigmask|alarm|setitimer|std::set_(terminate|new_handler)\(.*\)",
    "starts processes": r"system|popen|v?fork|exec[lv]p?e?|posix_spawnp?|dlopen",
    "uses the network": r"socket|connect|getaddrinfo|gethostbyname|sendto|recvfrom",
    "is not the same twice": r"s?rand|random|tmpnam|mktemp",
    "changes the process": r"chdir|umask|setuid|setrlimit|nice",
}
# std::random_device may seed a hash table against texts made to collide. What assert() needs is there in builds with assertions; strtol() and the like take digits in every locale.
PATTERNS = {why: re.compile(rf"(?:{names})(?:@.*)?") for why, names in FORBIDDEN.items()}
# Vague linkage: instantiations that the linker merges with those of everybody else.
SHARED_BY_ALL = re.compile(r"\b(std|__gnu_cxx|boost|ranges)::|^(guard variable|vtable|typeinfo)")


def nm(*arguments):
    """Lines of nm: (type, demangled name)."""
    run = subprocess.run(["nm", "--demangle", *arguments], capture_output=True, text=True, check=True)
    for line in run.stdout.splitlines():
        match = re.match(r"[0-9a-f ]{16} ([A-Za-z]) (.*)", line)
        if match:
            yield match.groups()


def offences(library):
    """What is wrong with one library."""
    shared = ".so" in library.rsplit("/", 1)[-1]
    calls = {name for _, name in nm(*(["--dynamic"] if shared else []), "--undefined-only", library)}
    if not any("std::" in name for name in calls):
        yield f"{library}: no calls found; is this the library?"
    for name in sorted(calls):
        for why, pattern in PATTERNS.items():
            if pattern.fullmatch(name):
                yield f"{library}: calls {name}, which {why}"
    if not shared:
        return
    for kind, name in nm("--dynamic", "--defined-only", library):
        if "dutygraph" not in name and not (kind in "WVu" and SHARED_BY_ALL.search(name)):
            yield f"{library}: exports {name}, which is not of dutygraph"


def main():
    """Checks every library that is named."""
    if len(sys.argv) < 2:
        print(f"usage: {sys.argv[0]} LIBRARY...", file=sys.stderr)
        return 2
    found = [offence for library in sys.argv[1:] for offence in offences(library)]
    print(*found, f"{len(found)} offences", sep="\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
