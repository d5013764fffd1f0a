// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// Whether a saved result is what the same question gives now.

#include <string>
#include <string_view>
#include <vector>

#include <dutygraph/config.hpp>
#include <dutygraph/query/result.hpp>

namespace dutygraph {

/// A result as `--format json` writes it: its stamp, and its rows as JSON without spaces.
struct SavedResult {
  Stamp stamp{};
  std::vector<std::string> rows{};
};

/// Reads `{"stamp": ..., "rows": [...]}`. \throws InvalidData for anything else, with what was expected.
[[nodiscard]] DUTYGRAPH_EXPORT SavedResult parse_result(std::string_view json);

/// One thing of which the saved result and the one computed now say different things.
struct VerifyRow {
  std::string what{};      ///< "row", "input", "as_of", "query", "configuration", "parameter profile", ...
  std::string saved{};     ///< empty: only computed now
  std::string computed{};  ///< empty: only saved
};

/// Rows of verify(): stamp first, then rows in the order of the saved result, then those that are new.
using VerifyResult = Result<VerifyRow>;

/// Compares two results of one question: stamps field by field, rows as sets of equal text. The version of the library
/// is not compared: another version that gives the same rows confirms them.
/// \return nothing if they are the same; its stamp is that of \p computed. O(rows log rows).
[[nodiscard]] DUTYGRAPH_EXPORT VerifyResult verify(const SavedResult& saved, const SavedResult& computed);

}  // namespace dutygraph
