// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// Results as pictures: SVG that needs no other file, no script and no font of its own.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <dutygraph/config.hpp>
#include <dutygraph/query/agencies.hpp>
#include <dutygraph/query/coherence.hpp>
#include <dutygraph/query/control.hpp>
#include <dutygraph/query/mix.hpp>
#include <dutygraph/query/nexus.hpp>
#include <dutygraph/query/ownership.hpp>
#include <dutygraph/query/timeline.hpp>

namespace dutygraph::render {

/// The colours of a picture. What colour says, shape, line or words say too.
enum class Theme : std::uint8_t {
  light,      ///< dark on white
  dark,       ///< light on near-black
  automatic,  ///< light, or dark where the reader's system asks for it: for pages that follow it as well
};
/// "light", "dark", "auto".
[[nodiscard]] DUTYGRAPH_EXPORT std::string_view to_string(Theme theme) noexcept;
/// Reads what to_string() writes.
/// \return nothing for anything else.
[[nodiscard]] DUTYGRAPH_EXPORT std::optional<Theme> parse_theme(std::string_view text) noexcept;

/// How a picture is drawn.
struct PictureOptions {
  Theme theme = Theme::light;
  /// Begins every id in the picture: pictures in one page need different ones. Letters, digits, "-" and "_", a letter
  /// first. DEFAULT: "dg-" and eight digits of a digest of what is drawn.
  std::string id_prefix{};
  /// Boxes, rows and columns of a matrix, or lanes; what is beyond is drawn as one that says how many it stands for.
  /// At least 2.
  std::size_t limit = 60;
  ControlProfile profile{};        ///< of the question
  std::vector<VertexId> states{};  ///< that were asked for, for the headline; empty: all
};

// Each picture is one SVG element, with a title, a description in words and the stamp. The same result gives the same
// bytes on every machine. A result without rows gives a picture that says so. All throw UsageError for an id_prefix or
// a limit that PictureOptions does not allow.

/// From States down to companies: who holds what of whom, with every recorded percentage, and which verdict follows.
/// Links that have ended by the day are drawn too where both ends are in the picture or the holder belongs to the
/// State; holdings of others, on which no verdict rests, are counted.
/// Boxes of holders on the way to a company of \p result that have no row of their own are looked up with control().
[[nodiscard]] DUTYGRAPH_EXPORT std::string picture(const Graph& graph, const ControlResult& result, const Stamp& stamp,
                                                   const PictureOptions& options = {});

/// The same with look-through stakes.
[[nodiscard]] DUTYGRAPH_EXPORT std::string picture(const Graph& graph, const OwnershipResult& result,
                                                   const Stamp& stamp, const PictureOptions& options = {});

/// Companies in bands by how close they are to the State, the nearest tie first, with all ties of each.
[[nodiscard]] DUTYGRAPH_EXPORT std::string picture(const Graph& graph, const NexusResult& result, const Stamp& stamp,
                                                   const PictureOptions& options = {});

/// Agency by agency: how many findings involve both, those that the law does not answer first.
[[nodiscard]] DUTYGRAPH_EXPORT std::string picture(const Graph& graph, const CoherenceResult& result,
                                                   const Stamp& stamp, const PictureOptions& options = {});

/// The same matrix from pairs of agencies, with how far apart they sit.
[[nodiscard]] DUTYGRAPH_EXPORT std::string picture(const Graph& graph, const Result<AgencyPair>& result,
                                                   const Stamp& stamp, const PictureOptions& options = {});

/// The matrix of each State, a sign for each answer.
[[nodiscard]] DUTYGRAPH_EXPORT std::string picture(const Graph& graph, const MixResult& result, const Stamp& stamp,
                                                   const PictureOptions& options = {});

/// A lane per State and company: what the verdict was when.
[[nodiscard]] DUTYGRAPH_EXPORT std::string picture(const Graph& graph, const TimelineResult& result, const Stamp& stamp,
                                                   const PictureOptions& options = {});

}  // namespace dutygraph::render
