// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// What is in a picture, read back from its XML.

#include <cstdlib>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include <dutygraph/io/read.hpp>

#include "io/xml.hpp"

namespace dutygraph::tests {

/// The parts of an SVG picture that tests look at.
struct Drawn {
  struct Box {
    int x = 0, y = 0, width = 0, height = 0;
    std::string classes{};
  };
  struct Words {
    std::string text{}, classes{}, anchor{};
    int x = 0, y = 0, size = 12;
  };
  std::string title{}, description{}, metadata{}, labelled_by{};
  std::vector<Box> boxes{};
  std::vector<Words> texts{};
  std::vector<std::string> titles{};  ///< of groups
  std::vector<std::string> ids{};
  std::set<std::string> elements{};
  std::set<std::string> attributes_of_events{};  ///< those that would run something

  /// \throws InvalidData if it is no well-formed XML with one `svg`.
  explicit Drawn(std::string_view svg) {
    const io::ReadOptions options;
    io::detail::Input input{svg, "picture.svg", options};
    io::detail::XmlRecords records{input, {"svg"}};
    const io::detail::XmlNode root = records.next();
    width = number(root, "width");
    height = number(root, "height");
    labelled_by = root.attribute("aria-labelledby");
    role = root.attribute("role");
    read(root, true);
  }
  int width = 0, height = 0;
  std::string role{};

  [[nodiscard]] bool has_text(std::string_view text) const {
    for (const Words& words : texts)
      if (words.text == text) return true;
    return false;
  }
  /// Of texts of one class of boxes: "certain", "group".
  [[nodiscard]] std::size_t count(std::string_view classes) const {
    std::size_t n = 0;
    for (const Box& box : boxes) n += box.classes == classes ? 1U : 0U;
    return n;
  }

 private:
  static int number(io::detail::XmlNode node, std::string_view name) {
    return std::atoi(std::string{node.attribute(name)}.c_str());
  }
  void read(io::detail::XmlNode node, bool is_root) {
    elements.insert(std::string{node.name()});
    if (node.has_attribute("id")) ids.emplace_back(node.attribute("id"));
    for (const char* event : {"onload", "onclick", "onerror", "href", "xlink:href", "src"})
      if (node.has_attribute(event)) attributes_of_events.insert(event);
    if (node.name() == "rect" && node.has_attribute("x"))
      boxes.push_back({number(node, "x"), number(node, "y"), number(node, "width"), number(node, "height"),
                       std::string{node.attribute("class")}});
    if (node.name() == "text") {
      Words words{std::string{node.text()}, std::string{node.attribute("class")},
                  std::string{node.attribute("text-anchor")}, number(node, "x"), number(node, "y")};
      if (node.has_attribute("font-size")) words.size = number(node, "font-size");
      if (!node.has_attribute("transform")) texts.push_back(std::move(words));
    }
    for (const io::detail::XmlNode child : node) {
      if (child.name() == "title") (is_root ? title : titles.emplace_back()) = child.text();
      if (child.name() == "desc") description = child.text();
      if (child.name() == "metadata") metadata = child.text();
      read(child, false);
    }
  }
};

}  // namespace dutygraph::tests
