// SPDX-License-Identifier: BSL-1.0
#include <map>
#include <optional>
#include <set>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <dutygraph/model/records.hpp>
#include <dutygraph/model/source.hpp>
#include <dutygraph/model/taxonomy.hpp>
#include <dutygraph/model/visit.hpp>

#include "support/catch.hpp"

namespace dg = dutygraph;

namespace {

/// Collects the names of the fields of one record.
template <class Record>
struct Fields : dg::RecordVisitor<Record> {
  std::vector<std::string> names{};

#define DUTYGRAPH_FIELD(function)                        \
  template <class... Rest>                               \
  void function(std::string_view name, const Rest&...) { \
    names.emplace_back(name);                            \
  }
  DUTYGRAPH_FIELD(text)
  DUTYGRAPH_FIELD(texts)
  DUTYGRAPH_FIELD(optional_texts)
  DUTYGRAPH_FIELD(code)
  DUTYGRAPH_FIELD(codes)
  DUTYGRAPH_FIELD(optional_codes)
  DUTYGRAPH_FIELD(date)
  DUTYGRAPH_FIELD(number)
  DUTYGRAPH_FIELD(integer)
  DUTYGRAPH_FIELD(boolean)
  DUTYGRAPH_FIELD(choice)
  DUTYGRAPH_FIELD(number_or_text)
  DUTYGRAPH_FIELD(raw)
  DUTYGRAPH_FIELD(any)
  DUTYGRAPH_FIELD(list)
  DUTYGRAPH_FIELD(optional_list)
  DUTYGRAPH_FIELD(object)
  DUTYGRAPH_FIELD(named_lists)
  DUTYGRAPH_FIELD(named_codes)
#undef DUTYGRAPH_FIELD
  template <class Member, class... Rest>
  void ref(std::string_view name, Member, dg::VertexKinds, const Rest&...) {
    names.emplace_back(name);
  }
  template <class Member, class... Rest>
  void refs(std::string_view name, Member, dg::VertexKinds, const Rest&...) {
    names.emplace_back(name);
  }
  template <class Member, class... Rest>
  void refs_or_codes(std::string_view name, Member, dg::VertexKinds, const Rest&...) {
    names.emplace_back(name);
  }
};

template <class Record>
std::vector<std::string> fields_of() {
  Fields<Record> fields;
  Record::describe(fields);
  return fields.names;
}

/// Converts to anything but an optional, and to nothing but an optional: std::optional takes the first both ways.
struct AnyValue {
  template <class Type>
  operator Type() const {  // NOLINT(google-explicit-constructor)
    throw std::logic_error{"only its type is asked for"};
  }
};
struct AnyOptional {
  template <class Type>
  operator std::optional<Type>() const {  // NOLINT(google-explicit-constructor)
    throw std::logic_error{"only its type is asked for"};
  }
};

template <class Record, class... Values>
consteval std::size_t count_members() {
  if constexpr (requires { Record{Values{}..., AnyValue{}}; }) {
    return count_members<Record, Values..., AnyValue>();
  } else if constexpr (requires { Record{Values{}..., AnyOptional{}}; }) {
    return count_members<Record, Values..., AnyOptional>();
  } else {
    return sizeof...(Values);
  }
}

std::vector<std::string> words(const std::string& text) {
  std::istringstream in{text};
  std::vector<std::string> list;
  for (std::string word; in >> word;) list.push_back(word);
  return list;
}

// The fields of the format's table, beside those that every record may have.
const std::map<std::string_view, std::string> format{
    {"states", "members"},
    {"agencies", "state functions part_of level supervises powers remedy defers_to shapes"},
    {"companies", "home kinds technologies operates identifiers size roles organ_of"},
    {"organisations", "kind organ_of fund_type members"},
    {"concert", "parties company"},
    {"engagements",
     "channel roles amount currency signed technologies places covered tenor_months safeguards hr_condition disclosed "
     "withdrawal_clause status risk"},
    {"supports", "agency company type signed safeguards"},
    {"instruments",
     "title state organisation issuer rank kind area binding level parties amends due continues smart_mix rights "
     "technologies value_chain scope extraterritorial hrdd reporting liability remedy enforcers status enforcement "
     "reviews consulted rights_assessed definitions supersedes implements adopted citation"},
    {"provisions",
     "instrument modality bearer conduct object issues reach if gate param any_means strength effect topics deadline "
     "enforcement function overrides subject_to supersedes applies_rank triggered_by state agency rank adopted "
     "binding"},
    {"commitments", "state due min_rank agency"},
    {"implementations", "implements rank instrument covers"},
    {"mandates", "agency function issue object"},
    {"required_mandates", "state function issue object"},
    {"leads", "agencies function issue object"},
    {"coordination", "between members chair kind meets"},
    {"capacity", "agency what need have"},
    {"objectives", "instrument"},
    {"interactions", "between score expert"},
    {"safeguard_policies", "state applies_to requires retroactive"},
    {"restrictions", "agency company measure ground"},
    {"treaty_clauses", "instrument parties kind forbids object exceptions hr_exception"},
    {"measures", "state conduct object objectives"},
    {"positions", "state organisation conduct object stance date"},
    {"events", "kind date parties about responds_to forum severity cooperation outcome"},
    {"remedies", "for mechanism type open_to criteria"},
    {"places", "state conflict"},
    {"salient", "technology right state"},
    {"complete", "section state channel technology as_of"}};

}  // namespace

TEST_CASE("a record describes every field of the format, each once", "[model]") {
  CHECK(format.size() == dg::vertex_kinds);
  dg::VertexRecords::for_each([]<class Record>() {
    const std::string_view section = section_of(Record::kind);
    CAPTURE(section);
    const std::vector<std::string> names = fields_of<Record>();
    const std::set<std::string> unique(names.begin(), names.end());
    CHECK(unique.size() == names.size());
    for (const std::string& field : words(format.at(section))) {
      CAPTURE(field);
      CHECK(unique.count(field) == 1);
    }
  });
}

TEST_CASE("no field is called like one that every record may have", "[model]") {
  const std::set<std::string> common{"id",   "name",     "sources",  "confidence", "assertion", "recorded",
                                     "note", "observed", "elements", "extra",      "from",      "to"};
  dg::VertexRecords::for_each([&]<class Record>() {
    for (const std::string& field : fields_of<Record>()) {
      CAPTURE(section_of(Record::kind), field);
      CHECK(common.count(field) == 0);
    }
  });
}

TEST_CASE("a record has no member that it does not describe", "[model]") {
  dg::VertexRecords::for_each([]<class Record>() {
    CAPTURE(section_of(Record::kind));
    // id, name and facts are common to all and described once for all.
    CHECK(count_members<Record>() == fields_of<Record>().size() + 3);
  });
}

TEMPLATE_TEST_CASE("an item inside a record has no member that it does not describe", "[model]", dg::Member,
                   dg::Deferral, dg::Identifier, dg::CompanySize, dg::Role, dg::Safeguard, dg::Phase, dg::TreatyParty,
                   dg::ScopeTest, dg::Thresholds, dg::Enforcer, dg::Review, dg::Scope, dg::Reach, dg::Parameter,
                   dg::Trigger, dg::Conflict, dg::ElementMark, dg::SameAs, dg::Source) {
  const std::vector<std::string> names = fields_of<TestType>();
  CHECK(std::set<std::string>(names.begin(), names.end()).size() == names.size());
  CHECK(count_members<TestType>() == names.size());
}

TEST_CASE("a record made from nothing says nothing", "[model]") {
  dg::VertexRecords::for_each([]<class Record>() {
    const Record record{};
    CAPTURE(section_of(Record::kind));
    CHECK(record.id.empty());
    CHECK(record.name.empty());
    CHECK(record.facts == dg::Facts{});
    CHECK(record.facts.valid.is_always());
    CHECK(record.facts.assertion == dg::Assertion::positive);
  });
}

TEST_CASE("what is absent is not what is empty or zero", "[model]") {
  CHECK_FALSE(dg::Engagement{}.safeguards);                    // unknown, not none
  CHECK_FALSE(dg::Capacity{}.have);                            // unknown, never zero
  CHECK_FALSE(dg::Instrument{}.consulted);                     // unknown, not nobody
  CHECK_FALSE(dg::Interest{}.share);                           // not given, not "unknown"
  CHECK(dg::Interest{}.directness == dg::Directness::direct);  // the default of the format
}
