// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <dutygraph/graph/builder.hpp>
#include <dutygraph/graph/detail/text_pool.hpp>
#include <dutygraph/io/read.hpp>

#include "io/bods_names.hpp"
#include "io/gleif_row.hpp"
#include "io/register_actors.hpp"
#include "io/report.hpp"

namespace dutygraph::io::detail {

/// The records of all files, the latest of each, in few bytes each.
class GleifPool {
 public:
  GleifPool(Report& report, RegisterFiles& files, bool strict) : report_{report}, files_{files}, strict_{strict} {}
  /// \throws RowProblem if the row cannot be used.
  void add(const GleifRow& row, const RegisterPlace& place);
  /// Says what was only counted.
  void finish_file(std::uint16_t file);
  void add_to(GraphBuilder& builder, RegisterActors& actors, const ReadOptions& options);

 private:
  using Text = dutygraph::detail::Text;
  static constexpr std::uint32_t none = 0xFFFFFFFFU;
  /// What EntityCategory says.
  enum class Category : std::uint8_t { company, fund, person, government, igo };
  struct Place {
    std::uint32_t line = 0;
    std::uint16_t file = 0;
  };
  struct Entity {
    std::uint32_t lei = 0;
    Text name{}, number{};
    std::uint32_t authority = 0;     ///< in words_
    std::uint32_t jurisdiction = 0;  ///< in words_
    Category category = Category::company;
    Interval lifetime{};
    std::int32_t updated = INT32_MIN;
    Place place{};
  };
  struct Relationship {
    std::uint32_t child = 0, parent = 0, type = 0;
    std::uint32_t first_period = 0;
    std::uint16_t periods = 0;
    std::optional<Share> share{};
    std::int32_t updated = INT32_MIN;
    Place place{};
  };
  struct Exception {
    std::uint32_t reason = 0;
    Place place{};
  };

  void add_entity(const GleifRow& row);
  void add_relationship(const GleifRow& row);
  void add_exception(const GleifRow& row);
  /// Takes an LEI or another id of a node. \throws RowProblem
  [[nodiscard]] std::uint32_t node(std::string_view id, std::string_view path);
  [[nodiscard]] std::optional<Date> date(std::string_view text, std::string_view path);
  [[nodiscard]] std::int32_t updated(std::string_view text);
  [[nodiscard]] bool is_annulled(const GleifRow& row);
  void warn(Severity severity, std::string_view rule, std::string_view path, std::string_view value,
            std::string_view hint) const {
    say(place_, severity, rule, path, value, hint);
  }
  void say(Place place, Severity severity, std::string_view rule, std::string_view path, std::string_view value,
           std::string_view hint) const {
    report_.add(severity, rule, files_.name(place.file), place.line, path, value, hint);
  }

  // --- into the graph: gleif_build.cpp
  void add_entities(RegisterActors& actors, const ReadOptions& options);
  void add_missing(RegisterActors& actors);
  void add_relationships(GraphBuilder& builder);
  void add_exceptions(GraphBuilder& builder, RegisterActors& actors);
  [[nodiscard]] std::string_view key(std::uint32_t lei, const GraphBuilder& builder) const;

  Report& report_;
  RegisterFiles& files_;
  bool strict_;
  Place place_{};
  Names leis_{}, words_{};
  dutygraph::detail::TextPool texts_{};
  std::vector<std::uint32_t> entity_of_{};  ///< by LEI
  std::vector<Entity> entities_{};
  std::vector<Relationship> relationships_{};
  std::vector<Interval> periods_{};
  std::map<std::pair<std::uint32_t, bool>, Exception> exceptions_{};  ///< by LEI and whether of the ultimate parent
  struct PairHash {
    std::size_t operator()(const std::pair<std::uint64_t, std::uint32_t>& key) const noexcept {
      return std::hash<std::uint64_t>{}(key.first * 0x9E3779B97F4A7C15U + key.second);
    }
  };
  std::unordered_map<std::pair<std::uint64_t, std::uint32_t>, std::uint32_t, PairHash> relationship_of_{};
  std::uint64_t stale_ = 0, deleted_ = 0;  ///< of this file
  std::vector<VertexId> vertices_{};       ///< by LEI
};

}  // namespace dutygraph::io::detail
