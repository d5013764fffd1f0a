// SPDX-License-Identifier: BSL-1.0
#include "render/words.hpp"

#include <algorithm>
#include <array>

namespace dutygraph::render::detail {

using vocab::Basis;

std::string plain(std::string_view text) { return printable(text, text.size()); }

std::string_view name_of(const Graph& graph, VertexId v) {
  const Instrument* instrument = graph.fields<Instrument>(v);
  const std::string_view name = graph.name(v);
  return instrument != nullptr && name == graph.key(v) && !instrument->title.empty() ? instrument->title : name;
}

std::string label(const Graph& graph, VertexId v) {
  const std::string key = plain(graph.key(v));
  const std::string name = plain(name_of(graph, v));
  return name == key ? key : name + " (" + key + ")";
}

std::string count(std::size_t n, std::string_view one, std::string_view many) {
  return std::to_string(n) + " " + std::string{n == 1 ? one : many};
}

std::string_view measure(const ControlProfile& profile) {
  return profile.measure == ControlProfile::Measure::votes ? "votes" : "capital";
}

std::string describe(const ControlProfile& profile) {
  const Threshold t = profile.threshold;
  std::string text = plain(profile.name);
  text += profile.compare == ControlProfile::Compare::more_than ? ": more than " : ": at least ";
  text += t.denominator == 1 ? std::to_string(t.numerator)
          : Percent::units_per_percent % t.denominator == 0
              ? Percent::of_units(t.numerator * (Percent::units_per_percent / t.denominator)).to_string()
              : std::to_string(t.numerator) + "/" + std::to_string(t.denominator);
  text += " % of the " + std::string{measure(profile)};
  if (!profile.accept_alone.empty()) text += ", or alone: " + names(profile.accept_alone);
  if (profile.concert) text += "; concert partners count";
  if (!profile.include_subnational) text += "; without regions and municipalities";
  if (profile.treasury == ControlProfile::Treasury::suspended) text += "; a company's own shares are left out";
  return text;
}

std::string range(Bound low, Bound high) {
  if (low.value == high.value) return low.value.to_string() + " %";
  if (low.value == Percent{0} && high.value == Percent{100} && !low.open && !high.open) return "unknown, 0 to 100 %";
  std::string text;
  if (low.open) text += "more than ";
  text += low.value.to_string() + " to ";
  if (high.open) text += "less than ";
  return text + high.value.to_string() + " %";
}

std::string range(const Share& share) {
  return range(Bound{share.low(), share.low_open()}, Bound{share.high(), share.high_open()});
}

std::string recorded_range(Bound low, Bound high) {
  return high.value == Percent{0} ? "none recorded" : range(low, high);
}

std::string period(Interval valid) {
  if (valid.is_always()) return {};
  const auto text = [](Date date) { return date.is_unknown() ? std::string{"an unknown day"} : date.to_string(); };
  if (!valid.to()) return "since " + text(*valid.from());
  if (!valid.from()) return "until " + text(*valid.to());
  return text(*valid.from()) + " to " + text(*valid.to());
}

std::string money(Decimal amount, std::string_view currency) {
  std::string text = amount.to_string();
  const std::size_t first = text.starts_with('-') ? 1 : 0;
  for (std::size_t at = std::min(text.find('.'), text.size()); at > first + 3;) text.insert(at -= 3, 1, ',');
  return currency.empty() ? text + " (currency not recorded)" : text + " " + plain(currency);
}

namespace {

constexpr std::array all_bases{Basis::votes,         Basis::capital,  Basis::board,   Basis::veto,
                               Basis::law,           Basis::contract, Basis::nominee, Basis::trust,
                               Basis::consolidation, Basis::other,    Basis::unknown};

}  // namespace

std::vector<std::string> codes(Bases bases) {
  std::vector<std::string> list;
  for (const Basis basis : all_bases)
    if (bases.contains(basis)) list.emplace_back(vocab::to_string(basis));
  return list;
}

std::string names(Bases bases) {
  std::string text;
  for (const std::string& code : codes(bases)) text += (text.empty() ? "" : ", ") + code;
  return text;
}

std::vector<std::string> source_ids(const Graph& graph, std::span<const EdgeId> edges) {
  // By the ids of the facts: edges stand in the order of the input.
  std::vector<EdgeId> sorted(edges.begin(), edges.end());
  const auto key = [&](EdgeId e) {
    return graph.kind(e) == EdgeKind::holds ? graph.holding_key(e) : graph.key(graph.source(e));
  };
  std::stable_sort(sorted.begin(), sorted.end(), [&](EdgeId a, EdgeId b) { return key(a) < key(b); });
  std::vector<std::string> ids;
  for (const EdgeId e : sorted)
    for (const Source& source : graph.sources(e))
      if (std::find(ids.begin(), ids.end(), source.id) == ids.end()) ids.push_back(source.id);
  return ids;
}

namespace {

/// Days on which a source shows the holding, or the deal.
std::span<const Date> observed_days(const Graph& graph, EdgeId e) {
  const auto* remarks = graph.tables().remarks.find(graph.tables().holding_row(e.value()));
  return remarks == nullptr ? std::span<const Date>{} : remarks->observed;
}
std::span<const Date> observed_days(const Graph& graph, VertexId deal) {
  if (!deal) return {};
  if (const Engagement* engagement = graph.fields<Engagement>(deal)) return engagement->facts.observed;
  if (const Support* support = graph.fields<Support>(deal)) return support->facts.observed;
  return {};
}

}  // namespace

Seen seen(const Graph& graph, std::span<const EdgeId> edges, VertexId deal) {
  Seen result;
  const auto add = [&](std::span<const Date> days) { result.days.insert(result.days.end(), days.begin(), days.end()); };
  for (const EdgeId e : edges) {
    if (graph.kind(e) != EdgeKind::holds) continue;
    result.bases = result.bases | graph.basis(e);
    if (graph.interest(e).directness != Directness::indirect) result.claims_only = false;
    add(observed_days(graph, e));
  }
  add(observed_days(graph, deal));
  std::sort(result.days.begin(), result.days.end());
  result.days.erase(std::unique(result.days.begin(), result.days.end()), result.days.end());
  return result;
}

Assumptions assumptions(const Graph& graph, std::span<const EdgeId> edges, VertexId deal, Date day) {
  Assumptions result;
  const auto add = [&](std::span<const Date> days) {
    if (days.empty()) return;
    const auto [first, last] = std::minmax_element(days.begin(), days.end());
    if (day.first() >= first->last() && day.first() <= last->first()) return;
    auto& list = result.last_observed;
    if (std::find(list.begin(), list.end(), *last) == list.end()) list.push_back(*last);
  };
  for (const EdgeId e : edges) {
    if (graph.kind(e) != EdgeKind::holds) continue;
    const Directness directness = graph.interest(e).directness;
    if (directness == Directness::unknown) result.directness_unknown = true;
    if (directness == Directness::indirect) result.indirect_claim = true;
    const Date recorded = Date::from_raw(graph.tables().holding(e.value()).recorded);
    if (!recorded.is_unknown() && recorded.last() > day.first()) result.stated_later = true;
    add(observed_days(graph, e));
  }
  add(observed_days(graph, deal));
  std::sort(result.last_observed.begin(), result.last_observed.end());
  return result;
}

std::string observed(const std::vector<Date>& days) {
  constexpr std::size_t few = 3;
  if (days.empty()) return {};
  if (days.size() > few)
    return "seen " + std::to_string(days.size()) + " times from " + days.front().to_string() + " to " +
           days.back().to_string();
  std::string text = "seen ";
  for (std::size_t i = 0; i < days.size(); ++i) text += (i == 0 ? "" : ", ") + days[i].to_string();
  return text;
}

std::string Citations::mark(const std::string& id) {
  SourceNumbers& all = shared_ != nullptr ? *shared_ : own_;
  const auto [at, is_new] = all.numbers.try_emplace(id, all.order.size() + 1);
  if (is_new) all.order.push_back(id);
  const std::string number = std::to_string(at->second);
  return shared_ != nullptr ? citation_begin + number + citation_end : "[" + number + "]";
}

std::string Citations::cite(const std::vector<std::string>& ids) {
  std::string text;
  for (const std::string& id : ids) text += (text.empty() ? "" : " ") + mark(id);
  return text;
}

std::string Citations::cite(std::span<const EdgeId> edges) { return cite(source_ids(*graph_, edges)); }

std::string Citations::cite(SourceRange sources) {
  std::vector<std::string> ids;
  for (const Source& source : sources) ids.push_back(source.id);
  return cite(ids);
}

std::string describe(const Source& source) {
  std::string text;
  const auto add = [&](std::string_view separator, std::string_view part) {
    if (!part.empty()) text += (text.empty() ? std::string{} : std::string{separator}) + plain(part);
  };
  add("", source.title);
  add(". ", source.publisher);
  if (source.date) add(", ", source.date->to_string());
  add(". ", source.locator);
  add(". ", source.url);
  if (source.retrieved) add(", read ", source.retrieved->to_string());
  return text;
}

void Citations::append_to(Page& page) const {
  if (own_.order.empty()) return;
  std::map<std::string_view, const Source*> by_id;
  for (const Source& source : graph_->all_sources()) by_id.emplace(source.id, &source);
  page.heading("Sources", 2);
  List list;
  for (const std::string& id : own_.order) {
    const auto at = by_id.find(id);
    std::string text = at != by_id.end() ? describe(*at->second) : std::string{};
    text += text.empty() ? plain(id) : " (" + plain(id) + ")";
    list.items.push_back({"[" + std::to_string(own_.numbers.at(id)) + "]", std::move(text)});
  }
  page.add(std::move(list));
}

void Remarks::append_to(Page& page) const {
  static constexpr std::array known{
      std::pair{"capital_from_votes",
                "From votes: no capital is recorded for the holder, so its part of the votes stands in for it."},
      std::pair{"directness_unknown",
                "Directness unknown: the source does not say whether the interest is direct; it "
                "is counted."},
      std::pair{"indirect_claim",
                "Indirect claim: a source reports an indirect interest without the chain behind it. A "
                "claim makes a verdict possible, never certain."},
      std::pair{"last_observed",
                "Seen, last seen: no source shows the fact on the day asked for; it is carried on from the last "
                "day on which one does, and may have changed since."},
      std::pair{"stated_later", "Stated later: the fact was recorded after the day asked for."},
      std::pair{"votes_from_capital",
                "From capital: no votes are recorded for the holder, so its part of the capital "
                "stands in for them."},
  };
  page.heading("Assumptions and caveats", 2);
  List list;
  for (const auto& [name, text] : known)
    if (assumptions_.contains(std::string_view{name})) list.items.push_back({"-", text});
  for (const std::string& note : notes_) list.items.push_back({"-", note});
  list.items.push_back(
      {"-", "Only what the files record is shown. Unknown is not none, and no row is no proof of absence."});
  list.items.push_back({"-",
                        "An evidence tool, no legal advice: what falls short of the UN Guiding Principles is a gap "
                        "against expectation."});
  page.add(std::move(list));
}

std::string stamp_line(const Stamp& stamp) {
  // 12 hexadecimal digits are enough to see that two files differ; `json` has all of them.
  const auto digest = [](const std::string& text) { return text.substr(0, text.find(':') + 1 + 12); };
  std::string text = plain(stamp.library) + ", " + plain(stamp.query);
  if (!stamp.as_of.empty()) text += ", as of " + plain(stamp.as_of);
  for (const auto& [name, value] : stamp.parameters) text += "; " + plain(name) + " " + plain(value);
  if (!stamp.configuration.empty()) text += "; configuration " + digest(stamp.configuration);
  if (!stamp.inputs.empty()) text += "; inputs:";
  for (std::size_t i = 0; i < stamp.inputs.size(); ++i)
    text += (i == 0 ? " " : ", ") + plain(stamp.inputs[i].first) + " " + digest(stamp.inputs[i].second);
  return text + ".";
}

void finish(Page& page, const Citations& citations, const Remarks& remarks, const Stamp& stamp) {
  citations.append_to(page);
  remarks.append_to(page);
  page.heading("How this was computed", 2);
  page.paragraph(stamp_line(stamp));
}

void add_bounds(Record& record, std::string_view low_key, std::string_view low_open_key, std::string_view high_key,
                std::string_view high_open_key, Bound low, Bound high) {
  record.add(low_key, low.value.to_string());
  if (low.open) record.add(low_open_key, true);
  record.add(high_key, high.value.to_string());
  if (high.open) record.add(high_open_key, true);
}

std::string cut_note(std::size_t size, std::size_t limit) {
  if (size <= limit) return {};
  return count(size - limit, "row more was", "rows more were") + " cut by the limit of " + std::to_string(limit) + ".";
}

}  // namespace dutygraph::render::detail
