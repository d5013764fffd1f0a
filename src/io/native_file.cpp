// SPDX-License-Identifier: BSL-1.0
#include "io/native_file.hpp"

#include <algorithm>
#include <utility>

#include "io/native_settings.hpp"

namespace dutygraph::io::detail {
namespace {

constexpr std::size_t most_errors = 1000;     // kept of one file; the rest is counted
constexpr std::size_t most_waiting = 10'000;  // lines that wait for the file's codelists

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

}  // namespace

NativeFile::NativeFile(NativeReader& reader, Input& input, bool lenient)
    : reader_{&reader},
      input_{&input},
      builder_{reader.builder_},
      report_{reader.report_},
      name_{input.name()},
      index_{static_cast<std::uint32_t>(reader.files_.size())},
      lenient_{lenient},
      context_{name_, reader.codes_, lenient} {
  reader.files_.push_back(name_);
}

// --- a document -----------------------------------------------------------------------------------

void NativeFile::read_document() {
  std::string_view text = input_->read_all();
  digest_ = input_->digest();
  if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
  context_.start(text, 1);
  try {
    tree_.parse(text);
  } catch (const JsonError& error) {
    // A damaged document has no rows that could be set aside.
    keep_error(
        {error.rule, Severity::error, name_, context_.line_of(error.offset), {}, printable(error.value), error.hint});
    return;
  }
  const Node root = tree_.root();
  if (!root.is(JsonKind::object)) {
    context_.wrong_type(Path{}, root, "an object whose members are sections");
    for (Diagnostic& found : context_.take()) keep_error(std::move(found));
    return;
  }
  read_settings(root);
  read_vocabularies(root);
  for (const Node section : root)
    if (section.key() == "sources") read_section(section);
  begin_records();
  for (const Node section : root)
    if (section.key() != "sources" && !section.taken()) read_section(section);
}

void NativeFile::read_settings(Node root) {
  const Path top;
  if (!root.find("dutygraph")) {
    const Path path = Path::member(top, "dutygraph");
    context_.mend("missing-field", path, {}, "\"dutygraph\": 1, the version of the format");
    accept(Row{{}, path});
  }
  const auto known = section_names();
  for (const Node member : root) {
    const Path path = Path::member(top, member.key());
    Settings one;
    if (is_setting(member.key())) {
      read_setting(context_, path, member, one);
    } else if (std::find(known.begin(), known.end(), member.key()) == known.end()) {
      context_.mend("unknown-section", path, member,
                    "a section that the format knows" + did_you_mean(member.key(), known));
    } else {
      continue;
    }
    member.take();
    if (accept(Row{member, path})) merge(settings_, std::move(one));
  }
}

void NativeFile::read_vocabularies(Node root) {
  // Before all else: records are checked against them.
  for (const std::string_view name : {"codelists", "taxonomies", "profiles"})
    if (const Node section = root.find(name)) {
      section.take();
      read_section(section);
    }
}

template <class Read>
void NativeFile::each_row(Node section, Read&& read) {
  const Path top;
  const Path path = Path::member(top, section.key());
  if (section.is(JsonKind::object)) {
    for (const Node member : section) {
      const Path where = Path::member(path, member.key());
      const Row row{member, where, member.key(), {}};
      if (member.key().empty()) {
        context_.error("missing-id", where, member, "an id in front of the record, not an empty text");
        accept(row);
      } else {
        read(row);
      }
    }
  } else if (section.is(JsonKind::array)) {
    std::size_t i = 0;
    for (const Node item : section) {
      const Path where = Path::item(path, i++);
      read(Row{item, where, {}, {}});
    }
  } else {
    context_.wrong_type(path, section, "a list of records with `id`, or an object of records by id");
    accept(Row{section, path, {}, {}});
  }
}

void NativeFile::read_section(Node section) {
  const std::string_view name = section.key();
  const bool lists = is_list_section(name);
  if ((lists && !section.is(JsonKind::array)) || (name == "codelists" && !section.is(JsonKind::object))) {
    const Path top;
    const Path path = Path::member(top, name);
    context_.wrong_type(path, section, lists ? "a list of lists of texts" : "an object of lists of codes");
    accept(Row{section, path, {}, {}});
    return;
  }
  each_row(section, [&](const Row& row) { read_row(name, row); });
}

// --- lines ----------------------------------------------------------------------------------------

void NativeFile::read_lines() {
  std::string_view line;
  std::uint64_t number = 0;
  bool first = true;
  while (input_->next_line(line, number)) {
    if (!first) {
      read_line(line, number, true);
      continue;
    }
    first = false;
    context_.start(line, number);
    try {
      tree_.parse(line);
      read_first_line(tree_.root(), line);
    } catch (const JsonError& error) {
      complain(error, number, line);
    }
  }
  begin_records();  // in a file without records too, so that it is known
  digest_ = input_->digest();
  builder_->set_file(name_, digest_, source_);  // once more: the digest is known at the end only
  for (auto& [at, text] : std::exchange(waiting_, {})) read_padded(at, std::move(text), false);
}

void NativeFile::read_rows(const std::vector<std::pair<std::uint64_t, std::string>>& rows) {
  digest_ = input_->digest();
  begin_records();
  for (const auto& [number, text] : rows) read_padded(number, text, true);
  for (auto& [number, text] : std::exchange(waiting_, {})) read_padded(number, std::move(text), false);
}

void NativeFile::read_padded(std::uint64_t number, std::string text, bool may_wait) {
  const std::size_t size = text.size();
  text.append(Input::padding, ' ');
  read_line(std::string_view{text}.substr(0, size), number, may_wait);
}

void NativeFile::read_first_line(Node root, std::string_view line) {
  const Path top;
  if (root.find("section") || !root.is(JsonKind::object)) {  // a row already
    const std::uint64_t number = context_.line_of(root);
    context_.mend("missing-field", Path::member(top, "dutygraph"), root,
                  "a first line of settings: {\"dutygraph\": 1, \"as_of\": ...}");
    if (accept(Row{root, top, {}, line})) read_line(line, number, true);
    return;
  }
  if (!root.find("dutygraph")) {
    context_.mend("missing-field", Path::member(top, "dutygraph"), root, "\"dutygraph\": 1, the version of the format");
    accept(Row{root, top, {}, line});
  }
  for (const Node member : root) {
    const Path path = Path::member(top, member.key());
    Settings one;
    if (is_setting(member.key())) {
      read_setting(context_, path, member, one);
    } else {
      context_.mend("unknown-field", path, member,
                    "a setting: dutygraph, as_of or max_coordination_hops; records follow one a line, as {\"section\": "
                    "..., \"id\": ..., ...}");
    }
    if (accept(Row{member, path, {}, line})) merge(settings_, std::move(one));
  }
}

void NativeFile::read_line(std::string_view line, std::uint64_t number, bool may_wait) {
  context_.start(line, number);
  try {
    tree_.parse(line);
  } catch (const JsonError& error) {
    return complain(error, number, line);
  }
  const Path top;
  Row row{tree_.root(), top, {}, line, may_wait && waiting_.size() < most_waiting};
  const auto known = section_names();
  if (!row.node.is(JsonKind::object)) {
    context_.wrong_type(top, row.node, "an object: {\"section\": ..., \"id\": ..., ...}");
  } else if (const Node section = row.node.find("section"); !section) {
    context_.error("missing-field", Path::member(top, "section"), row.node, "\"section\": the section of the record");
  } else if (!section.is(JsonKind::string) || is_setting(section.text()) ||
             std::find(known.begin(), known.end(), section.text()) == known.end()) {
    context_.error("unknown-section", Path::member(top, "section"), section,
                   "a section that the format knows" + did_you_mean(section.text(), known));
  } else {
    section.take();
    return read_line_row(section.text(), row);
  }
  accept(row);
}

/// A line is the record itself with its `section`, or has the record, list or object under `value`.
void NativeFile::read_line_row(std::string_view section, const Row& row) {
  const Node value = row.node.find("value");
  const bool needs_value = is_list_section(section) || section == "codelists";
  if (!value) {
    if (!needs_value) return read_row(section, row);
    context_.error("missing-field", Path::member(row.path, "value"), row.node, "\"value\": a list of texts");
    accept(row);
    return;
  }
  std::string_view key;
  for (const Node member : row.node) {
    if (member.key() == "section" || member.key() == "value") continue;
    const Path path = Path::member(row.path, member.key());
    if (member.key() == "id" && member.is(JsonKind::string) && !is_list_section(section)) {
      key = member.text();
    } else {
      context_.mend("unknown-field", path, member, "`section`, `id` and `value` only");
    }
  }
  if (!accept(row)) return;
  const Path path = Path::member(row.path, "value");
  read_row(section, Row{value, path, key, row.text, row.may_wait});
}

// --- records that another reader makes --------------------------------------------------------------

void NativeFile::begin_made(const std::string& helper, const std::string& digest) {
  begin_records();
  if (helper.empty()) return;
  builder_->set_file(helper, digest, source_);
  builder_->set_file(name_, {}, source_);
}

void NativeFile::read_made(std::string_view section, std::string record, std::uint64_t number, std::string_view text,
                           const Locate& locate) {
  const std::size_t size = record.size();
  record.append(Input::padding, ' ');
  const std::string_view json = std::string_view{record}.substr(0, size);
  context_.start(json, number);
  try {
    tree_.parse(json);
  } catch (const JsonError& error) {
    return refuse_made({error.rule, Severity::error, name_, number, {}, printable(error.value), error.hint}, text);
  }
  const Path top;
  locate_ = &locate;
  read_row(section, Row{tree_.root(), top, {}, text});
  locate_ = nullptr;
}

void NativeFile::refuse_made(Diagnostic problem, std::string_view text) {
  if (lenient_)
    report_->quarantine(problem.rule, name_, problem.line, problem.path, problem.value, problem.hint, text);
  else
    keep_error(std::move(problem));
}

void NativeFile::end_made() {
  digest_ = input_->digest();
  builder_->set_file(name_, digest_, source_);
}

// --- the end --------------------------------------------------------------------------------------

void NativeFile::begin_records() {
  if (records_begun_) return;
  records_begun_ = true;
  const std::string base = input_->base_name();
  Source source{.id = "file:" + base, .title = base};
  source.note = digest_;
  for (std::size_t i = 2;; ++i) {
    try {
      source_ = builder_->add(source);
      break;
    } catch (const InvalidData&) {  // another file of this name, or a source of this id
      source.id = "file:" + base + "#" + std::to_string(i);
    }
  }
  builder_->set_file(name_, digest_, source_);
}

bool NativeFile::accept(const Row& row) {
  std::vector<Diagnostic> found = context_.take();
  if (locate_ != nullptr)
    for (Diagnostic& d : found) (*locate_)(d);
  const auto worst =
      std::find_if(found.begin(), found.end(), [](const Diagnostic& d) { return d.severity == Severity::error; });
  context_.settle_codes(worst == found.end());
  if (worst == found.end()) {
    for (Diagnostic& d : found)
      report_->add(d.severity, d.rule, d.file, d.line, std::move(d.path), d.value, std::move(d.hint));
    return true;
  }
  const bool only_codes = std::all_of(found.begin(), found.end(), [](const Diagnostic& d) {
    return d.severity != Severity::error || d.rule == "unknown-code";
  });
  if (row.may_wait && only_codes) {
    waiting_.emplace_back(context_.line_of(tree_.root()), std::string{row.text});
    return false;
  }
  if (!lenient_) {
    for (Diagnostic& d : found) keep_error(std::move(d));
    return false;
  }
  const std::string_view text = row.text.empty() && row.node ? row.node.source() : row.text;
  report_->quarantine(worst->rule, name_, worst->line, worst->path, worst->value, worst->hint, text);
  for (Diagnostic& d : found)
    if (&d != &*worst)
      report_->add(std::min(d.severity, Severity::warning), d.rule, d.file, d.line, std::move(d.path), d.value,
                   std::move(d.hint));
  return false;
}

void NativeFile::complain(const JsonError& error, std::uint64_t line, std::string_view text) {
  const std::uint64_t at =
      line + static_cast<std::uint64_t>(std::count(
                 text.begin(), text.begin() + static_cast<std::ptrdiff_t>(std::min(error.offset, text.size())), '\n'));
  std::string hint = error.hint;
  if (error.rule != "too-large") hint += " (byte " + std::to_string(error.offset + 1) + " of the line)";
  if (lenient_) {
    report_->quarantine(error.rule, name_, at, {}, error.value, std::move(hint), text);
  } else {
    keep_error({error.rule, Severity::error, name_, at, {}, printable(error.value), std::move(hint)});
  }
}

void NativeFile::keep_error(Diagnostic diagnostic) {
  if (errors_.size() < most_errors) {
    errors_.add(std::move(diagnostic));
  } else {
    ++errors_left_out_;
  }
}

void NativeFile::finish() {
  if (!errors_.has_errors()) builder_->add(std::move(settings_));
  if (unsourced_ != 0)
    report_->add(Severity::note, "unsourced", name_, first_unsourced_, {}, {},
                 std::to_string(unsourced_) +
                     (unsourced_ == 1 ? " record without `sources` rests" : " records without `sources` rest") +
                     " on this file itself");
  reader_->new_codes_.emplace_back(name_, std::move(context_.new_codes()));
  if (!errors_.has_errors()) return;
  errors_.sort();
  if (errors_left_out_ != 0)
    errors_.add({"more-errors", Severity::error, name_, 0, {}, {}, std::to_string(errors_left_out_) + " more errors"});
  throw InvalidData{std::move(errors_)};
}

}  // namespace dutygraph::io::detail
