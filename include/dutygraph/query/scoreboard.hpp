// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// One State on one page: every element of the Guiding Principles, and the five headlines of the B-Tech paper.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <dutygraph/config.hpp>
#include <dutygraph/query/check.hpp>
#include <dutygraph/vocab/ungp.hpp>

namespace dutygraph {

/// The answer for one element, from the checks that compute it and from hand-coded evidence where none does.
struct ElementRow {
  VertexId state{};
  const vocab::Element* element = nullptr;  ///< never null in a result
  Outcome result = Outcome::unknown;
  std::vector<std::string> checks{};   ///< "SM04: 2 FAIL, 1 UNKNOWN", in the order of the catalogue
  std::vector<CheckReason> because{};  ///< of the rows that decide: those of the same result
  std::vector<CheckGap> missing{};     ///< of UNKNOWN
};

/// Rows of scoreboard(), by id of State, then in the order of vocab::elements().
using ElementResult = Result<ElementRow>;

/// Every element id of the principles for each State, with its result; the factors rf01-rf15 are not among them, they
/// are asked of instruments. Rows of checks about one element are combined as in combine(); an element that no check
/// computes, or of which checks know nothing, is read from `elements` of the State's records. Options::checks is not
/// read. \throws UsageError if no day is given anywhere; Cancelled. Complexity: that of check().
[[nodiscard]] DUTYGRAPH_EXPORT ElementResult scoreboard(const Graph& graph, const CheckOptions& options = {});

/// One of the five headlines of the foundational paper on the State duty. The wording was not readable: the text is
/// this project's paraphrase, after the consultation agenda of 18 February 2021.
struct Headline {
  std::string_view id;          ///< "H1"
  std::string_view text;        ///< our paraphrase
  std::string_view basis;       ///< what the paraphrase rests on, and how sure it is
  std::string_view principles;  ///< references of the elements that speak to it: "3a,3b"
};
/// H1 to H5.
[[nodiscard]] DUTYGRAPH_EXPORT std::span<const Headline> headlines() noexcept;

/// One headline and State.
struct HeadlineRow {
  VertexId state{};
  const Headline* headline = nullptr;   ///< never null in a result
  Outcome result = Outcome::unknown;    ///< of its elements, combined
  std::vector<std::string> elements{};  ///< "ungp3a.enforced: FAIL"
};

/// Rows of five each, by id of State.
using HeadlineResult = Result<HeadlineRow>;

/// The headlines over the rows of scoreboard().
[[nodiscard]] DUTYGRAPH_EXPORT HeadlineResult headlines_of(const ElementResult& elements);

}  // namespace dutygraph
