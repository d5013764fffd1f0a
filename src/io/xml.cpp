// SPDX-License-Identifier: BSL-1.0
#include "io/xml.hpp"

#include <expat.h>

#include <algorithm>
#include <cstring>
#include <exception>
#include <new>

#include <dutygraph/error.hpp>

#include "base/markup.hpp"

namespace dutygraph::io::detail {
namespace {

// Since 2.9 Expat has functions of a fixed width, and warns of the others.
#if XML_MAJOR_VERSION > 2 || (XML_MAJOR_VERSION == 2 && XML_MINOR_VERSION >= 9)
std::uint64_t line_of(XML_Parser parser) { return XML_GetCurrentLineNumber64(parser); }
std::uint64_t column_of(XML_Parser parser) { return XML_GetCurrentColumnNumber64(parser); }
std::int64_t offset_of(XML_Parser parser) { return XML_GetCurrentByteIndex64(parser); }
#else
std::uint64_t line_of(XML_Parser parser) { return XML_GetCurrentLineNumber(parser); }
std::uint64_t column_of(XML_Parser parser) { return XML_GetCurrentColumnNumber(parser); }
std::int64_t offset_of(XML_Parser parser) { return XML_GetCurrentByteIndex(parser); }
#endif

constexpr std::string_view spaces = " \t\r\n";

std::string_view local(std::string_view name) noexcept {
  const std::size_t colon = name.rfind(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

std::string_view trimmed(std::string_view text) noexcept {
  const std::size_t first = text.find_first_not_of(spaces);
  return first == std::string_view::npos ? std::string_view{}
                                         : text.substr(first, text.find_last_not_of(spaces) - first + 1);
}

/// A part of the characters of a record.
struct Part {
  std::uint32_t first = 0, size = 0;
};

}  // namespace

struct XmlRecords::State {
  struct Node {
    Part name{}, text{};
    std::uint32_t first_attribute = 0, attributes = 0;
    std::uint32_t next = 0;  ///< the node after it and all its children
    std::uint64_t line = 0;
  };
  struct Attribute {
    Part name{}, value{};
  };

  State(Input& given, std::vector<std::string> records) : input{given}, names{std::move(records)} {}
  ~State() {
    if (parser != nullptr) XML_ParserFree(parser);
  }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  [[nodiscard]] std::string_view view(Part part) const noexcept {
    return std::string_view{characters}.substr(part.first, part.size);
  }
  Part keep(std::string_view text) {
    const Part part{static_cast<std::uint32_t>(characters.size()), static_cast<std::uint32_t>(text.size())};
    characters += text;
    return part;
  }
  /// Remembers the first complaint and ends parsing: no exception may pass through the parser.
  void fail(std::string_view rule, std::string_view value, std::string hint) {
    if (failed.rule.empty())
      failed = {std::string{rule}, Severity::error, {}, line(), {}, printable(value), std::move(hint)};
    XML_StopParser(parser, XML_FALSE);
  }
  [[nodiscard]] std::uint64_t line() const { return line_of(parser); }
  template <class Body>
  void guarded(Body&& body) noexcept {
    if (thrown || !failed.rule.empty()) return;  // what the parser still has to say after it was told to stop
    try {
      body();
    } catch (...) {  // out of memory
      thrown = std::current_exception();
      XML_StopParser(parser, XML_FALSE);
    }
  }

  void start(std::string_view name, const XML_Char** given);
  void end();
  void text(std::string_view piece);
  void check_size() {
    if (characters.size() > max_record || nodes.size() > max_record / sizeof(Node))
      fail("row-too-long", {}, "a record of at most 64 MiB");
  }
  void add_node(std::string_view name, const XML_Char** given, std::uint64_t at);
  /// Feeds the parser until a record is complete. \return false at the end of the file.
  bool advance();
  [[noreturn]] void refuse();

  Input& input;
  std::vector<std::string> names;
  XML_Parser parser = nullptr;
  std::size_t depth = 0;
  std::size_t record_depth = 0;  ///< depth of the record that is being read; 0: none
  std::vector<std::uint32_t> open{};
  std::string characters{};
  std::vector<Node> nodes{};
  std::vector<Attribute> attributes{};
  std::size_t pieces = 0;  ///< of text behind children, in this record
  std::unique_ptr<State> root{};
  bool complete = false, suspended = false, ended = false;
  std::uint64_t fed = 0;
  Diagnostic failed{};
  std::exception_ptr thrown{};
};

void XmlRecords::State::add_node(std::string_view name, const XML_Char** given, std::uint64_t at) {
  Node node;
  node.name = keep(local(name));
  node.line = at;
  node.first_attribute = static_cast<std::uint32_t>(attributes.size());
  for (; given != nullptr && *given != nullptr; given += 2) {
    Attribute attribute;
    attribute.name = keep(given[0]);
    attribute.value = keep(given[1]);
    attributes.push_back(attribute);
  }
  node.attributes = static_cast<std::uint32_t>(attributes.size()) - node.first_attribute;
  nodes.push_back(node);
}

void XmlRecords::State::start(std::string_view name, const XML_Char** given) {
  if (++depth > max_depth)
    return fail("too-deep", name, "elements nested at most " + std::to_string(max_depth) + " deep");
  if (depth == 1) {
    root = std::make_unique<State>(input, std::vector<std::string>{});
    root->add_node(name, given, line());
    root->nodes.front().next = 1;
  }
  if (record_depth == 0) {
    if (std::find(names.begin(), names.end(), local(name)) == names.end()) return;
    record_depth = depth;
    characters.clear();
    nodes.clear();
    attributes.clear();
    pieces = 0;
  }
  open.push_back(static_cast<std::uint32_t>(nodes.size()));
  add_node(name, given, line());
  check_size();
}

void XmlRecords::State::end() {
  if (record_depth != 0) {
    nodes[open.back()].next = static_cast<std::uint32_t>(nodes.size());
    open.pop_back();
    if (depth == record_depth) {
      record_depth = 0;
      complete = true;
      XML_StopParser(parser, XML_TRUE);
    }
  }
  --depth;
}

void XmlRecords::State::text(std::string_view piece) {
  if (record_depth == 0) return;
  Part& part = nodes[open.back()].text;
  if (part.size != 0 && part.first + part.size != characters.size()) {  // behind a child
    if (piece.find_first_not_of(spaces) == std::string_view::npos) return;
    constexpr std::size_t most = 1000;
    if (++pieces > most) return fail("mixed-content", piece, "texts inside elements, not between them");
    part = keep(std::string{view(part)} + " ");
  }
  if (part.size == 0) part.first = static_cast<std::uint32_t>(characters.size());
  characters += piece;
  part.size += static_cast<std::uint32_t>(piece.size());
  check_size();
}

void XmlRecords::State::refuse() {
  if (thrown) std::rethrow_exception(thrown);
  Diagnostic problem = failed;
  if (problem.rule.empty()) {
    const char* const reason = XML_ErrorString(XML_GetErrorCode(parser));
    problem = {"malformed-xml",
               Severity::error,
               {},
               line(),
               {},
               {},
               "well-formed XML; column " + std::to_string(column_of(parser) + 1) + ": " +
                   (reason != nullptr ? reason : "it cannot be parsed")};
  }
  problem.file = input.name();
  Diagnostics list;
  list.add(std::move(problem));
  throw InvalidData{std::move(list)};
}

bool XmlRecords::State::advance() {
  complete = false;
  while (true) {
    XML_Status status = XML_STATUS_OK;
    if (suspended) {
      status = XML_ResumeParser(parser);
    } else {
      if (ended) return false;
      const std::string_view block = input.next_block();
      ended = block.empty();
      constexpr std::size_t most = std::size_t{1} << 20;
      const std::string_view piece = block.substr(0, most);
      if (ended) {
        status = XML_Parse(parser, "", 0, XML_TRUE);
      } else {
        void* const buffer = XML_GetBuffer(parser, static_cast<int>(piece.size()));
        if (buffer == nullptr) throw std::bad_alloc{};
        std::memcpy(buffer, piece.data(), piece.size());
        input.take_back(block.size() - piece.size());
        fed += piece.size();
        status = XML_ParseBuffer(parser, static_cast<int>(piece.size()), XML_FALSE);
      }
    }
    if (status == XML_STATUS_ERROR) refuse();
    suspended = status == XML_STATUS_SUSPENDED;
    if (complete) return true;
    // One tag or comment without an end must not ask for all memory.
    const std::int64_t at = offset_of(parser);
    if (at >= 0 && fed - static_cast<std::uint64_t>(at) > max_record) {
      failed = {"row-too-long", Severity::error, {}, line(), {}, {}, "a tag of at most 64 MiB"};
      refuse();
    }
  }
}

XmlRecords::XmlRecords(Input& input, std::vector<std::string> names)
    : state_{std::make_unique<State>(input, std::move(names))} {
  State& s = *state_;
  s.parser = XML_ParserCreate(nullptr);
  if (s.parser == nullptr) throw std::bad_alloc{};
  XML_SetUserData(s.parser, &s);
  XML_SetElementHandler(
      s.parser,
      [](void* user, const XML_Char* name, const XML_Char** given) {
        auto& state = *static_cast<State*>(user);
        state.guarded([&] { state.start(name, given); });
      },
      [](void* user, const XML_Char*) {
        auto& state = *static_cast<State*>(user);
        state.guarded([&] { state.end(); });
      });
  XML_SetCharacterDataHandler(s.parser, [](void* user, const XML_Char* piece, int size) {
    auto& state = *static_cast<State*>(user);
    state.guarded([&] { state.text({piece, static_cast<std::size_t>(size)}); });
  });
  XML_SetEntityDeclHandler(s.parser, [](void* user, const XML_Char* name, int, const XML_Char*, int, const XML_Char*,
                                        const XML_Char*, const XML_Char*, const XML_Char*) {
    auto& state = *static_cast<State*>(user);
    state.guarded([&] { state.fail("entity-declaration", name, "a file without entity declarations"); });
  });
  XML_SetSkippedEntityHandler(s.parser, [](void* user, const XML_Char* name, int) {
    auto& state = *static_cast<State*>(user);
    state.guarded([&] { state.fail("undefined-entity", name, "one of XML's own entities: amp, lt, gt, quot, apos"); });
  });
}

XmlRecords::~XmlRecords() = default;

XmlNode XmlRecords::next() { return state_->advance() ? XmlNode{state_.get(), 0} : XmlNode{}; }

XmlNode XmlRecords::root() const noexcept { return state_->root ? XmlNode{state_->root.get(), 0} : XmlNode{}; }

// --- nodes -----------------------------------------------------------------------------------------------------------

std::string_view XmlNode::name() const noexcept {
  return tree_ != nullptr ? tree_->view(tree_->nodes[index_].name) : std::string_view{};
}

std::string_view XmlNode::text() const noexcept {
  return tree_ != nullptr ? trimmed(tree_->view(tree_->nodes[index_].text)) : std::string_view{};
}

bool XmlNode::has_attribute(std::string_view name) const noexcept {
  if (tree_ == nullptr) return false;
  const auto& node = tree_->nodes[index_];
  for (std::uint32_t i = 0; i < node.attributes; ++i)
    if (tree_->view(tree_->attributes[node.first_attribute + i].name) == name) return true;
  return false;
}

std::string_view XmlNode::attribute(std::string_view name) const noexcept {
  if (tree_ == nullptr) return {};
  const auto& node = tree_->nodes[index_];
  for (std::uint32_t i = 0; i < node.attributes; ++i) {
    const auto& attribute = tree_->attributes[node.first_attribute + i];
    if (tree_->view(attribute.name) == name) return tree_->view(attribute.value);
  }
  return {};
}

std::uint64_t XmlNode::line() const noexcept { return tree_ != nullptr ? tree_->nodes[index_].line : 0; }

XmlNode XmlNode::find(std::string_view name) const noexcept {
  for (const XmlNode child : *this)
    if (child.name() == name) return child;
  return {};
}

XmlNode::Iterator& XmlNode::Iterator::operator++() noexcept {
  index_ = tree_->nodes[index_].next;
  return *this;
}

XmlNode::Iterator XmlNode::begin() const noexcept {
  return tree_ != nullptr ? Iterator{tree_, index_ + 1} : Iterator{};
}

XmlNode::Iterator XmlNode::end() const noexcept {
  return tree_ != nullptr ? Iterator{tree_, tree_->nodes[index_].next} : Iterator{};
}

// --- texts -----------------------------------------------------------------------------------------------------------

namespace {

/// Nesting is bounded by XmlRecords::max_depth.
void append(std::string& out, XmlNode node) {
  out += '<';
  out += node.name();
  out += '>';
  dutygraph::detail::append_markup(out, node.text());
  for (const XmlNode child : node) append(out, child);
  out += "</";
  out += node.name();
  out += '>';
}

}  // namespace

std::string to_text(XmlNode record) {
  std::string out;
  if (record) append(out, record);
  return out;
}

XmlStart look_at_xml(std::string_view text) {
  XmlStart start;
  text = text.substr(std::min(text.size(), text.find_first_not_of(spaces)));
  while (text.starts_with('<')) {
    if (text.starts_with("<?") || text.starts_with("<!")) {
      start.is_xml = true;
      const std::size_t inner = text.find_first_of("[>");  // declarations inside a document type
      const bool nested = text.starts_with("<!D") && inner != std::string_view::npos && text[inner] == '[';
      const std::string_view close = text.starts_with("<?")     ? "?>"
                                     : text.starts_with("<!--") ? "-->"
                                     : nested                   ? "]>"
                                                                : ">";
      const std::size_t end = text.find(close);
      if (end == std::string_view::npos) return start;
      text.remove_prefix(end + close.size());
      text = text.substr(std::min(text.size(), text.find_first_not_of(spaces)));
      continue;
    }
    const std::string_view name = text.substr(1, std::min(text.find_first_of(" \t\r\n/>"), text.size()) - 1);
    if (name.empty() || text.size() == name.size() + 1) return start;
    start.is_xml = true;
    start.root = local(name);
    return start;
  }
  return start;
}

}  // namespace dutygraph::io::detail
