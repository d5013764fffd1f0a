// SPDX-License-Identifier: BSL-1.0
#include "io/native_write.hpp"

#include <algorithm>
#include <tuple>

#include "io/json.hpp"

namespace dutygraph::io::detail {
namespace {

/// Collects what fields name that hold nothing but instruments: a reader needs no record of those.
template <class Record>
struct InstrumentNames : RecordVisitor<Record> {
  const Record& record;
  std::set<std::string, std::less<>>& names;
  InstrumentNames(const Record& r, std::set<std::string, std::less<>>& n) : record{r}, names{n} {}

  template <class... Rest>
  void ref(std::string_view, std::string Record::*member, VertexKinds kinds, Rest...) {
    if (kinds == VertexKinds{VertexKind::instrument}) names.insert(record.*member);
  }
  template <class... Rest>
  void refs(std::string_view, std::vector<std::string> Record::*member, VertexKinds kinds, Rest...) {
    if (kinds == VertexKinds{VertexKind::instrument}) names.insert((record.*member).begin(), (record.*member).end());
  }
  template <class Item>
  void list(std::string_view, std::vector<Item> Record::*member) {
    for (const Item& item : record.*member) {
      InstrumentNames<Item> inner{item, names};
      Item::describe(inner);
    }
  }
};

void write_share(JsonText& out, const Interest& interest) {
  const Share& share = *interest.share;
  if (share.is_unknown()) {
    out.object([&] {
      out.key("unknown");
      if (interest.unknown_reason.empty()) {
        out.boolean(true);
      } else {
        out.string(interest.unknown_reason);
      }
    });
  } else if (share.is_exact()) {
    out.raw(share.low().to_string());
  } else {
    const bool everything = share == Share::between(Percent{0}, Percent{100});
    out.object([&] {
      if (share.low() != Percent{0} || share.low_open() || everything) out.key("min").raw(share.low().to_string());
      if (share.low_open()) out.key("exclusive_min").boolean(true);
      if (share.high() != Percent{100} || share.high_open() || everything) out.key("max").raw(share.high().to_string());
      if (share.high_open()) out.key("exclusive_max").boolean(true);
    });
  }
}

void write_interest(JsonText& out, const Interest& interest) {
  out.object([&] {
    const bool code_says_all = vocab::basis_of(interest.code) == interest.basis;
    out.key("type").string(code_says_all ? interest.code : vocab::to_string(interest.basis));
    if (!code_says_all && !interest.code.empty()) out.key("code").string(interest.code);
    if (!interest.share_class.empty()) out.key("class").string(interest.share_class);
    if (interest.directness != Directness::direct)
      out.key("directness").string(interest.directness == Directness::indirect ? "indirect" : "unknown");
    if (interest.share) {
      out.key("share");
      write_share(out, interest);
    }
    write_member(out, "from", interest.valid.from());
    write_member(out, "to", interest.valid.to());
  });
}

}  // namespace

ReferenceFilter::ReferenceFilter(const Graph& graph) : graph_{&graph} {
  const auto is_implicit = [&](VertexId v) { return graph.is_implicit(v); };
  const auto& list = graph.tables().by_kind[static_cast<std::size_t>(VertexKind::instrument)];
  if (std::none_of(list.begin(), list.end(), is_implicit)) return;
  VertexRecords::for_each([&]<class Record>() {
    for (const Record& record : std::get<std::vector<Record>>(graph.tables().rows)) {
      InstrumentNames<Record> visitor{record, instruments_};
      Record::describe(visitor);
    }
  });
}

bool ReferenceFilter::keeps(VertexKinds kinds, std::string_view key) const {
  if (graph_ == nullptr) return true;
  for (std::size_t i = 0; i < vertex_kinds; ++i) {
    const auto kind = static_cast<VertexKind>(i);
    if (!kinds.contains(kind)) continue;
    const std::optional<VertexId> v = graph_->find(kind, key);
    if (!v) continue;
    // What is named by others only: actors are written, States and some instruments are records to a reader.
    if (!graph_->is_implicit(*v) || is_actor(kind)) return true;
    if (kind == VertexKind::instrument && instruments_.contains(key)) return true;
  }
  return false;
}

void write_member(JsonText& out, std::string_view name, const std::optional<Date>& date) {
  if (date) out.key(name).string(date->to_string());
}

void write_named_lists(JsonText& out, const std::vector<NamedList>& lists) {
  out.object([&] {
    for (const NamedList& list : lists) out.key(list.name).strings(list.values);
  });
}

void write_named_codes(JsonText& out, const std::vector<NamedList>& codes) {
  out.object([&] {
    for (const NamedList& code : codes)
      out.key(code.name).string(code.values.empty() ? std::string{} : code.values.front());
  });
}

void write_number_or_text(JsonText& out, std::string_view text) {
  const bool number = is_json_number(text) && text.find_first_not_of("0123456789") == std::string_view::npos &&
                      text.size() <= 18 && text != "0";
  if (number) {
    out.raw(text);
  } else {
    out.string(text);
  }
}

void write_facts(JsonText& out, const Facts& facts) {
  write_member(out, "from", facts.valid.from());
  write_member(out, "to", facts.valid.to());
  if (facts.assertion != Assertion::positive)
    out.key("assertion").string(facts.assertion == Assertion::negative ? "negative" : "disputed");
  if (facts.confidence) out.key("confidence").raw(facts.confidence->to_string());
  if (!facts.observed.empty())
    out.key("observed").array([&] {
      for (const Date day : facts.observed) out.string(day.to_string());
    });
  if (!facts.elements.empty())
    out.key("elements").array([&] {
      for (const ElementMark& mark : facts.elements) out.raw(compact_item(mark));
    });
  write_member(out, "recorded", facts.recorded);
  if (!facts.note.empty()) out.key("note").string(facts.note);
  if (!facts.sources.empty()) out.key("sources").strings(facts.sources);
  if (!facts.extra.empty()) out.key("extra").raw(facts.extra);
}

std::string compact_holding(const Holding& holding) {
  JsonText out;
  out.object([&] {
    if (!holding.id.empty()) out.key("id").string(holding.id);
    if (!holding.name.empty()) out.key("name").string(holding.name);
    out.key("holder").string(holding.holder);
    out.key("company").string(holding.company);
    out.key("interests").array([&] {
      for (const Interest& interest : holding.interests) write_interest(out, interest);
    });
    if (!holding.supersedes.empty()) out.key("supersedes").string(holding.supersedes);
    write_facts(out, holding.facts);
  });
  return out.take();
}

}  // namespace dutygraph::io::detail
