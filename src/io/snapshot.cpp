// SPDX-License-Identifier: BSL-1.0
//
// The format "DGS", version 1. Numbers are little-endian.
//
//   0  8  magic
//   8  4  version: major, minor
//  12  4  features that a reader must know: none yet
//  16  8  size of the file
//  24  4  number of sections
//  28  4  CRC-32C of bytes 0 to 27 and of the section table
//  32     section table, 40 bytes each: name, flags (1: required), offset, length, items, CRC-32C, 0
//         sections in the order of for_each_table(), each aligned to 8 bytes, without gaps but 0 to 7 zeros
#include <dutygraph/io/snapshot.hpp>

#include <array>
#include <optional>
#include <ostream>
#include <vector>

#include <dutygraph/error.hpp>
#include <dutygraph/graph/detail/columns.hpp>

#include "base/utf8.hpp"
#include "io/bounded_archive.hpp"
#include "io/crc32c.hpp"
#include "io/file_output.hpp"
#include "io/input.hpp"
#include "io/snapshot_reader.hpp"

namespace dutygraph::io {
namespace detail {

using dutygraph::detail::Columns;
using dutygraph::detail::for_each_table;

void refuse_bytes(std::size_t offset, std::uint64_t value, const char* expected) {
  Diagnostics list;
  list.add(
      {"damaged-snapshot", Severity::error, {}, 0, "byte " + std::to_string(offset), std::to_string(value), expected});
  throw InvalidData{std::move(list)};
}

void BoundedInArchive::get(std::string& text) {
  std::uint64_t size = 0;
  get(size);
  const std::size_t start = at_;
  if (size > bytes_.size() - at_) refuse_bytes(at_, size, "as many bytes as are said to follow");
  text.assign(bytes_.substr(at_, static_cast<std::size_t>(size)));
  at_ += static_cast<std::size_t>(size);
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = dutygraph::detail::decode_utf8(std::string_view{text}.substr(i)).length;
    if (length == 0) refuse_bytes(start + i, static_cast<unsigned char>(text[i]), "UTF-8");
    i += length;
  }
}

namespace {

constexpr std::string_view magic{
    "\x89"
    "DGS\r\n\x1a\n",
    8};
constexpr std::uint16_t format_major = 1, format_minor = 0;
constexpr std::size_t header_size = 32, entry_size = 40, max_sections = 64;

struct Section {
  std::string name;
  std::string bytes;
  std::uint64_t items = 0;
};

template <class Table>
std::uint64_t items_of(const Table& table) {
  if constexpr (requires { table.begins; }) {
    return table.begins.size();
  } else if constexpr (requires { table.kind; }) {
    return table.kind.size();
  } else if constexpr (requires { table.vertex; }) {
    return table.vertex.size();
  } else if constexpr (requires { table.member; }) {
    return table.member.size();
  } else if constexpr (requires { table.low; }) {
    return table.low.size();
  } else if constexpr (std::is_same_v<Table, Columns::EvidenceColumns>) {
    return table.size.size();
  } else if constexpr (requires { table.size(); }) {
    return table.size();
  } else {
    return 1;
  }
}

template <class Number>
void append(std::string& out, Number value) {
  BoundedOutArchive archive{out};
  archive& value;
}

template <class Number>
Number number_at(std::string_view bytes, std::size_t offset) {
  Number value{};
  BoundedInArchive archive{bytes.substr(offset, sizeof(Number))};
  archive& value;
  return value;
}

struct Entry {
  std::string_view name;
  std::uint32_t flags;
  std::uint64_t offset, length, items;
  std::uint32_t crc;
};

/// Checks the frame, and the checksum of every section.
std::vector<Entry> entries_of(std::string_view file, Checksums checksums) {
  const bool checked = checksums == Checksums::checked;
  if (file.size() < header_size || !file.starts_with(magic))
    refuse_bytes(0, file.size(), "a snapshot: \\x89DGS, carriage return, line feed, Ctrl-Z, line feed");
  const auto major = number_at<std::uint16_t>(file, 8);
  if (major != format_major) refuse_bytes(8, major, "version 1 of the format; a later one needs a later dutygraph");
  if (const auto features = number_at<std::uint32_t>(file, 12); features != 0)
    refuse_bytes(12, features, "no features that this version does not know");
  if (const auto size = number_at<std::uint64_t>(file, 16); size != file.size())
    refuse_bytes(16, size, "the size of the file: it is cut short or continued");
  const auto count = number_at<std::uint32_t>(file, 24);
  if (count == 0 || count > max_sections || file.size() < header_size + count * entry_size)
    refuse_bytes(24, count, "1 to 64 sections");
  std::string framed{file.substr(0, 28)};
  framed += file.substr(header_size, count * entry_size);
  if (checked && crc32c(framed) != number_at<std::uint32_t>(file, 28))
    refuse_bytes(28, number_at<std::uint32_t>(file, 28), "the checksum of the header: the file is damaged");
  std::vector<Entry> entries;
  std::uint64_t end = header_size + count * entry_size;
  for (std::uint32_t i = 0; i < count; ++i) {
    const std::size_t at = header_size + i * entry_size;
    const Entry entry{file.substr(at, 4),
                      number_at<std::uint32_t>(file, at + 4),
                      number_at<std::uint64_t>(file, at + 8),
                      number_at<std::uint64_t>(file, at + 16),
                      number_at<std::uint64_t>(file, at + 24),
                      number_at<std::uint32_t>(file, at + 32)};
    const std::uint64_t expected = (end + 7) / 8 * 8;
    if (entry.offset != expected || entry.offset > file.size() || entry.length > file.size() - entry.offset)
      refuse_bytes(at + 8, entry.offset, "sections one after another, inside the file");
    for (; end != expected; ++end)
      if (file[static_cast<std::size_t>(end)] != '\0')
        refuse_bytes(static_cast<std::size_t>(end), 1, "0 between sections");
    if (entry.flags > 1 || number_at<std::uint32_t>(file, at + 36) != 0) refuse_bytes(at + 4, entry.flags, "0 or 1");
    for (const Entry& other : entries)
      if (other.name == entry.name) refuse_bytes(at, i, "each section once");
    const std::string_view bytes =
        file.substr(static_cast<std::size_t>(entry.offset), static_cast<std::size_t>(entry.length));
    if (checked && crc32c(bytes) != entry.crc)
      refuse_bytes(static_cast<std::size_t>(entry.offset), entry.crc,
                   "the checksum of the section: the file is damaged");
    end = entry.offset + entry.length;
    entries.push_back(entry);
  }
  if (end != file.size()) refuse_bytes(static_cast<std::size_t>(end), file.size(), "nothing after the last section");
  return entries;
}

}  // namespace

void read_section(std::string_view name, std::string_view bytes, Columns& columns) {
  for_each_table(columns, [&](const char* table_name, auto& table) {
    if (name != table_name) return;
    if constexpr (std::is_same_v<std::remove_cvref_t<decltype(table)>, std::string>) {
      table = bytes;
    } else {
      BoundedInArchive archive{bytes};
      dutygraph::detail::field(archive, table_name, table);
      if (!archive.at_end()) refuse_bytes(archive.offset(), bytes.size(), "nothing after the last item of a section");
    }
  });
}

GraphBuilder snapshot_builder(std::string_view file, Checksums checksums) {
  Columns columns;
  const std::vector<Entry> entries = entries_of(file, checksums);
  std::size_t next = 0;
  for_each_table(columns, [&](const char* name, auto& table) {
    // Optional sections of later versions stand between those that are known.
    while (next < entries.size() && entries[next].name != name && entries[next].flags == 0) ++next;
    if (next == entries.size() || entries[next].name != name)
      refuse_bytes(header_size + next * entry_size, next, "the sections of a world, in their order");
    const Entry& entry = entries[next++];
    const std::string_view bytes =
        file.substr(static_cast<std::size_t>(entry.offset), static_cast<std::size_t>(entry.length));
    try {
      read_section(name, bytes, columns);
    } catch (const InvalidData& error) {
      Diagnostics list;
      for (Diagnostic d : error.diagnostics()) {
        d.path = "/" + std::string{name} + "/" + d.path;
        list.add(std::move(d));
      }
      throw InvalidData{std::move(list)};
    }
    if (items_of(table) != entry.items)
      refuse_bytes(header_size + (next - 1) * entry_size + 24, entry.items, "as many items as the section has");
  });
  while (next < entries.size() && entries[next].flags == 0) ++next;
  if (next != entries.size())
    refuse_bytes(header_size + next * entry_size, next, "no required section that this version does not know");
  return builder_of(std::move(columns));
}

bool is_snapshot(std::string_view first_bytes) noexcept { return first_bytes.starts_with(magic.substr(0, 4)); }

}  // namespace detail

void write_snapshot(const Graph& graph, std::ostream& out) {
  using namespace detail;
  Columns columns = dutygraph::detail::columns_of(graph);
  std::vector<Section> sections;
  for_each_table(columns, [&](const char* name, auto& table) {
    Section& section = sections.emplace_back();
    section.name = name;
    section.items = items_of(table);
    if constexpr (std::is_same_v<std::remove_cvref_t<decltype(table)>, std::string>) {
      section.bytes = std::move(table);
    } else {
      BoundedOutArchive archive{section.bytes};
      dutygraph::detail::field(archive, name, table);
      table = {};
    }
  });
  std::string header{magic}, entries;
  std::uint64_t end = header_size + sections.size() * entry_size;
  for (const Section& section : sections) {
    end = (end + 7) / 8 * 8;
    entries += section.name;
    append(entries, std::uint32_t{1});
    append(entries, end);
    append(entries, static_cast<std::uint64_t>(section.bytes.size()));
    append(entries, section.items);
    append(entries, crc32c(section.bytes));
    append(entries, std::uint32_t{0});
    end += section.bytes.size();
  }
  append(header, format_major);
  append(header, format_minor);
  append(header, std::uint32_t{0});
  append(header, end);
  append(header, static_cast<std::uint32_t>(sections.size()));
  append(header, crc32c(header + entries));
  header += entries;
  const auto write = [&](std::string_view bytes) {
    if (!out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()))) throw Unwritable{"the output failed"};
  };
  write(header);
  std::uint64_t at = header.size();
  for (const Section& section : sections) {
    write(std::string_view{"\0\0\0\0\0\0\0", static_cast<std::size_t>((8 - at % 8) % 8)});
    write(section.bytes);
    at = (at + 7) / 8 * 8 + section.bytes.size();
  }
}

void save_snapshot(const Graph& graph, const std::string& path) {
  detail::replace_file(path, [&](std::ostream& out) { write_snapshot(graph, out); });
}

Graph read_snapshot(std::string_view bytes) { return detail::snapshot_builder(bytes).freeze(); }

Graph load_snapshot(const std::string& path, std::uint64_t max_bytes) {
  const ReadOptions options{.max_bytes = max_bytes};
  std::optional<detail::Input> input{std::in_place, path, options};
  try {
    GraphBuilder builder = detail::snapshot_builder(input->read_all());
    input.reset();  // its memory is for the graph
    return std::move(builder).freeze();
  } catch (const InvalidData& error) {
    Diagnostics list;
    for (Diagnostic d : error.diagnostics()) {
      d.file = path;
      list.add(std::move(d));
    }
    throw InvalidData{std::move(list)};
  }
}

}  // namespace dutygraph::io
