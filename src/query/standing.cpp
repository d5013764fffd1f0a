// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/query/standing.hpp>

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

namespace dutygraph {
namespace {

constexpr std::array<std::string_view, 6> applied_names{"unknown", "active",    "not_yet",
                                                        "dormant", "suspended", "mixed"};

bool is_recorded(const Graph& graph, const Facts& facts) {
  const auto known = graph.known_by_day();
  return !known || !facts.recorded || facts.recorded->first() <= known->first();
}

/// Where a list of phases stands on a day.
template <class Item>
struct Current {
  const Item* now = nullptr;         ///< the last that has begun for certain; of several of one day, the last listed
  std::vector<const Item*> maybe{};  ///< later ones that may have begun
  const Item* next = nullptr;        ///< the first that has not begun
};

template <class Item>
Current<Item> current(const std::vector<Item>& phases, std::int32_t day) {
  Current<Item> found;
  const auto first = [](const Item* item) { return item->from ? item->from->first() : INT32_MIN; };
  for (const Item& phase : phases) {
    const std::int32_t last = phase.from ? phase.from->last() : INT32_MIN;
    if (last <= day) {
      if (found.now == nullptr || first(found.now) <= first(&phase)) found.now = &phase;
    } else if (first(&phase) <= day) {
      found.maybe.push_back(&phase);
    } else if (found.next == nullptr || first(&phase) < first(found.next)) {
      found.next = &phase;
    }
  }
  return found;
}

Applied applied_of(const std::vector<EnforcementPhase>& phases, std::int32_t day, std::optional<Date>& since) {
  const auto [now, maybe, next] = current(phases, day);
  const bool open =
      now == nullptr || std::any_of(maybe.begin(), maybe.end(),
                                    [now = now](const EnforcementPhase* phase) { return phase->state != now->state; });
  if (open) return Applied::unknown;
  since = now->from;
  for (std::size_t i = 0; i < applied_names.size(); ++i)
    if (applied_names[i] == now->state) return static_cast<Applied>(i);
  return Applied::unknown;
}

bool is_idle(Applied applied) {
  return applied == Applied::suspended || applied == Applied::dormant || applied == Applied::not_yet;
}

}  // namespace

std::string_view to_string(Applied applied) noexcept { return applied_names[static_cast<std::size_t>(applied)]; }

Standings::Standings(const Graph& graph, Date day) : graph_{graph}, day_{day} {
  for (const VertexId v : graph.vertices<Instrument>()) {
    const Instrument* instrument = graph.fields<Instrument>(v);
    if (instrument == nullptr) continue;
    for (const std::string& id : instrument->supersedes)
      if (const auto earlier = graph.find(VertexKind::instrument, id)) successors_[*earlier].push_back(v);
    for (const std::string& id : instrument->implements)
      if (const auto carried = graph.find(VertexKind::instrument, id)) implementers_[*carried].push_back(v);
  }
  for (const VertexId v : graph.vertices<Provision>()) {
    const Provision* provision = graph.fields<Provision>(v);
    if (provision == nullptr || provision->facts.assertion == Assertion::negative ||
        !is_recorded(graph, provision->facts) || graph.lifetime(v).on(day.first()) == Certainty::no)
      continue;
    if (const auto whole = graph.find(VertexKind::instrument, provision->instrument)) provisions_[*whole].push_back(v);
  }
  const auto by_key = [&](VertexId a, VertexId b) { return graph.key(a) < graph.key(b); };
  for (auto* lists : {&successors_, &provisions_, &implementers_})
    for (auto& [v, list] : *lists) std::sort(list.begin(), list.end(), by_key);
}

const std::vector<VertexId>& Standings::provisions(VertexId instrument) const {
  static const std::vector<VertexId> none;
  const auto at = provisions_.find(instrument);
  return at == provisions_.end() ? none : at->second;
}

Certainty Standings::on_paper(VertexId v, Standing* out) const {
  const std::int32_t day = day_.first();
  Certainty certainty = graph_.lifetime(v).on(day);
  const Instrument* instrument = graph_.fields<Instrument>(v);
  if (instrument == nullptr) return certainty;
  const bool negative = instrument->facts.assertion == Assertion::negative;
  const bool disputed = instrument->facts.assertion == Assertion::disputed;
  if (disputed) certainty = std::min(certainty, Certainty::possible);
  if (negative || !is_recorded(graph_, instrument->facts)) certainty = Certainty::no;
  if (!instrument->status.empty()) {
    const auto applies = [](const Phase* phase) {
      return phase != nullptr && (phase->state == "in_force" || phase->state == "applies");
    };
    const auto [now, maybe, next] = current(instrument->status, day);
    const bool annulled = std::any_of(instrument->status.begin(), instrument->status.end(),
                                      [](const Phase& phase) { return phase.state == "annulled"; });
    const auto yes = std::count_if(maybe.begin(), maybe.end(), applies) + (applies(now) ? 1 : 0);
    if (annulled || yes == 0)
      certainty = Certainty::no;
    else if (yes != static_cast<std::ptrdiff_t>(maybe.size()) + 1)
      certainty = std::min(certainty, Certainty::possible);
    if (out != nullptr) {
      if (annulled) {
        out->status = "annulled";
      } else if (now != nullptr) {
        out->status = now->state;
        out->status_since = now->from;
      }
      if (next != nullptr && !annulled) {
        out->next_status = next->state;
        out->next_since = next->from;
      }
    }
  }
  if (const auto later = successors_.find(v); later != successors_.end()) {
    for (const VertexId successor : later->second) {
      const Instrument* fields = graph_.fields<Instrument>(successor);
      const auto from = graph_.lifetime(successor).from();
      if (!from || fields->facts.assertion == Assertion::negative || !is_recorded(graph_, fields->facts)) continue;
      if (std::any_of(fields->status.begin(), fields->status.end(),
                      [](const Phase& phase) { return phase.state == "annulled"; }))
        continue;  // void from the start
      const bool unsure = fields->facts.assertion == Assertion::disputed;
      if (from->last() <= day && !unsure) {
        certainty = Certainty::no;
        if (out != nullptr) out->superseded_by = successor;
      } else if (from->first() <= day) {
        certainty = std::min(certainty, Certainty::possible);
        if (out != nullptr && !out->superseded_by) out->superseded_by = successor;
      }
    }
  }
  if (out != nullptr) {
    out->negative = negative;
    out->disputed = disputed;
  }
  return certainty;
}

Certainty Standings::in_force(VertexId instrument) const { return on_paper(instrument, nullptr); }

Standing Standings::of(VertexId v) const {
  Standing out;
  out.instrument = v;
  out.in_force = on_paper(v, &out);
  const Instrument* instrument = graph_.fields<Instrument>(v);
  if (instrument == nullptr) return out;
  const std::int32_t day = day_.first();
  out.due = instrument->due;

  for (const VertexId p : provisions(v)) {
    const Provision* provision = graph_.fields<Provision>(p);
    if (provision->enforcement.empty()) continue;
    ProvisionStanding& part = out.provisions.emplace_back();
    part.provision = p;
    part.applied = applied_of(provision->enforcement, day, part.since);
  }
  // A provision's own enforcement overrides that of the instrument for it; the instrument's holds for the others.
  std::vector<std::pair<Applied, std::optional<Date>>> parts;
  for (const ProvisionStanding& part : out.provisions) parts.emplace_back(part.applied, part.since);
  const bool others = parts.size() < provisions(v).size();
  if (!instrument->enforcement.empty()) {
    std::optional<Date> since;
    const Applied own = applied_of(instrument->enforcement, day, since);
    parts.emplace_back(own, since);
  } else if (others && std::any_of(parts.begin(), parts.end(), [](const auto& part) { return is_idle(part.first); })) {
    parts.emplace_back(Applied::mixed, std::nullopt);  // in part not applied; of the rest nothing is recorded
  }
  if (!parts.empty()) {
    std::tie(out.applied, out.applied_since) = parts.front();
    for (const auto& [applied, since] : parts) {
      if (applied == out.applied) continue;
      const bool known = applied != Applied::unknown && out.applied != Applied::unknown;
      out.applied = known ? Applied::mixed : Applied::unknown;
      out.applied_since.reset();
      if (!known) break;
    }
  }

  const Review* last = nullptr;
  for (const Review& review : instrument->reviews)
    if (review.date && review.date->last() <= day && (last == nullptr || *last->date <= *review.date)) last = &review;
  if (last != nullptr) {
    out.last_review = last->date;
    out.gaps_open = last->gaps_found.value_or(false) && !last->gaps_closed.value_or(false);
  }

  if (const auto carried = implementers_.find(v); carried != implementers_.end())
    for (const VertexId other : carried->second)
      if (on_paper(other, nullptr) != Certainty::no) out.implemented_by.push_back(other);
  return out;
}

Standing standing(const Graph& graph, VertexId instrument, Date day) { return Standings{graph, day}.of(instrument); }

}  // namespace dutygraph
