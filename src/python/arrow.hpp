// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <memory>

#include "python/rows.hpp"

// The C data and C stream interfaces of Apache Arrow, as its specification prints them for programs to copy.
extern "C" {

struct ArrowSchema {
  const char* format;
  const char* name;
  const char* metadata;
  std::int64_t flags;
  std::int64_t n_children;
  ArrowSchema** children;
  ArrowSchema* dictionary;
  void (*release)(ArrowSchema*);
  void* private_data;
};

struct ArrowArray {
  std::int64_t length;
  std::int64_t null_count;
  std::int64_t offset;
  std::int64_t n_buffers;
  std::int64_t n_children;
  const void** buffers;
  ArrowArray** children;
  ArrowArray* dictionary;
  void (*release)(ArrowArray*);
  void* private_data;
};

struct ArrowArrayStream {
  int (*get_schema)(ArrowArrayStream*, ArrowSchema* out);
  int (*get_next)(ArrowArrayStream*, ArrowArray* out);
  const char* (*get_last_error)(ArrowArrayStream*);
  void (*release)(ArrowArrayStream*);
  void* private_data;
};
}

namespace dutygraph::python {

/// A stream of one record batch over \p rows, which it shares. Text is large_utf8, a list of texts
/// large_list<large_utf8>, a whole number int64, yes or no bool, a decimal number float64; lists of records and values
/// of several types are their JSON. What a row does not have is null.
void open_stream(std::shared_ptr<const Rows> rows, ArrowArrayStream& out);

}  // namespace dutygraph::python
