// SPDX-License-Identifier: BSL-1.0
#include "io/ocds.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include <dutygraph/error.hpp>

#include "io/ocds_process.hpp"
#include "io/ocds_rows.hpp"

namespace dutygraph::io::detail {
namespace {

constexpr std::int64_t undated = INT64_MIN;

std::string lower(std::string_view text) {
  std::string out{text};
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

bool has_upper(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

/// The text of a member that is a string or number.
std::string_view text_of(JsonTree::Node node, std::string_view name) {
  const JsonTree::Node member = node.find(name);
  return member && (member.is(JsonKind::string) || member.is(JsonKind::number)) ? member.text() : std::string_view{};
}

bool is_list(JsonTree::Node node) { return node && node.is(JsonKind::array); }

}  // namespace

void OcdsReader::say(Severity severity, std::string_view rule, std::uint64_t line, std::string_view path,
                     std::string_view value, std::string_view hint) {
  report_->add(severity, rule, file_name_, line, path, value, hint);
}

void OcdsReader::refuse(std::string_view rule, std::uint64_t line, std::string_view path, std::string_view value,
                        std::string_view hint, std::string_view row) {
  if (refused_++ == 0)
    first_refused_ = {"not-ocds",
                      Severity::error,
                      file_name_,
                      line,
                      std::string{path},
                      printable(value),
                      "OCDS releases or records, as JSON or JSON Lines; expected here: " + std::string{hint}};
  if (strict_)
    say(Severity::error, rule, line, path, value, hint);
  else
    report_->quarantine(rule, file_name_, line, path, value, hint, row);
}

void OcdsReader::read(Input& input, bool lines) {
  file_ = deals_->begin_file(input);
  file_name_ = input.name();
  accepted_ = refused_ = 0;
  package_source_.push_back(0);
  if (lines) {
    std::string_view text;
    std::uint64_t line = 0;
    while (input.next_line(text, line)) take_row(text, line, false);
  } else {
    OcdsRows rows{input};
    OcdsRow row;
    while (rows.next(row)) take_row(row.text, row.line, row.is_header);
  }
  if (accepted_ == 0 && refused_ != 0) {
    Diagnostics list;
    list.add(first_refused_);
    throw InvalidData{std::move(list)};
  }
  if (accepted_ == 0) say(Severity::note, "empty-file", 0, {}, {}, "no releases: nothing is added");
  deals_->end_file(file_, input);
}

void OcdsReader::take_row(std::string_view text, std::uint64_t line, bool is_header) {
  if (!text.starts_with('{') && !text.starts_with('[')) {
    refuse("not-a-release", line, {}, text.substr(0, 80), "a release or record: an object", text);
    return;
  }
  try {
    tree_.parse(text);
  } catch (const JsonError& error) {
    LineCounter lines{text, line};
    std::string hint = error.hint;
    if (error.rule == "invalid-utf8") hint += "; a file in ISO-8859-1 must be converted first";
    refuse(error.rule, lines.line_of(error.offset), {}, error.value, hint, text);
    return;
  }
  if (is_header)
    take_header(tree_.root(), line);
  else
    take(tree_.root(), line);
}

void OcdsReader::take(JsonTree::Node node, std::uint64_t line) {
  if (!node.is(JsonKind::object)) {
    if (is_list(node)) {  // one line that holds several
      for (const JsonTree::Node item : node) {
        if (item.is(JsonKind::object))
          take(item, line);
        else
          refuse("not-a-release", line, {}, item.source(), "a release or record: an object", item.source());
      }
      return;
    }
    refuse("not-a-release", line, {}, node.source(), "a release or record: an object", node.source());
    return;
  }
  const bool has_lists = is_list(node.find("releases")) || is_list(node.find("records"));
  if (has_lists && !node.find("ocid")) {
    take_package(node, line);
  } else if (has_lists || node.find("compiledRelease") || node.find("versionedRelease")) {
    take_record(node, line);
  } else {
    take_release(node, line, false, false, {});
  }
}

void OcdsReader::take_package(JsonTree::Node node, std::uint64_t line) {
  for (const std::string_view name : {"releases", "records"})
    if (const JsonTree::Node list = node.find(name); is_list(list))
      for (const JsonTree::Node item : list) {
        if (!item.is(JsonKind::object))
          refuse("not-a-release", line, "/" + std::string{name}, item.source(), "an object", item.source());
        else if (name == "releases")
          take_release(item, line, false, false, {});
        else
          take_record(item, line);
      }
  take_header(node, line);
}

/// What a package says of itself, which holds for all that came before it since the last one.
void OcdsReader::take_header(JsonTree::Node node, std::uint64_t line) {
  ++accepted_;
  const std::string_view version = text_of(node, "version");
  if (!version.empty() && version != "1.0" && version != "1.1" && !version.starts_with("1.1."))
    say(Severity::warning, "unknown-version", line, "/version", version, "1.0 or 1.1; read as 1.1");
  const JsonTree::Node publisher = node.find("publisher");
  const std::string_view name =
      publisher && publisher.is(JsonKind::object) ? text_of(publisher, "name") : std::string_view{};
  if (!name.empty())
    package_source_.back() = deals_->publisher({.id = "ocds:" + std::string{name},
                                                .title = "Open Contracting data of " + std::string{name},
                                                .publisher = std::string{name},
                                                .licence = std::string{text_of(node, "license")}});
  package_source_.push_back(0);
}

void OcdsReader::take_record(JsonTree::Node node, std::uint64_t line) {
  const std::string_view ocid = text_of(node, "ocid");
  bool read_any = false;
  bool linked = false;
  if (const JsonTree::Node releases = node.find("releases"); is_list(releases))
    for (const JsonTree::Node release : releases) {
      if (!release.is(JsonKind::object)) {
        refuse("not-a-release", line, "/releases", release.source(), "a release: an object", release.source());
      } else if (release.find("url") && !release.find("ocid")) {
        linked = true;
      } else {
        take_release(release, line, false, false, ocid);
        read_any = true;
      }
    }
  const JsonTree::Node compiled = node.find("compiledRelease");
  if (compiled && compiled.is(JsonKind::object) && compiled.size() != 0) {
    take_release(compiled, line, true, false, ocid);
    return;
  }
  if (compiled && !compiled.is(JsonKind::null))
    say(Severity::note, "empty-compiled-release", line, "/compiledRelease", compiled.source(),
        "an object with members; taken as absent");
  const JsonTree::Node versioned = node.find("versionedRelease");
  if (!read_any && versioned && versioned.is(JsonKind::object)) {
    take_release(versioned, line, true, true, ocid);
    return;
  }
  if (read_any) return;
  if (linked) {
    ++accepted_;
    say(Severity::warning, "linked-release", line, "/releases", ocid,
        "releases inside the record, or a compiledRelease; what is linked is not fetched, nothing is added");
    return;
  }
  refuse("not-a-release", line, {}, ocid, "a record with releases, a compiledRelease or a versionedRelease",
         node.source());
}

void OcdsReader::take_release(JsonTree::Node node, std::uint64_t line, bool compiled, bool versioned,
                              std::string_view ocid) {
  if (const std::string_view own = text_of(node, "ocid"); !own.empty()) ocid = own;
  if (ocid.empty()) {
    refuse("missing-ocid", line, "/ocid", {}, "the id of the contracting process that a release is of", node.source());
    return;
  }
  ++accepted_;
  if (has_upper(ocid.substr(0, 5)))
    say(Severity::note, "upper-case-ocid", line, "/ocid", ocid,
        "a prefix in lower case: ocds-; the process is the same whatever the case");
  Release release;
  release.id = text_of(node, "id");
  release.place = {file_, line};
  release.package = static_cast<std::uint32_t>(package_source_.size() - 1);
  release.compiled = compiled;
  if (const JsonTree::Node tags = node.find("tag"); is_list(tags))
    for (const JsonTree::Node tag : tags) release.compiled = release.compiled || lower(tag.text()) == "compiled";
  const std::string_view date = text_of(node, "date");
  const auto when = seconds_of(date);
  release.when = when.value_or(undated);
  if (!when && !compiled)
    say(Severity::warning, "undated-release", line, "/date", date,
        "the date of the release; it counts as the first of its process");
  for (const std::string_view name : {"awards", "contracts"})
    if (const JsonTree::Node list = node.find(name); is_list(list)) {
      std::set<std::string_view> ids;
      for (const JsonTree::Node item : list)
        if (const std::string_view id = item.is(JsonKind::object) ? text_of(item, "id") : std::string_view{};
            !id.empty() && !ids.insert(id).second)
          say(Severity::warning, "repeated-id", line, "/" + std::string{name}, id,
              "an id that no other of the release has; merged into one, what is said last counts");
    }
  append_release(release.text, node, versioned);
  Process& process = processes_[lower(ocid)];
  if (process.ocid.empty()) process.ocid = ocid;
  process.releases.push_back(std::move(release));
}

// --- merging ---------------------------------------------------------------------------------------------------------

/// Releases by date, equal ones as they were read. The last compiled one makes those before it superfluous.
std::vector<const OcdsReader::Release*> OcdsReader::in_order(const Process& process) const {
  const std::vector<Release>& list = process.releases;
  std::map<std::string_view, std::size_t> last;  // by id
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (list[i].id.empty() || list[i].compiled) continue;
    const auto [at, is_new] = last.try_emplace(list[i].id, i);
    if (is_new) continue;
    const bool same = list[at->second].text == list[i].text;
    deals_->say(
        same ? Severity::note : Severity::warning, "duplicate-release", list[i].place, "/id", list[i].id,
        same ? "each release once; repeats count once" : "one content for one release id; what was read last counts");
    at->second = i;
  }
  std::vector<const Release*> used;
  for (std::size_t i = 0; i < list.size(); ++i)
    if (list[i].id.empty() || list[i].compiled || last.at(list[i].id) == i) used.push_back(&list[i]);
  std::stable_sort(used.begin(), used.end(), [](const Release* a, const Release* b) {
    return std::pair{a->when, a->compiled} < std::pair{b->when, b->compiled};
  });
  const auto compiled = std::find_if(used.rbegin(), used.rend(), [](const Release* r) { return r->compiled; });
  if (compiled == used.rend()) return used;
  if ((*compiled)->when == undated) return {*compiled};  // one without a date tells all there is
  used.erase(used.begin(), compiled.base() - 1);
  return used;
}

void OcdsReader::finish() {
  std::map<std::uint32_t, std::uint64_t> unsuccessful;
  for (auto& [key, process] : processes_) {
    const std::vector<const Release*> used = in_order(process);
    OcdsValue merged;
    OcdsHistory history;
    for (const Release* release : used) {
      const OcdsValue value = read_release(tree_, release->text);
      history.releases.push_back(release->id);
      if (const OcdsValue* tags = value.find("tag"))
        for (const OcdsValue& tag : tags->children) history.tags.push_back(tag.text);
      merge_release(merged, value);
    }
    const Release& last = *used.back();
    OcdsProcess one{*deals_, process.ocid, merged, history, last.place, package_source_[last.package]};
    one.run();
    unsuccessful[last.place.file] += one.unsuccessful();
    process.releases = {};
  }
  processes_.clear();
  for (const auto& [file, count] : unsuccessful)
    if (count != 0)
      deals_->say(Severity::note, "unsuccessful", {file, 0}, "/awards", std::to_string(count),
                  "awards that led to nothing are no deals; left out");
}

}  // namespace dutygraph::io::detail
