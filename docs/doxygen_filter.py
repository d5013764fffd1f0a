#!/usr/bin/env python3
# SPDX-License-Identifier: BSL-1.0
"""doxygen_filter.py HEADER: prints a header as Doxygen shall read it.

What means the same wherever it stands (the id of a record, begin() of a range, operator==) is described here once and
not in fifty headers. A declaration that has a comment of its own keeps it; line numbers stay.
"""

import re
import sys

# Pattern of a declaration, and what it is. The first that fits counts.
EVERYWHERE = [
    (r"friend .*operator==\(|bool operator==\(|operator==\(", "Whether all members are equal."),
    (r"operator<=>\(", "Order of the values."),
    (r"static void describe\(Visitor", "Visits the fields by name: reader, writer, JSON Schema and edges follow from it."),
    (r"static constexpr std::string_view required\[\]", "Fields that a record must have."),
    (r"static constexpr std::string_view shorthand ", "The field that stands for the whole where a document gives a plain text."),
    (r"static constexpr (VertexKind|EdgeKind) kind ", "Of what kind such records are."),
    (r"using from = ", "Kinds of vertices at which such edges begin."),
    (r"using to = ", "Kinds of vertices at which such edges end."),
    (r"using (value_type|const_type|reference|pointer|difference_type|iterator_category|iterator_concept|key_type|category) = ", "As the standard library and Boost.Graph want it."),
    (r"\bbegin\(\)", "The first element."),
    (r"\bend\(\)", "Behind the last element."),
    (r"\bsize\(\)", "How many there are."),
    (r"\bempty\(\)", "Whether there are none."),
    (r"operator\[\]\(std::size_t", "The element at that place; it must be there."),
    (r"operator\[\]\(difference_type|operator\[\]\(std::ptrdiff_t", "The element that many places further on."),
    (r"operator(\+\+|--|\+|-|\+=|-=|\*|->)\(", "As of any iterator."),
    (r"\biterator\(\) ?(= default|\{|noexcept)", "An iterator of nothing."),
    (r"\bstruct iterator\b|\bclass iterator\b", "Iterator of the range."),
    (r"\bstd::string_view to_string\(", "The value as rows and documents write it."),
    (r"\bstd::string to_string\(", "The value as rows and documents write it."),
    (r"operator\[\]\((Key|VertexId)", "The value at that key."),
    (r"struct Percent::Parsed", "What parse() found."),
    (r"high_risk_technologies\{", "DEFAULT: the six technologies that this project treats as of high risk."),
    (r"operator<\(", "Order of the values."),
    (r"operator<<\(std::ostream", "Writes what to_string() says."),
    (r"\bPage page\(", "What people read: headline, table, sources, caveats, stamp."),
    (r"\bRecordList records\(", "What machines read: one record a row."),
    (r"\bstamp\(\) const", "What the result was computed from."),
    (r"\bcode\(\) const", "What kind of error it is."),
    (r"^\s+explicit Error\(|^\s+(InvalidValue|InvalidData|NotFound|Unreadable|Unwritable|UsageError|Cancelled)\(", "An error with this message."),
    (r"~\w+\(\)", "Lets go of what it holds."),
    (r"^\s+(\w+)\((const )?\1&&?( \w+)?\)|operator=\(", "Copies or moves, as values do."),
    (r"^\s+(constexpr )?(explicit )?\w+\(\) ?(noexcept )?(= default|;|:|\{)", "The empty value."),
    (r"^\s+VertexId state(\{\}|;)", "The State."),
    (r"^\s+VertexId company(\{\}|;)", "The company."),
    (r"^\s+VertexId agency(\{\}|;)", "The agency or other organ."),
]
# Members of records are fields of the native document, which the page on the model describes.
MODEL = [
    (r"^\s+Facts facts(\{\})?;", "Dates, sources and standing."),
    (r"^\s+std::string id(\{\})?;", "Unique; what other records refer to."),
    (r"^\s+std::string name(\{\})?;", "For people; never a key."),
    (r"^\s+(std::|Interval|Date|Decimal|Share|Scope|Assertion|bool|int|Parameter|Thresholds|\w+)[\w:<>, ]* (\w+)(\{.*\}| = [^()]+)?;", "The field `{2}` of the document; \\ref model says what it holds."),
]
# Names that mean the same in all headers: of a variable, of a type, or of a function.
NAMES = {
    "DUTYGRAPH_VERSION_MAJOR": "First part of the version.",
    "DUTYGRAPH_VERSION_MINOR": "Second part of the version.",
    "DUTYGRAPH_VERSION_PATCH": "Third part of the version.",
    "actor": "The actor that is meant.",
    "ad_hoc_distance": "The same over meetings that are held ad hoc too.",
    "add": "Adds one entry.",
    "added": "What is there only afterwards.",
    "agency": "The agency or other organ; null if there is none.",
    "all_sources": "Every document of the world.",
    "amount": "Money, as recorded; empty if it is not.",
    "answer": "PASS, FAIL or UNKNOWN, and why.",
    "any": "A field of any value, kept as JSON.",
    "append": "Adds all entries of another.",
    "applied": "Whether it is applied in practice.",
    "applied_since": "Since when that is so, if recorded.",
    "as_of": "The day that was answered for.",
    "assertion": "Whether sources say that it holds, that it does not, or disagree.",
    "assumptions": "What the row takes for granted.",
    "at": "The entry at that place.",
    "axis": "Vertical, horizontal, international, between States or inside an agency.",
    "basis": "What kind of right the interest is.",
    "bearer": "Who is bound or favoured.",
    "because": "What the claim rests on, in reading order.",
    "before": "What held before.",
    "before_day": "The day to compare with.",
    "best": "What the greatest of those compared has.",
    "binding": "How much the binding force counts.",
    "boolean": "A field that is true or false.",
    "bytes_read": "How many bytes have been read.",
    "bytes_total": "How many there are; 0 if unknown.",
    "certainty": "How surely the two meet.",
    "change": "What happened to it.",
    "changed": "What is there on both sides with other values.",
    "channel": "Code of the channel, \"n01\" to \"n27\" or one of the user's.",
    "choice": "A field with one of a few values.",
    "closeness": "How close the tie is: C4 organ to C0 general regulation.",
    "codes": "A field with codes of a codelist.",
    "coherence": "How tensions are found.",
    "column": "The code that heads the column.",
    "columns": "The dimension across.",
    "combine": "The weakest of several answers, as the checks combine them.",
    "company": "The company.",
    "company_name": "Its name.",
    "compare": "Whether reaching the threshold is enough.",
    "conduct": "What is done or not done.",
    "contains": "Whether it is one of them.",
    "cost": "What it costs, in the units of the repair.",
    "count": "How many there are.",
    "currency": "Of the amount: ISO 4217; empty if not recorded.",
    "date": "The day.",
    "day": "The day that is asked for.",
    "definition": "What counts as a stake.",
    "denominator": "Below the line.",
    "diagnostics": "Everything that was found, with places and expectations.",
    "dimension": "The dimension it belongs to.",
    "direct_low": "Of that, what the State's group itself holds: the lower end.",
    "disputed": "Whether sources disagree on it.",
    "engagement": "The deal; null where there is none.",
    "entry": "The instrument and its standing.",
    "evidence": "The facts that it rests on.",
    "explanation": "The tree of claims.",
    "explanation_page": "What people read of the derivation.",
    "exponent": "The power of ten.",
    "exposed": "How many known companies are exposed.",
    "file": "Base name of the file.",
    "find": "The vertex with this id; nothing if there is none.",
    "first": "The first of the two.",
    "first_evidence": "Where its evidence begins in the result.",
    "first_version": "Whether it is the first version of the record.",
    "from": "The first day; empty if since ever.",
    "get": "The value at that place, as Boost.Graph asks for it.",
    "graph": "The world.",
    "has_errors": "Whether one of them is an error.",
    "high": "Upper end.",
    "high_open": "Whether the upper end is only come close to.",
    "high_risk_technologies": "Technologies that count as of high risk.",
    "hint": "What would be right.",
    "holder": "Who holds.",
    "identifier": "An identifier as scheme and number.",
    "ids": "The records that it is about, by id.",
    "in_degree": "How many edges enter.",
    "in_edges": "Edges that enter.",
    "in_force": "Whether it is in force on the day.",
    "instrument": "The instrument.",
    "integer": "A field that is a whole number.",
    "interest": "The interest.",
    "is_day": "Whether it is known to the day.",
    "is_exact": "Whether both ends are one.",
    "is_unknown": "Whether nothing is known of it.",
    "key": "Its id.",
    "kind": "Of what kind it is.",
    "known": "How much of it is recorded.",
    "likeness": "How alike the two are, as a range.",
    "line": "Line in the file; 0 if there is none.",
    "list": "A field with a list of records.",
    "low": "Lower end.",
    "low_open": "Whether the lower end is only come close to.",
    "measure": "What is measured.",
    "measures": "What would be recorded.",
    "memory": "Bytes in use, about.",
    "move": "What kind of edit it is.",
    "name": "For people and messages.",
    "named_codes": "A field whose members are codes.",
    "named_lists": "A field whose members are lists.",
    "names": "The names, in order.",
    "next_since": "When that begins.",
    "num_identifiers": "How many identifiers were given.",
    "num_vertices": "How many vertices there are: the same in all views.",
    "number": "A number as recorded.",
    "number_or_text": "A field that is a number or a text.",
    "numerator": "Above the line.",
    "object": "A record or a thing within another.",
    "optional_codes": "A field with codes, which may be absent.",
    "optional_list": "A field with a list of records, which may be absent.",
    "optional_texts": "A field with texts, which may be absent.",
    "other": "The second of the two.",
    "other_date": "The day of the second.",
    "out_edges": "Edges that leave.",
    "parse_format": "Reads what to_string() writes; nothing for anything else.",
    "precision": "Day, month, year or unknown.",
    "provision": "The clause.",
    "quarantine": "Rows that were set aside.",
    "raw": "The value as it is stored.",
    "reason": "Why it is so.",
    "record": "The record.",
    "record_type": "The record of such a vertex.",
    "records": "The records that are meant.",
    "ref": "A field with the id of another record.",
    "refs": "A field with ids of other records.",
    "refs_or_codes": "A field with ids of other records, or codes.",
    "relation": "How the two scopes lie to each other.",
    "removed": "What was there only before.",
    "report": "Everything that was odd.",
    "result": "The answer.",
    "right": "A human right, by code.",
    "row": "The code that heads the row.",
    "rows": "One after another, in the stated order.",
    "rule": "The rule that decides or was broken.",
    "rules": "Which rules decide, in this order.",
    "safeguard": "Whether a human-rights condition is recorded.",
    "scheme": "The scheme of the number.",
    "settings": "What holds for the whole world: taxonomies, days, groups of flags.",
    "severity": "How grave it is.",
    "significand": "The digits.",
    "since": "Since when.",
    "source": "Where the edge begins.",
    "sources": "The documents that it rests on.",
    "spaces": "How many spaces were compared.",
    "stamp": "What it was computed from.",
    "standing": "Its status on paper and in practice.",
    "standings": "The standing of all instruments.",
    "state": "The State.",
    "state_name": "Its name.",
    "status": "Whether the law answers it.",
    "status_since": "Since when it has that status.",
    "strictness": "Whether bad rows are refused or set aside.",
    "summary": "One line for people.",
    "target": "Where the edge ends.",
    "technology": "A technology, by code.",
    "test": "The test.",
    "text": "A text.",
    "texts": "A field with several texts.",
    "through": "By what: a rule, task, money, stake or power.",
    "tier": "How many of the two bind: hard, mixed or soft.",
    "title": "The title.",
    "to": "The first day after; empty if it has not ended.",
    "to_double": "The nearest floating-point number.",
    "type": "As Boost.Graph asks for it.",
    "unchanged": "How many rows are the same on both sides.",
    "unknown": "Nothing is known: 0 to 100 percent.",
    "units": "The value in the smallest unit.",
    "units_per_percent": "How many of the smallest unit make one percent.",
    "until": "Until then.",
    "value": "The value itself.",
    "verdict": "How surely.",
    "vertices": "All vertices, or those of one kind.",
    "weights_id": "Says which weights were used; numbers of other weights do not compare.",
    "what": "What is not recorded.",
    "when": "Past, current or future.",
    "who": "Who could supply it.",
    "witness": "One case in which both apply.",
    "vertex_kinds": "All kinds of vertices.",
    "edge_kinds": "All kinds of edges.",
    "size": "How many there are.",
    "VertexKinds": "A set of kinds of vertices.",
    "EdgeKinds": "A set of kinds of edges.",
    "MixTerms": "Codes of a dimension.",
    "LikenessResult": "Rows of likeness().",
    "add_interest": "Adds an interest that a register states.",
    "add_some": "Adds a field, unless it is empty.",
    "after": "What holds afterwards.",
    "after_day": "The second day.",
    "blocks": "The parts, in order.",
    "code": "A field with a code of a codelist.",
    "direct_high": "The upper end of that.",
    "family": "Smart mix, nexus or coherence.",
    "fields": "Keys and values, in order.",
    "heading": "Adds a heading.",
    "items": "The entries.",
    "iterator": "An iterator at that place.",
    "mark": "What stands before the text.",
    "num_evidence": "How many pieces of evidence there are.",
    "open": "Whether the value itself is not reached.",
    "paragraph": "Adds a paragraph.",
    "profile": "What counts as control.",
    "question": "What it asks.",
    "role": "In what role.",
    "second": "The second of the two.",
    "CitedSource": "A source, and where it is cited.",
    "id": "Unique; what others refer to.",
    "sections": "The parts, in order.",
    "edges": "The edges, in order.",
    "remedy_stages": "The stages on the way to a remedy, in order.",
    "theme": "Light or dark.",
    "Block": "A part of a page.",
    "Measure": "What is counted: votes or capital.",
    "Compare": "Whether reaching the threshold is enough.",
    "Treasury": "What becomes of shares that a company holds of itself.",
    "Column": "A column of a table.",
    "Field": "A key and its value.",
    "Item": "One entry of a list.",
    "Section": "How many records a section has.",
    "Paragraph": "A paragraph of plain text.",
    "Table": "Rows under titles.",
    "Parsed": "What was read, and whether it was exact.",
    "hash": "For unordered containers.",
    "property_map": "Where Boost.Graph finds the map.",
}
DECLARES = re.compile(
    r"^\s*(?:#define (\w+)|(?:struct|class|enum class) (\w+)|using (\w+) =|(?:[\w\[\]:<>,*& ]+[ &*>])?(\w+)\(|(?:[\w:<>,*& ()]+[ &*>])(\w+)(?:\{[^;]*\}| = [^;,]+)?[;,])"
)
SEVERAL = re.compile(r"^(\s+)((?:std::optional<\w+(?:::\w+)?>|[\w:]+) )(\w+(?:\{[^{};]*\}| = [^;,()]+)?(?:, \w+(?:\{[^{};]*\}| = [^;,()]+)?)+);(?:\s*///< ?(.*))?$")
# From a line that begins so to one that is so, nothing is read: what other libraries ask for.
HIDDEN = (re.compile(r"(struct std::hash<|struct property_map<|inline constexpr bool ranges::enable_)"), re.compile(r"^(};|.*[;}])$"))
# Values of an enumeration in their own lines.
VALUE = re.compile(r"^\s+(\w+)( = [\w ()<|]+)?,$")


def describe(path: str, line: str) -> str | None:
    for pattern, text in EVERYWHERE + (MODEL if "/model/" in path else []):
        found = re.search(pattern, line)
        if found:
            groups = found.groups()
            return text.replace("{2}", str(groups[1])) if "{2}" in text else text
    found = DECLARES.match(line)
    name = next((group for group in found.groups() if group), "") if found else ""
    if name in NAMES:
        return NAMES[name]
    if re.match(r"^\s+(explicit |constexpr )*[A-Z]\w*\(", line):
        return "Made of these."
    if re.match(r"^\s+(\[\[nodiscard\]\] |constexpr |explicit |friend )*(operator \w+\(|\w+ operator)", line):
        return "The value as that type, or compared as such."
    return None


def apart(line: str, commented: bool) -> str:
    """A declaration of several names as several declarations, each with what is said of it."""
    found = SEVERAL.match(line)
    if not found:
        return line
    space, kind, declared, said = found.groups()
    parts = []
    for i, one in enumerate(re.split(r", (?![^{]*\})", declared)):
        text = said or describe("", f" {kind}{one};") or ""
        parts.append(f"{kind}{one};" if commented and i == 0 else f"/** {text} */ {kind}{one};")
    return space + " ".join(parts)


def filtered(path: str, lines: list[str]) -> list[str]:
    out = []
    commented = template = in_enum = hidden = False
    for i, line in enumerate(lines):
        text = line.strip()
        following = lines[i + 1] if i + 1 < len(lines) else ""
        target = following if text.startswith("template <") else line
        if hidden or HIDDEN[0].search(target):
            hidden = not HIDDEN[1].search(line)
            out.append("")
            commented = template = False
            continue
        if text.startswith("///"):
            commented = True
            out.append(line)
            continue
        if re.match(r"\s*enum class ", line):
            in_enum = "}" not in line
        elif in_enum and text.startswith("}"):
            in_enum = False
        given = commented or template or "///<" in line or "///<" in target
        said = None
        if not given and text and (line[0] != "#" or line.startswith("#define DUTYGRAPH_VERSION")):
            value = VALUE.match(line) if in_enum else None
            if value:
                said = f"`{value.group(1)}`"
            elif not text.startswith(("return", "using namespace", "}", "//")):
                said = describe(path, target)
        parted = apart(line, commented)
        if parted != line:
            out.append(parted)
        elif said:
            space = line[: len(line) - len(line.lstrip())]
            out.append(f"{space}/** {said} */ {line.lstrip()}")
        else:
            out.append(line)
        template = text.startswith("template <")
        commented = commented and template
    return out


if __name__ == "__main__":
    with open(sys.argv[1], encoding="utf-8") as header:
        sys.stdout.write("\n".join(filtered(sys.argv[1], header.read().split("\n"))))
