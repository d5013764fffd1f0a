// SPDX-License-Identifier: BSL-1.0
#include "cli/help.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <string_view>

#include <dutygraph/version.hpp>

namespace dutygraph::cli {
namespace {

constexpr std::size_t width = 80;

/// Appends \p text in lines of at most `width`, each behind \p indent spaces; the first line goes on where \p out ends.
void put(std::string& out, std::string_view text, std::size_t indent) {
  std::size_t column = out.size() - (out.rfind('\n') == std::string::npos ? 0 : out.rfind('\n') + 1);
  if (column < indent) {
    out.append(indent - column, ' ');
    column = indent;
  } else if (column > indent) {
    out += '\n';
    out.append(indent, ' ');
    column = indent;
  }
  bool first = true;
  while (!text.empty()) {
    const std::string_view word = text.substr(0, text.find(' '));
    text.remove_prefix(std::min(text.size(), word.size() + 1));
    if (!first && column + 1 + word.size() > width) {
      out += '\n';
      out.append(indent, ' ');
      column = indent;
    } else if (!first) {
      out += ' ';
      ++column;
    }
    out += word;
    column += word.size();
    first = false;
  }
  out += '\n';
}

void section(std::string& out, std::string_view title) {
  out += '\n';
  out += title;
  out += '\n';
}

void entry(std::string& out, std::string_view name, std::string_view text, std::size_t indent) {
  out += "  ";
  out += name;
  put(out, text, indent);
}

/// A command line, broken behind options with a backslash.
void command(std::string& out, std::string_view text) {
  std::string line = "  " + std::string{text};
  while (line.size() > width) {
    const std::size_t at = line.rfind(' ', width - 2);
    if (at == std::string::npos || at < 8) break;
    out += line.substr(0, at) + " \\\n";
    line = "      " + line.substr(at + 1);
  }
  out += line + "\n";
}

}  // namespace

std::string version_line() { return "dutygraph " + std::string{version()}; }

std::string verb_list() {
  std::string list;
  for (const Verb& verb : verbs()) list += (list.empty() ? "" : ", ") + std::string{verb.name};
  return list;
}

std::string help() {
  std::string out = "NAME\n";
  put(out, "dutygraph - which companies is a State tied to, how surely, since when, on what evidence", 2);
  section(out, "SYNOPSIS");
  out += "  dutygraph VERB [options] FILE...\n  dutygraph VERB --help\n  dutygraph --help | --version\n";
  section(out, "DESCRIPTION");
  put(out,
      "Answers questions about the State duty to protect (UN Guiding Principles on Business and Human Rights, Pillar "
      "I) "
      "from files of dated, sourced facts: native documents (*.duty.json, *.duty.jsonl), beneficial ownership data "
      "(BODS), contracts (OCDS), entities (GLEIF, FollowTheMoney), aid and export credit (IATI, US EXIM) and snapshots "
      "(*.dgs), plain or gzip. Several files form one world; - is standard input.",
      2);
  out += '\n';
  put(out,
      "An evidence tool, no legal advice. Unknown is not none; what falls short of the Guiding Principles is a gap "
      "against expectation.",
      2);
  section(out, "VERBS");
  for (const Verb& verb : verbs()) entry(out, verb.name, verb.summary, 12);
  section(out, "COMMON OPTIONS (dutygraph VERB --help lists those of a verb)");
  entry(out, "--state ID", "a State by id, ISO 3166-1 code or identifier; repeatable; all", 22);
  entry(out, "--company ID", "a company by id or identifier; repeatable", 22);
  entry(out, "--as-of DATE", "the day to answer for; default: the documents' as_of, else today", 22);
  entry(out, "--known-by DATE", "only what had been recorded by that day", 22);
  entry(out, "--profile P", "what counts as control: a name, a file, or one of the documents'", 22);
  entry(out, "--from FORMAT", "auto, native, bods, ocds, ftm, gleif, iati, csv, snapshot", 22);
  entry(out, "--tags FILE", "CSV scheme,id,name,state,kind: which entities are State organs", 22);
  entry(out, "--format F", "table, json, jsonl, csv, md or svg", 22);
  entry(out, "--limit N", "at most N rows; how many were cut is said", 22);
  entry(out, "-o, --output FILE", "write there, whole or not at all", 22);
  section(out, "EXIT STATUS");
  entry(out, "0", "done", 6);
  entry(out, "1", "done, and what --fail-on names was found (errors of lint count without it)", 6);
  entry(out, "2", "bad or unreadable data; nothing was written", 6);
  entry(out, "3", "bad usage, unknown id or verb", 6);
  entry(out, "4", "cancelled, or out of time (--limit-time)", 6);
  entry(out, "5", "the output could not be written; an old file is as it was", 6);
  section(out, "EXAMPLES");
  for (const Verb& verb : verbs()) command(out, verb.example);
  section(out, "FILES");
  put(out,
      "-o writes a new file beside the old one, syncs it and renames it, so that there is always either the old or the "
      "new one. A symbolic link is followed: the file it leads to is replaced, the link stays; a link that leads "
      "nowhere is refused. Devices and pipes are written to directly.",
      2);
  return out;
}

std::string help(const Verb& verb, const CLI::App& app) {
  std::string out = "dutygraph " + std::string{verb.name} + " - " + std::string{verb.summary} +
                    "\n\nUsage: dutygraph " + std::string{verb.name};
  if (!verb.topics.empty()) out += " " + std::string{verb.topics};
  out += verb.groups.files ? " [options] FILE...\n\n" : " [options]\n\n";
  put(out, verb.details, 0);
  std::string group;
  for (const CLI::Option* option : app.get_options()) {
    if (option->get_positional() && option->get_lnames().empty()) continue;
    if (option->get_group() != group) {
      group = option->get_group();
      section(out, group);
    }
    std::string name;
    for (const std::string& s : option->get_snames()) name += (name.empty() ? "-" : ", -") + s;
    for (const std::string& l : option->get_lnames()) name += (name.empty() ? "--" : ", --") + l;
    if (!option->get_type_name().empty()) name += " " + option->get_type_name();
    entry(out, name, option->get_description(), 24);
  }
  section(out, "Example");
  command(out, verb.example);
  return out;
}

}  // namespace dutygraph::cli
