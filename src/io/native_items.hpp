// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>
#include <string_view>

#include <dutygraph/model/visit.hpp>

namespace dutygraph::io::detail {

/// An item of a list that a text may stand for: its one field that the text fills.
template <class Item>
struct Shorthand : RecordVisitor<Item> {
  std::string Item::*member = nullptr;
  std::string_view list{};  ///< of codes, if it is one

  Shorthand() { Item::describe(*this); }

  template <class... Rest>
  void ref(std::string_view name, std::string Item::*field, VertexKinds, Rest...) {
    if (name == Item::shorthand) member = field;
  }
  void code(std::string_view name, std::string Item::*field, std::string_view codes) {
    if (name != Item::shorthand) return;
    member = field;
    list = codes;
  }
};

template <class Item>
concept has_shorthand = requires {
  Item::shorthand;
};
template <class Item>
concept has_required = requires {
  Item::required;
};

/// Whether an item must have that field.
template <class Item>
[[nodiscard]] constexpr bool is_required(std::string_view field) noexcept {
  if constexpr (has_shorthand<Item>)
    if (field == Item::shorthand) return true;
  if constexpr (has_required<Item>)
    for (const std::string_view name : Item::required)
      if (field == name) return true;
  return false;
}

}  // namespace dutygraph::io::detail
