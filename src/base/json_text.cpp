// SPDX-License-Identifier: BSL-1.0
#include "base/json_text.hpp"

#include "base/utf8.hpp"

namespace dutygraph::detail {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";  // U+FFFD

void append_escape(std::string& out, char c) {
  static constexpr char hex[] = "0123456789abcdef";
  switch (c) {
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    case '\b':
      out += "\\b";
      return;
    case '\f':
      out += "\\f";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    default:
      break;
  }
  const auto byte = static_cast<unsigned char>(c);
  out += "\\u00";
  out += hex[byte >> 4];
  out += hex[byte & 15];
}

/// The end of the string that starts at \p at, behind its closing quote.
std::size_t string_end(std::string_view text, std::size_t at) {
  for (++at; at < text.size() && text[at] != '"'; ++at)
    if (text[at] == '\\') ++at;
  return at + 1;
}

/// The end of the value that starts at \p at.
std::size_t value_end(std::string_view text, std::size_t at) {
  std::size_t depth = 0;
  while (at < text.size()) {
    switch (text[at]) {
      case '"':
        at = string_end(text, at);
        if (depth == 0) return at;
        continue;
      case '{':
      case '[':
        ++depth;
        break;
      case '}':
      case ']':
        if (depth == 0) return at;
        if (--depth == 0) return at + 1;
        break;
      case ',':
        if (depth == 0) return at;
        break;
      default:
        break;
    }
    ++at;
  }
  return at;
}

/// The columns that \p compact takes on one line, spaces included; stops counting above \p limit.
std::size_t inline_width(std::string_view compact, std::size_t limit) {
  std::size_t columns = 0;
  for (std::size_t i = 0; i < compact.size() && columns <= limit;) {
    if (compact[i] == '"') {
      const std::size_t end = string_end(compact, i);
      for (; i < end; ++i)
        if ((static_cast<unsigned char>(compact[i]) & 0xC0) != 0x80) ++columns;
      continue;
    }
    columns += compact[i] == ',' || compact[i] == ':' ? 2U : 1U;
    ++i;
  }
  return columns;
}

void append_inline(std::string& out, std::string_view compact) {
  for (std::size_t i = 0; i < compact.size();) {
    if (compact[i] == '"') {
      const std::size_t end = string_end(compact, i);
      out += compact.substr(i, end - i);
      i = end;
      continue;
    }
    out += compact[i];
    if (compact[i] == ',' || compact[i] == ':') out += ' ';
    ++i;
  }
}

/// Where a value is put.
struct Place {
  std::size_t indent;  ///< of the line it starts on
  std::size_t column;  ///< where on that line
  std::size_t tail;    ///< columns that follow it on its last line: a comma
  std::size_t width;
};

void lay_out(std::string& out, std::string_view compact, Place place) {
  const bool container = compact.size() > 2 && (compact.front() == '{' || compact.front() == '[');
  const std::size_t before = place.column + place.tail;
  const std::size_t room = place.width > before ? place.width - before : 0;
  if (!container || inline_width(compact, room) <= room) {
    append_inline(out, compact);
    return;
  }
  out += compact.front();
  const std::size_t indent = place.indent + 2;
  for (std::size_t at = 1; at + 1 < compact.size(); ++at) {  // each turn ends on a comma or the closing bracket
    out += '\n';
    out.append(indent, ' ');
    std::size_t column = indent;
    if (compact.front() == '{') {
      const std::string_view key = compact.substr(at, string_end(compact, at) - at);
      out += key;
      out += ": ";
      column += inline_width(key, place.width) + 2;
      at += key.size() + 1;
    }
    const std::size_t end = value_end(compact, at);
    const bool last = end + 1 >= compact.size();
    lay_out(out, compact.substr(at, end - at), {indent, column, last ? 0U : 1U, place.width});
    if (!last) out += ',';
    at = end;
  }
  out += '\n';
  out.append(place.indent, ' ');
  out += compact.back();
}

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
  out += '"';
  std::size_t plain = 0;  // where the run of bytes that need no escape begins
  for (std::size_t i = 0; i < text.size();) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if (byte >= 0x20 && byte < 0x80 && byte != '"' && byte != '\\') {
      ++i;
      continue;
    }
    if (byte >= 0x80) {
      if (const CodePoint point = decode_utf8(text.substr(i)); point.length != 0) {
        i += point.length;
        continue;
      }
    }
    out += text.substr(plain, i - plain);
    if (byte >= 0x80) {
      out += replacement;
    } else {
      append_escape(out, text[i]);
    }
    plain = ++i;
  }
  out += text.substr(plain);
  out += '"';
}

std::string json_string(std::string_view text) {
  std::string out;
  append_json_string(out, text);
  return out;
}

void append_json_layout(std::string& out, std::string_view compact, std::size_t indent, std::size_t column,
                        std::size_t tail, std::size_t width) {
  lay_out(out, compact, {indent, column, tail, width});
}

std::string json_layout(std::string_view compact, std::size_t width) {
  std::string out;
  append_json_layout(out, compact, 0, 0, 0, width);
  out += '\n';
  return out;
}

}  // namespace dutygraph::detail
