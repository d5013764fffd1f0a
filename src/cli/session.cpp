// SPDX-License-Identifier: BSL-1.0
#include "cli/session.hpp"

#include <time.h>

#include <algorithm>
#include <cstdio>
#include <exception>
#include <fstream>
#include <iterator>
#include <ostream>
#include <sstream>

#include <dutygraph/error.hpp>
#include <dutygraph/version.hpp>

#include "cli/output.hpp"
#include "cli/progress.hpp"

namespace dutygraph::cli {
namespace {

std::string plural(std::size_t n, std::string_view one, std::string_view many) {
  return std::to_string(n) + " " + std::string{n == 1 ? one : many};
}

std::string quote(std::string_view text) { return "\"" + printable(text) + "\""; }

std::string lower(std::string_view text) {
  std::string out{text};
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

std::string label(const Graph& graph, VertexId v) {
  const std::string key = printable(graph.key(v)), name = printable(graph.name(v));
  return name == key ? key : key + " (" + name + ")";
}

/// Ids whose id or name looks like \p text: for people who know the name.
std::string suggestions(const Graph& graph, VertexKinds kinds, std::string_view text) {
  constexpr std::size_t most = 5;
  const std::string wanted = lower(text);
  std::vector<VertexId> found;
  for (const VertexId v : graph.vertices()) {
    if (!kinds.contains(graph.kind(v)) || graph.canonical(v) != v) continue;
    const bool close =
        lower(graph.key(v)) == wanted || (wanted.size() >= 3 && lower(graph.name(v)).find(wanted) != std::string::npos);
    if (close) found.push_back(v);
  }
  std::sort(found.begin(), found.end(), [&](VertexId a, VertexId b) { return graph.key(a) < graph.key(b); });
  std::string list;
  for (std::size_t i = 0; i < std::min(found.size(), most); ++i) list += (i == 0 ? "" : ", ") + label(graph, found[i]);
  if (found.size() > most) list += " and " + std::to_string(found.size() - most) + " more";
  return list;
}

VertexId resolve(const Graph& graph, VertexKinds kinds, std::string_view what, std::string_view text) {
  const std::vector<VertexId> found = graph.resolve(kinds, text);
  if (found.size() == 1) return found.front();
  if (found.empty()) {
    const std::string close = suggestions(graph, kinds, text);
    throw NotFound{"there is no " + std::string{what} + " " + quote(text) +
                   (close.empty() ? "" : "; did you mean " + close + "?")};
  }
  std::string list;
  for (const VertexId v : found) list += (list.empty() ? "" : ", ") + label(graph, v);
  throw UsageError{std::string{what} + " " + quote(text) + " is ambiguous: " + list};
}

std::string read_file(const std::string& path) {
  constexpr std::size_t longest = 1 << 20;
  std::ifstream in{path, std::ios::binary};
  std::string text(longest + 1, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (in.bad() || in.gcount() == 0) throw Unreadable{printable(path, 400) + ": cannot be read as a control profile"};
  text.resize(static_cast<std::size_t>(in.gcount()));
  if (text.size() > longest) throw Unreadable{printable(path, 400) + ": too large for a control profile"};
  return text;
}

ControlProfile parse_profile(const std::string& where, std::string_view json) {
  try {
    return dutygraph::parse_profile(json);
  } catch (const InvalidData& error) {
    Diagnostics list;
    for (Diagnostic diagnostic : error.diagnostics()) {
      diagnostic.file = where;
      list.add(std::move(diagnostic));
    }
    throw InvalidData{std::move(list)};
  }
}

std::string ids(const Graph& graph, const std::vector<VertexId>& list) {
  if (list.empty()) return "all";
  std::string text;
  for (const VertexId v : list) text += (text.empty() ? "" : ",") + std::string{graph.key(v)};
  return text;
}

/// Who hears what is said in this thread; null: standard error.
thread_local const Host* listener = nullptr;

}  // namespace

Session::Session(const Arguments& arguments, Host& host) : arguments_{arguments}, host_{&host} {
  listener = &host;
  listening_ = {&host, [](Host*) { listener = nullptr; }};
}

void Session::say(std::string_view text) {
  if (listener != nullptr) {
    if (listener->say) listener->say(text);
    return;
  }
  const std::string line = "dutygraph: " + std::string{text} + "\n";
  std::fwrite(line.data(), 1, line.size(), stderr);
}

Session Session::about(const Arguments& arguments, Graph graph, Diagnostics report,
                       std::function<void(Answer)> take) const {
  Session other{*this, arguments};
  other.graph_ = std::move(graph);
  other.report_ = std::move(report);
  other.quarantine_ = quarantine_;
  other.has_world_ = true;
  other.take_ = std::move(take);
  return other;
}

void Session::read_world(io::Strictness strictness) {
  if (has_world_) return;
  const bool is_of_host = arguments_.inputs.size() == 1 && arguments_.inputs.front().path == "-";
  if (host_ != nullptr && host_->world && is_of_host) {
    graph_ = host_->world->graph;
    report_ = host_->world->report;
    quarantine_ = host_->world->quarantine;
    if (arguments_.known_by) graph_ = graph_.known_by(*arguments_.known_by);
    return;
  }
  ProgressLine line{arguments_.progress};
  io::ReadOptions options;
  options.strictness = arguments_.strictness == io::Strictness::automatic ? strictness : arguments_.strictness;
  options.tags = arguments_.tags;
  options.persons = arguments_.persons;
  options.match_names = arguments_.match_names;
  options.stop = stop();
  if (line.is_on()) options.progress = [&](const io::Progress& progress) { line.show(progress); };
  if (host_ != nullptr) options.progress = host_->progress;
  io::Reader reader{std::move(options)};
  // A file that is refused does not keep the others from saying what is wrong with them.
  Diagnostics refused;
  std::exception_ptr unreadable;
  const auto read = [&](const auto& with) {
    try {
      with();
    } catch (const InvalidData& error) {
      refused.append(error.diagnostics());
    } catch (const Unreadable& error) {
      line.clear();
      if (host_ == nullptr) say(error.what());
      unreadable = std::current_exception();
    }
  };
  if (host_ != nullptr)
    for (const Host::Text& text : host_->texts) read([&] { reader.read_text(text.text, text.name, text.format); });
  for (const Arguments::Input& input : arguments_.inputs)
    read([&] {
      if (input.map.empty())
        reader.read(input.path, input.format);
      else
        reader.read_mapped(input.path, input.map, input.format);
    });
  line.clear();
  if (refused.has_errors()) throw InvalidData{std::move(refused)};
  if (unreadable && host_ != nullptr) std::rethrow_exception(unreadable);
  if (unreadable) throw InvalidData{{}};
  io::Reading reading = reader.finish();
  graph_ = std::move(reading.graph);
  report_ = std::move(reading.report);
  quarantine_ = std::move(reading.quarantine);
  if (arguments_.known_by) graph_ = graph_.known_by(*arguments_.known_by);
  if (!quarantine_.empty())
    say(plural(quarantine_.size(), "row was", "rows were") + " set aside" +
        (host_ != nullptr                ? "; Graph.quarantine has them"
         : arguments_.quarantine.empty() ? "; --quarantine FILE keeps them"
                                         : ""));
  const std::string lists = host_ != nullptr ? "; lint() lists them" : "; dutygraph lint lists them";
  if (const io::Matches matches = reader.matches(); matches.matched != 0 || matches.possible != 0)
    say(plural(matches.matched, "actor was", "actors were") + " found to be one with another, " +
        std::to_string(matches.possible) + " more might be" + (arguments_.verb == "lint" ? "" : lists));
  if (const std::size_t warnings = report_.count(Severity::warning) + report_.count(Severity::error);
      warnings != 0 && arguments_.verb != "lint")
    say(plural(warnings, "warning", "warnings") + " about the data" + lists);
}

io::Reading Session::take_world() { return {std::move(graph_), std::move(report_), std::move(quarantine_)}; }

Date Session::day() {
  if (arguments_.as_of) return *arguments_.as_of;
  if (const std::optional<Date> day = graph_.settings().as_of) return *day;
  const Date today = Date::from_days(static_cast<std::int32_t>(time(nullptr) / 86'400));
  say("neither --as-of nor the documents name a day; answering for today, " + today.to_string());
  return today;
}

ControlProfile Session::profile() const {
  const std::string& asked = arguments_.profile;
  if (asked.empty()) return {};
  if (const ControlProfile* shipped = find_profile(asked)) return *shipped;
  std::string names;
  for (const ControlProfile& shipped : shipped_profiles()) names += (names.empty() ? "" : ", ") + shipped.name;
  for (const auto& [name, json] : graph_.settings().profiles) {
    if (name == asked) {
      ControlProfile profile = parse_profile("profile " + name, json);
      profile.name = name;
      return profile;
    }
    names += ", " + printable(name);
  }
  if (asked.find('/') != std::string::npos || asked.ends_with(".json")) return parse_profile(asked, read_file(asked));
  throw NotFound{"there is no control profile " + quote(asked) + "; there are " + names +
                 ", and files (with a / or .json in the name)"};
}

std::vector<VertexId> Session::states() const {
  std::vector<VertexId> list;
  for (const std::string& text : arguments_.states) list.push_back(resolve(graph_, VertexKind::state, "State", text));
  return list;
}

std::vector<VertexId> Session::companies() const {
  std::vector<VertexId> list;
  for (const std::string& text : arguments_.companies)
    list.push_back(resolve(graph_, {VertexKind::company, VertexKind::organisation}, "company", text));
  return list;
}

std::vector<VertexId> Session::instruments() const {
  std::vector<VertexId> list;
  for (const std::string& text : arguments_.instruments) {
    const auto v = graph_.find(VertexKind::instrument, text);
    if (!v) {
      const std::string close = suggestions(graph_, VertexKind::instrument, text);
      throw NotFound{"there is no instrument " + quote(text) + (close.empty() ? "" : "; did you mean " + close + "?")};
    }
    list.push_back(*v);
  }
  return list;
}

std::vector<VertexId> Session::agencies() const {
  std::vector<VertexId> list;
  for (const std::string& text : arguments_.agencies) list.push_back(resolve(graph_, actors, "agency", text));
  return list;
}

Stamp Session::complete(Stamp stamp) const {
  const auto add = [&](const char* name, std::string value) { stamp.parameters.emplace_back(name, std::move(value)); };
  if (!arguments_.states.empty()) add("state", ids(graph_, states()));
  if (!arguments_.companies.empty()) add("company", ids(graph_, companies()));
  if (!arguments_.instruments.empty()) add("instrument", ids(graph_, instruments()));
  if (!arguments_.channel.empty()) add("channel", arguments_.channel);
  if (!arguments_.checks.empty()) {
    std::string list;
    for (const std::string& check : arguments_.checks) list += (list.empty() ? "" : ",") + check;
    add("check", list);
  }
  if (!arguments_.subject.empty()) add("subject", arguments_.subject);
  if (arguments_.at_deal) add("at_deal", "true");
  if (arguments_.all) add("all", "true");
  if (arguments_.joint) add("joint", "true");
  if (!quarantine_.empty()) add("quarantined", std::to_string(quarantine_.size()));
  return stamp;
}

Stamp Session::stamp(std::string_view query) const {
  Stamp stamp;
  stamp.library = "dutygraph " + std::string{version()};
  stamp.query = query;
  for (const auto& input : graph_.inputs()) stamp.inputs.emplace_back(input.name, input.digest);
  std::sort(stamp.inputs.begin(), stamp.inputs.end());
  if (arguments_.match_names) stamp.parameters.emplace_back("match_names", "true");
  if (arguments_.known_by) stamp.parameters.emplace_back("known_by", arguments_.known_by->to_string());
  return stamp;
}

void Session::write(Answer answer) {
  if (take_) return take_(std::move(answer));
  if (arguments_.format == render::Format::svg) return write_picture(answer);
  const std::size_t size = answer.records.size;
  const std::size_t limit = arguments_.limit.value_or(render::all_rows);
  if (size > limit) {
    answer.stamp.parameters.emplace_back("limit", std::to_string(limit));
    answer.stamp.parameters.emplace_back("cut", std::to_string(size - limit));
    say(plural(size - limit, "row was", "rows were") + " cut by --limit " + std::to_string(limit));
    answer.records.size = limit;
  }
  if (host_ != nullptr) {
    host_->take(std::move(answer), limit);
    return;
  }
  write_with([&](std::ostream& out) {
    switch (arguments_.format) {
      case render::Format::table:
        write_text(answer.page(answer.stamp, limit), out, text_width(arguments_.output));
        break;
      case render::Format::json:
        write_json(answer.records, answer.stamp, out);
        break;
      case render::Format::jsonl:
        write_jsonl(answer.records, out);
        break;
      case render::Format::csv:
        write_csv(answer.records, out);
        break;
      case render::Format::markdown:
        write_markdown(answer.page(answer.stamp, limit), out);
        break;
      case render::Format::svg:
        break;  // write_picture()
    }
  });
}

/// The limit is one of boxes: what is beyond is counted in the picture.
void Session::write_picture(const Answer& answer) {
  if (!answer.picture)
    throw UsageError{"--format svg: " + std::string{arguments_.verb} +
                     (arguments_.topic.empty() ? "" : " " + arguments_.topic) +
                     " has no picture; control, ownership, nexus, coherence, agencies pairs, mix matrix, mix quadrants "
                     "and timeline have"};
  render::PictureOptions options = arguments_.picture;
  options.profile = profile();
  options.states = states();
  if (arguments_.limit) options.limit = *arguments_.limit;
  const std::string text = answer.picture(answer.stamp, options);
  write_with([&](std::ostream& out) { out << text; });
}

void Session::write_with(const std::function<void(std::ostream&)>& body) {
  if (host_ != nullptr) {
    std::ostringstream text;
    body(text);
    host_->take_text(std::move(text).str());
    return;
  }
  watch_->begin_writing();
  if (!arguments_.quarantine.empty()) write_quarantine();
  write_output(arguments_.output, *watch_, body);
}

void Session::write_quarantine() {
  const render::RecordList rows{{"file", "line", "rule", "hint", "row"}, quarantine_.size(), [&](std::size_t i) {
                                  const io::QuarantinedRow& row = quarantine_[i];
                                  render::Record record;
                                  record.add("file", row.file);
                                  record.add("line", row.line);
                                  record.add("rule", row.rule);
                                  record.add("hint", row.hint);
                                  record.add("row", row.text);
                                  return record;
                                }};
  write_output(arguments_.quarantine, *watch_, [&](std::ostream& out) { write_csv(rows, out); });
}

int Session::exit_code(const Diagnostics& list) const {
  if (arguments_.fail_on_quarantine && !quarantine_.empty()) return 1;
  if (!arguments_.fail_on) return 0;
  for (int level = static_cast<int>(*arguments_.fail_on); level <= static_cast<int>(Severity::error); ++level)
    if (list.count(static_cast<Severity>(level)) != 0) return 1;
  return 0;
}

}  // namespace dutygraph::cli
