// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// A dossier for machines and for people.

#include <dutygraph/config.hpp>
#include <dutygraph/query/dossier.hpp>
#include <dutygraph/render/control.hpp>

namespace dutygraph::render {

/// One document.
[[nodiscard]] DUTYGRAPH_EXPORT RecordList records(const Graph& graph, const Dossier& dossier);

/// What is known of the company, section by section, with numbered sources and what is not known.
[[nodiscard]] DUTYGRAPH_EXPORT Page page(const Graph& graph, const Dossier& dossier, const Stamp& stamp,
                                         const PageOptions& options = {});

}  // namespace dutygraph::render
