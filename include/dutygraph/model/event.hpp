// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// What happened, where remedy is to be had, and the setting.

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <dutygraph/decimal.hpp>
#include <dutygraph/model/engagement.hpp>
#include <dutygraph/model/facts.hpp>
#include <dutygraph/model/instrument.hpp>
#include <dutygraph/model/kinds.hpp>

namespace dutygraph {

/// Someone who takes part in an event, in whatever role.
struct Party : Role {
  Party() = default;
  Party(Role given) : Role{std::move(given)} {}  // NOLINT(google-explicit-constructor): the same, less strictly read
  friend bool operator==(const Party&, const Party&) = default;

  static constexpr std::string_view shorthand = "party";
  static constexpr std::string_view required[] = {"party"};
  template <class Visitor>
  static void describe(Visitor& v) {
    v.ref("party", &Party::party, actors, EdgeKind::role_in, v.from_target);
    v.text("role", &Party::role);
  }
};

/// Something that happened on a day: an order, a complaint, a ruling, a training.
struct Event {
  static constexpr VertexKind kind = VertexKind::event;
  std::string id;
  std::string name{};
  std::string type{};  ///< field `kind`
  std::optional<Date> date{};
  std::vector<Party> parties{};
  std::vector<std::string> about{};
  std::vector<std::string> responds_to{};
  std::string forum{};
  std::string severity{};
  std::string cooperation{};
  std::string outcome{};
  Facts facts{};

  template <class Visitor>
  static void describe(Visitor& v) {
    v.code("kind", &Event::type, "event.kind");
    v.date("date", &Event::date);
    v.list("parties", &Event::parties);
    v.refs("about", &Event::about, VertexKinds::all(), EdgeKind::concerns, v.to_target);
    v.refs("responds_to", &Event::responds_to, VertexKind::event, EdgeKind::concerns, v.to_target, "responds_to");
    v.text("forum", &Event::forum);
    v.text("severity", &Event::severity);
    v.text("cooperation", &Event::cooperation);
    v.code("outcome", &Event::outcome, "event.outcome");
  }
};

/// A way to remedy. \ungp{25} to \ungp{31}
struct Remedy {
  static constexpr VertexKind kind = VertexKind::remedy;
  std::string id;
  std::string name{};
  std::vector<std::string> scope{};  ///< field `for`: instruments, agencies, rights
  std::string mechanism{};
  std::string type{};  ///< state_judicial, state_non_judicial, non_state
  std::vector<std::string> open_to{};
  std::vector<NamedList> criteria{};  ///< criterion: met, partly, not. UNGP 31
  Facts facts{};

  template <class Visitor>
  static void describe(Visitor& v) {
    v.refs_or_codes("for", &Remedy::scope, {VertexKind::instrument, VertexKind::agency}, EdgeKind::concerns,
                    v.to_target);
    v.ref("mechanism", &Remedy::mechanism, actors, EdgeKind::bears, v.from_target);
    v.code("type", &Remedy::type, "remedy.type");
    v.texts("open_to", &Remedy::open_to);
    v.named_codes("criteria", &Remedy::criteria, "remedy.criterion", "remedy.rating");
  }
};

/// A span of conflict at a place. \ungp{7}
struct Conflict {
  std::optional<Date> from{}, to{};
  friend bool operator==(const Conflict&, const Conflict&) = default;

  template <class Visitor>
  static void describe(Visitor& v) {
    v.date("from", &Conflict::from);
    v.date("to", &Conflict::to);
  }
};

/// A place, with the times it was affected by conflict.
struct Place {
  static constexpr VertexKind kind = VertexKind::place;
  std::string id;
  std::string name{};
  std::string state{};
  std::vector<Conflict> conflict{};
  Facts facts{};

  template <class Visitor>
  static void describe(Visitor& v) {
    v.ref("state", &Place::state, VertexKind::state);
    v.list("conflict", &Place::conflict);
  }
};

/// A pair of technology and right that matters, in one State or everywhere.
struct Salient {
  static constexpr VertexKind kind = VertexKind::salient;
  std::string id{};
  std::string name{};
  std::string technology{};
  std::string right{};
  std::string state{};
  Facts facts{};

  template <class Visitor>
  static void describe(Visitor& v) {
    v.code("technology", &Salient::technology, "technology");
    v.code("right", &Salient::right, "right");
    v.ref("state", &Salient::state, VertexKind::state);
  }
};

/// A scope inside which absence of a record means that there is none.
struct Completeness {
  static constexpr VertexKind kind = VertexKind::completeness;
  std::string id{};
  std::string name{};
  std::string section{};
  std::string state{};
  std::string channel{};
  std::string technology{};
  std::string right{};
  std::string agency{};
  std::string company{};
  std::optional<Date> as_of{};
  Facts facts{};

  template <class Visitor>
  static void describe(Visitor& v) {
    v.text("section", &Completeness::section);
    v.ref("state", &Completeness::state, VertexKind::state);
    v.code("channel", &Completeness::channel, "channel");
    v.code("technology", &Completeness::technology, "technology");
    v.code("right", &Completeness::right, "right");
    v.ref("agency", &Completeness::agency, actors);
    v.ref("company", &Completeness::company, actors);
    v.date("as_of", &Completeness::as_of);
  }
};

}  // namespace dutygraph
