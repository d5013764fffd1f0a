// SPDX-License-Identifier: BSL-1.0
#include "python/rows.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include <dutygraph/decimal.hpp>

#include "base/utf8.hpp"

namespace dutygraph::python {
namespace {

using Type = Column::Type;

Type type_of(const render::Value& value) {
  constexpr std::array types{Type::text, Type::number, Type::boolean, Type::texts, Type::other};
  return types[value.index()];
}

}  // namespace

bool is_decimal_key(std::string_view key) {
  constexpr std::array<std::string_view, 6> names{"low", "high", "amount", "share", "point", "confidence"};
  const std::size_t slash = key.rfind('/');
  if (slash != std::string_view::npos) key.remove_prefix(slash + 1);
  return std::find(names.begin(), names.end(), key) != names.end();
}

std::string valid_utf8(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const std::size_t length = dutygraph::detail::decode_utf8(text).length;
    out += length == 0 ? std::string_view{"\xEF\xBF\xBD"} : text.substr(0, length);
    text.remove_prefix(std::max<std::size_t>(length, 1));
  }
  return out;
}

void Column::become(Type wanted) {
  if (wanted == type) return;
  if (type != Type::none) {  // rows differ in type: keep the values as they are
    std::vector<render::Value> all;
    for (std::size_t i = 0; i < present.size(); ++i) all.push_back(present[i] != 0 ? value(i) : render::Value{});
    *this = Column{.name = std::move(name), .type = Type::other, .absent = absent, .present = std::move(present)};
    values = std::move(all);
    return;
  }
  type = wanted;
  const std::size_t rows = present.size();
  if (type == Type::text) ends.assign(rows + 1, 0);
  if (type == Type::texts) {
    ends.assign(1, 0);
    lists.assign(rows + 1, 0);
  }
  if (type == Type::number) numbers.assign(rows, 0);
  if (type == Type::boolean) flags.assign(rows, 0);
  if (type == Type::other) values.resize(rows);
}

void Column::add(const render::Value* given) {
  if (given != nullptr && type != Type::other) become(type_of(*given));
  const auto end = [&] { ends.push_back(static_cast<std::int64_t>(bytes.size())); };
  switch (type) {
    case Type::none:
      break;
    case Type::text:
      if (given != nullptr) bytes += valid_utf8(std::get<std::string>(*given));
      end();
      break;
    case Type::texts:
      if (given != nullptr)
        for (const std::string& item : std::get<std::vector<std::string>>(*given)) {
          bytes += valid_utf8(item);
          end();
        }
      lists.push_back(static_cast<std::int64_t>(ends.size()) - 1);
      break;
    case Type::number:
      numbers.push_back(given != nullptr ? std::get<std::int64_t>(*given) : 0);
      break;
    case Type::boolean:
      flags.push_back(given != nullptr && std::get<bool>(*given) ? 1 : 0);
      break;
    case Type::other:
      values.push_back(given != nullptr ? *given : render::Value{});
      break;
  }
  present.push_back(given != nullptr ? 1 : 0);
  if (given == nullptr) ++absent;
}

render::Value Column::value(std::size_t i) const {
  switch (type) {
    case Type::none:
      break;
    case Type::text:
      return std::string{text(i)};
    case Type::number:
      return numbers[i];
    case Type::boolean:
      return flags[i] != 0;
    case Type::texts: {
      std::vector<std::string> items;
      for (std::int64_t item = lists[i]; item < lists[i + 1]; ++item)
        items.emplace_back(text(static_cast<std::size_t>(item)));
      return items;
    }
    case Type::other:
      return values[i];
  }
  return {};
}

Rows::Rows(const render::RecordList& list) : size_{list.size}, is_document_{list.is_document} {
  for (const std::string_view name : list.columns) columns_.push_back({.name = std::string{name}});
  std::vector<const render::Value*> row;
  for (std::size_t i = 0; i < list.size; ++i) {
    const render::Record record = list.at(i);
    row.assign(columns_.size(), nullptr);
    std::size_t next = 0;
    for (const render::Field& field : record.fields) {
      // Fields come in the order of the columns, so the search is short.
      std::size_t at = next;
      while (at < columns_.size() && columns_[at].name != field.key) ++at;
      if (at == columns_.size())
        for (at = 0; at < columns_.size() && columns_[at].name != field.key;) ++at;
      if (at == columns_.size()) {
        Column& column = columns_.emplace_back(Column{.name = std::string{field.key}});
        for (std::size_t before = 0; before < i; ++before) column.add(nullptr);
        row.push_back(nullptr);
      }
      row[at] = &field.value;
      next = at + 1;
    }
    for (std::size_t c = 0; c < columns_.size(); ++c) columns_[c].add(row[c]);
  }
  const auto has = [&](std::string_view name) {
    return std::any_of(columns_.begin(), columns_.end(), [&](const Column& column) { return column.name == name; });
  };
  for (Column& column : columns_) {
    if (!is_decimal_key(column.name) && !(column.name == "value" && has("low") && has("high"))) continue;
    if (column.type != Type::text && column.type != Type::none) continue;
    column.decimal = true;
    for (std::size_t i = 0; i < size_ && column.decimal; ++i)
      if (column.present[i] != 0) column.decimal = Decimal::parse(column.text(i)).has_value();
  }
}

render::Record Rows::at(std::size_t i) const {
  render::Record record;
  for (const Column& column : columns_)
    if (column.present[i] != 0) record.fields.push_back({column.name, column.value(i)});
  return record;
}

render::RecordList Rows::records() const {
  render::RecordList list;
  for (const Column& column : columns_) list.columns.push_back(column.name);
  list.size = size_;
  list.at = [this](std::size_t i) { return at(i); };
  list.is_document = is_document_;
  return list;
}

}  // namespace dutygraph::python
