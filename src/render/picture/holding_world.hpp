// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "render/picture/holdings.hpp"

namespace dutygraph::render::detail {

/// How a link of a picture of holdings is drawn.
enum class LinkLook : std::uint8_t { certain, possible, ended, part };

/// A box of the picture: a State, a member of it, a company, another holder.
struct HoldingBox {
  VertexId vertex{};
  std::vector<const HoldingRow*> rows{};
  std::vector<std::string> own{};  ///< what it holds of itself
};

/// All interests of one look that one box has in another.
struct HoldingLink {
  std::size_t from = 0, to = 0;
  LinkLook look = LinkLook::certain;
  std::vector<std::string> labels{};  ///< "53.97 % of votes", none twice
  std::vector<std::string> words{};   ///< with dates and sources
};

/// What a picture of holdings has to show, before anything has a place.
class HoldingWorld {
 public:
  HoldingWorld(const Graph& graph, HoldingChart& chart, const Stamp& stamp, const PictureOptions& options);

  [[nodiscard]] const std::vector<HoldingBox>& boxes() const noexcept { return boxes_; }
  [[nodiscard]] const std::vector<HoldingLink>& links() const noexcept { return links_; }
  /// Interests in companies of the picture that hold, or may hold, on the day and are not drawn: no verdict rests on
  /// them.
  [[nodiscard]] std::size_t others() const noexcept { return others_; }
  /// Rows of States that have nothing to do with the company, as far as is recorded, where others have: not drawn.
  [[nodiscard]] std::size_t silent() const noexcept { return silent_; }

 private:
  std::size_t box_of(VertexId v);
  void add_rows(HoldingChart& chart);
  void add_row(const HoldingRow& row);
  void add_state(VertexId v);
  void add_past(VertexId company);
  void add_interest(EdgeId e, LinkLook look);
  [[nodiscard]] bool belongs(VertexId v) const;

  const Graph& graph_;
  std::int32_t day_;
  std::vector<HoldingBox> boxes_;
  std::vector<HoldingLink> links_;
  std::map<VertexId, std::size_t> box_by_vertex_;
  std::map<std::tuple<std::size_t, std::size_t, LinkLook>, std::size_t> link_by_ends_;
  std::vector<HoldingRow> above_;  // looked up for the way to the companies asked for
  std::vector<bool> drawn_;        // by edge
  std::set<VertexId> asked_;       // States that the rows are about
  std::size_t others_ = 0, silent_ = 0;
};

/// "Annual report, p. 7 (Publisher, 2024)", for the sources of a fact.
[[nodiscard]] std::string source_words(SourceRange sources);

}  // namespace dutygraph::render::detail
