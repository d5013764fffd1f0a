// SPDX-License-Identifier: BSL-1.0
#include "cli/verbs.hpp"

#include <algorithm>
#include <array>

namespace dutygraph::cli {
namespace {

constexpr OptionGroups reads{};
constexpr OptionGroups asks{.states = true, .companies = true, .days = true, .profile = true};

constexpr std::array table{
    Verb{
        "info", "", "what is in here",
        "Counts records per section and says which period they cover, how many sources are in use, how many shares are "
        "unknown or ranges, and what the digest of the whole world is: equal worlds have equal digests.",
        "dutygraph info world.duty.json", reads, run_info},
    Verb{"lint",
         "",
         "what is wrong or odd with the data",
         "Reads leniently unless --strict is given, so that everything is said in one run. Findings are errors, "
         "warnings "
         "and notes; an error makes the exit code 1.",
         "dutygraph lint --format csv owners.jsonl world.duty.json",
         {.days = true},
         run_lint},
    Verb{
        "convert",
        "",
        "any input as a native document, a snapshot or FollowTheMoney",
        "Writes everything that was read as one canonical document: reading and writing it again gives the same bytes. "
        "--to snapshot writes a binary file that loads without parsing; --to ftm says what that format cannot hold.",
        "dutygraph convert --to jsonl -o world.duty.jsonl owners.jsonl.gz policy.duty.json",
        {.rows = false},
        run_convert},
    Verb{"control", "", "which companies does the State control, and how surely",
         "Lists companies that a State certainly or possibly controls, with what makes it so. Excluded companies are "
         "listed with --all or --company.",
         "dutygraph control --state NO --profile significant world.duty.json", asks, run_control},
    Verb{
        "ownership", "", "how much of a company belongs to the State through all chains",
        "Lists the look-through stake of a State in companies: the sum over all chains of the product of their shares. "
        "Ownership is not control: 51 percent of 51 percent is 26.01 percent of the capital and full control. "
        "--definition all_walks (the default) counts every walk, no_reentry those that do not come back to the owner.",
        "dutygraph ownership --state NO --definition no_reentry world.duty.json", asks, run_ownership},
    Verb{
        "nexus", "", "all ties of the State to companies",
        "One row per company and channel: ownership and control, special rights, finance, procurement and other deals, "
        "with closeness, period, human-rights condition and sources. --at-deal instead lists deals of companies that a "
        "State controlled, or may have, on the day the deal was made.",
        "dutygraph nexus --at-deal --channel procurement --format csv contracts.json owners.jsonl --tags organs.csv",
        asks, run_nexus},
    Verb{"dossier", "", "everything about one company",
         "Holders, States behind it, ties, records about it, and what is not known. Needs --company.",
         "dutygraph dossier --company telenor world.duty.json", asks, run_dossier},
    Verb{
        "coherence",
        "",
        "tensions between agencies: clauses that pull apart",
        "Compares the clauses of all agencies in bearer, conduct, object, place, time and conditions, says which pull "
        "apart and how, whether the law already answers it and by which rule, and lists gaps and overlaps of mandates, "
        "support against restrictions, promises not kept and treaties that limit measures. A finding is a question to "
        "ask. With --state, findings all of whose States are named: tensions between States count for neither.",
        "dutygraph coherence --state NO --as-of 2024-01-01 world.duty.json",
        {.states = true, .days = true},
        run_coherence},
    Verb{"mix",
         "[matrix|quadrants|instruments|coverage|portfolio|likeness|gaps|closing|remedy|baseline]",
         "smart-mix matrix, measures, gaps",
         "`matrix` (the default) answers for every cell of two dimensions whether an instrument in force is recorded: "
         "PASS, PARTIAL, FAIL only with negative evidence or in a scope declared complete, UNKNOWN. `quadrants`: "
         "mandatory and voluntary by national and international. `instruments`: each with its status on paper and "
         "whether "
         "it is applied. `coverage`: which companies fall under an instrument "
         "by its thresholds. `portfolio`: measures as ranges; `likeness`: how alike mixes are. `gaps`, and `closing`: "
         "every smallest set of measures that closes those of law. `remedy`: the ways from a right-holder to a court, "
         "another body of the State or another mechanism, step by step, and where they break. `baseline`: tables of a "
         "National Baseline "
         "Assessment, "
         "to be edited and imported again.",
         "dutygraph mix gaps --state DE --technology facial_recognition world.duty.json",
         {.states = true, .companies = true, .days = true},
         run_mix},
    Verb{"check", "[checks|elements|headlines|factors]", "the catalogue of checks against the Guiding Principles",
         "`checks` (the default): one row per check and subject: PASS, PARTIAL, FAIL (a gap against expectation), "
         "UNKNOWN, "
         "NOT_APPLICABLE, or INFO for lists; why, from which sources, what is not recorded and who could supply it. "
         "FAIL "
         "takes recorded negative evidence or a scope that is declared complete. `elements`: every element of the "
         "Guiding Principles with its result. `headlines`: the five headlines of the B-Tech paper, as our paraphrase. "
         "`factors`: the fifteen factors for regulatory responses, asked of a draft in four stages. "
         "Profile: control_any_means, unless another is named.",
         "dutygraph check --state DE --as-of 2025-10-01 --check SM04 world.duty.json", asks, run_check},
    Verb{"explain", "control|nexus|check|coherence", "the derivation of one result",
         "Prints why a State does, may or does not control a company, down to single holdings with dates and sources; "
         "`nexus` adds the ties of the two; both need one --state and one --company. `check` prints why a check of "
         "--check answered what it did about --subject. `coherence` prints the findings about the records of --ids: "
         "what is common to them, by which steps up the taxonomies, and which rule decides.",
         "dutygraph explain control --state NO --company telenor world.duty.json", asks, run_explain},
    Verb{"why-not", "control|coherence", "the nearest miss",
         "Prints what is missing for a certain verdict: the largest total reached, the threshold, the unknown share or "
         "date that could turn it, and where a link would have to be. Needs one --state and one --company. `coherence` "
         "prints the first test that the two provisions of --ids fail.",
         "dutygraph why-not control --state SE --company telia world.duty.json", asks, run_why_not},
    Verb{"agencies",
         "[map|pairs|missing|bottlenecks]",
         "who shapes which part of the tech sector, who is missing at the table",
         "`map` (the default) lists by which rule, mandate, money or power an agency shapes, or may shape, a "
         "technology; `pairs` agencies of one State that meet in a technology, a company or a tension, and how far "
         "apart they sit; `missing` who shapes what a body talks about and is not recorded as a member; `bottlenecks` "
         "on whom coordination hangs.",
         "dutygraph agencies missing --state NO --technology cyber_surveillance world.duty.json",
         {.states = true, .days = true},
         run_agencies},
    Verb{"repair",
         "",
         "smallest edits that remove open tensions between agencies",
         "Lists, for every group of open tensions that share edits, all cheapest sets of edits that would remove them, "
         "as lines for what-if --edits; each set was tried on a copy of the world, and what it removes and adds is "
         "said. Edits that weaken a clause that protects rights are left out unless --allow-weakening is given.",
         "dutygraph repair --state NO world.duty.json",
         {.states = true, .days = true},
         run_repair},
    Verb{"what-if", "--edits FILE VERB", "any verb on an edited copy, and the difference",
         "Asks VERB of the world as recorded and of a copy to which the edits were applied, and shows which rows are "
         "added, removed or changed. A verb that writes no rows (convert) writes the edited copy. VERB takes its own "
         "options and files. Edits are JSON Lines: {\"op\": \"add\", \"end\", \"change\" or \"remove\", "
         "\"section\": "
         "..., \"id\": ..., fields}; `end` has \"to\", the first day on which the record no longer holds.",
         "dutygraph what-if --edits sale.jsonl control --state NO world.duty.json", asks, run_what_if},
    Verb{"timeline",
         "",
         "when control began and ended",
         "Lists the days on which the verdict for a State and a company changes. Needs --company; --state defaults to "
         "all that ever held anything of it.",
         "dutygraph timeline --state NO --company telenor world.duty.json",
         {.states = true, .companies = true, .known = true, .profile = true},
         run_timeline},
    Verb{"compare",
         "",
         "several States side by side",
         "One number a row, with a low and a high end and how much of it is known: companies under control, companies "
         "with any tie, ties by channel and closeness, ties without a human-rights condition. No ranking.",
         "dutygraph compare --state NO --state SE world.duty.json",
         {.states = true, .days = true, .profile = true},
         run_compare},
    Verb{"diff", "", "which verdicts differ between two days or two worlds",
         "Compares verdicts on control and ties, not lines: what --against or --against-date says comes first, the "
         "files and --as-of second. The exit code is 1 if anything differs.",
         "dutygraph diff --against-date 2019-12-31 --as-of 2024-01-01 world.duty.json", asks, run_diff},
    Verb{
        "verify",
        "",
        "recompute a saved result and compare",
        "The first file is a result that --format json wrote; the others are the files it was computed from. Its stamp "
        "says what was asked. The exit code is 1 if files, stamp or rows differ.",
        "dutygraph verify answer.json world.duty.json",
        {.profile = true},
        run_verify},
    Verb{
        "report",
        "",
        "everything about one State in one file, HTML or Markdown",
        "Nexus, smart mix, instruments, gaps, tensions with witnesses, smallest repairs, headlines and elements of the "
        "Guiding Principles, with a summary of what is known and what is not, every claim linked to its sources. The "
        "HTML needs no other file and no network. --limit is for each table. Needs one --state.",
        "dutygraph report --state NO -o norway.html world.duty.json",
        {.rows = false, .states = true, .days = true, .profile = true},
        run_report},
    Verb{"export",
         "",
         "the graph for other programs: Graphviz, Gephi, networkx, Mermaid, RDF, Neo4j",
         "Writes vertices and edges with names, kinds, dates, shares and sources as Graphviz DOT, GraphML, GEXF, "
         "Mermaid, "
         "JSON-LD (PROV-O, W3C ORG and BODS terms) or Cypher statements. All that is recorded, with its dates, unless "
         "--as-of names a day; the whole graph, unless --state or --company says around what. A walk does not go on "
         "from a State that it comes to. svg is a picture of who holds what, on one day.",
         "dutygraph export --to graphml --state NO -o norway.graphml world.duty.json",
         {.rows = false, .states = true, .companies = true, .days = true},
         run_export},
    Verb{"schema",
         "[json|codelists|profiles]",
         "JSON Schema of the native document, codelists, control profiles",
         "`json` (the default) prints the JSON Schema.",
         "dutygraph schema -o duty.schema.json",
         {.files = false},
         run_schema},
};

}  // namespace

std::span<const Verb> verbs() { return table; }

const Verb* find_verb(std::string_view name) {
  const auto* at = std::find_if(table.begin(), table.end(), [&](const Verb& verb) { return verb.name == name; });
  return at == table.end() ? nullptr : at;
}

}  // namespace dutygraph::cli
