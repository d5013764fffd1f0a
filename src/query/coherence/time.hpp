// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <vector>

#include <dutygraph/interval.hpp>
#include <dutygraph/model/instrument.hpp>

namespace dutygraph::detail {

/// A half-open span of days with what dates of month or year leave open: it holds for certain inside
/// [sure_from, sure_to) and at most inside [from, to). INT32_MIN and INT32_MAX stand for no bound.
struct Span {
  static constexpr std::int32_t least = INT32_MIN, greatest = INT32_MAX;
  std::int32_t from = least, to = greatest, sure_from = least, sure_to = greatest;

  Span() = default;
  explicit Span(const Interval& interval) {
    if (const auto date = interval.from()) start(*date);
    if (const auto date = interval.to()) end(*date);
  }
  void start(Date date) {
    from = date.is_unknown() ? least : date.first();
    sure_from = date.is_unknown() ? greatest : date.last();
  }
  void end(Date date) {
    to = date.is_unknown() ? greatest : date.last();
    sure_to = date.is_unknown() ? least : date.first();
  }
  [[nodiscard]] bool may_be() const noexcept { return from < to; }
  [[nodiscard]] bool is_sure() const noexcept { return sure_from < sure_to; }
  [[nodiscard]] Certainty on(std::int32_t day) const noexcept {
    if (day < from || day >= to) return Certainty::no;
    return day >= sure_from && day < sure_to ? Certainty::certain : Certainty::possible;
  }
  friend Span operator&(const Span& a, const Span& b) noexcept {
    Span both;
    both.from = std::max(a.from, b.from);
    both.to = std::min(a.to, b.to);
    both.sure_from = std::max(a.sure_from, b.sure_from);
    both.sure_to = std::min(a.sure_to, b.sure_to);
    return both;
  }
  /// The days for certain if there are any, else those at most.
  [[nodiscard]] Interval interval() const {
    const std::int32_t first = is_sure() ? sure_from : from, last = is_sure() ? sure_to : to;
    return {first == least ? std::nullopt : std::optional{Date::from_days(first)},
            last == greatest ? std::nullopt : std::optional{Date::from_days(last)}};
  }
};

/// Disjoint spans in the order of time.
using Spans = std::vector<Span>;

/// The spans in which both may be.
inline Spans meet(const Spans& a, const Spans& b) {
  Spans all;
  for (const Span& x : a)
    for (const Span& y : b)
      if (const Span both = x & y; both.may_be()) all.push_back(both);
  return all;
}

/// How surely one of the spans holds on a day.
inline Certainty on(const Spans& spans, std::int32_t day) {
  Certainty best = Certainty::no;
  for (const Span& span : spans) best = std::max(best, span.on(day));
  return best;
}

inline bool any_sure(const Spans& spans) {
  return std::any_of(spans.begin(), spans.end(), [](const Span& span) { return span.is_sure(); });
}

/// When an instrument is in force or applies, by its phases; always if there are none, never if it was annulled.
inline Spans in_force(const std::vector<Phase>& status) {
  if (status.empty()) return {Span{}};
  std::vector<const Phase*> phases;
  for (const Phase& phase : status) {
    if (phase.state == "annulled") return {};
    phases.push_back(&phase);
  }
  const auto start = [](const Phase* phase) { return phase->from ? phase->from->first() : Span::least; };
  std::stable_sort(phases.begin(), phases.end(), [&](const Phase* a, const Phase* b) { return start(a) < start(b); });
  Spans all;
  bool open = false;
  for (const Phase* phase : phases) {
    const bool live = phase->state == "in_force" || phase->state == "applies";
    if (live && !open) {
      Span span;
      if (phase->from) span.start(*phase->from);
      all.push_back(span);
    } else if (!live && open) {
      if (phase->from) all.back().end(*phase->from);
      if (!phase->from || !all.back().may_be()) all.pop_back();
    }
    open = live;
  }
  return all;
}

}  // namespace dutygraph::detail
