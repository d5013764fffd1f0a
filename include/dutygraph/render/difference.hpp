// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// What differs between two results of the same question.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <dutygraph/config.hpp>
#include <dutygraph/render/page.hpp>
#include <dutygraph/render/record.hpp>

namespace dutygraph::render {

/// Rows that only one of two results has, and rows that say something else about the same thing.
struct Difference {
  /// One thing of which two results say different things.
  struct Change {
    std::vector<Field> identity{};  ///< what it is: state, company, channel, …
    struct Item {
      std::string field;              ///< "votes/low"
      std::optional<Value> before{};  ///< nothing if the row did not have it
      std::optional<Value> after{};   ///< nothing if the row has it no more
    };
    std::vector<Item> items{};  ///< in the order of the fields
  };
  std::vector<Record> added{};
  std::vector<Record> removed{};
  std::vector<Change> changed{};
  std::size_t unchanged = 0;
  [[nodiscard]] std::size_t size() const noexcept { return added.size() + removed.size() + changed.size(); }
  [[nodiscard]] bool empty() const noexcept { return size() == 0; }
};

/// Compares the rows of two results of one verb.
///
/// Rows are of the same thing if all fields that identify a row agree: `state`, `company`, `channel`, `check`,
/// `kind`, `ids`, … as far as they have them. Of several rows of one thing, equal ones are paired first, then the
/// others in order. Equal results differ in nothing. O(rows log rows). \return `added` and `changed` in the order of \p
/// after, `removed` in that of \p before
[[nodiscard]] DUTYGRAPH_EXPORT Difference difference(const RecordList& before, const RecordList& after);

/// One document: `verb`, `added`, `removed`, `changed` (identity and `changes`: `field`, `before`, `after`),
/// `unchanged`.
[[nodiscard]] DUTYGRAPH_EXPORT RecordList records(const Difference& difference, std::string_view verb);

/// A table of what differs.
[[nodiscard]] DUTYGRAPH_EXPORT Page page(const Difference& difference, std::string_view verb, const Stamp& stamp);

}  // namespace dutygraph::render
