// SPDX-License-Identifier: BSL-1.0
#include "render/picture/holding_world.hpp"

#include <algorithm>

#include "render/words.hpp"

namespace dutygraph::render::detail {
namespace {

bool is_disputed(const Graph& graph, EdgeId e) {
  return graph.tables().holding(e.value()).assertion() == Assertion::disputed;
}

LinkLook look_of(const Graph& graph, EdgeId e, std::int32_t day) {
  const bool sure = graph.on(e, day) == Certainty::certain && !is_disputed(graph, e) &&
                    graph.interest(e).directness != Directness::indirect;
  return sure ? LinkLook::certain : LinkLook::possible;
}

/// "53.97 % of votes", "veto", "capital, share not recorded".
std::string interest_words(const Graph& graph, EdgeId e) {
  const std::string basis{vocab::to_string(graph.basis(e))};
  const std::optional<Share> share = graph.share(e);
  std::string text;
  if (share)
    text = range(*share) + (graph.basis(e) == vocab::Basis::unknown ? ", of what is unknown" : " of " + basis);
  else if (graph.basis(e) == vocab::Basis::unknown)
    text = "interest of unknown kind";
  else
    text = vocab::enters_sums(graph.basis(e)) ? basis + ", share not recorded" : basis;
  if (graph.interest(e).directness == Directness::indirect) text += " (indirect, as claimed)";
  if (is_disputed(graph, e)) text += " (disputed)";
  return text;
}

bool has_ended(const Graph& graph, EdgeId e, std::int32_t day) {
  const std::optional<Date> to = graph.valid(e).to();
  return to && !to->is_unknown() && to->last() <= day &&
         graph.tables().holding(e.value()).assertion() != Assertion::negative;
}

}  // namespace

std::string source_words(SourceRange sources) {
  std::string text;
  for (const Source& source : sources) {
    text += text.empty() ? "Source: " : "; ";
    text += plain(source.title.empty() ? source.id : source.title);
    if (!source.locator.empty()) text += ", " + plain(source.locator);
    if (!source.publisher.empty()) text += ", " + plain(source.publisher);
    if (source.date) text += ", " + source.date->to_string();
    if (!source.url.empty()) text += ", " + plain(source.url);
  }
  return text;
}

HoldingWorld::HoldingWorld(const Graph& graph, HoldingChart& chart, const Stamp& stamp, const PictureOptions& options)
    : graph_{graph}, day_{day_of(stamp).first()}, drawn_(graph.max_edges(), false) {
  std::set<VertexId> states{options.states.begin(), options.states.end()};
  for (const HoldingRow& row : chart.rows) asked_.insert(row.state);
  asked_.insert(states.begin(), states.end());
  const auto is_silent = [&](const HoldingRow& row) {
    return asked_.size() > 1 && !states.contains(row.state) && row.verdict == Verdict::excluded && row.evidence.empty();
  };
  std::vector<VertexId> companies;  // they are drawn all the same
  for (const HoldingRow& row : chart.rows)
    if (is_silent(row)) companies.push_back(row.company);
  silent_ = companies.size();
  chart.rows.erase(std::remove_if(chart.rows.begin(), chart.rows.end(), is_silent), chart.rows.end());
  for (const HoldingRow& row : chart.rows) states.insert(row.state);
  std::vector<VertexId> sorted{states.begin(), states.end()};
  std::sort(sorted.begin(), sorted.end(), [&](VertexId a, VertexId b) { return graph.key(a) < graph.key(b); });
  for (const VertexId state : sorted) box_of(state);
  add_rows(chart);
  for (const VertexId company : companies) box_of(company);
  for (std::size_t i = 0; i < boxes_.size(); ++i) add_past(boxes_[i].vertex);
}

std::size_t HoldingWorld::box_of(VertexId v) {
  const auto [at, is_new] = box_by_vertex_.try_emplace(v, boxes_.size());
  if (is_new) boxes_.push_back({v});
  return at->second;
}

/// Rows of the result, then those of companies above them, as far as they are needed.
void HoldingWorld::add_rows(HoldingChart& chart) {
  std::set<std::pair<VertexId, VertexId>> known;
  for (const HoldingRow& row : chart.rows) known.emplace(row.state, row.company);
  std::vector<const HoldingRow*> waiting;
  for (const HoldingRow& row : chart.rows) waiting.push_back(&row);
  bool asked = false;
  std::map<std::pair<VertexId, VertexId>, const HoldingRow*> found;
  for (std::size_t i = 0; i < waiting.size(); ++i) {
    const HoldingRow& row = *waiting[i];
    add_row(row);
    for (const EdgeId e : row.evidence) {
      const VertexId holder = graph_.canonical(graph_.source(e));
      if (graph_.kind(holder) == VertexKind::state || !known.emplace(row.state, holder).second) continue;
      if (!asked && chart.all) {
        above_ = chart.all();
        for (const HoldingRow& other : above_) found.emplace(std::pair{other.state, other.company}, &other);
        asked = true;
      }
      const auto at = found.find({row.state, holder});
      if (at != found.end()) waiting.push_back(at->second);
    }
  }
}

void HoldingWorld::add_row(const HoldingRow& row) {
  boxes_[box_of(row.company)].rows.push_back(&row);
  if (row.organ) add_state(row.company);
  for (const EdgeId e : row.evidence) {
    add_interest(e, look_of(graph_, e, day_));
    add_state(graph_.canonical(graph_.source(e)));
  }
}

/// The way up from a member of a State.
void HoldingWorld::add_state(VertexId member) {
  for (std::vector<VertexId> waiting{member}; !waiting.empty();) {
    const VertexId v = waiting.back();
    waiting.pop_back();
    for (const EdgeId e : graph_.out_edges(v, EdgeKind::part_of)) {
      const Certainty on = graph_.on(e, day_);
      const VertexId whole = graph_.canonical(graph_.target(e));
      if (on == Certainty::no || drawn_[e.value()] || whole == v) continue;
      drawn_[e.value()] = true;
      const std::size_t from = box_of(whole), to = box_of(v);
      const auto [at, is_new] = link_by_ends_.try_emplace({from, to, LinkLook::part}, links_.size());
      if (is_new)
        links_.push_back({from, to, LinkLook::part, {on == Certainty::certain ? "part of it" : "may be part of it"}});
      links_[at->second].words.push_back(label(graph_, v) +
                                         (on == Certainty::certain ? " is part of " : " may be part of ") +
                                         label(graph_, whole) + ". " + source_words(graph_.sources(e)));
      waiting.push_back(whole);
    }
  }
}

/// Whether \p v is a State of the picture or part of one, now or before.
bool HoldingWorld::belongs(VertexId v) const {
  std::set<VertexId> seen{v};
  for (std::vector<VertexId> waiting{v}; !waiting.empty();) {
    const VertexId at = waiting.back();
    waiting.pop_back();
    if (graph_.kind(at) == VertexKind::state) return asked_.contains(at);
    for (const EdgeId e : graph_.out_edges(at, EdgeKind::part_of))
      if (seen.insert(graph_.canonical(graph_.target(e))).second) waiting.push_back(graph_.canonical(graph_.target(e)));
  }
  return false;
}

/// Interests that have ended; what else holds is counted.
void HoldingWorld::add_past(VertexId company) {
  for (const EdgeId e : graph_.in_edges(company, EdgeKind::holds)) {
    if (drawn_[e.value()]) continue;
    if (graph_.on(e, day_) != Certainty::no) {
      ++others_;
      continue;
    }
    const VertexId holder = graph_.canonical(graph_.source(e));
    if (!has_ended(graph_, e, day_) || !(box_by_vertex_.contains(holder) || belongs(holder))) continue;
    box_of(holder);
    add_state(holder);
    add_interest(e, LinkLook::ended);
  }
}

void HoldingWorld::add_interest(EdgeId e, LinkLook look) {
  if (drawn_[e.value()]) return;
  drawn_[e.value()] = true;
  const VertexId holder = graph_.canonical(graph_.source(e)), company = graph_.canonical(graph_.target(e));
  const std::size_t from = box_of(holder), to = box_of(company);
  std::string text = interest_words(graph_, e);
  const std::string dates = period(graph_.valid(e));
  std::string words = label(graph_, holder) + ": " + text + " in " + label(graph_, company) +
                      (dates.empty() ? ", dates not recorded" : ", " + dates) + ". " + source_words(graph_.sources(e));
  if (from == to) {
    boxes_[from].own.push_back((look == LinkLook::ended ? "held of itself, ended: " : "holds of itself: ") + text);
    return;
  }
  if (look == LinkLook::ended) text = "ended " + graph_.valid(e).to()->to_string() + ": " + text;
  const auto [at, is_new] = link_by_ends_.try_emplace({from, to, look}, links_.size());
  if (is_new) links_.push_back({from, to, look});
  HoldingLink& link = links_[at->second];
  if (std::find(link.labels.begin(), link.labels.end(), text) == link.labels.end())
    link.labels.push_back(std::move(text));
  link.words.push_back(std::move(words));
}

}  // namespace dutygraph::render::detail
