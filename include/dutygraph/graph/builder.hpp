// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// Building a graph: add records, connect them, freeze.

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <dutygraph/config.hpp>
#include <dutygraph/diagnostics.hpp>
#include <dutygraph/graph/graph.hpp>
#include <dutygraph/id.hpp>
#include <dutygraph/model/edges.hpp>
#include <dutygraph/model/taxonomy.hpp>

namespace dutygraph {

namespace detail {
struct ColumnReader;
}

struct SourceTag;
/// A source added to a builder.
using SourceId = Id<SourceTag>;

/// What a fact rests on: one source or more, the first of which counts as "the" source.
class Evidence {
 public:
  Evidence(std::initializer_list<SourceId> sources) : sources_{sources} {}
  Evidence(SourceId source) : sources_{source} {}  // NOLINT(google-explicit-constructor)
  explicit Evidence(std::vector<SourceId> sources) : sources_{std::move(sources)} {}
  [[nodiscard]] std::span<const SourceId> sources() const noexcept { return sources_; }

 private:
  std::vector<SourceId> sources_;
};

/// What GraphBuilder::from() leaves out of a graph.
struct Without {
  std::vector<VertexId> records{};
  std::vector<std::string> holdings{};  ///< ids
  std::vector<std::string> sources{};   ///< ids; records that rest on one keep its id, which must then come anew
};

/// Collects records and turns them into a Graph. Move-only.
///
/// \code
/// dg::GraphBuilder builder;
/// const auto report = builder.add(dg::Source{.id = "holdings-2024", .title = "State holdings report 2024"});
/// const auto state  = builder.add(dg::State{.id = "XR", .name = "Ruritania"}, report);
/// const auto telco  = builder.add(dg::Company{.id = "ruritel", .name = "Ruritel"}, report);
/// builder.connect(state, telco, dg::Holds{{{.share = dg::Share::exactly(62)}}}, report);
/// const dg::Graph graph = std::move(builder).freeze();
/// \endcode
///
/// A call that refuses leaves the builder as before. After std::bad_alloc a builder can only be destroyed or replaced.
class DUTYGRAPH_EXPORT GraphBuilder {
 public:
  GraphBuilder();
  /// A builder that holds everything \p graph was built from but what \p without names: to build a changed world.
  /// Of a view, the whole world behind it. Records keep their ids (VertexId and EdgeId are new), sources, versions and
  /// names; what others still name and is left out must be added again, or freeze() refuses. O(world).
  /// \param settings  instead of those of \p graph
  [[nodiscard]] static GraphBuilder from(const Graph& graph, const Without& without = {},
                                         std::optional<Settings> settings = {});
  GraphBuilder(GraphBuilder&&) noexcept;
  GraphBuilder& operator=(GraphBuilder&&) noexcept;
  ~GraphBuilder();

  /// \throws InvalidData if the id is empty or belongs to another source.
  SourceId add(Source source);
  /// Adds a record that rests on its `facts.sources` and on \p evidence.
  /// \throws InvalidData if its id is empty or taken, or if it ends before it begins; InvalidValue if an id or name
  /// is longer than 1 MiB. A record of a kind that may go without id gets one.
  template <VertexRecord Record>
  VertexIdOf<Record> add(Record record, Evidence evidence = {}) {
    return VertexIdOf<Record>{add_record(std::move(record), evidence)};
  }
  /// Connects two records. Which records \p Edge may connect is checked at compile time.
  /// An edge other than a holding becomes a field of one of its records, and \p evidence a source of that record.
  /// \throws InvalidData if \p evidence is empty, an interest ends before it begins, or the record has such an edge
  /// already and can have only one: an agency is part of one State.
  template <class From, class To, EdgeRecord Edge>
  void connect(VertexIdOf<From> from, VertexIdOf<To> to, Edge edge, Evidence evidence) {
    static_assert(may_connect<Edge, From, To>, "dutygraph: the model does not allow this edge between these records");
    connect_records(from, to, std::move(edge), evidence);
  }
  /// Adds a holding by the ids of its ends, which may come later.
  /// \throws InvalidData as connect() does.
  void add(const Holding& holding, Evidence evidence = {});

  /// What the document says beside its records; taxonomies and lists are joined.
  /// \throws InvalidData if a taxonomy has a cycle; UsageError if `as_of` differs from the one set before.
  void add(Settings settings);

  /// Builds the graph. O(edges log degree). The builder is spent.
  /// \throws InvalidData if a reference leads nowhere or to a record of the wrong kind.
  [[nodiscard]] Graph freeze() &&;
  /// Builds the graph although references lead nowhere: a missing party becomes an organisation of
  /// kind `unknown`, any other missing record an empty one (see is_implicit()), and each is a warning in
  /// \p problems. So is a reference to a record of the wrong kind.
  /// \throws InvalidData if \p problems has errors, or `same_as` names what is not there.
  [[nodiscard]] Graph freeze(Diagnostics& problems) &&;

  // --- for readers of registers -----------------------------------------------------------------

  /// Names the file that records come from from now on, with the source that those without one rest on.
  void set_file(std::string name, std::string digest, SourceId source);
  /// The line that records come from from now on.
  void set_line(std::uint64_t line) noexcept;
  /// Interns a list of sources. \pre not empty
  [[nodiscard]] EvidenceId intern(std::span<const SourceId> sources);
  /// The vertex of an actor, added if new: no record is built. The fast way for registers.
  /// \throws InvalidData if the id is taken by another kind, or an actor with it was added before.
  VertexId add_actor(VertexKind kind, std::string_view id, std::string_view name, std::string_view home,
                     Interval lifetime, EvidenceId evidence);
  /// Gives an actor an identifier of a register.
  void add_identifier(VertexId actor, std::string_view scheme, std::string_view number);
  /// Another name under which an actor is found.
  void add_alias(VertexId actor, std::string name);
  /// One interest, with its place among the versions of its record.
  struct RegisterInterest {
    std::string_view key{};  ///< id of the holding
    const Interest* interest = nullptr;
    EvidenceId evidence{};
    Assertion assertion = Assertion::positive;
    std::optional<Date> stated{};  ///< when the register stated it
    bool versioned = false;        ///< there are other versions
    bool first_version = true;
    std::optional<Date> superseded{};  ///< when the next version was stated
    std::string_view supersedes{};     ///< id of the earlier version
  };
  void add_interest(VertexId holder, VertexId company, const RegisterInterest& row);
  /// The State with this id or, failing that, the register's State with this ISO code; null if there is none yet.
  [[nodiscard]] std::optional<VertexId> find_state(std::string_view code) const noexcept;
  /// The actor with this id, of whatever kind, if it has been added.
  [[nodiscard]] std::optional<VertexId> find_actor(std::string_view id) const noexcept;
  [[nodiscard]] VertexKind kind(VertexId v) const noexcept;
  [[nodiscard]] std::string_view key(VertexId v) const noexcept;
  /// As it was given; empty if there is none.
  [[nodiscard]] std::string_view name(VertexId v) const noexcept;
  /// The id of the State that an actor is at home in; empty if unknown.
  [[nodiscard]] std::string_view home(VertexId v) const noexcept;
  /// Whether \p v is an organisation of kind person.
  [[nodiscard]] bool is_person(VertexId v) const noexcept;
  [[nodiscard]] std::uint32_t num_vertices() const noexcept;
  /// Whether \p v has a record and is not only named by others.
  [[nodiscard]] bool is_defined(VertexId v) const noexcept;
  /// What has been added of identifiers, in the order in which it was.
  struct GivenIdentifier {
    VertexId actor{};
    std::string_view scheme{}, number{};
  };
  [[nodiscard]] std::size_t num_identifiers() const noexcept;
  [[nodiscard]] GivenIdentifier identifier(std::size_t i) const noexcept;
  /// What has been added of `same_as`.
  [[nodiscard]] const std::vector<SameAs>& same_as() const noexcept;
  /// The vertex of the record with this id, if it has been added.
  [[nodiscard]] std::optional<VertexId> find(VertexKind kind, std::string_view id) const noexcept;
  /// Says that an actor belongs to a State or agency, beside what its record says.
  void add_membership(VertexId member, VertexId group, Interval valid, EvidenceId evidence);

 private:
  struct Staging;
  class Thaw;
  friend struct detail::ColumnReader;
  template <VertexRecord Record>
  VertexId add_record(Record record, const Evidence& evidence);
  template <EdgeRecord Edge>
  void connect_records(VertexId from, VertexId to, Edge edge, const Evidence& evidence);
  [[nodiscard]] Graph freeze(Diagnostics& problems, bool lenient);
  std::unique_ptr<Staging> staging_;
};

}  // namespace dutygraph
