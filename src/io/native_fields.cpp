// SPDX-License-Identifier: BSL-1.0
#include "io/native_fields.hpp"

namespace dutygraph::io::detail {

void ObjectReader::require(std::string_view name) {
  if (!object.find(name))
    context.error("missing-field", Path::member(path, name), object, "the field `" + std::string{name} + "`");
}

void ObjectReader::finish(const std::vector<std::string_view>& known) {
  for (const JsonTree::Node member : object)
    if (!member.taken())
      context.mend("unknown-field", Path::member(path, member.key()), member,
                   "a field that the format knows; `" + printable(member.key(), 40) + "` is none" +
                       did_you_mean(member.key(), known));
}

void read_facts(ObjectReader& in, Facts& facts) {
  Context& context = in.context;
  const auto field = [&](std::string_view name, auto&& read, auto& to) {
    in.field(name, [&](const Path& path, JsonTree::Node at) { read(context, path, at, to); });
  };
  std::optional<Date> from;
  std::optional<Date> to;
  field("from", read_date, from);
  field("to", read_date, to);
  facts.valid = Interval{from, to};
  check_span(context, in.path, in.object, facts.valid);
  field("sources", read_texts, facts.sources);
  in.field("confidence", [&](const Path& path, JsonTree::Node at) {
    read_number(context, path, at, facts.confidence);
    if (facts.confidence && (*facts.confidence < Decimal{0} || *facts.confidence > Decimal{1}))
      context.error("invalid-number", path, at, "a confidence from 0 to 1");
  });
  field("assertion", read_assertion, facts.assertion);
  field("recorded", read_date, facts.recorded);
  field("note", read_text, facts.note);
  field("observed", read_dates, facts.observed);
  in.field("elements", [&](const Path& path, JsonTree::Node at) {
    if (!at.is(JsonKind::array)) return context.wrong_type(path, at, "a list");
    std::size_t i = 0;
    for (const JsonTree::Node item : at) {
      const Path where = Path::item(path, i++);
      if (!item.is(JsonKind::object)) {
        context.wrong_type(where, item, "an object");
        continue;
      }
      ObjectReader inner{context, where, item};
      FieldReader<ElementMark> reader{inner, facts.elements.emplace_back()};
      ElementMark::describe(reader);
      inner.require("id");
      inner.finish(field_names<ElementMark>());
    }
  });
  field("extra", read_raw_object, facts.extra);
}

}  // namespace dutygraph::io::detail
