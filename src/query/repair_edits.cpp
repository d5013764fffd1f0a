// SPDX-License-Identifier: BSL-1.0
#include "query/repair_edits.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "base/json_text.hpp"
#include "base/sha256.hpp"
#include "query/group.hpp"

namespace dutygraph::detail {
namespace {

using Texts = std::vector<std::string>;

Texts with(Texts list, const Texts& more) {
  for (const std::string& text : more)
    if (std::find(list.begin(), list.end(), text) == list.end()) list.push_back(text);
  return list;
}

/// Makes the candidates of one finding.
class Maker {
 public:
  Maker(const Graph& graph, const Finding& finding, Date day, const RepairOptions& options)
      : graph_{graph}, finding_{finding}, day_{day}, options_{options} {}

  std::vector<Candidate> take() {
    switch (finding_.kind) {
      case TensionKind::collision:
      case TensionKind::contradiction:
      case TensionKind::competition:
      case TensionKind::duplication:
      case TensionKind::frustration:
        pair();
        break;
      case TensionKind::joint_collision:
        joint();
        break;
      case TensionKind::support_vs_restriction:
      case TensionKind::procurement_vs_restriction:
        support_and_restriction();
        break;
      case TensionKind::support_without_safeguard:
        for (const VertexId v : finding_.ids) {
          add_safeguards<Support>(v, "supports");
          add_safeguards<Engagement>(v, "engagements");
        }
        break;
      case TensionKind::mandate_gap:
        mandate();
        break;
      case TensionKind::mandate_duplicated:
        lead();
        break;
      case TensionKind::commitment_not_implemented:
        implementation();
        break;
      case TensionKind::coordination_gap:
        coordinate();
        break;
      case TensionKind::capacity_gap:
        fund();
        break;
      case TensionKind::treaty_limits_measure:
        exception();
        break;
      case TensionKind::position_mismatch:
        for (const VertexId v : finding_.ids)
          if (graph_.kind(v) == VertexKind::position) end<Position>(v, RepairMove::repeal, false);
        break;
      case TensionKind::term_drift:
        definition();
        break;
      case TensionKind::capacity_unknown:  // asks for data, not for a change
      case TensionKind::goal_tension:      // is an expert's view
        break;
    }
    return std::move(made_);
  }

 private:
  [[nodiscard]] std::string id(VertexId v) const { return std::string{graph_.key(v)}; }
  [[nodiscard]] static bool protects(const Provision& clause) { return clause.effect == "protects"; }

  /// `body` writes the fields.
  template <class Body>
  static std::string line(std::string_view op, std::string_view section, const std::string& id, Body&& body) {
    JsonText json;
    json.object([&] {
      json.key("op").string(op);
      json.key("section").string(section);
      json.key("id").string(id);
      body(json);
    });
    return json.take();
  }
  template <class Body>
  std::string change_line(VertexId v, Body&& body) const {
    return line("change", section_of(graph_.kind(v)), id(v), body);
  }
  void make(RepairMove move, bool weakens, std::string text, std::function<void(Workshop&)> apply) {
    if (weakens && !options_.allow_weakening) {
      // Kept out; repair() learns that there was one.
      withheld_ = true;
      return;
    }
    const int cost = options_.cost != nullptr ? options_.cost(move) : 1;
    made_.push_back({{move, cost, weakens, std::move(text)}, std::move(apply)});
  }

  // --- pairs of clauses -----------------------------------------------------------------------------

  void pair() {
    if (finding_.ids.size() != 2) return;
    const VertexId p = finding_.ids[0], q = finding_.ids[1];
    if (graph_.kind(p) != VertexKind::provision || graph_.kind(q) != VertexKind::provision) return;
    const Provision a = graph_.record(VertexIdOf<Provision>{p}), b = graph_.record(VertexIdOf<Provision>{q});
    const bool law_may_answer = finding_.kind == TensionKind::collision || finding_.kind == TensionKind::contradiction;
    if (finding_.kind == TensionKind::collision && a.param && b.param) {
      move_number(p, a, b);
      move_number(q, b, a);
    } else {
      narrow(p, a, b);
      narrow(q, b, a);
    }
    // One says that it prevails: the one that protects rights, if one of them alone does.
    if (law_may_answer) {
      if (protects(a) || !protects(b)) precedence(p, a, q, b);
      if (protects(b) || !protects(a)) precedence(q, b, p, a);
    }
    if (!made_.empty() || withheld_) return;
    end<Provision>(p, RepairMove::repeal, protects(a));
    end<Provision>(q, RepairMove::repeal, protects(b));
  }

  void precedence(VertexId winner, const Provision& a, VertexId loser, const Provision& b) {
    const Texts overrides = with(a.overrides, {id(loser)});
    make(RepairMove::precedence, protects(b),
         change_line(winner, [&](JsonText& json) { json.key("overrides").strings(overrides); }),
         [winner, overrides](Workshop& world) { world.change<Provision>(winner).overrides = overrides; });
  }

  static void write_scope(JsonText& json, std::string_view name, const Scope& scope) {
    json.key(name).object([&] {
      if (!scope.in.empty()) json.key("in").strings(scope.in);
      json.key("ex").strings(scope.ex);
    });
  }

  /// Leaves out of one dimension of \p a what \p b is about there, unless nothing would be left.
  void narrow(VertexId p, const Provision& a, const Provision& b) {
    const auto dimension = [&](std::string_view name, std::optional<Scope> Provision::*member) {
      const std::optional<Scope>& other = b.*member;
      if (!other || other->in.empty()) return;
      Scope scope = (a.*member).value_or(Scope{});
      // What is listed in both leaves nothing of it; whether more is swallowed, the detector says.
      const auto is_listed = [&](const std::string& node) {
        return std::find(other->in.begin(), other->in.end(), node) != other->in.end();
      };
      if (!scope.in.empty() && std::all_of(scope.in.begin(), scope.in.end(), [&](const std::string& node) {
            return is_listed(node) || is_inside(name, node, other->in);
          }))
        return;
      scope.ex = with(scope.ex, other->in);
      make(RepairMove::narrow_scope, protects(a),
           change_line(p, [&](JsonText& json) { write_scope(json, name, scope); }),
           [p, member, scope](Workshop& world) { world.change<Provision>(p).*member = scope; });
    };
    dimension("bearer", &Provision::bearer);
    dimension("conduct", &Provision::conduct);
    dimension("object", &Provision::object);
  }

  /// Whether \p node lies below one of \p nodes in its taxonomy.
  [[nodiscard]] bool is_inside(std::string_view dimension, const std::string& node, const Texts& nodes) const {
    std::vector<std::string> todo{node};
    std::set<std::string> seen{node};
    while (!todo.empty()) {
      const std::string at = std::move(todo.back());
      todo.pop_back();
      if (std::find(nodes.begin(), nodes.end(), at) != nodes.end()) return true;
      const auto up = [&](const std::string& parent) {
        if (seen.insert(parent).second) todo.push_back(parent);
      };
      for (const Taxonomy& taxonomy : graph_.settings().taxonomies)
        if (taxonomy.id == dimension)
          for (const NamedList& listed : taxonomy.nodes)
            if (listed.name == at)
              for (const std::string& parent : listed.values) up(parent);
      if (dimension == "bearer")
        if (const auto company = graph_.find<Company>(at))
          if (const Company* fields = graph_.fields<Company>(*company))
            for (const std::string& kind : fields->kinds) up(kind);
    }
    return false;
  }

  void move_number(VertexId p, const Provision& a, const Provision& b) {
    if (a.param->name != b.param->name) return;
    Parameter moved = *a.param;
    if (moved.min && b.param->max && *moved.min > *b.param->max) {
      moved.min = b.param->max;
    } else if (moved.max && b.param->min && *moved.max < *b.param->min) {
      moved.max = b.param->min;
    } else {
      return;
    }
    make(RepairMove::move_number, protects(a),
         change_line(p,
                     [&](JsonText& json) {
                       json.key("param").object([&] {
                         json.key("name").string(moved.name);
                         if (moved.min) json.key("min").raw(moved.min->to_string());
                         if (moved.max) json.key("max").raw(moved.max->to_string());
                         if (!moved.unit.empty()) json.key("unit").string(moved.unit);
                       });
                     }),
         [p, moved](Workshop& world) { world.change<Provision>(p).param = moved; });
  }

  /// Each ban of a joint collision may leave out the duty that has no way left.
  void joint() {
    std::optional<VertexId> duty;
    for (const VertexId v : finding_.ids)
      if (const Provision* clause = graph_.fields<Provision>(v); clause != nullptr && clause->modality == "obligation")
        duty = v;
    if (!duty) return;
    const std::string name = id(*duty);
    for (const VertexId v : finding_.ids) {
      if (v == *duty) continue;
      const Provision ban = graph_.record(VertexIdOf<Provision>{v});
      const Texts yields = with(ban.subject_to, {name});
      make(RepairMove::narrow_scope, protects(ban),
           change_line(v, [&](JsonText& json) { json.key("subject_to").strings(yields); }),
           [v, yields](Workshop& world) { world.change<Provision>(v).subject_to = yields; });
    }
  }

  // --- support --------------------------------------------------------------------------------------

  /// Ends a record on the day asked for, or when what it meets begins, if that comes later.
  template <class Record>
  void end(VertexId v, RepairMove move, bool weakens, std::optional<Date> not_before = {}) {
    Date day = day_;
    if (not_before && !not_before->is_unknown() && not_before->first() > day.first())
      day = Date::from_days(not_before->first());
    const Interval valid = graph_.lifetime(v);
    // What begins later is ended at its beginning: it never holds, and the detector is asked about that.
    if (valid.from() && !valid.from()->is_unknown() && valid.from()->last() >= day.first())
      day = Date::from_days(valid.from()->last() + 1);
    const Interval cut{valid.from(), day};
    make(
        move, weakens,
        line("end", section_of(graph_.kind(v)), id(v), [&](JsonText& json) { json.key("to").string(day.to_string()); }),
        [v, cut](Workshop& world) { world.change<Record>(v).facts.valid = cut; });
  }

  void support_and_restriction() {
    std::optional<Date> begins;
    for (const VertexId v : finding_.ids)
      if (graph_.kind(v) == VertexKind::restriction) begins = graph_.lifetime(v).from();
    for (const VertexId v : finding_.ids) {
      if (graph_.kind(v) == VertexKind::support) end<Support>(v, RepairMove::change_date, false, begins);
      if (graph_.kind(v) == VertexKind::engagement) end<Engagement>(v, RepairMove::change_date, false, begins);
      if (const Restriction* restriction = graph_.fields<Restriction>(v))
        end<Restriction>(v, RepairMove::change_date,
                         restriction->ground.empty() || restriction->ground == "human_rights");
    }
  }

  template <class Record>
  void add_safeguards(VertexId v, std::string_view section) {
    const Record* fields = graph_.fields<Record>(v);
    if (fields == nullptr) return;
    std::vector<Safeguard> all = fields->safeguards.value_or(std::vector<Safeguard>{});
    for (const std::string& kind : finding_.details().missing) all.push_back({kind, std::nullopt});
    make(RepairMove::add_safeguard, false,
         line("change", section, id(v),
              [&](JsonText& json) {
                json.key("safeguards").array([&] {
                  for (const Safeguard& safeguard : all) {
                    if (!safeguard.date) {
                      json.string(safeguard.kind);
                      continue;
                    }
                    json.object([&] {
                      json.key("kind").string(safeguard.kind);
                      json.key("date").string(safeguard.date->to_string());
                    });
                  }
                });
              }),
         [v, all](Workshop& world) { world.change<Record>(v).safeguards = all; });
  }

  // --- tasks, promises, treaties ---------------------------------------------------------------------

  /// An id that no record of this kind has, the same for the same finding.
  [[nodiscard]] std::string new_id(VertexKind kind, const std::string& of) const {
    std::string id = "repair:" + of;
    while (graph_.find(kind, id)) id += "'";
    return id;
  }

  void mandate() {
    const RequiredMandate* wanted = graph_.fields<RequiredMandate>(finding_.ids[0]);
    if (wanted == nullptr) return;
    const auto state = graph_.find(VertexKind::state, wanted->state);
    if (!state) return;
    for (const VertexId agency : group_of(graph_, graph_.canonical(*state), day_.first(), true).sure) {
      if (graph_.kind(agency) != VertexKind::agency) continue;
      Mandate mandate{.id = new_id(VertexKind::mandate, id(finding_.ids[0]) + ":" + id(agency)),
                      .agency = id(agency),
                      .function = wanted->function,
                      .issue = wanted->issue,
                      .object = wanted->object};
      make(RepairMove::mandate, false,
           line("add", "mandates", mandate.id,
                [&](JsonText& json) {
                  json.key("agency").string(mandate.agency);
                  write_task(json, mandate);
                }),
           [mandate](Workshop& world) { world.add(mandate); });
    }
  }

  template <class Task>
  static void write_task(JsonText& json, const Task& task) {
    if (!task.function.empty()) json.key("function").string(task.function);
    if (!task.issue.empty()) json.key("issue").string(task.issue);
    if (!task.object.empty()) json.key("object").string(task.object);
  }

  void lead() {
    const Mandate* a = graph_.fields<Mandate>(finding_.ids[0]);
    const Mandate* b = finding_.ids.size() == 2 ? graph_.fields<Mandate>(finding_.ids[1]) : nullptr;
    if (a == nullptr || b == nullptr) return;
    // The more general of the two objects covers both.
    Lead lead{.id = new_id(VertexKind::lead, id(finding_.ids[0]) + ":" + id(finding_.ids[1])),
              .agencies = {a->agency, b->agency},
              .function = a->function,
              .issue = a->issue,
              .object = is_inside("object", a->object, {b->object}) ? b->object : a->object};
    make(RepairMove::designate_lead, false,
         line("add", "leads", lead.id,
              [&](JsonText& json) {
                json.key("agencies").strings(lead.agencies);
                write_task(json, lead);
              }),
         [lead](Workshop& world) { world.add(lead); });
  }

  void implementation() {
    const Commitment* promise = graph_.fields<Commitment>(finding_.ids[0]);
    if (promise == nullptr) return;
    const std::string name = id(finding_.ids[0]);
    Implementation made{
        .id = new_id(VertexKind::implementation, name), .implements = {name}, .rank = promise->min_rank};
    make(RepairMove::raise_rank, false,
         line("add", "implementations", made.id,
              [&](JsonText& json) {
                json.key("implements").strings(made.implements);
                if (!made.rank.empty()) json.key("rank").string(made.rank);
              }),
         [made](Workshop& world) { world.add(made); });
  }

  void coordinate() {
    if (finding_.ids.size() != 2) return;
    Coordination memo{.id = new_id(VertexKind::coordination, id(finding_.ids[0]) + ":" + id(finding_.ids[1])),
                      .between = {id(finding_.ids[0]), id(finding_.ids[1])},
                      .type = "memorandum"};
    make(RepairMove::coordinate, false,
         line("add", "coordination", memo.id,
              [&](JsonText& json) {
                json.key("between").strings(memo.between);
                json.key("kind").string(memo.type);
              }),
         [memo](Workshop& world) { world.add(memo); });
  }

  void fund() {
    const VertexId v = finding_.ids[0];
    const Capacity* capacity = graph_.fields<Capacity>(v);
    if (capacity == nullptr || !capacity->need) return;
    const Decimal need = *capacity->need;
    make(RepairMove::fund, false, change_line(v, [&](JsonText& json) { json.key("have").raw(need.to_string()); }),
         [v, need](Workshop& world) { world.change<Capacity>(v).have = need; });
  }

  void exception() {
    for (const VertexId v : finding_.ids) {
      if (graph_.kind(v) != VertexKind::treaty_clause) continue;
      for (const VertexId m : finding_.ids) {
        const Measure* measure = graph_.fields<Measure>(m);
        if (measure == nullptr) continue;
        for (const std::string& objective : measure->objectives) {
          const Texts exceptions =
              with(graph_.record(VertexIdOf<TreatyClause>{v}).exceptions.value_or(Texts{}), {objective});
          make(RepairMove::except, false,
               change_line(v, [&](JsonText& json) { json.key("exceptions").strings(exceptions); }),
               [v, objective](Workshop& world) {
                 auto& list = world.change<TreatyClause>(v).exceptions;
                 list = with(list.value_or(Texts{}), {objective});
               });
        }
      }
    }
  }

  void definition() {
    if (finding_.ids.size() != 2) return;
    const auto take_over = [&](VertexId v, VertexId from) {
      const Instrument* other = graph_.fields<Instrument>(from);
      if (other == nullptr) return;
      Instrument text = graph_.record(VertexIdOf<Instrument>{v});
      for (NamedList& own : text.definitions)
        for (const NamedList& theirs : other->definitions)
          if (own.name == theirs.name && own.name == finding_.details().term) own.values = theirs.values;
      make(RepairMove::align_definition, false,
           change_line(v,
                       [&](JsonText& json) {
                         json.key("definitions").object([&] {
                           for (const NamedList& own : text.definitions) json.key(own.name).strings(own.values);
                         });
                       }),
           [v, definitions = text.definitions](Workshop& world) {
             world.change<Instrument>(v).definitions = definitions;
           });
    };
    take_over(finding_.ids[0], finding_.ids[1]);
    take_over(finding_.ids[1], finding_.ids[0]);
  }

  const Graph& graph_;
  const Finding& finding_;
  Date day_;
  const RepairOptions& options_;
  bool withheld_ = false;
  std::vector<Candidate> made_;
};

}  // namespace

Graph Workshop::build() const {
  Without without;
  for (const auto& [v, record] : changed_) without.records.push_back(v);
  GraphBuilder builder = GraphBuilder::from(graph_, without);
  const auto put = [&](const AnyRecord& any) {
    std::visit([&](const auto& record) { static_cast<void>(builder.add(record)); }, any);
  };
  for (const auto& [v, record] : changed_) put(record);
  for (const AnyRecord& record : added_) put(record);
  Diagnostics problems;  // what the world leaves open it goes on leaving open
  Graph graph = std::move(builder).freeze(problems);
  if (graph_.known_by_day()) graph = graph.known_by(*graph_.known_by_day());
  return graph_.as_of_day() ? graph.as_of(*graph_.as_of_day()) : graph;
}

std::vector<Candidate> candidates(const Graph& graph, const Finding& finding, Date day, const RepairOptions& options) {
  return Maker{graph, finding, day, options}.take();
}

}  // namespace dutygraph::detail
