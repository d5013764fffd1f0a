// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <dutygraph/io/read.hpp>

#include "io/report.hpp"

namespace dutygraph::io::detail {

/// What a user says about entities that a register does not know as organs of a State: the CSV file of `--tags`.
///
/// Columns `scheme,id,name,state,kind` in any order, named in the first row. An entity is meant if it has the
/// identifier, or exactly the name; an id without a scheme is that of the register's record. `state` is the id of a
/// State or agency, or an ISO 3166-1 code. `kind` says what the entity is:
///
///   (empty), company   what the register says: a company that is an organ
///   agency             an agency; also: ministry, state_body, stateBody, subnational
///   fund               an organisation of kind fund
class Tags {
 public:
  /// What a tagged entity becomes.
  enum class Kind : std::uint8_t { as_registered, agency, fund };
  struct Tag {
    std::uint64_t line = 0;
    std::string scheme{}, id{}, name{}, state{};
    Kind kind = Kind::as_registered;
    std::uint64_t used = 0;  ///< entities that it matched
  };

  /// Nobody is tagged.
  Tags() = default;
  /// \throws Unreadable; InvalidData that lists every row that cannot be used.
  Tags(const std::string& path, const ReadOptions& options, Report& report);

  [[nodiscard]] bool empty() const noexcept { return tags_.empty(); }
  /// The tags of a record: appends their numbers to \p found, each once.
  void match_record(std::string_view id, std::vector<std::uint32_t>& found) const;
  void match_identifier(std::string_view scheme, std::string_view number, std::vector<std::uint32_t>& found) const;
  void match_name(std::string_view name, std::vector<std::uint32_t>& found) const;
  [[nodiscard]] const Tag& operator[](std::uint32_t number) const noexcept { return tags_[number]; }

  /// Says that a tag was used for an entity. \return whether it was not used for that one before.
  bool use(std::uint32_t number, std::string_view entity);
  /// Says which tags matched nothing.
  void report_unmatched();
  /// The name of the file without folders.
  [[nodiscard]] std::string base_name() const { return file_.substr(file_.find_last_of('/') + 1); }

 private:
  using Index = std::unordered_map<std::string, std::vector<std::uint32_t>>;
  [[nodiscard]] static std::string key_of(std::string_view scheme, std::string_view number);
  static void append(const Index& index, const std::string& key, std::vector<std::uint32_t>& found);
  void add(Tag tag);

  Report* report_ = nullptr;
  std::string file_{};
  std::vector<Tag> tags_{};
  Index by_identifier_{}, by_name_{};
  std::set<std::pair<std::uint32_t, std::string>> uses_{};
};

}  // namespace dutygraph::io::detail
