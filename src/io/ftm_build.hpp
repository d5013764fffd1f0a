// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <dutygraph/graph/builder.hpp>
#include <dutygraph/io/read.hpp>

#include "io/ftm_pool.hpp"
#include "io/register_actors.hpp"
#include "io/report.hpp"
#include "io/tags.hpp"

namespace dutygraph::io::detail {

/// Turns a pool of entities into actors, interests and engagements of a builder. The pool is only read.
class FtmBuild {
 public:
  FtmBuild(const FtmPool& pool, RegisterFiles& files, Report& report, const ReadOptions& options, GraphBuilder& builder,
           Tags& tags)
      : pool_{pool},
        files_{files},
        report_{report},
        options_{options},
        builder_{builder},
        actors_{builder, report, files, tags} {}
  void run();

 private:
  using Entry = FtmPool::value_type;
  /// What a link asks of a party that no line describes.
  struct Missing {
    const FtmEntity* link = nullptr;
    bool held = false, person = false, body = false;
  };
  /// The awards of one lot.
  struct Deal {
    const Entry* first = nullptr;
    std::vector<std::string> suppliers{};
    std::size_t awards = 0;
  };

  // --- who is whom: ftm_parties.cpp
  void sort_entities();
  void find_referents();
  void find_linked();
  void need(const FtmEntity& link, FtmProperty property, bool held, bool person, bool body);
  /// The id that an entity is known by now.
  [[nodiscard]] std::string_view current(std::string_view id) const;
  [[nodiscard]] const Entry* entity(std::string_view id) const;
  void add_parties();
  void add_party(const Entry& entry);
  void add_state(const Entry& entry);
  void add_persons();
  void add_missing();
  void add_same_as();
  [[nodiscard]] std::vector<std::string> countries(const FtmEntity& entity);
  [[nodiscard]] std::vector<Identifier> identifiers(std::string_view id, const FtmEntity& entity,
                                                    std::string_view country);
  [[nodiscard]] std::optional<VertexId> vertex(std::string_view id) const;

  // --- links: ftm_links.cpp
  void add_links();
  void add_interest(const Entry& entry, FtmProperty from, FtmProperty to);
  [[nodiscard]] Interest interest_of(const Entry& entry);
  void read_basis(const FtmEntity& entity, Interest& interest);
  void read_share(const Entry& entry, Interest& interest);
  [[nodiscard]] std::optional<Date> date_of(const FtmEntity& entity, FtmProperty property);
  [[nodiscard]] std::optional<Interval> validity(const FtmEntity& entity);

  // --- deals: ftm_deals.cpp
  void add_deals();
  void add_deal(const Deal& deal);
  void add_contract(const Entry& contract);
  [[nodiscard]] Engagement engagement_of(const Entry& award, const FtmEntity* contract);
  void read_amount(const FtmEntity& entity, Engagement& out);
  void add_buyers(const FtmEntity& contract, Engagement& out);
  void add_role(std::string_view id, std::string_view role, Engagement& out);
  void place_engagement(Engagement engagement, const FtmEntity& from);

  /// The sources that an entity names, or its file.
  [[nodiscard]] const std::vector<SourceId>& sources(const FtmEntity& entity);
  [[nodiscard]] EvidenceId evidence(const FtmEntity& entity) { return builder_.intern(sources(entity)); }
  void warn(const FtmEntity& entity, Severity severity, std::string_view rule, std::string_view property,
            std::string_view value, std::string_view hint) {
    report_.add(severity, rule, files_.name(entity.place.file), entity.place.line,
                property.empty() ? std::string{} : "/properties/" + std::string{property}, value, hint);
  }
  /// The one value of a property; of several the least, which is said.
  [[nodiscard]] std::string_view only(const FtmEntity& entity, FtmProperty property);
  [[nodiscard]] static std::string_view name_of(FtmProperty property) noexcept {
    return ftm_properties[static_cast<std::size_t>(property)];
  }

  const FtmPool& pool_;
  RegisterFiles& files_;
  Report& report_;
  const ReadOptions& options_;
  GraphBuilder& builder_;
  RegisterActors actors_;
  std::vector<const Entry*> sorted_{};                                  ///< by id
  std::unordered_map<std::string_view, std::string_view> referents_{};  ///< old id -> id
  std::map<std::string_view, Missing> missing_{};
  std::unordered_map<std::string_view, bool> linked_{};  ///< ids that links name; true: held by someone
  std::unordered_map<std::string_view, VertexId> vertices_{};
  std::map<std::vector<std::string>, std::vector<SourceId>> sources_{};
  std::unordered_map<std::string_view, std::uint64_t> awards_of_{};  ///< of contracts
  std::unordered_map<std::string, std::uint64_t> keys_{};            ///< of holdings, with how often they were given
};

}  // namespace dutygraph::io::detail
