// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// Strong ids: dense 32-bit indexes that compare and hash, and do nothing else.

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace dutygraph {

/// A dense index of one kind of thing. Ids never leave the process; keys do.
///
/// A default-constructed id is null: it names nothing and compares greater than every other.
template <class Tag>
class Id {
 public:
  constexpr Id() noexcept = default;
  constexpr explicit Id(std::uint32_t value) noexcept : value_{value} {}
  [[nodiscard]] constexpr std::uint32_t value() const noexcept { return value_; }
  [[nodiscard]] constexpr explicit operator bool() const noexcept { return value_ != 0xFFFFFFFFU; }
  friend constexpr bool operator==(Id, Id) noexcept = default;
  friend constexpr auto operator<=>(Id, Id) noexcept = default;
  /// For Boost.Hash.
  friend constexpr std::size_t hash_value(Id id) noexcept { return id.value_; }

 private:
  std::uint32_t value_ = 0xFFFFFFFFU;
};

struct VertexTag;
struct EdgeTag;
struct EvidenceTag;

/// A vertex of a Graph: stable between the builder, the graph and all its views.
using VertexId = Id<VertexTag>;
/// An edge of a Graph: stable between the graph and all its views.
using EdgeId = Id<EdgeTag>;
/// An interned, ordered list of sources.
using EvidenceId = Id<EvidenceTag>;

/// A vertex known to hold a record of type \p Record. Converts to VertexId, never back.
template <class Record>
class VertexIdOf {
 public:
  using record_type = Record;
  constexpr VertexIdOf() noexcept = default;
  constexpr explicit VertexIdOf(VertexId id) noexcept : id_{id} {}
  // NOLINTNEXTLINE(google-explicit-constructor): losing the kind is safe and common
  constexpr operator VertexId() const noexcept { return id_; }
  [[nodiscard]] constexpr std::uint32_t value() const noexcept { return id_.value(); }
  [[nodiscard]] constexpr explicit operator bool() const noexcept { return static_cast<bool>(id_); }
  friend constexpr bool operator==(VertexIdOf, VertexIdOf) noexcept = default;
  friend constexpr auto operator<=>(VertexIdOf, VertexIdOf) noexcept = default;

 private:
  VertexId id_{};
};

}  // namespace dutygraph

template <class Tag>
struct std::hash<dutygraph::Id<Tag>> {
  std::size_t operator()(dutygraph::Id<Tag> id) const noexcept { return id.value(); }
};
