// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>

#include <dutygraph/query/nexus.hpp>

#include "render/words.hpp"

namespace dutygraph::render::detail {

/// Adds the fields of a row of nexus().
void add_tie(Record& record, const Graph& graph, const NexusRow& row, Date day);

/// Why a row of NexusOptions::at_deal says what it says, in a sentence or two.
[[nodiscard]] std::string because(const Graph& graph, const NexusRow& row, const ControlProfile& profile);

/// Deals on the day each was made, one row each.
class DealTable {
 public:
  DealTable(const Graph& graph, const ControlProfile& profile, Citations& citations, Remarks& remarks, bool with_state);
  void add(const NexusRow& row);
  [[nodiscard]] Table take() { return std::move(table_); }

 private:
  [[nodiscard]] std::string deal(const NexusRow& row) const;
  [[nodiscard]] std::string then(const NexusRow& row) const;

  const Graph& graph_;
  const ControlProfile& profile_;
  Citations& citations_;
  Remarks& remarks_;
  bool with_state_;
  Table table_;
};

/// What a deal says of a human-rights condition, for people.
[[nodiscard]] std::string condition_words(const Graph& graph, const NexusRow& row);

/// A table of ties, one row each.
class TieTable {
 public:
  /// \param with_state, with_company  which columns there are: what the headline does not say
  TieTable(const Graph& graph, const ControlProfile& profile, Date day, Citations& citations, Remarks& remarks,
           bool with_state, bool with_company);
  void add(const NexusRow& row);
  [[nodiscard]] Table take() { return std::move(table_); }

 private:
  [[nodiscard]] std::string channel(const NexusRow& row) const;
  [[nodiscard]] std::string tie(const NexusRow& row, const Seen& seen) const;
  [[nodiscard]] std::string dates(const NexusRow& row, const Seen& seen) const;

  const Graph& graph_;
  const ControlProfile& profile_;
  Date day_;
  Citations& citations_;
  Remarks& remarks_;
  bool with_state_, with_company_;
  VertexId state_{}, company_{};  // of the row before
  Table table_;
};

}  // namespace dutygraph::render::detail
