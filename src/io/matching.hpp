// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <dutygraph/graph/builder.hpp>

#include "io/report.hpp"

namespace dutygraph::io::detail {

/// What matching did.
struct Matched {
  std::uint64_t actors = 0;    ///< actors that stand for another one now
  std::uint64_t possible = 0;  ///< groups of actors that might be one and were left apart
};

/// Finds actors of several files that are one, and says so in `same_as`, one entry for each identifier that joins
/// some, so that taking an entry out of the document undoes it.
///
/// Two actors are one if they have the same number under the same scheme. Names never make them one, unless \p by_name
/// says so; then actors whose names differ only in case, punctuation and common legal forms are one if nothing speaks
/// against it.
///
/// What speaks against it: different LEIs, different numbers of one register (for names), different homes (for names),
/// different kinds of actor, numbers that tell nothing apart ("0", "N/A", a German number without its court), and two
/// records of documents, whose author would have said so.
///
/// Rules of the complaints:
///
///   same-identifier, same-name     N  taken as one
///   names-differ                   W  taken as one, by an identifier, although the names share no word
///   identifier-conflict            W  one identifier, actors that cannot be one: kept apart
///   possible-match                 N  same name, no identifier in common: kept apart
///   placeholder-identifier         N  a number that tells nothing apart
class Matching {
 public:
  /// \p from_documents: by vertex, whether a native document describes it.
  Matching(GraphBuilder& builder, Report& report, std::vector<bool> from_documents)
      : builder_{builder}, report_{report}, from_documents_{std::move(from_documents)} {}
  /// O(identifiers log identifiers), and the same of names.
  Matched run(bool by_name);

 private:
  struct Entry {
    std::uint64_t hash = 0;
    std::uint32_t identifier = 0;
  };
  /// Actors with one identifier or one name.
  struct Bucket {
    std::string what;  ///< "XI-LEI 5493…", or a name
    std::vector<VertexId> actors;
  };

  void join_what_is_known();
  [[nodiscard]] std::vector<Bucket> identifier_buckets();
  [[nodiscard]] std::vector<Bucket> name_buckets() const;
  void match_identifiers();
  void match_names(bool join);
  [[nodiscard]] std::uint32_t root(std::uint32_t v);
  [[nodiscard]] std::vector<std::uint32_t> members(std::uint32_t root) const;
  bool join(VertexId a, VertexId b);
  /// Why the actors of a bucket cannot be one; empty if they can.
  [[nodiscard]] std::string objection(const std::vector<VertexId>& roots);
  [[nodiscard]] bool registers_differ(const std::vector<VertexId>& roots);
  [[nodiscard]] std::vector<VertexId> roots_of(const std::vector<VertexId>& actors);
  void add_same_as(const Bucket& bucket, std::string note);
  [[nodiscard]] std::string list(const std::vector<VertexId>& actors) const;
  [[nodiscard]] bool is_from_document(VertexId v) const {
    return v.value() < from_documents_.size() && from_documents_[v.value()];
  }

  GraphBuilder& builder_;
  Report& report_;
  std::vector<bool> from_documents_;
  std::vector<std::uint32_t> parent_{};                                      ///< by vertex
  std::vector<std::uint32_t> first_identifier_{};                            ///< by vertex, into by_actor_
  std::vector<std::uint32_t> by_actor_{};                                    ///< numbers of identifiers
  std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> members_{};  ///< of roots of several
  Settings settings_{};
  Matched matched_{};
};

/// A name without case, punctuation and the differences of common legal forms: "acme trading ltd".
[[nodiscard]] std::string plain_name(std::string_view name);
/// An identifier in one spelling: schemes by their code at org-id.guide, numbers without blanks around them, LEIs and
/// British company numbers in full. The scheme is empty if the number tells nothing apart.
struct PlainIdentifier {
  std::string scheme, number;
};
[[nodiscard]] PlainIdentifier plain_identifier(std::string_view scheme, std::string_view number);

}  // namespace dutygraph::io::detail
