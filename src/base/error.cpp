// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/error.hpp>

#include <utility>

namespace dutygraph {
namespace {

std::string summary(const Diagnostics& diagnostics) {
  std::size_t errors = 0;
  std::string text;
  for (const Diagnostic& diagnostic : diagnostics) {
    if (diagnostic.severity != Severity::error) continue;
    if (++errors <= 100) text += (text.empty() ? "" : "\n") + diagnostic.to_string();
  }
  if (errors > 100) text += "\n... and " + std::to_string(errors - 100) + " more errors";
  return text.empty() ? "invalid data" : text;
}

}  // namespace

InvalidData::InvalidData(Diagnostics diagnostics)
    : Error{ErrorCode::invalid_data, summary(diagnostics)}, diagnostics_{std::move(diagnostics)} {}

// The destructors anchor the vtables, so that exceptions are caught across shared libraries.
Error::~Error() = default;
InvalidValue::~InvalidValue() = default;
InvalidData::~InvalidData() = default;
Unreadable::~Unreadable() = default;
Unwritable::~Unwritable() = default;
NotFound::~NotFound() = default;
UsageError::~UsageError() = default;
Cancelled::~Cancelled() = default;

}  // namespace dutygraph
