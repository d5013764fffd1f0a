// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "io/json.hpp"
#include "io/register_actors.hpp"
#include "io/xml.hpp"

namespace dutygraph::io::detail {

/// One record of GLEIF, whatever it was written in. Texts are those of the row it was read from.
struct GleifRow {
  enum class Kind : std::uint8_t { none, entity, relationship, exception };
  struct Period {
    std::string_view from{}, to{}, type{};
  };
  Kind kind = Kind::none;
  std::string_view lei{};  ///< of an entity or exception
  // entities
  std::string_view name{}, jurisdiction{}, category{}, status{}, created{}, expired{};
  std::string_view authority{}, authority_number{};
  // relationships
  std::string_view child{}, parent{}, type{};
  std::vector<Period> periods{};
  std::string_view amount{}, units{};  ///< of the first quantifier
  // exceptions
  std::string_view exception{};
  std::vector<std::string_view> reasons{};
  // all
  std::string_view registration{}, updated{};
  bool deleted = false;
};

/// An element of XML, with the interface that both encodings share.
class GleifXml {
 public:
  explicit GleifXml(XmlNode node) noexcept : node_{node} {}
  [[nodiscard]] explicit operator bool() const noexcept { return static_cast<bool>(node_); }
  [[nodiscard]] GleifXml child(std::string_view name) const noexcept { return GleifXml{node_.find(name)}; }
  [[nodiscard]] std::string_view text() const noexcept { return node_.text(); }
  /// Calls `f(GleifXml)` for each \p item in the container \p name, or directly in this element.
  template <class F>
  void each(std::string_view name, std::string_view item, F&& f) const {
    const XmlNode container = node_.find(name);
    for (const XmlNode node : container ? container : node_)
      if (node.name() == item) f(GleifXml{node});
  }

 private:
  XmlNode node_;
};

/// A value of JSON: a text is a string, or an object with the text under "$".
class GleifJson {
 public:
  explicit GleifJson(JsonTree::Node node) noexcept : node_{node} {}
  [[nodiscard]] explicit operator bool() const noexcept {
    return static_cast<bool>(node_) && !node_.is(JsonKind::null);
  }
  [[nodiscard]] GleifJson child(std::string_view name) const noexcept {
    if (!node_ || !node_.is(JsonKind::object)) return GleifJson{{}};
    return GleifJson{node_.find(name)};
  }
  [[nodiscard]] std::string_view text() const noexcept;
  template <class F>
  void each(std::string_view name, std::string_view item, F&& f) const {
    GleifJson list = child(name);
    if (!list) list = child(item);
    if (list && list.node_.is(JsonKind::object))
      if (const GleifJson inner = list.child(item)) list = inner;
    if (!list) return;
    if (!list.node_.is(JsonKind::array)) return f(list);
    for (const JsonTree::Node node : list.node_) {
      const GleifJson inner = GleifJson{node}.child(item);
      f(inner ? inner : GleifJson{node});
    }
  }
  [[nodiscard]] JsonTree::Node node() const noexcept { return node_; }

 private:
  JsonTree::Node node_;
};

/// What a record says. \return a row of kind `none` if it is no record of GLEIF.
[[nodiscard]] GleifRow gleif_row(GleifXml record);
[[nodiscard]] GleifRow gleif_row(GleifJson record);
/// What one item of an answer of the programming interface says.
[[nodiscard]] GleifRow gleif_api_row(GleifJson item);

/// Rows of golden copies in CSV, whose first row names the columns.
class GleifColumns {
 public:
  /// \throws RowProblem if no column says what the rows are.
  explicit GleifColumns(const std::vector<std::string>& header);
  [[nodiscard]] GleifRow row(const std::vector<std::string>& cells) const;
  [[nodiscard]] std::size_t size() const noexcept { return size_; }

 private:
  static constexpr std::size_t none = static_cast<std::size_t>(-1);
  struct PeriodColumns {
    std::size_t from = none, to = none, type = none;
  };
  GleifRow::Kind kind_ = GleifRow::Kind::none;
  std::size_t size_ = 0;
  std::vector<std::pair<std::string_view GleifRow::*, std::size_t>> texts_{};
  std::vector<PeriodColumns> periods_{};
  std::vector<std::size_t> reasons_{};
  std::size_t deleted_ = none;
};

}  // namespace dutygraph::io::detail
