// SPDX-License-Identifier: BSL-1.0
#include "cli/command_line.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <filesystem>
#include <system_error>
#include <utility>

#include <dutygraph/error.hpp>
#include <dutygraph/render/export.hpp>

#include "cli/help.hpp"
#include "cli/verbs.hpp"

namespace dutygraph::cli {
namespace {

std::string format_list() {
  std::string list;
  for (const io::Format format : io::formats()) list += (list.empty() ? "" : ", ") + std::string{to_string(format)};
  return list;
}

std::string quote(std::string_view text) { return "\"" + printable(text) + "\""; }

io::Format format_of(std::string_view text) {
  if (const auto format = io::parse_format(text)) return *format;
  throw UsageError{"--from " + quote(text) + " is no format; there are " + format_list()};
}

Date day_of(std::string_view option, std::string_view text) {
  const auto date = Date::parse(text);
  if (!date || !date->is_day())
    throw UsageError{std::string{option} + " needs a day such as 2024-06-30, not " + quote(text)};
  return *date;
}

const Verb& verb_of(const std::string& name) {
  if (const Verb* verb = find_verb(name)) return *verb;
  throw UsageError{"there is no verb " + quote(name) + "; there are " + verb_list() + " (dutygraph --help)"};
}

/// What the options were given as, before it is looked at.
struct Raw {
  std::vector<std::string> files, from, maps, states, companies, days, against;
  std::string as_of, known_by, against_date, format, theme, to, progress, fail_on, seed;
  std::int64_t limit = -1, hops = 2;
  std::string ids, rules;
  std::vector<std::string> weighed;
  bool across_issuers = false;
  bool strict = false, lenient = false, help = false;
};

/// An option of one value per use, however often it is used.
void add_repeatable(CLI::App& app, const char* name, std::vector<std::string>& values, const char* type,
                    const char* description, const char* group) {
  app.add_option(name, values, description)->allow_extra_args(false)->type_name(type)->group(group);
}

template <class Value>
CLI::Option* add(CLI::App& app, const char* name, Value& value, const char* type, const char* description,
                 const char* group) {
  return app.add_option(name, value, description)->type_name(type)->group(group);
}

void add_mix(CLI::App& app, Arguments& out, Raw& raw) {
  constexpr const char* group = "The smart mix";
  add(app, "--rows", out.rows, "DIM",
      "technology (default), right, value_chain, addressee, smart_mix, binding or level; =CODE,CODE for some values "
      "only",
      group);
  add(app, "--columns", out.columns, "DIM", "the same for the columns; default: smart_mix", group);
  add_repeatable(app, "--technology", out.technologies, "CODE", "only this technology; repeatable", group);
  add_repeatable(app, "--right", out.rights, "CODE", "only this right; repeatable", group);
  add_repeatable(app, "--instrument", out.instruments, "ID", "of coverage: only this instrument; repeatable", group);
  add_repeatable(app, "--threshold", out.thresholds, "TEST",
                 "of coverage: what if this were the threshold: staff>=1000, \"turnover>450000000 EUR\"; repeatable",
                 group);
  add(app, "--need", out.need, "N", "of coverage: all, or how many of the tests must hold", group);
  add_repeatable(app, "--at", raw.days, "DATE", "of portfolio and likeness: a day to compare; repeatable", group);
  add(app, "--right-holder", out.right_holder, "CODE",
      "of remedy: who was harmed, as `open_to` names them: children, workers; default: anybody", group);
  add(app, "--import", out.edited, "FILE",
      "of baseline: an edited CSV table; prints what it changes as edits for what-if", group);
  app.add_flag("--sure", out.sure, "of gaps and closing: without what is not known")->group(group);
  add_repeatable(app, "--measures", out.measures, "FROM",
                 "of closing: choose from proposals, models (instruments of other States) or laws; repeatable", group);
}

void add_coherence(CLI::App& app, const Verb& verb, Raw& raw);

void add_question(CLI::App& app, const Verb& verb, Arguments& out, Raw& raw) {
  constexpr const char* group = "The question";
  if (verb.groups.states)
    add_repeatable(app, "--state", raw.states, "ID",
                   "a State by id, ISO 3166-1 code or identifier; repeatable; all (the default): every State", group);
  if (verb.groups.companies)
    add_repeatable(app, "--company", raw.companies, "ID", "a company by id or identifier (scheme:number); repeatable",
                   group);
  if (verb.groups.days)
    add(app, "--as-of", raw.as_of, "DATE",
        verb.name == "export" ? "only what holds, or may hold, on that day; default: all that is recorded"
                              : "the day to answer for; default: the documents' as_of, else today",
        group);
  if (verb.name == "export")
    add(app, "--hops", raw.hops, "N", "edges to walk from --state and --company, either way; default: 2", group);
  if (verb.groups.days || verb.groups.known)
    add(app, "--known-by", raw.known_by, "DATE", "only what had been recorded or stated by that day", group);
  if (verb.groups.profile)
    add(app, "--profile", out.profile, "NAME|FILE",
        "what counts as control: a shipped profile (see dutygraph schema profiles), one of the documents', or a JSON "
        "file; "
        "default: majority",
        group);
  if (verb.name == "control") {
    app.add_flag("--all-profiles", out.all_profiles, "every shipped profile side by side")->group(group);
    app.add_flag("--all", out.all, "also companies that are excluded although the State has an interest")->group(group);
    app.add_flag("--joint", out.joint, "instead: companies that two States control together and neither alone")
        ->group(group);
  }
  if (verb.name == "mix") add_mix(app, out, raw);
  if (verb.name == "ownership")
    add(app, "--definition", out.definition, "NAME",
        "what counts as a stake: all_walks (default) or no_reentry, without walks that come back to the owner", group);
  if (verb.name == "diff") {
    add_repeatable(app, "--against", raw.against, "FILE", "a file of the world to compare with; repeatable", group);
    add(app, "--against-date", raw.against_date, "DATE",
        "the day to compare with, of the same files or of those of --against; default: the same day", group);
  }
  if (verb.name == "check" || verb.name == "explain")
    add_repeatable(app, "--check", out.checks, "ID",
                   "a check of the catalogue: SM01 to SM15, NX01 to NX19, CO01 to CO23; repeatable", group);
  if (verb.name == "check")
    add_repeatable(app, "--instrument", out.instruments, "ID",
                   "of factors: this instrument; repeatable; default: what is proposed or adopted and not in force",
                   group);
  if (verb.name == "explain")
    add(app, "--subject", out.subject, "ID", "of explain check: what the row is about, as check prints it", group);
  if (verb.name == "agencies") {
    add_repeatable(app, "--agency", out.agencies, "ID", "an agency or other organ by id or identifier; repeatable",
                   group);
    add_repeatable(app, "--technology", out.technologies, "CODE",
                   "a technology or another node of the object taxonomy, with what is below and above it; repeatable",
                   group);
  }
  if (verb.name == "repair")
    app.add_flag("--allow-weakening", out.allow_weakening,
                 "also edits that weaken what protects rights; they are marked")
        ->group(group);
  if (verb.name == "coherence" || verb.name == "explain" || verb.name == "why-not") add_coherence(app, verb, raw);
  if (verb.name == "nexus") {
    add(app, "--channel", out.channel, "CODE",
        "only ties through this channel: n01 to n27; or a group: ownership, support, procurement, licence", group);
    app.add_flag(
           "--at-deal", out.at_deal,
           "instead: deals of companies that States control, each on the day it was made; --as-of then only leaves "
           "out later deals")
        ->group(group);
    app.add_flag("--all", out.all, "of --at-deal: also deals of companies that no State is shown to control")
        ->group(group);
  }
}

std::vector<std::string> split(std::string_view text) {
  std::vector<std::string> parts;
  while (!text.empty()) {
    const std::string_view part = text.substr(0, text.find(','));
    if (!part.empty()) parts.emplace_back(part);
    text.remove_prefix(std::min(text.size(), part.size() + 1));
  }
  return parts;
}

/// What coherence, and explain and why-not of it, are asked.
void add_coherence(CLI::App& app, const Verb& verb, Raw& raw) {
  constexpr const char* group = "The question";
  if (verb.name != "coherence")
    add(app, "--ids", raw.ids, "A,B", "of coherence: the records of the finding, by id", group);
  add(app, "--rules", raw.rules, "LIST",
      "of coherence: which rules decide, in this order; default: "
      "explicit-clause,internal-exception,lex-superior,lex-specialis,lex-posterior",
      group);
  app.add_flag("--posterior-across-issuers", raw.across_issuers,
               "of coherence: a later norm prevails whoever issued it; default: of one issuer, or between statutes")
      ->group(group);
  add_repeatable(app, "--weigh", raw.weighed, "RIGHT=N",
                 "of coherence: how much a right weighs in the severity, 0 to 3; repeatable; default: not known",
                 group);
}

void settle_coherence(Arguments& out, const Raw& raw) {
  out.ids = split(raw.ids);
  out.rules = split(raw.rules);
  out.across_issuers = raw.across_issuers;
  for (const std::string& text : raw.weighed) {
    const std::size_t at = text.rfind('=');
    if (at == std::string::npos || at == 0 || at + 2 != text.size() || text[at + 1] < '0' || text[at + 1] > '3')
      throw UsageError{"--weigh needs a right and a weight of 0 to 3, such as privacy=3, not " + quote(text)};
    out.weighed.emplace_back(text.substr(0, at), text[at + 1] - '0');
  }
}

void add_reading(CLI::App& app, Arguments& out, Raw& raw) {
  constexpr const char* group = "Reading";
  add_repeatable(app, "--from", raw.from, "FORMAT",
                 "format of the files after it: auto (default), native, bods, ocds, ftm, gleif, iati, csv, snapshot",
                 group);
  add_repeatable(app, "--map", raw.maps, "FILE",
                 "JSON that says what the columns of the tables (CSV) after it mean: which records each row makes",
                 group);
  add(app, "--tags", out.tags, "FILE", "CSV scheme,id,name,state,kind: which registered entities are State organs",
      group);
  app.add_flag("--persons", out.persons, "keep ids and names of natural persons; default: numbered anonymous holders")
      ->group(group);
  app.add_flag("--match-names", out.match_names,
               "take actors of one name as one where nothing speaks against it; default: by identifiers only")
      ->group(group);
  app.add_flag("--strict", raw.strict, "refuse files with bad rows; default for native documents")->group(group);
  app.add_flag("--lenient", raw.lenient, "set bad rows aside and go on; default for registers")->group(group);
  add(app, "--quarantine", out.quarantine, "FILE", "CSV file,line,rule,hint,row of the rows that were set aside",
      group);
  add(app, "--progress", raw.progress, "WHEN",
      "auto (default: long reads on a terminal), always or never; on standard error", group);
  add(app, "--limit-time", out.limit_time, "SECONDS", "give up after that time, with exit code 4", group);
}

void add_answering(CLI::App& app, const Verb& verb, Arguments& out, Raw& raw) {
  constexpr const char* group = "The answer";
  if (verb.groups.rows) {
    add(app, "--format", raw.format, "F",
        "table (default), json, jsonl (one row a line), csv, md, or svg: a picture, of the verbs that have one", group);
    add(app, "--limit", raw.limit, "N",
        "at most N rows; how many were cut is said on standard error and in the stamp. Of a picture: boxes, rows or "
        "lanes, the rest counted in it; default: 60",
        group);
    add(app, "--theme", raw.theme, "NAME", "of a picture: light (default), dark, or auto: as the reader's system asks",
        group);
    add(app, "--id-prefix", out.picture.id_prefix, "TEXT",
        "of a picture: begins every id in it; default: made from what is drawn", group);
  }
  if (verb.name == "report") {
    add(app, "--to", raw.to, "FORMAT", "html (default) or md", group);
    add(app, "--limit", raw.limit, "N",
        "at most N rows of each table; default: 1000; the report says how many there are", group);
  }
  if (verb.name == "export")
    add(app, "--to", raw.to, "FORMAT", "dot, graphml, gexf, mermaid, jsonld, cypher or svg; needed", group);
  if (verb.name == "convert") add(app, "--to", raw.to, "FORMAT", "native (default), jsonl, snapshot or ftm", group);
  add(app, "-o,--output", out.output, "FILE", "write there, whole or not at all; default: standard output", group);
  if (verb.groups.files)
    add(app, "--fail-on", raw.fail_on, "LEVEL",
        verb.name == "check" ? "exit code 1 if an answer is fail; partial: or partial; unknown: or unknown; also the "
                               "levels of findings about "
                               "the data: note, warning, error, quarantine"
                             : "exit code 1 if the data have findings of this level or above: note, warning, error; or "
                               "quarantine: rows were "
                               "set "
                               "aside",
        group);
  add(app, "--seed", raw.seed, "N", "accepted for all verbs; none of this version draws lots", group);
  app.add_flag("-h,--help", raw.help, "this text")->group(group);
}

bool is_outcome_level(std::string_view text) { return text == "fail" || text == "partial" || text == "unknown"; }

void settle(const Verb& verb, Arguments& out, const Raw& raw) {
  if (raw.strict && raw.lenient) throw UsageError{"--strict and --lenient exclude each other"};
  if (raw.strict) out.strictness = io::Strictness::strict;
  if (raw.lenient) out.strictness = io::Strictness::lenient;
  if (!raw.as_of.empty()) out.as_of = day_of("--as-of", raw.as_of);
  for (const std::string& day : raw.days) out.days.push_back(day_of("--at", day));
  if (!raw.against_date.empty()) out.against_date = day_of("--against-date", raw.against_date);
  if (!raw.known_by.empty()) out.known_by = day_of("--known-by", raw.known_by);
  if (!raw.format.empty()) {
    const auto format = render::parse_format(raw.format);
    if (!format)
      throw UsageError{"--format " + quote(raw.format) + " is none; there are table, json, jsonl, csv, md, svg"};
    out.format = *format;
  }
  if (!raw.theme.empty()) {
    const auto theme = render::parse_theme(raw.theme);
    if (!theme) throw UsageError{"--theme " + quote(raw.theme) + " is none; there are light, dark, auto"};
    out.picture.theme = *theme;
  }
  if (raw.limit >= 0) out.limit = static_cast<std::size_t>(raw.limit);
  if (raw.limit < -1) throw UsageError{"--limit needs a number of rows, 0 or more"};
  if (out.limit_time < 0) throw UsageError{"--limit-time needs a number of seconds above 0"};
  if (!raw.progress.empty()) {
    constexpr std::array<std::string_view, 3> names{"auto", "always", "never"};
    const auto* at = std::find(names.begin(), names.end(), raw.progress);
    if (at == names.end()) throw UsageError{"--progress " + quote(raw.progress) + " is none of auto, always, never"};
    out.progress = static_cast<Arguments::Progress>(at - names.begin());
  }
  if (verb.name == "check" && is_outcome_level(raw.fail_on)) {
    out.fail_on_outcome = raw.fail_on == "fail"      ? Outcome::fail
                          : raw.fail_on == "partial" ? Outcome::partial
                                                     : Outcome::unknown;
  } else if (!raw.fail_on.empty()) {
    constexpr std::array<std::string_view, 4> names{"note", "warning", "error", "quarantine"};
    const auto* at = std::find(names.begin(), names.end(), raw.fail_on);
    if (at == names.end())
      throw UsageError{"--fail-on " + quote(raw.fail_on) + " is none of " +
                       (verb.name == "check" ? "fail, partial, unknown, " : "") + "note, warning, error, quarantine"};
    out.fail_on_quarantine = at == names.end() - 1;
    if (!out.fail_on_quarantine) out.fail_on = static_cast<Severity>(at - names.begin());
  }
  if (raw.hops < 0) throw UsageError{"--hops needs a number of edges, 0 or more"};
  out.hops = static_cast<std::size_t>(raw.hops);
  if (verb.name == "export") {
    std::string list;
    for (const render::ExportFormat format : render::export_formats()) list += std::string{to_string(format)} + ", ";
    list += "svg";
    if (raw.to.empty()) throw UsageError{"export needs --to FORMAT; there are " + list};
    if (raw.to != "svg" && !render::parse_export_format(raw.to))
      throw UsageError{"--to " + quote(raw.to) + " is no format of export; there are " + list};
    out.to = raw.to;
  } else if (verb.name == "report") {
    if (!raw.to.empty() && raw.to != "html" && raw.to != "md")
      throw UsageError{"--to " + quote(raw.to) + " is no format of report; there are html, md"};
    out.to = raw.to;
  } else if (!raw.to.empty()) {
    if (raw.to == "csv")
      throw UsageError{"--to " + raw.to + " is not in this version; there are native, jsonl, snapshot, ftm"};
    if (raw.to != "native" && raw.to != "jsonl" && raw.to != "snapshot" && raw.to != "ftm")
      throw UsageError{"--to " + quote(raw.to) + " is no format; there are native, jsonl, snapshot, ftm"};
    out.to = raw.to;
  }
  settle_coherence(out, raw);
  out.companies = raw.companies;
  out.states = raw.states;
  if (std::find(raw.states.begin(), raw.states.end(), "all") != raw.states.end()) out.states.clear();
  if (verb.groups.files && out.inputs.empty()) throw UsageError{"no FILE was given; - reads standard input"};
  if (verb.name == "nexus" && out.all && !out.at_deal) throw UsageError{"--all of nexus needs --at-deal"};
  if (out.all_profiles && !out.profile.empty()) throw UsageError{"--all-profiles and --profile exclude each other"};
  if (out.all_profiles && out.joint) throw UsageError{"--all-profiles and --joint exclude each other"};
}

/// Takes the word that follows a verb, if it is one of `topics`.
std::string take_topic(const Verb& verb, std::vector<std::string>& rest) {
  if (verb.topics.empty()) return {};
  const bool optional = verb.topics.front() == '[';
  std::string_view words = verb.topics;
  if (optional) words = words.substr(1, words.size() - 2);
  const std::string asked = rest.empty() ? std::string{} : rest.front();
  for (std::string_view left = words; !left.empty();) {
    const std::string_view word = left.substr(0, left.find('|'));
    if (word == asked) {
      rest.erase(rest.begin());
      return asked;
    }
    left.remove_prefix(std::min(left.size(), word.size() + 1));
  }
  // Behind a verb that reads files, any other word is a file: one that is there, or that looks like one.
  const auto is_file = [](const std::string& word) {
    std::error_code ignored;
    return word.find_first_of("./\\") != std::string::npos || std::filesystem::exists(word, ignored);
  };
  if (optional && (asked.empty() || asked.starts_with('-') || (verb.groups.files && is_file(asked))))
    return std::string{words.substr(0, words.find('|'))};
  if (asked == "-h" || asked == "--help") return {};
  const auto joined = [&](std::string_view between) {
    std::string list{words};
    for (std::size_t at = 0; (at = list.find('|', at)) != std::string::npos; at += between.size())
      list.replace(at, 1, between);
    return list;
  };
  if (optional && verb.groups.files)
    throw UsageError{quote(asked) + " behind " + std::string{verb.name} + " is no topic and no file; topics are " +
                     joined(", ") + ": " + std::string{verb.example}};
  throw UsageError{std::string{verb.name} + " is followed by " + joined(" or ") +
                   (asked.empty() ? "" : ", not by " + quote(asked)) + ": " + std::string{verb.example}};
}

}  // namespace

namespace {

/// `what-if --edits FILE VERB ...`: the verb that is asked, with its own options.
std::optional<Arguments> parse_what_if(const Verb& verb, std::vector<std::string> rest, std::string& answer) {
  std::string edits;
  for (auto at = rest.begin(); at != rest.end();) {
    if (*at == "--edits") {
      if (at + 1 == rest.end()) throw UsageError{"--edits needs a file of edits, as JSON Lines"};
      edits = *(at + 1);
      at = rest.erase(at, at + 2);
    } else if (at->starts_with("--edits=")) {
      edits = at->substr(8);
      at = rest.erase(at);
    } else {
      ++at;
    }
  }
  if (!rest.empty() && (rest.front() == "--help" || rest.front() == "-h")) {
    CLI::App app;
    app.set_help_flag();
    add(app, "--edits", edits, "FILE",
        "JSON Lines {\"op\": add, end, change or remove, \"section\": ..., \"id\": ..., ...}", "The question");
    answer = help(verb, app);
    return std::nullopt;
  }
  const Verb* asked = rest.empty() ? nullptr : find_verb(rest.front());
  if (asked == nullptr || asked->run == verb.run || !asked->groups.files)
    throw UsageError{"what-if is followed by a verb that reads a world" +
                     (rest.empty() ? std::string{} : ", not by " + quote(rest.front())) + ": " +
                     std::string{verb.example}};
  std::optional<Arguments> arguments = parse(rest, answer);
  if (!arguments) return std::nullopt;
  if (edits.empty()) throw UsageError{"what-if needs --edits FILE: " + std::string{verb.example}};
  arguments->asked = arguments->verb;
  arguments->verb = verb.name;
  arguments->edits = std::move(edits);
  return arguments;
}

}  // namespace

std::optional<Arguments> parse(const std::vector<std::string>& arguments, std::string& answer) {
  if (arguments.empty()) throw UsageError{"no verb was given; there are " + verb_list() + " (dutygraph --help)"};
  if (arguments.front() == "--version") {
    answer = version_line() + "\n";
    return std::nullopt;
  }
  if (arguments.front() == "--help" || arguments.front() == "-h") {
    answer = help();
    return std::nullopt;
  }
  if (arguments.front().starts_with('-'))
    throw UsageError{"a verb comes first, then options: dutygraph VERB [options] FILE...; there are " + verb_list()};
  const Verb& verb = verb_of(arguments.front());
  std::vector<std::string> rest{arguments.begin() + 1, arguments.end()};
  if (verb.name == "what-if") return parse_what_if(verb, std::move(rest), answer);
  Arguments out{.verb = verb.name};
  out.topic = take_topic(verb, rest);
  Raw raw;
  CLI::App app;
  app.set_help_flag();
  add_question(app, verb, out, raw);
  if (verb.groups.files) add_reading(app, out, raw);
  add_answering(app, verb, out, raw);
  const CLI::Option* files = verb.groups.files ? app.add_option("FILE", raw.files) : nullptr;
  try {
    std::reverse(rest.begin(), rest.end());  // as CLI11 wants them
    app.parse(rest);
  } catch (const CLI::ParseError& error) {
    throw UsageError{std::string{error.what()} + " (dutygraph " + std::string{verb.name} + " --help)"};
  }
  if (raw.help) {
    answer = help(verb, app);
    return std::nullopt;
  }
  // --from and --map hold for the files after them, so the order counts.
  io::Format format = io::Format::automatic;
  std::string map;
  std::size_t next_file = 0, next_from = 0, next_map = 0;
  bool map_waits = false;
  for (const CLI::Option* option : app.parse_order()) {
    if (option == files) {
      out.inputs.push_back({raw.files.at(next_file++), format, map});
      map_waits = false;
    } else if (option->check_lname("against")) {
      out.against.push_back({raw.against.at(out.against.size()), format, map});
      map_waits = false;
    } else if (option->check_lname("map")) {
      map = raw.maps.at(next_map++);
      map_waits = true;
    } else if (option->check_lname("from")) {
      format = format_of(raw.from.at(next_from++));
    }
  }
  if (map_waits) throw UsageError{"--map " + quote(map) + " is for the files after it, and none follows"};
  if (verb.name == "verify") {
    if (out.inputs.size() < 2)
      throw UsageError{"verify needs a saved result and the files it was computed from: " + std::string{verb.example}};
    out.saved = out.inputs.front().path;
    out.inputs.erase(out.inputs.begin());
  }
  settle(verb, out, raw);
  return out;
}

}  // namespace dutygraph::cli
