// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/io/schema.hpp>

#include <array>
#include <utility>

#include <dutygraph/model/records.hpp>
#include <dutygraph/vocab/codelist.hpp>

#include "io/schema_fields.hpp"

namespace dutygraph::io {
namespace detail {
namespace {

/// A section: a list of rows, or an object of rows by id.
/// \param names  fields of which a row of a list must have one, if any are given
template <class Row, class Names = std::array<std::string_view, 0>>
void write_section(JsonText& out, std::string_view name, std::string_view note, bool id_needed, Row&& row,
                   const Names& names = {}) {
  out.key(name).object([&] {
    if (!note.empty()) out.key("description").string(note);
    out.key("anyOf").array([&] {
      out.object([&] {
        out.key("type").string("array");
        out.key("items").object([&] {
          row();
          if (id_needed) out.key("required").strings(std::array{"id"});
          if (!names.empty())
            out.key("anyOf").array([&] {
              for (const std::string_view field : names)
                out.object([&] { out.key("required").strings(std::array{field}); });
            });
        });
      });
      out.object([&] {
        out.key("type").string("object");
        out.key("propertyNames").object([&] { out.key("minLength").number(1); });
        out.key("additionalProperties").object([&] { row(); });
      });
    });
  });
}

void write_record_section(JsonText& out, std::string_view name, bool id_needed) {
  write_section(out, name, note_of(name), id_needed, [&] { out.key("$ref").string("#/$defs/" + std::string{name}); });
}

void write_lists_section(JsonText& out, std::string_view name, std::string_view note, bool pairs) {
  out.key(name).object([&] {
    out.key("description").string(note);
    out.key("type").string("array");
    out.key("items").object([&] {
      out.key("type").string("array");
      out.key("items");
      write_definition(out, "id");
      out.key("minItems").number(2);
      if (pairs) out.key("maxItems").number(2);
    });
  });
}

void write_vocabulary_sections(JsonText& out) {
  out.key("codelists").object([&] {
    out.key("description").string("Codes that the document adds to lists, by name of the list.");
    out.key("type").string("object");
    out.key("properties").object([&] {
      for (const vocab::Codelist& list : vocab::codelists()) {
        if (list.name == "assertion" || list.name == "basis" || list.name == "holding.directness") continue;
        out.key(list.name);
        write_definition(out, "texts");
      }
    });
    out.key("additionalProperties").boolean(false);
  });
  write_section(out, "taxonomies", "Directed acyclic graphs of terms, by dimension: bearer, conduct, object ...", true,
                [&] {
                  out.key("type").string("object");
                  out.key("properties").object([&] {
                    out.key("id");
                    write_definition(out, "id");
                    out.key("closed").object([&] { out.key("type").string("boolean"); });
                    out.key("nodes").object([&] {
                      out.key("description").string("node: its parents");
                      out.key("$ref").string("#/$defs/named_lists");
                    });
                    out.key("exhaustive");
                    write_definition(out, "texts");
                    out.key("disjoint").object([&] {
                      out.key("type").string("array");
                      out.key("items").object([&] {
                        out.key("type").string("array");
                        out.key("items");
                        write_definition(out, "id");
                      });
                    });
                  });
                  out.key("additionalProperties").boolean(false);
                });
  write_section(
      out, "profiles", "Control profiles, by name.", false, [&] { out.key("type").string("object"); },
      std::array{"id", "name"});
}

void write_properties(JsonText& out) {
  out.key("dutygraph").object([&] {
    out.key("description").string("Version of the format.");
    out.key("const").number(1);
  });
  out.key("as_of").object([&] {
    out.key("description").string("Default day of queries.");
    out.key("$ref").string("#/$defs/day");
  });
  out.key("max_coordination_hops").object([&] {
    out.key("type").string("integer");
    out.key("minimum").number(0);
  });
  write_vocabulary_sections(out);
  write_lists_section(out, "order_edges", "The first is higher than the second across legal orders.", true);
  write_lists_section(out, "exclusive_flags", "Groups of flags of which at most one holds.", false);
  write_lists_section(out, "incompatible_conducts", "Pairs that exclude each other.", true);
  write_lists_section(out, "incompatible_gates", "Pairs that exclude each other.", true);
  write_record_section(out, "sources", true);
  VertexRecords::for_each([&]<class Record>() {
    if constexpr (std::is_same_v<Record, Concert>) write_record_section(out, "holdings", false);
    write_record_section(out, section_of(Record::kind), is_actor(Record::kind) || std::is_same_v<Record, Instrument>);
    if constexpr (std::is_same_v<Record, Concert>)
      write_section(out, "same_as", "Records that name the same actor.", false, [&] {
        out.key("type").string("object");
        out.key("properties").object([&] {
          for (const auto& [name, definition] : {std::pair{"id", "text"}, {"sources", "texts"}, {"note", "text"}}) {
            out.key(name);
            write_definition(out, definition);
          }
          out.key("ids").object([&] {
            out.key("description").string("each the " + kinds_note(actors));
            out.key("type").string("array");
            out.key("items");
            write_definition(out, "id");
            out.key("minItems").number(2);
          });
        });
        out.key("required").strings(std::array{"ids"});
        out.key("additionalProperties").boolean(false);
      });
  });
}

}  // namespace
}  // namespace detail

std::string json_schema() {
  detail::JsonText out;
  out.object([&] {
    out.key("$schema").string("https://json-schema.org/draft/2020-12/schema");
    out.key("$id").string("urn:dutygraph:document:1");
    out.key("title").string("Native document of dutygraph");
    out.key("description").string("A world of States, companies, deals and policies: dated, sourced facts.");
    out.key("type").string("object");
    out.key("required").strings(std::array{"dutygraph"});
    out.key("properties").object([&] { detail::write_properties(out); });
    out.key("additionalProperties").boolean(false);
    out.key("$defs").object([&] { detail::write_definitions(out); });
  });
  return dutygraph::detail::json_layout(out.text());
}

}  // namespace dutygraph::io
