// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/query/nexus.hpp>

#include <dutygraph/error.hpp>
#include <dutygraph/query/dossier.hpp>
#include <dutygraph/render/dossier.hpp>
#include <dutygraph/render/nexus.hpp>

#include "cli/session.hpp"
#include "cli/verbs.hpp"

namespace dutygraph::cli {
namespace {

NexusOptions options_of(Session& session) {
  const Arguments& arguments = session.arguments();
  return {.profile = session.profile(),
          .as_of = arguments.at_deal ? arguments.as_of : session.day(),
          .states = session.states(),
          .companies = session.companies(),
          .channel = arguments.channel,
          .at_deal = arguments.at_deal,
          .excluded = arguments.all,
          .stop = session.stop()};
}

}  // namespace

int run_nexus(Session& session) {
  session.read_world();
  const NexusOptions options = options_of(session);
  const NexusResult result = nexus(session.graph(), options);
  session.write({.records = render::records(session.graph(), result, options.profile),
                 .stamp = session.complete(result.stamp()),
                 .page =
                     [&](const Stamp& stamp, std::size_t limit) {
                       return render::page(session.graph(), result, stamp,
                                           {.profile = options.profile, .states = options.states, .limit = limit});
                     },
                 .picture =
                     [&](const Stamp& stamp, const render::PictureOptions& how) {
                       return render::picture(session.graph(), result, stamp, how);
                     }});
  return session.exit_code();
}

int run_dossier(Session& session) {
  if (session.arguments().companies.empty()) throw UsageError{"dossier needs a company: --company ID"};
  session.read_world();
  NexusOptions options = options_of(session);
  const std::vector<VertexId> companies = std::exchange(options.companies, {});
  std::vector<Dossier> dossiers;
  for (const VertexId company : companies) dossiers.push_back(dossier(session.graph(), company, options));
  Stamp stamp = dossiers.front().control.stamp();
  stamp.query = "dossier";
  const Graph& graph = session.graph();
  session.write({.records = {.size = dossiers.size(),
                             .at = [&](std::size_t i) { return render::records(graph, dossiers[i]).at(0); },
                             .is_document = true},
                 .stamp = session.complete(std::move(stamp)),
                 .page = [&](const Stamp& complete, std::size_t limit) {
                   render::Page page;
                   for (std::size_t i = 0; i < std::min(dossiers.size(), limit); ++i)
                     for (render::Block& block :
                          render::page(graph, dossiers[i], complete, {.profile = options.profile}).blocks)
                       page.blocks.push_back(std::move(block));
                   return page;
                 }});
  return session.exit_code();
}

}  // namespace dutygraph::cli
