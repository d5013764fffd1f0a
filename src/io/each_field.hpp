// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <dutygraph/model/visit.hpp>

namespace dutygraph::io::detail {

/// A visitor that hands the name of every field to `Self::add(name)`, whatever the field holds. `Self` hides what it
/// treats otherwise.
template <class Record, class Self>
struct EachField : RecordVisitor<Record> {
  template <class... Rest>
  void text(std::string_view name, Rest...) {
    add(name);
  }
  template <class... Rest>
  void texts(std::string_view name, Rest...) {
    add(name);
  }
  template <class... Rest>
  void optional_texts(std::string_view name, Rest...) {
    add(name);
  }
  template <class... Rest>
  void code(std::string_view name, Rest...) {
    add(name);
  }
  template <class... Rest>
  void codes(std::string_view name, Rest...) {
    add(name);
  }
  template <class... Rest>
  void optional_codes(std::string_view name, Rest...) {
    add(name);
  }
  template <class... Rest>
  void date(std::string_view name, Rest...) {
    add(name);
  }
  template <class... Rest>
  void number(std::string_view name, Rest...) {
    add(name);
  }
  template <class... Rest>
  void integer(std::string_view name, Rest...) {
    add(name);
  }
  template <class... Rest>
  void boolean(std::string_view name, Rest...) {
    add(name);
  }
  template <class... Rest>
  void choice(std::string_view name, Rest...) {
    add(name);
  }
  template <class... Rest>
  void number_or_text(std::string_view name, Rest...) {
    add(name);
  }
  template <class... Rest>
  void raw(std::string_view name, Rest...) {
    add(name);
  }
  template <class... Rest>
  void any(std::string_view name, Rest...) {
    add(name);
  }
  template <class... Rest>
  void list(std::string_view name, Rest...) {
    add(name);
  }
  template <class... Rest>
  void optional_list(std::string_view name, Rest...) {
    add(name);
  }
  template <class... Rest>
  void object(std::string_view name, Rest...) {
    add(name);
  }
  template <class... Rest>
  void named_lists(std::string_view name, Rest...) {
    add(name);
  }
  template <class... Rest>
  void named_codes(std::string_view name, Rest...) {
    add(name);
  }
  template <class... Rest>
  void ref(std::string_view name, std::string Record::*, VertexKinds, Rest...) {
    add(name);
  }
  template <class... Rest>
  void refs(std::string_view name, std::vector<std::string> Record::*, VertexKinds, Rest...) {
    add(name);
  }
  template <class... Rest>
  void refs_or_codes(std::string_view name, std::vector<std::string> Record::*, VertexKinds, Rest...) {
    add(name);
  }

 private:
  void add(std::string_view name) { static_cast<Self&>(*this).add(name); }
};

}  // namespace dutygraph::io::detail
