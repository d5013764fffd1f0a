// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// How records describe their fields.
///
/// Each record has one `describe(visitor)` that names every field of the native document once, in
/// document order, with what it may hold. Readers, writers, the JSON Schema, the edges of the graph
/// and the tests all visit that one description.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <dutygraph/date.hpp>
#include <dutygraph/decimal.hpp>
#include <dutygraph/model/kinds.hpp>

namespace dutygraph {

/// Which way the edge of a reference points.
enum class Direction : std::uint8_t {
  to_target,    ///< from the record to what it names
  from_target,  ///< from what it names to the record
};

/// Base of all visitors: does nothing with every field. A visitor hides what it handles.
template <class Record>
struct RecordVisitor {
  static constexpr Direction to_target = Direction::to_target;
  static constexpr Direction from_target = Direction::from_target;

  void text(std::string_view, std::string Record::*) {}
  void texts(std::string_view, std::vector<std::string> Record::*) {}
  void optional_texts(std::string_view, std::optional<std::vector<std::string>> Record::*) {}
  void optional_codes(std::string_view, std::optional<std::vector<std::string>> Record::*, std::string_view) {}
  void code(std::string_view, std::string Record::*, std::string_view) {}
  void codes(std::string_view, std::vector<std::string> Record::*, std::string_view) {}
  void ref(std::string_view, std::string Record::*, VertexKinds) {}
  void ref(std::string_view, std::string Record::*, VertexKinds, EdgeKind, Direction, std::string_view = {}) {}
  void refs(std::string_view, std::vector<std::string> Record::*, VertexKinds) {}
  void refs(std::string_view, std::vector<std::string> Record::*, VertexKinds, EdgeKind, Direction,
            std::string_view = {}) {}
  void refs_or_codes(std::string_view, std::vector<std::string> Record::*, VertexKinds, EdgeKind, Direction) {}
  void date(std::string_view, std::optional<Date> Record::*) {}
  void number(std::string_view, std::optional<Decimal> Record::*) {}
  void integer(std::string_view, std::optional<std::int64_t> Record::*) {}
  void boolean(std::string_view, std::optional<bool> Record::*) {}
  template <class Choice>
  void choice(std::string_view, Choice Record::*) {}
  void number_or_text(std::string_view, std::string Record::*) {}
  void raw(std::string_view, std::string Record::*) {}
  void any(std::string_view, std::string Record::*) {}
  template <class Item>
  void list(std::string_view, std::vector<Item> Record::*) {}
  template <class Item>
  void optional_list(std::string_view, std::optional<std::vector<Item>> Record::*) {}
  template <class Item>
  void object(std::string_view, std::optional<Item> Record::*) {}
  template <class Named>
  void named_lists(std::string_view, std::vector<Named> Record::*) {}
  template <class Named>
  void named_codes(std::string_view, std::vector<Named> Record::*, std::string_view, std::string_view) {}
};

}  // namespace dutygraph
