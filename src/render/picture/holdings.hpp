// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <functional>
#include <string>
#include <vector>

#include <dutygraph/render/picture.hpp>

namespace dutygraph::render::detail {

/// What a picture of holdings says of one State and one company.
struct HoldingRow {
  VertexId state{};
  VertexId company{};
  Verdict verdict = Verdict::excluded;  ///< how the box looks
  bool organ = false;                   ///< it is part of the State: its place in the State is drawn
  std::string line{};                   ///< in the box: "controls, 53.97 %"
  std::string words{};                  ///< for those who point at it
  std::vector<EdgeId> evidence{};       ///< holdings
};

/// What is drawn, and how it is called.
struct HoldingChart {
  std::string title{}, subtitle{};
  std::string nothing{};                           ///< the sentence of an empty picture
  std::string certain{}, possible{}, excluded{};   ///< what the looks of boxes mean
  std::vector<HoldingRow> rows{};                  ///< of the result
  std::function<std::vector<HoldingRow>()> all{};  ///< asks for the rows of all companies, for the way up
};

/// Draws who holds what of whom, from States down to the companies of the rows.
[[nodiscard]] std::string draw(const Graph& graph, HoldingChart chart, const Stamp& stamp,
                               const PictureOptions& options);

}  // namespace dutygraph::render::detail
