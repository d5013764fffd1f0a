// SPDX-License-Identifier: BSL-1.0
#include "io/json.hpp"

#include <simdjson.h>

#include <algorithm>
#include <new>
#include <utility>

#include "base/json_text.hpp"
#include "io/json_memory.hpp"

namespace dutygraph::io::detail {
namespace {

namespace ondemand = simdjson::ondemand;

constexpr std::string_view spaces = " \t\r\n";

std::string_view trimmed(std::string_view token) noexcept {
  while (!token.empty() && spaces.find(token.back()) != std::string_view::npos) token.remove_suffix(1);
  return token;
}

/// The end of the value that starts at \p at of a text that is JSON.
std::size_t value_end(std::string_view text, std::size_t at) noexcept {
  std::size_t depth = 0;
  do {
    const char c = text[at++];
    if (c == '"') {
      for (; at < text.size() && text[at] != '"'; ++at)
        if (text[at] == '\\') ++at;
      ++at;
    } else if (c == '{' || c == '[') {
      ++depth;
    } else if (c == '}' || c == ']') {
      --depth;
    }
  } while (depth > 0 && at < text.size());
  return std::min(at, text.size());
}

void write_canonical(JsonTree::Node node, dutygraph::detail::JsonText& out,
                     std::initializer_list<std::string_view> without = {}) {
  switch (node.kind()) {
    case JsonKind::string:
      out.string(node.text());
      return;
    case JsonKind::array:
      out.array([&] {
        for (const JsonTree::Node item : node) write_canonical(item, out);
      });
      return;
    case JsonKind::object: {
      std::vector<JsonTree::Node> members;
      for (const JsonTree::Node member : node)
        if (std::find(without.begin(), without.end(), member.key()) == without.end()) members.push_back(member);
      std::sort(members.begin(), members.end(), [](auto a, auto b) { return a.key() < b.key(); });
      out.object([&] {
        for (const JsonTree::Node member : members) {
          out.key(member.key());
          write_canonical(member, out);
        }
      });
      return;
    }
    default:
      out.raw(node.text());
  }
}

}  // namespace

std::string_view describe(JsonKind kind) noexcept {
  switch (kind) {
    case JsonKind::null:
      return "null";
    case JsonKind::boolean:
      return "true or false";
    case JsonKind::number:
      return "a number";
    case JsonKind::string:
      return "a string";
    case JsonKind::array:
      return "a list";
    case JsonKind::object:
      return "an object";
  }
  return "a value";
}

/// Walks a text with simdjson and appends what it meets to the tree.
struct JsonTree::Builder {
  ondemand::parser parser;

  [[noreturn]] static void refuse(const JsonTree& tree, simdjson::error_code code) {
    if (code == simdjson::MEMALLOC) throw std::bad_alloc{};
    if (code == simdjson::CAPACITY)
      throw JsonError{"too-large", 0, {}, "a document of less than 4 GiB; larger worlds are JSON Lines"};
    JsonError error = diagnose_json(tree.text_);
    if (error.rule.empty()) error = {"malformed-json", 0, {}, std::string{"JSON: "} + simdjson::error_message(code)};
    throw error;
  }

  template <class Result>
  static auto checked(const JsonTree& tree, Result&& result) {
    if (result.error() != simdjson::SUCCESS) refuse(tree, result.error());
    return std::forward<Result>(result).value_unsafe();
  }
  template <class Value>
  static std::string_view token_of(const JsonTree& tree, Value& value) {
    const std::string_view token = checked(tree, simdjson::simdjson_result<std::string_view>{value.raw_json_token()});
    if (token.empty()) refuse(tree, simdjson::TAPE_ERROR);
    return token;
  }
  static std::size_t offset_of(const JsonTree& tree, std::string_view token) noexcept {
    return static_cast<std::size_t>(token.data() - tree.text_.data());
  }

  void read(JsonTree& tree, ondemand::document& document) {
    const std::string_view first = token_of(tree, document);
    if (first.front() == '{') {
      object(tree, checked(tree, document.get_object()), open(tree, JsonKind::object, {}, first), 1);
    } else if (first.front() == '[') {
      array(tree, checked(tree, document.get_array()), open(tree, JsonKind::array, {}, first), 1);
    } else {
      throw JsonError{"malformed-json", offset_of(tree, first), std::string{trimmed(first)}, "an object or a list"};
    }
    if (document.current_location().error() != simdjson::OUT_OF_BOUNDS) refuse(tree, simdjson::TRAILING_CONTENT);
  }

 private:
  static std::uint32_t open(JsonTree& tree, JsonKind kind, std::string_view key, std::string_view token) {
    const auto index = static_cast<std::uint32_t>(tree.values_.size());
    tree.values_.push_back({.key = key,
                            .text = {},
                            .offset = static_cast<std::uint32_t>(offset_of(tree, token)),
                            .next = index + 1,
                            .children = 0,
                            .kind = kind,
                            .taken = false});
    return index;
  }
  static void close(JsonTree& tree, std::uint32_t index, std::uint32_t children) {
    tree.values_[index].children = children;
    tree.values_[index].next = static_cast<std::uint32_t>(tree.values_.size());
  }

  static void object(JsonTree& tree, ondemand::object object, std::uint32_t self, std::size_t depth) {
    std::uint32_t children = 0;
    for (auto member : object) {
      ondemand::field field = checked(tree, std::move(member));
      const std::string_view key = checked(tree, field.unescaped_key());
      value(tree, field.value(), key, depth);
      ++children;
    }
    close(tree, self, children);
    refuse_duplicates(tree, self);
  }
  static void array(JsonTree& tree, ondemand::array array, std::uint32_t self, std::size_t depth) {
    std::uint32_t children = 0;
    for (auto item : array) {
      value(tree, checked(tree, std::move(item)), {}, depth);
      ++children;
    }
    close(tree, self, children);
  }
  static void value(JsonTree& tree, ondemand::value value, std::string_view key, std::size_t depth) {
    const std::string_view token = token_of(tree, value);
    const char first = token.front();
    if (first == '{' || first == '[') {
      if (depth == max_depth)
        throw JsonError{"too-deep", offset_of(tree, token), {}, "objects and lists nested at most 64 deep"};
      const std::uint32_t self = open(tree, first == '{' ? JsonKind::object : JsonKind::array, key, token);
      if (first == '{') {
        object(tree, checked(tree, value.get_object()), self, depth + 1);
      } else {
        array(tree, checked(tree, value.get_array()), self, depth + 1);
      }
    } else if (first == '"') {
      const std::uint32_t self = open(tree, JsonKind::string, key, token);
      tree.values_[self].text = checked(tree, value.get_string());
    } else {  // the iterator steps over scalars that nobody consumes; their text says all
      const std::string_view text = trimmed(token);
      const JsonKind kind = text == "null"                      ? JsonKind::null
                            : text == "true" || text == "false" ? JsonKind::boolean
                                                                : JsonKind::number;
      if (kind == JsonKind::number && !is_json_number(text)) refuse(tree, simdjson::NUMBER_ERROR);
      const std::uint32_t self = open(tree, kind, key, token);
      tree.values_[self].text = text;
    }
  }

  static void refuse_duplicates(const JsonTree& tree, std::uint32_t self) {
    const Node object{&tree, self};
    const auto refuse = [](Node again) {
      throw JsonError{"duplicate-key", again.offset(), std::string{again.key()}, "each name once in an object"};
    };
    if (object.size() <= 12) {
      for (auto a = object.begin(); a != object.end(); ++a)
        for (auto b = object.begin(); b != a; ++b)
          if ((*a).key() == (*b).key()) refuse(*a);
      return;
    }
    std::vector<Node> members;
    members.reserve(object.size());
    for (const Node member : object) members.push_back(member);
    std::stable_sort(members.begin(), members.end(), [](Node a, Node b) { return a.key() < b.key(); });
    for (std::size_t i = 1; i < members.size(); ++i)
      if (members[i - 1].key() == members[i].key()) refuse(members[i]);
  }
};

JsonTree::JsonTree() : builder_{std::make_unique<Builder>()} {}
JsonTree::~JsonTree() = default;
JsonTree::JsonTree(JsonTree&&) noexcept = default;
JsonTree& JsonTree::operator=(JsonTree&&) noexcept = default;

void JsonTree::parse(std::string_view text) {
  text_ = text;
  values_.clear();
  if (text.size() >= 0xFFFFFFFFU) Builder::refuse(*this, simdjson::CAPACITY);
  require_memory(builder_->parser, text.size());
  auto document = builder_->parser.iterate(text.data(), text.size(), text.size() + simdjson::SIMDJSON_PADDING);
  if (document.error() != simdjson::SUCCESS) Builder::refuse(*this, document.error());
  builder_->read(*this, document.value_unsafe());
}

void JsonTree::parse_copy(std::string_view text) {
  copy_.assign(text);
  copy_.append(simdjson::SIMDJSON_PADDING, ' ');
  parse(std::string_view{copy_}.substr(0, text.size()));
}

std::string_view JsonTree::Node::source() const noexcept {
  const std::string_view text = tree_->text_;
  if (kind() != JsonKind::array && kind() != JsonKind::object && kind() != JsonKind::string) return this->text();
  return text.substr(offset(), value_end(text, offset()) - offset());
}

std::string JsonTree::Node::canonical() const {
  dutygraph::detail::JsonText out;
  write_canonical(*this, out);
  return out.take();
}

std::string JsonTree::Node::canonical_without(std::initializer_list<std::string_view> names) const {
  dutygraph::detail::JsonText out;
  write_canonical(*this, out, names);
  return out.take();
}

JsonTree::Node JsonTree::Node::find(std::string_view key) const noexcept {
  for (const Node member : *this)
    if (member.key() == key) return member;
  return {};
}

std::uint64_t LineCounter::line_of(std::size_t offset) noexcept {
  offset = std::min(offset, text_.size());
  if (offset < offset_) {
    line_ = first_;
    offset_ = 0;
  }
  line_ += static_cast<std::uint64_t>(std::count(text_.begin() + static_cast<std::ptrdiff_t>(offset_),
                                                 text_.begin() + static_cast<std::ptrdiff_t>(offset), '\n'));
  offset_ = offset;
  return line_;
}

}  // namespace dutygraph::io::detail
