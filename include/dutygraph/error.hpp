// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// What the library throws. Exceptions end an operation; odd data is a Diagnostic instead.

#include <cstdint>
#include <stdexcept>
#include <string>

#include <dutygraph/config.hpp>
#include <dutygraph/diagnostics.hpp>

namespace dutygraph {

/// Stable codes of the errors, one per class below.
enum class ErrorCode : std::uint8_t {
  invalid_value,  ///< a value outside its type's range
  invalid_data,   ///< a file or a model that breaks the rules of the format
  unreadable,     ///< a file that cannot be opened or read
  unwritable,     ///< an output that cannot be written
  not_found,      ///< an id or a name that is not there
  usage,          ///< a call that cannot be answered as it is put
  cancelled,      ///< stopped by the caller
};

/// Base of everything the library throws on purpose.
class DUTYGRAPH_EXPORT Error : public std::runtime_error {
 public:
  [[nodiscard]] ErrorCode code() const noexcept { return code_; }
  ~Error() override;

 protected:
  Error(ErrorCode code, const std::string& message) : std::runtime_error{message}, code_{code} {}

 private:
  ErrorCode code_;
};

/// A value that its type cannot hold: a share of 120 percent, 30 February.
class DUTYGRAPH_EXPORT InvalidValue final : public Error {
 public:
  explicit InvalidValue(const std::string& message) : Error{ErrorCode::invalid_value, message} {}
  ~InvalidValue() override;
};

/// Data that breaks the rules of its format or of the model; carries every complaint.
class DUTYGRAPH_EXPORT InvalidData final : public Error {
 public:
  explicit InvalidData(Diagnostics diagnostics);
  ~InvalidData() override;
  [[nodiscard]] const Diagnostics& diagnostics() const noexcept { return diagnostics_; }

 private:
  Diagnostics diagnostics_;
};

/// A file that cannot be opened or read; the message has path and reason.
class DUTYGRAPH_EXPORT Unreadable final : public Error {
 public:
  explicit Unreadable(const std::string& message) : Error{ErrorCode::unreadable, message} {}
  ~Unreadable() override;
};

/// An output that cannot be written; the message has path and reason.
class DUTYGRAPH_EXPORT Unwritable final : public Error {
 public:
  explicit Unwritable(const std::string& message) : Error{ErrorCode::unwritable, message} {}
  ~Unwritable() override;
};

/// An id or name that the caller said would be there.
class DUTYGRAPH_EXPORT NotFound final : public Error {
 public:
  explicit NotFound(const std::string& message) : Error{ErrorCode::not_found, message} {}
  ~NotFound() override;
};

/// A call that cannot be answered as it is put.
class DUTYGRAPH_EXPORT UsageError final : public Error {
 public:
  explicit UsageError(const std::string& message) : Error{ErrorCode::usage, message} {}
  ~UsageError() override;
};

/// The caller asked a long call to stop.
class DUTYGRAPH_EXPORT Cancelled final : public Error {
 public:
  Cancelled() : Error{ErrorCode::cancelled, "cancelled"} {}
  ~Cancelled() override;
};

}  // namespace dutygraph
