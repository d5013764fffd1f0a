// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/render/export.hpp>

#include <algorithm>
#include <array>
#include <ostream>

#include <dutygraph/error.hpp>

#include "render/export/network.hpp"

namespace dutygraph::render {
namespace {

using Writer = void (*)(const detail::ExportNetwork&, const Stamp&, std::ostream&);

struct Entry {
  std::string_view name;
  Writer write;
};

constexpr std::array entries{Entry{"dot", detail::write_dot},       Entry{"graphml", detail::write_graphml},
                             Entry{"gexf", detail::write_gexf},     Entry{"mermaid", detail::write_mermaid},
                             Entry{"jsonld", detail::write_jsonld}, Entry{"cypher", detail::write_cypher}};

constexpr std::array all_formats{ExportFormat::dot,     ExportFormat::graphml, ExportFormat::gexf,
                                 ExportFormat::mermaid, ExportFormat::jsonld,  ExportFormat::cypher};
static_assert(entries.size() == all_formats.size());

}  // namespace

std::string_view to_string(ExportFormat format) noexcept { return entries[static_cast<std::size_t>(format)].name; }

std::optional<ExportFormat> parse_export_format(std::string_view name) noexcept {
  for (const ExportFormat format : all_formats)
    if (to_string(format) == name) return format;
  return std::nullopt;
}

std::span<const ExportFormat> export_formats() noexcept { return all_formats; }

Exported export_graph(const Graph& graph, ExportFormat format, const Stamp& stamp, std::ostream& out,
                      const ExportOptions& options) {
  const detail::ExportNetwork network{graph, options};
  entries[static_cast<std::size_t>(format)].write(network, stamp, out);
  out.flush();
  if (!out) throw Unwritable{"the output cannot be written"};
  return {network.vertices().size(), network.edges().size()};
}

}  // namespace dutygraph::render
