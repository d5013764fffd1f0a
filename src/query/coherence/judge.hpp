// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <unordered_map>
#include <vector>

#include "query/coherence/norms.hpp"

namespace dutygraph::detail {

/// What the matrix of modalities says of a pair, before the notes to it.
enum class Cell : std::uint8_t { none, collision, contradiction, competition, same };
[[nodiscard]] Cell cell(Modality a, Modality b) noexcept;

/// Whether \p obligation is caught by the conduct scope \p x: an each-duty when it meets it, an any-means duty when all
/// its ways lie inside.
[[nodiscard]] Meet caught(const ScopeTable& conducts, ScopeTable::Id conduct, bool any_means,
                          ScopeTable::Id x) noexcept;

/// The common time of some norms: the span shown, and where it lies from the day asked for.
struct CommonTime {
  Span shown{};
  bool sure = false;
  When when = When::current;
};
/// \return nothing if they never hold together.
[[nodiscard]] std::optional<CommonTime> common_time(const Spans& spans, std::int32_t day);
[[nodiscard]] std::optional<CommonTime> common_time(const Span& span, std::int32_t day) noexcept;

/// Who is common to two norms.
struct Bearing {
  Meet meet = Meet::none;
  std::uint32_t atom = no_atom;  ///< the least witness; no_atom if there is none
  std::uint32_t companies = 0;   ///< known witness companies
  static constexpr std::uint32_t no_atom = 0xFFFFFFFFU;
};

/// Decides between two norms.
struct Decision {
  PriorityRule rule = PriorityRule::none;
  FindingStatus status = FindingStatus::unresolved;
  int winner = 0;  ///< 1 the first, 2 the second, 0 neither
};

/// Tells for two norms whether and how they pull apart.
class Judge {
 public:
  Judge(const Norms& norms, const CoherenceOptions& options, std::int32_t day);

  /// The finding of a pair, if there is one.
  [[nodiscard]] std::optional<Finding> pair(const Norm& a, const Norm& b);
  /// The finding of a permission, support or duty and a triggered ban of another agency, if there is one.
  [[nodiscard]] std::optional<Finding> frustration(const Norm& act, const Norm& triggered);

  /// Obligations by any means with a ban that closes some of its ways, collected by pair().
  [[nodiscard]] std::vector<std::pair<std::uint32_t, std::uint32_t>>& partial() noexcept { return partial_; }
  /// Whether \p f closes a part of the ways of \p o, for all its bearers and objects, and \p o does not prevail.
  [[nodiscard]] bool is_partial_cover(const Norm& o, const Norm& f);

  [[nodiscard]] Bearing bearing(const Norm& a, const Norm& b);
  [[nodiscard]] Axis axis(const Norm& a, const Norm& b) const noexcept;
  [[nodiscard]] Decision decide(const Norm& a, const Norm& b, TensionKind kind, Axis axis) const;
  [[nodiscard]] ScopeRelation relation(const Norm& a, const Norm& b) const noexcept;
  [[nodiscard]] const Norms& norms() const noexcept { return norms_; }
  [[nodiscard]] std::int32_t day() const noexcept { return day_; }

  /// Fills in ids, agencies, States and severity of a finding about \p members.
  void complete(Finding& finding, std::vector<const Norm*> members, std::int64_t companies) const;
  /// The severity of a finding that is about provisions, or about other records.
  void grade(Finding& finding, std::int64_t companies) const;
  void sort_ids(IdList& ids) const;

 private:
  struct Key {
    std::uint32_t a, b, c, d;
    friend bool operator==(const Key&, const Key&) = default;
  };
  struct Hash {
    std::size_t operator()(const Key& key) const noexcept {
      std::uint64_t h = (std::uint64_t{key.a} << 32 | key.b) * 0x9E3779B97F4A7C15U;
      h ^= (std::uint64_t{key.c} << 32 | key.d) + (h >> 29);
      return static_cast<std::size_t>(h * 0xBF58476D1CE4E5B9U ^ h >> 31);
    }
  };
  [[nodiscard]] Bearing find_bearing(const Norm& a, const Norm& b) const;
  [[nodiscard]] bool fits(const Dimension::Atom& company, ReachTable::Id a, ReachTable::Id b) const;
  [[nodiscard]] bool is_placed(VertexId state, const ReachEntry& entry, const ReachEntry* other) const;
  [[nodiscard]] int by_clause(const Norm& a, const Norm& b) const;
  [[nodiscard]] int by_date(const Norm& a, const Norm& b) const noexcept;
  [[nodiscard]] std::optional<CommonTime> time(const Norm& a, const Norm& b) const;

  const Norms& norms_;
  const CoherenceOptions& options_;
  std::int32_t day_;
  std::unordered_map<Key, Bearing, Hash> bearings_;
  Key last_key_{0xFFFFFFFFU, 0, 0, 0};
  Bearing last_{};
  std::vector<std::pair<std::uint32_t, std::uint32_t>> partial_;
};

/// The class of a number of exposed companies, 0 to 4.
[[nodiscard]] std::int8_t exposure(std::int64_t companies) noexcept;

}  // namespace dutygraph::detail
