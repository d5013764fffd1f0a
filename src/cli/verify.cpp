// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/query/verify.hpp>

#include <fstream>
#include <iterator>
#include <sstream>

#include <dutygraph/error.hpp>
#include <dutygraph/render/page.hpp>

#include "cli/session.hpp"
#include "cli/verbs.hpp"

namespace dutygraph::cli {
namespace {

std::string read_saved(const std::string& path) {
  std::ifstream in{path, std::ios::binary};
  std::string text{std::istreambuf_iterator<char>{in}, {}};
  if (!in || in.bad()) throw Unreadable{printable(path, 400) + ": cannot be read as a saved result"};
  return text;
}

/// The verb, and what follows it, of a question as stamps name it.
std::string command_of(const std::string& query) {
  if (query == "missing-agencies") return "agencies missing";
  if (query == "agency-pairs") return "agencies pairs";
  if (query == "coordination-bottlenecks") return "agencies bottlenecks";
  if (find_verb(query.substr(0, query.find(' '))) != nullptr) return query;
  for (const Verb& verb : verbs())  // named by its topic alone
    if (verb.name == "mix" && !query.empty() && verb.topics.find(query) != std::string_view::npos)
      return "mix " + query;
  return query;
}

bool is_list(std::string_view option) {
  return option == "--state" || option == "--company" || option == "--instrument" || option == "--check" ||
         option == "--right" || option == "--technology" || option == "--at";
}

bool is_understood(std::vector<std::string> words, const std::vector<std::string>& more) {
  words.insert(words.end(), more.begin(), more.end());
  words.emplace_back("-");  // stands for the files
  try {
    std::string unused;
    return parse(words, unused).has_value();
  } catch (const UsageError&) {
    return false;
  }
}

/// The command line that a stamp stands for, without files.
std::vector<std::string> words_of(const Stamp& stamp) {
  std::vector<std::string> words;
  std::istringstream query{command_of(stamp.query)};
  for (std::string word; query >> word;) words.push_back(word);
  const Verb* verb = words.empty() ? nullptr : find_verb(words.front());
  if (verb == nullptr || !verb->groups.files || !verb->groups.rows || words.front() == "verify" ||
      words.front() == "what-if")
    throw UsageError{"a result of \"" + printable(stamp.query) + "\" cannot be computed again from its stamp"};
  if (!stamp.as_of.empty() && verb->groups.days) words.push_back("--as-of=" + stamp.as_of);
  const bool all_profiles = stamp.query.find("--all-profiles") != std::string::npos;
  for (const auto& [name, value] : stamp.parameters) {
    std::string option = "--" + name;
    for (char& c : option)
      if (c == '_') c = '-';
    if (name == "days") option = "--at";
    if (name == "against")
      throw UsageError{"a comparison of two worlds cannot be computed again: the stamp says which, not where"};
    if (name == "cut" || name == "quarantined" || (name == "profile" && all_profiles)) continue;
    std::vector<std::string> more;
    if (value == "true") {
      more.push_back(std::move(option));
    } else if (is_list(option)) {
      std::istringstream ids{value};
      for (std::string id; std::getline(ids, id, ',');) more.push_back(option + "=" + id);
    } else {
      more.push_back(option + "=" + value);
    }
    // What no option sets is a default: if it is another one now, the stamps differ.
    if (is_understood(words, more)) words.insert(words.end(), more.begin(), more.end());
  }
  return words;
}

/// A result as it would have been written, read back: texts are compared as a reader of the file sees them.
SavedResult as_saved(Session::Answer& answer, std::optional<std::size_t> limit) {
  if (limit && answer.records.size > *limit) {
    answer.stamp.parameters.emplace_back("limit", std::to_string(*limit));
    answer.stamp.parameters.emplace_back("cut", std::to_string(answer.records.size - *limit));
    answer.records.size = *limit;
  }
  std::ostringstream out;
  render::write_json(answer.records, answer.stamp, out);
  return parse_result(out.str());
}

render::RecordList records(const VerifyResult& result) {
  return {{"what", "saved", "computed"}, result.size(), [result](std::size_t i) {
            render::Record record;
            record.add("what", result[i].what);
            record.add_some("saved", result[i].saved);
            record.add_some("computed", result[i].computed);
            return record;
          }};
}

render::Page page(const VerifyResult& result, const Stamp& stamp, const SavedResult& saved, std::size_t limit) {
  render::Page page;
  page.heading(result.empty() ? "The saved result is what the same question gives now"
                              : "The saved result is not what the same question gives now");
  std::string text = "Question: " + printable(saved.stamp.query) + ", " + std::to_string(saved.rows.size()) + " rows.";
  if (saved.stamp.library != stamp.library)
    text += " Saved by " + printable(saved.stamp.library) + ", computed by " + stamp.library + ".";
  page.paragraph(std::move(text));
  render::Table table{{{"What", 12}, {"Saved", 20}, {"Computed now", 20}}, {}};
  for (std::size_t i = 0; i < std::min(result.size(), limit); ++i) {
    const auto cell = [](const std::string& value) {
      return value.empty() ? std::string{"none"} : printable(value, 400);
    };
    table.rows.push_back({printable(result[i].what), cell(result[i].saved), cell(result[i].computed)});
  }
  if (!table.rows.empty()) page.add(std::move(table));
  return page;
}

}  // namespace

int run_verify(Session& session) {
  const Arguments& given = session.arguments();
  SavedResult saved;
  try {
    saved = parse_result(read_saved(given.saved));
  } catch (const InvalidData& error) {
    Diagnostics list;
    for (Diagnostic diagnostic : error.diagnostics()) {
      diagnostic.file = given.saved;
      list.add(std::move(diagnostic));
    }
    throw InvalidData{std::move(list)};
  }
  std::vector<std::string> words = words_of(saved.stamp);
  words.emplace_back("-");  // stands for the files
  std::string unused;
  std::optional<Arguments> asked = parse(words, unused);
  if (!asked) throw UsageError{"a result of \"" + printable(saved.stamp.query) + "\" cannot be computed again"};
  // How the files are read is asked of this run.
  asked->inputs = given.inputs;
  asked->tags = given.tags;
  asked->persons = given.persons;
  asked->strictness = given.strictness;
  asked->progress = given.progress;
  if (!given.profile.empty()) asked->profile = given.profile;
  Session reading = session.beside(*asked);
  reading.read_world();
  std::optional<SavedResult> computed;
  Session once = reading.about(*asked, reading.graph(), reading.report(),
                               [&](Session::Answer answer) { computed = as_saved(answer, asked->limit); });
  (void)find_verb(asked->verb)->run(once);
  if (!computed) throw UsageError{"a result of \"" + printable(saved.stamp.query) + "\" cannot be computed again"};
  const VerifyResult result = verify(saved, *computed);
  Stamp stamp = result.stamp();
  stamp.query = "verify " + stamp.query;
  session.write({.records = records(result), .stamp = stamp, .page = [&](const Stamp& complete, std::size_t limit) {
                   return page(result, complete, saved, limit);
                 }});
  return result.empty() ? session.exit_code() : 1;
}

}  // namespace dutygraph::cli
