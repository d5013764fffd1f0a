// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/render/report.hpp>

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <utility>
#include <variant>

#include <dutygraph/error.hpp>
#include <dutygraph/render/coherence.hpp>
#include <dutygraph/render/instruments.hpp>
#include <dutygraph/render/mix.hpp>
#include <dutygraph/render/nexus.hpp>
#include <dutygraph/render/picture.hpp>
#include <dutygraph/render/repair.hpp>
#include <dutygraph/render/scoreboard.hpp>

#include "render/report/summary.hpp"
#include "render/words.hpp"

namespace dutygraph::render {
namespace {

constexpr std::string_view caveats_heading = "Assumptions and caveats";

/// Puts pages of answers together.
class ReportBuilder {
 public:
  ReportBuilder(const Graph& graph, const ReportOptions& options) : graph_{graph}, options_{options} {}

  [[nodiscard]] PageOptions page_options() {
    return {.profile = options_.profile, .states = {options_.state}, .limit = options_.limit, .numbers = &numbers_};
  }

  /// Adds a page without its end: sources, caveats and stamps of all pages stand together.
  void add(std::string id, std::string name, Page page) {
    auto& blocks = page.blocks;
    const auto end = std::find_if(blocks.begin(), blocks.end(), [](const Block& block) {
      const auto* heading = std::get_if<Heading>(&block);
      return heading != nullptr && heading->text == caveats_heading;
    });
    for (auto block = end; block != blocks.end(); ++block) {
      if (const auto* list = std::get_if<List>(&*block))
        for (const List::Item& item : list->items)
          if (std::find(report_.caveats.begin(), report_.caveats.end(), item.text) == report_.caveats.end())
            report_.caveats.push_back(item.text);
      if (const auto* stamp = std::get_if<Paragraph>(&*block)) report_.stamps.push_back(name + ": " + stamp->text);
    }
    blocks.erase(end, blocks.end());
    report_.sections.push_back({std::move(id), std::move(name), std::move(page)});
  }

  void add_picture(std::string_view section, std::string svg) {
    for (ReportSection& part : report_.sections)
      if (part.id == section) part.pictures.push_back(std::move(svg));
  }

  [[nodiscard]] Report finish(Page summary) {
    std::map<std::string_view, const Source*> by_id;
    for (const Source& source : graph_.all_sources()) by_id.emplace(source.id, &source);
    for (const std::string& id : numbers_.order) {
      const auto at = by_id.find(id);
      Report::CitedSource cited{.text = {}, .url = {}, .id = id};
      if (at != by_id.end()) {
        Source without_address = *at->second;
        cited.url = std::exchange(without_address.url, {});
        cited.text = detail::describe(without_address);
      }
      report_.sources.push_back(std::move(cited));
    }
    report_.title =
        "State duty to protect: " + detail::label(graph_, options_.state) + ", " + options_.as_of.to_string();
    report_.summary = std::move(summary);
    report_.summary_links = {"nexus", "mix", "instruments", "gaps", "tensions", "repairs", "elements"};
    return std::move(report_);
  }

 private:
  const Graph& graph_;
  const ReportOptions& options_;
  detail::SourceNumbers numbers_;
  Report report_;
};

/// Cells that a page leaves empty because the row above says the same: rows that are sorted or searched need them.
Page with_full_rows(Page page, std::string_view column) {
  for (Block& block : page.blocks) {
    auto* table = std::get_if<Table>(&block);
    if (table == nullptr || table->columns.empty() || table->columns.front().title != column) continue;
    for (std::size_t i = 1; i < table->rows.size(); ++i)
      if (table->rows[i].front().empty()) table->rows[i].front() = table->rows[i - 1].front();
  }
  return page;
}

}  // namespace

Report report(const Graph& graph, const ReportOptions& options) {
  if (!options.state) throw UsageError{"a report needs one State"};
  if (!options.as_of.is_day()) throw UsageError{"a report needs a day"};
  ReportBuilder builder{graph, options};
  const std::vector<VertexId> states{options.state};
  detail::ReportAnswers answers;
  answers.nexus =
      nexus(graph, {.profile = options.profile, .as_of = options.as_of, .states = states, .stop = options.stop});
  MixOptions mix_options;
  mix_options.states = states;
  mix_options.as_of = options.as_of;
  answers.mix = mix(graph, mix_options);
  answers.instruments = instruments(graph, mix_options);
  answers.gaps = gaps(graph, {.states = states, .as_of = options.as_of});
  CoherenceOptions coherence_options;
  coherence_options.as_of = options.as_of;
  coherence_options.states = states;
  coherence_options.stop = options.stop;
  answers.coherence = coherence(graph, coherence_options);
  RepairOptions repair_options;
  repair_options.coherence = coherence_options;
  answers.repairs = repair(graph, repair_options);
  CheckOptions check_options;
  check_options.as_of = options.as_of;
  check_options.states = states;
  check_options.stop = options.stop;
  answers.elements = scoreboard(graph, check_options);
  answers.headlines = headlines_of(answers.elements);

  const auto add = [&](std::string id, std::string name, const auto& result) {
    builder.add(std::move(id), std::move(name), page(graph, result, result.stamp(), builder.page_options()));
  };
  builder.add("nexus", "State-business nexus",
              with_full_rows(page(graph, answers.nexus, answers.nexus.stamp(), builder.page_options()), "Company"));
  add("mix", "Smart mix", answers.mix);
  add("instruments", "Instruments", answers.instruments);
  add("gaps", "Gaps", answers.gaps);
  add("tensions", "Tensions between agencies", answers.coherence);
  builder.add("repairs", "Smallest repairs",
              with_full_rows(page(answers.repairs, answers.repairs.stamp(), options.limit), "Group"));
  add("headlines", "Headlines", answers.headlines);
  add("elements", "Elements of the Guiding Principles", answers.elements);
  const auto draw = [&](std::string_view section, const auto& result, std::string prefix) {
    if (result.empty()) return;
    PictureOptions how;
    how.theme = Theme::automatic;
    how.id_prefix = std::move(prefix);
    how.profile = options.profile;
    how.states = states;
    builder.add_picture(section, picture(graph, result, result.stamp(), how));
  };
  ControlOptions control_options;
  control_options.profile = options.profile;
  control_options.as_of = options.as_of;
  control_options.states = states;
  control_options.stop = options.stop;
  draw("nexus", control(graph, control_options), "picture-control");
  draw("nexus", answers.nexus, "picture-nexus");
  draw("mix", answers.mix, "picture-mix");
  draw("tensions", answers.coherence, "picture-tensions");
  return builder.finish(detail::summary_of(graph, options, answers));
}

}  // namespace dutygraph::render
