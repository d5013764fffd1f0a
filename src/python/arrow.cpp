// SPDX-License-Identifier: BSL-1.0
#include "python/arrow.hpp"

#include <cerrno>
#include <cstdlib>
#include <deque>
#include <exception>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include <dutygraph/decimal.hpp>

namespace dutygraph::python {
namespace {

using Type = Column::Type;
constexpr std::int64_t nullable = 2;  // ARROW_FLAG_NULLABLE

const char* format_of(const Column& column) {
  switch (column.type) {
    case Type::number:
      return "l";
    case Type::boolean:
      return "b";
    case Type::texts:
      return "+L";
    default:
      return column.decimal ? "g" : "U";
  }
}

// --- schema ---------------------------------------------------------------------------------------------------------

/// A schema and what its pointers point to.
struct SchemaNode {
  std::string name;
  std::vector<ArrowSchema*> children;
};

void release_schema(ArrowSchema* schema) {
  for (std::int64_t i = 0; i < schema->n_children; ++i) {
    ArrowSchema* child = schema->children[i];
    if (child->release != nullptr) child->release(child);
    delete child;
  }
  delete static_cast<SchemaNode*>(schema->private_data);
  schema->release = nullptr;
}

void fill_schema(ArrowSchema& out, const char* format, std::string name, std::int64_t flags) {
  auto* node = new SchemaNode{std::move(name), {}};
  out = {format, node->name.c_str(), nullptr, flags, 0, nullptr, nullptr, release_schema, node};
}

ArrowSchema& add_child(ArrowSchema& parent, const char* format, std::string name) {
  auto* node = static_cast<SchemaNode*>(parent.private_data);
  node->children.push_back(new ArrowSchema{});
  fill_schema(*node->children.back(), format, std::move(name), nullable);
  parent.children = node->children.data();
  parent.n_children = static_cast<std::int64_t>(node->children.size());
  return *node->children.back();
}

// --- data -----------------------------------------------------------------------------------------------------------

/// An array and what its pointers point to: the rows it shares and the buffers that had to be made.
struct ArrayNode {
  std::shared_ptr<const Rows> rows;
  std::vector<const void*> buffers;
  std::vector<ArrowArray*> children;
  std::deque<std::vector<std::uint8_t>> bits;
  std::vector<double> numbers;
  std::string bytes;
  std::vector<std::int64_t> ends;
};

void release_array(ArrowArray* array) {
  for (std::int64_t i = 0; i < array->n_children; ++i) {
    ArrowArray* child = array->children[i];
    if (child->release != nullptr) child->release(child);
    delete child;
  }
  delete static_cast<ArrayNode*>(array->private_data);
  array->release = nullptr;
}

const void* pack(ArrayNode& node, const std::vector<std::uint8_t>& flags) {
  std::vector<std::uint8_t>& bits = node.bits.emplace_back((flags.size() + 7) / 8 + 1);
  for (std::size_t i = 0; i < flags.size(); ++i)
    if (flags[i] != 0) bits[i / 8] = static_cast<std::uint8_t>(bits[i / 8] | 1U << i % 8);
  return bits.data();
}

ArrayNode& start(ArrowArray& out, std::shared_ptr<const Rows> rows, std::size_t length, std::size_t nulls) {
  auto* node = new ArrayNode{};
  node->rows = std::move(rows);
  out = {static_cast<std::int64_t>(length),
         static_cast<std::int64_t>(nulls),
         0,
         0,
         0,
         nullptr,
         nullptr,
         nullptr,
         release_array,
         node};
  return *node;
}

void finish(ArrowArray& out, ArrayNode& node) {
  out.n_buffers = static_cast<std::int64_t>(node.buffers.size());
  out.buffers = node.buffers.data();
  out.n_children = static_cast<std::int64_t>(node.children.size());
  out.children = node.children.data();
}

double to_double(std::string_view text) {
  const auto number = Decimal::parse(text);
  return number ? number->to_double() : std::numeric_limits<double>::quiet_NaN();
}

/// The value of a column of type `other` as JSON.
std::string json_of(const render::Value& value) {
  render::Record record;
  record.fields.push_back({"v", value});
  const std::string object = render::to_json(record);  // {"v":...}
  return object.substr(5, object.size() - 6);
}

void fill_column(ArrowArray& out, const std::shared_ptr<const Rows>& rows, const Column& column) {
  ArrayNode& node = start(out, rows, rows->size(), column.absent);
  node.buffers.push_back(column.absent == 0 ? nullptr : pack(node, column.present));
  static constexpr char nothing = 0;
  const auto bytes = [](const std::string& text) -> const void* { return text.empty() ? &nothing : text.data(); };
  switch (column.type) {
    case Type::number:
      node.buffers.push_back(column.numbers.data());
      break;
    case Type::boolean:
      node.buffers.push_back(pack(node, column.flags));
      break;
    case Type::texts: {
      node.buffers.push_back(column.lists.data());
      node.children.push_back(new ArrowArray{});
      ArrowArray& items = *node.children.back();
      ArrayNode& inner = start(items, rows, column.ends.size() - 1, 0);
      inner.buffers = {nullptr, column.ends.data(), bytes(column.bytes)};
      finish(items, inner);
      break;
    }
    case Type::text:
    case Type::none:
    case Type::other:
      if (column.decimal) {
        node.numbers.resize(rows->size() + 1);
        for (std::size_t i = 0; i < rows->size(); ++i)
          if (column.present[i] != 0) node.numbers[i] = to_double(column.text(i));
        node.buffers.push_back(node.numbers.data());
        break;
      }
      if (column.type == Type::text) {
        node.buffers.push_back(column.ends.data());
        node.buffers.push_back(bytes(column.bytes));
        break;
      }
      node.ends.push_back(0);
      for (std::size_t i = 0; i < rows->size(); ++i) {
        if (column.present[i] != 0) node.bytes += json_of(column.values[i]);
        node.ends.push_back(static_cast<std::int64_t>(node.bytes.size()));
      }
      node.buffers.push_back(node.ends.data());
      node.buffers.push_back(bytes(node.bytes));
      break;
  }
  finish(out, node);
}

// --- stream ---------------------------------------------------------------------------------------------------------

struct Stream {
  std::shared_ptr<const Rows> rows;
  bool done = false;
  std::string error{};
};

/// Runs \p body; an exception becomes an error code, as C wants it.
template <class Body>
int guarded(ArrowArrayStream* stream, Body&& body) {
  auto& state = *static_cast<Stream*>(stream->private_data);
  try {
    body(state);
    return 0;
  } catch (const std::exception& error) {
    state.error = error.what();
    return ENOMEM;
  }
}

int get_schema(ArrowArrayStream* stream, ArrowSchema* out) {
  return guarded(stream, [&](const Stream& state) {
    fill_schema(*out, "+s", "", 0);
    for (const Column& column : state.rows->columns()) {
      ArrowSchema& child = add_child(*out, format_of(column), column.name);
      if (column.type == Type::texts) add_child(child, "U", "item");
    }
  });
}

int get_next(ArrowArrayStream* stream, ArrowArray* out) {
  return guarded(stream, [&](Stream& state) {
    *out = {};
    if (std::exchange(state.done, true)) return;  // released: no more batches
    ArrayNode& node = start(*out, state.rows, state.rows->size(), 0);
    node.buffers.push_back(nullptr);
    for (const Column& column : state.rows->columns()) {
      node.children.push_back(new ArrowArray{});
      fill_column(*node.children.back(), state.rows, column);
    }
    finish(*out, node);
  });
}

const char* get_last_error(ArrowArrayStream* stream) {
  const auto& state = *static_cast<Stream*>(stream->private_data);
  return state.error.empty() ? nullptr : state.error.c_str();
}

void release_stream(ArrowArrayStream* stream) {
  delete static_cast<Stream*>(stream->private_data);
  stream->release = nullptr;
}

}  // namespace

void open_stream(std::shared_ptr<const Rows> rows, ArrowArrayStream& out) {
  out = {get_schema, get_next, get_last_error, release_stream, new Stream{.rows = std::move(rows)}};
}

}  // namespace dutygraph::python
