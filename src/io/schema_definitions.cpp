// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <array>
#include <utility>

#include <dutygraph/model/records.hpp>
#include <dutygraph/model/source.hpp>
#include <dutygraph/vocab/basis.hpp>
#include <dutygraph/vocab/codelist.hpp>

#include "io/native_fields.hpp"
#include "io/schema_fields.hpp"

namespace dutygraph::io::detail {
namespace {

constexpr std::string_view date_pattern = "^((?!0000)[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?|unknown)$";
constexpr std::string_view day_pattern = "^(?!0000)[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$";
// A decimal number from 0 to 100 with at most nine decimals, as JSON writes numbers without exponent.
constexpr std::string_view percent_pattern = "^(-?0(\\.0+)?|[1-9]?[0-9](\\.[0-9]{1,9}0*)?|100(\\.0+)?)$";

/// What each section holds; in the order of the document.
constexpr std::array<std::pair<std::string_view, std::string_view>, 30> section_notes{{
    {"sources", "Documents that facts rest on."},
    {"states", "States: ISO 3166-1 alpha-2 ids, and unions of States with their members. UNGP 1."},
    {"agencies", "Ministries, regulators, funds, subnational bodies: parts of a State. UNGP 8."},
    {"companies", "Companies. Being State-owned is a verdict or a role, not another section. UNGP 4."},
    {"organisations", "Anyone else who acts: funds, international organisations, coalitions, unidentified holders."},
    {"holdings", "Who holds what of whom: interests of one holder in one company. UNGP 4."},
    {"concert", "Holders that vote together in a company by agreement."},
    {"engagements", "Deals between the State and business. UNGP 4, 5 and 6."},
    {"supports", "Shorthand for an engagement of one agency with one company. UNGP 4."},
    {"instruments", "Laws, plans, guidance, treaties, contracts. UNGP 3."},
    {"provisions", "What one clause asks of whom. UNGP 8."},
    {"commitments", "Promises of a State. UNGP 8."},
    {"implementations", "How far something carries out a commitment."},
    {"mandates", "Tasks that law gives to an agency. UNGP 8."},
    {"required_mandates", "Tasks that some agency of the State ought to have."},
    {"leads", "Tasks that agencies share by design."},
    {"coordination", "Bodies and habits that bring agencies together. UNGP 8."},
    {"capacity", "What an agency has of what a task needs; an absent `have` is unknown, never zero."},
    {"objectives", "What instruments aim at."},
    {"interactions", "How one objective bears on another, from -3 to +3."},
    {"safeguard_policies", "Rules that support of some type needs safeguards. UNGP 4."},
    {"restrictions", "What an agency does against a company."},
    {"treaty_clauses", "Clauses of treaties and contracts that limit or free the State. UNGP 9."},
    {"measures", "Measures that a State takes or plans."},
    {"positions", "Stances of a State in international bodies. UNGP 10."},
    {"events", "What happened on a day: orders, complaints, rulings, training."},
    {"remedies", "Ways to remedy. UNGP 25 to 31."},
    {"places", "Places, with the times they were affected by conflict. UNGP 7."},
    {"salient", "Pairs of technology and right that matter."},
    {"complete", "Scopes inside which the absence of a record means that there is none."},
}};

}  // namespace

std::string_view note_of(std::string_view section) {
  for (const auto& [name, note] : section_notes)
    if (name == section) return note;
  return {};
}

void write_text_list(JsonText& out, std::string_view of) {
  out.object([&] {
    out.key("anyOf").array([&] {
      write_definition(out, of);
      out.object([&] {
        out.key("type").string("array");
        out.key("items");
        write_definition(out, of);
      });
    });
  });
}

std::string kinds_note(VertexKinds kinds) {
  if (kinds == VertexKinds::all()) return "id of any record";
  std::string note = "id of a record of ";
  bool first = true;
  for (std::size_t i = 0; i < vertex_kinds; ++i) {
    const auto kind = static_cast<VertexKind>(i);
    if (!kinds.contains(kind)) continue;
    note += (first ? "" : ", ") + std::string{section_of(kind)};
    first = false;
  }
  return note;
}

void write_definition(JsonText& out, std::string_view name) {
  out.object([&] { out.key("$ref").string("#/$defs/" + std::string{name}); });
}

void write_code(JsonText& out, std::string_view list) { write_definition(out, list); }

void write_codes(JsonText& out, std::string_view list) { write_text_list(out, list); }

void write_reference(JsonText& out, VertexKinds kinds) {
  out.object([&] {
    out.key("description").string(kinds_note(kinds));
    out.key("$ref").string("#/$defs/id");
  });
}

void write_references(JsonText& out, VertexKinds kinds) {
  out.object([&] {
    out.key("description").string("each the " + kinds_note(kinds));
    out.key("$ref").string("#/$defs/texts");
  });
}

void write_named(JsonText& out, std::string_view names, std::string_view list) {
  out.object([&] {
    out.key("type").string("object");
    out.key("propertyNames");
    write_code(out, names);
    out.key("additionalProperties");
    write_code(out, list);
  });
}

namespace {

void write_common(JsonText& out) {
  const auto define = [&](std::string_view name, std::string_view definition) {
    out.key(name);
    write_definition(out, definition);
  };
  define("from", "date");
  define("to", "date");
  define("assertion", "assertion");
  out.key("confidence").object([&] {
    out.key("type").string("number");
    out.key("minimum").number(0);
    out.key("maximum").number(1);
  });
  define("observed", "dates");
  out.key("elements").object([&] {
    out.key("type").string("array");
    out.key("items");
    SchemaWriter<ElementMark>::item<ElementMark>(out);
  });
  define("recorded", "date");
  define("note", "text");
  out.key("sources").object([&] {
    out.key("description").string("each the id of a record of sources");
    out.key("$ref").string("#/$defs/texts");
  });
  out.key("extra").object([&] {
    out.key("description").string("kept and written back, never read");
    out.key("type").string("object");
  });
}

/// The definition of a record: its own fields between `id`, `name` and the common ones.
template <class Fields>
void write_record(JsonText& out, std::string_view section, Fields&& fields) {
  out.key(section).object([&] {
    out.key("description").string(note_of(section));
    out.key("type").string("object");
    out.key("properties").object([&] {
      out.key("id");
      write_definition(out, "id");
      out.key("name");
      write_definition(out, "text");
      fields();
      write_common(out);
    });
    if (section == "holdings") out.key("required").strings(std::array{"holder", "company", "interests"});
    out.key("additionalProperties").boolean(false);
  });
}

void write_holding_fields(JsonText& out) {
  const auto define = [&](std::string_view name, std::string_view definition) {
    out.key(name);
    write_definition(out, definition);
  };
  out.key("holder");
  write_reference(out, actors);
  out.key("company");
  write_reference(out, {VertexKind::agency, VertexKind::company, VertexKind::organisation});
  out.key("interests").object([&] {
    out.key("type").string("array");
    out.key("minItems").number(1);
    out.key("items").object([&] {
      out.key("type").string("object");
      out.key("properties").object([&] {
        define("type", "interest_type");
        out.key("code").object([&] {
          out.key("description").string("the source's own word for the type, where `type` is what it was taken as");
          out.key("$ref").string("#/$defs/id");
        });
        define("class", "id");
        define("directness", "holding.directness");
        define("share", "share");
        define("from", "date");
        define("to", "date");
      });
      out.key("required").strings(std::array{"type"});
      out.key("additionalProperties").boolean(false);
    });
  });
  out.key("supersedes").object([&] {
    out.key("description").string("id of the earlier version of this record");
    out.key("anyOf").array([&] {
      write_definition(out, "id");
      out.object([&] {
        out.key("type").string("array");
        out.key("maxItems").number(1);
        out.key("items");
        write_definition(out, "id");
      });
    });
  });
}

void write_codelist_definitions(JsonText& out) {
  for (const vocab::Codelist& list : vocab::codelists()) {
    if (list.name == "basis") continue;  // part of interest_type
    out.key(list.name).object([&] {
      out.key("description").string(std::string{list.note} + (list.open ? "; open: other codes may be used" : ""));
      if (list.open) {
        out.key("type").string("string");
        out.key("minLength").number(1);
        out.key("examples").strings(list.codes);
      } else {
        out.key("enum").strings(list.codes);
      }
    });
  }
}

/// Codes of BODS are read in camel case and with hyphens.
std::string hyphenated(std::string_view camel) {
  std::string text;
  for (const char c : camel) {
    if (c >= 'A' && c <= 'Z') text += '-';
    text += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  return text;
}

void write_interest_type(JsonText& out) {
  out.key("interest_type").object([&] {
    out.key("description").string("a basis of control, or an interest type of BODS 0.1 to 0.4");
    out.key("enum").array([&] {
      for (const std::string_view code : vocab::find_codelist("basis")->codes) out.string(code);
      std::vector<std::string> more;
      const auto add = [&](std::string code) {
        if (!vocab::parse_basis(code) && std::find(more.begin(), more.end(), code) == more.end())
          more.push_back(std::move(code));
      };
      for (const vocab::BodsInterest& interest : vocab::bods_interests()) {
        add(std::string{interest.code});
        add(hyphenated(interest.code));
      }
      for (const std::string& code : more) out.string(code);
    });
  });
}

void write_share(JsonText& out) {
  out.key("percent").object([&] {
    out.key("description").string("a number of percent; at most nine decimals");
    out.key("anyOf").array([&] {
      out.object([&] {
        out.key("type").string("number");
        out.key("minimum").number(0);
        out.key("maximum").number(100);
      });
      out.object([&] {
        out.key("type").string("string");
        out.key("pattern").string(percent_pattern);
      });
    });
  });
  out.key("share").object([&] {
    out.key("description").string("percent: a number or decimal text, a range, or the reason why it is not known");
    out.key("anyOf").array([&] {
      write_definition(out, "percent");
      out.object([&] {
        out.key("type").string("object");
        out.key("properties").object([&] {
          for (const std::string_view name : {"min", "max", "exact"}) {
            out.key(name);
            write_definition(out, "percent");
          }
          for (const std::string_view name : {"exclusive_min", "exclusive_max"})
            out.key(name).object([&] { out.key("type").string("boolean"); });
        });
        out.key("anyOf").array([&] {
          for (const std::string_view name : {"min", "max", "exact"})
            out.object([&] { out.key("required").strings(std::array{name}); });
        });
        out.key("additionalProperties").boolean(false);
      });
      out.object([&] {
        out.key("type").string("object");
        out.key("properties").object([&] {
          out.key("unknown").object([&] {
            out.key("anyOf").array([&] {
              write_definition(out, "id");
              out.object([&] { out.key("const").boolean(true); });
            });
          });
        });
        out.key("required").strings(std::array{"unknown"});
        out.key("additionalProperties").boolean(false);
      });
    });
  });
}

void write_value_definitions(JsonText& out) {
  const auto text = [&](std::string_view name, std::string_view note, auto&& more) {
    out.key(name).object([&] {
      out.key("description").string(note);
      out.key("type").string("string");
      more();
    });
  };
  text("text", "any text", [] {});
  text("id", "a text that is not empty", [&] { out.key("minLength").number(1); });
  text("date", "a day, month or year, which is any day of it, or \"unknown\"",
       [&] { out.key("pattern").string(date_pattern); });
  text("day", "a day", [&] { out.key("pattern").string(day_pattern); });
  out.key("texts");
  write_text_list(out, "id");
  out.key("dates");
  write_text_list(out, "date");
  out.key("number_or_text").object([&] {
    out.key("anyOf").array([&] {
      out.object([&] {
        out.key("type").string("integer");
        out.key("minimum").number(1);
      });
      write_definition(out, "id");
    });
  });
  out.key("named_lists").object([&] {
    out.key("type").string("object");
    out.key("additionalProperties");
    write_definition(out, "texts");
  });
  write_share(out);
  write_interest_type(out);
}

void write_record_definitions(JsonText& out) {
  out.key("sources").object([&] {
    out.key("description").string(note_of("sources"));
    out.key("type").string("object");
    out.key("properties").object([&] {
      SchemaWriter<Source> fields{out};
      Source::describe(fields);
    });
    out.key("additionalProperties").boolean(false);
  });
  VertexRecords::for_each([&]<class Record>() {
    if constexpr (std::is_same_v<Record, Concert>) write_record(out, "holdings", [&] { write_holding_fields(out); });
    write_record(out, section_of(Record::kind), [&] {
      SchemaWriter<Record> fields{out};
      Record::describe(fields);
    });
  });
}

}  // namespace

void write_definitions(JsonText& out) {
  write_value_definitions(out);
  write_codelist_definitions(out);
  write_record_definitions(out);
}

}  // namespace dutygraph::io::detail
