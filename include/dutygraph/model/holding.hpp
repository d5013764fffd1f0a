// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// Who holds what of whom.

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <dutygraph/model/facts.hpp>
#include <dutygraph/model/kinds.hpp>
#include <dutygraph/share.hpp>
#include <dutygraph/vocab/basis.hpp>

namespace dutygraph {

/// Whether an interest is held directly, or summarises a chain.
enum class Directness : std::uint8_t { direct, indirect, unknown };

/// One right of one holder in one company.
struct Interest {
  vocab::Basis basis = vocab::Basis::capital;
  std::string code{};         ///< the source's own word, where it differs from the basis
  std::string share_class{};  ///< field `class`: ordinary, series A
  Directness directness = Directness::direct;
  std::optional<Share> share{};  ///< absent: no share was given; Share::unknown(): the share is not known
  std::string unknown_reason{};  ///< why the share is unknown
  Interval valid{};
  friend bool operator==(const Interest&, const Interest&) = default;
};

/// A record of ownership: one holder, one company, one or more interests from one statement.
struct Holding {
  std::string id{};  ///< absent: made from the record's own text
  std::string name{};
  std::string holder;
  std::string company;
  std::vector<Interest> interests{};
  std::string supersedes{};  ///< the earlier version of this record
  Facts facts{};             ///< `valid` is the default for interests without dates
};

/// Holders that vote together in a company by agreement.
struct Concert {
  static constexpr VertexKind kind = VertexKind::concert;
  std::string id{};
  std::string name{};
  std::vector<std::string> parties{};
  std::string company{};
  Facts facts{};

  template <class Visitor>
  static void describe(Visitor& v) {
    v.refs("parties", &Concert::parties, actors, EdgeKind::acts_in_concert, v.from_target);
    v.ref("company", &Concert::company, actors, EdgeKind::concerns, v.to_target);
  }
};

/// Records that name the same thing: queries use the least id, the others stay findable.
struct SameAs {
  std::vector<std::string> ids{};
  std::vector<std::string> sources{};
  std::string note{};
  std::string id{};
  friend bool operator==(const SameAs&, const SameAs&) = default;

  static constexpr std::string_view required[] = {"ids"};

  template <class Visitor>
  static void describe(Visitor& v) {
    v.text("id", &SameAs::id);
    v.texts("ids", &SameAs::ids);
    v.texts("sources", &SameAs::sources);
    v.text("note", &SameAs::note);
  }
};

}  // namespace dutygraph
