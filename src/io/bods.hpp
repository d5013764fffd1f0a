// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <memory>
#include <string>

#include <dutygraph/graph/builder.hpp>
#include <dutygraph/io/read.hpp>

#include "io/input.hpp"
#include "io/report.hpp"

namespace dutygraph::io::detail {

/// Beneficial Ownership Data Standard 0.1 to 0.4, JSON or JSON Lines, mixed versions in one file.
///
/// Statements of all files form one pool: references and series resolve in finish().
class BodsReader {
 public:
  BodsReader(Report& report, const ReadOptions& options);
  ~BodsReader();
  /// Reads one file into the pool; \p lines: JSON Lines, else an array or single object.
  void read(Input& input, bool lines);
  /// Resolves versions and references and adds everything to \p builder.
  void finish(GraphBuilder& builder);

 private:
  struct Pool;
  std::unique_ptr<Pool> pool_;
};

}  // namespace dutygraph::io::detail
