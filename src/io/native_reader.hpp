// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <dutygraph/graph/builder.hpp>

#include "io/input.hpp"
#include "io/native_context.hpp"
#include "io/report.hpp"

namespace dutygraph::io::detail {

/// Where an id was first given, by its hash: 16 bytes an id, whatever its length.
class SeenIds {
 public:
  struct Place {
    std::uint32_t line = 0;
    std::uint32_t file = 0;
  };
  /// \return null if \p id was not seen before; it is now, at \p place.
  const Place* insert(std::string_view id, Place place);

 private:
  struct Slot {
    std::uint64_t hash = 0;  // 0: free
    Place place{};
  };
  void grow();
  std::vector<Slot> slots_;
  std::size_t size_ = 0;
};

/// Native documents and their JSON Lines form, any number of files into one builder.
class NativeReader {
 public:
  NativeReader(GraphBuilder& builder, Report& report) : builder_{&builder}, report_{&report} {}

  /// Reads one file; \p lines: JSON Lines, else one document.
  /// \throws InvalidData with all its errors, unless \p lenient
  void read(Input& input, bool lines, bool lenient);
  /// Reads rows of a file that has been read already, strictly: number of the line, and `{"section": ..., ...}`.
  /// \throws InvalidData with all its errors
  void read_rows(Input& input, const std::vector<std::pair<std::uint64_t, std::string>>& rows);
  /// What a world that is in the builder already knows: its codes, nodes and profiles.
  void know(const Settings& settings);
  /// The id of a holding that is in the builder already.
  void know_holding(std::string_view id);
  /// Adds what can be judged only when all files are read. Call before the builder freezes.
  void finish();
  /// Where an id of `same_as` that leads nowhere was written.
  void locate_same_as(Diagnostic& dangling) const;

 private:
  friend class NativeFile;
  GraphBuilder* builder_;
  Report* report_;
  Codes codes_;
  SeenIds holdings_;                                           // ids of holdings: no vertex has them
  std::map<std::string, std::uint32_t, std::less<>> unnamed_;  // ids made from texts: how often
  std::vector<std::string> files_;
  std::vector<std::pair<std::string, Context::NewCodes>> new_codes_;  // by file
  std::map<std::string, std::string, std::less<>> profiles_;          // name: file

  /// A node that its own taxonomy does not list: another file may.
  struct NodeUse {
    std::string dimension, node, file;
    std::uint64_t line = 0;
    std::string path;
  };
  std::vector<NodeUse> node_uses_;
  std::set<std::pair<std::string, std::string>> nodes_;  // dimension, node

  struct SameAsRow {
    SameAs group;
    std::string file;
    std::uint64_t line = 0;
    std::string path, text;
    bool lenient = false;
  };
  std::vector<SameAsRow> same_as_;
};

}  // namespace dutygraph::io::detail
