// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// Graph as a Boost.Graph graph: everything in bgl/. The algorithms themselves are Boost's headers.
///
/// \code
/// const dg::Graph ownership = graph.only(dg::EdgeKind::holds);
/// std::vector<double> centrality(num_vertices(ownership));
/// boost::brandes_betweenness_centrality(ownership, dg::bgl::vertex_map(ownership, centrality));
/// \endcode

#include <dutygraph/bgl/algorithms.hpp>
#include <dutygraph/bgl/graph_traits.hpp>
#include <dutygraph/bgl/property_maps.hpp>
