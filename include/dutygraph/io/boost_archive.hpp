// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// Worlds in archives of Boost.Serialization: text, XML, binary or your own. Opt-in, and needs Boost's library.
///
/// For archives that you wrote yourself. Boost's archives trust their bytes: whoever can change them can make a binary
/// archive ask for any amount of memory, and an XML archive end the program (its destructor throws, as of Boost 1.66;
/// mended only in later versions). Files of others belong into snapshots (io/snapshot.hpp) or documents (io/read.hpp).
/// An archive is read by the same or a later version of Boost, a binary one on the same kind of machine only: what has
/// to last is a document.

#include <istream>
#include <stdexcept>
#include <string>
#include <utility>

#include <boost/archive/archive_exception.hpp>
#include <boost/serialization/level.hpp>
#include <boost/serialization/nvp.hpp>
#include <boost/serialization/tracking.hpp>
#include <boost/serialization/version.hpp>

#include <dutygraph/error.hpp>
#include <dutygraph/graph/builder.hpp>
#include <dutygraph/graph/graph.hpp>
#include <dutygraph/io/detail/column_fields.hpp>

namespace dutygraph::io {

/// The version of what save_trusted() puts into an archive.
inline constexpr unsigned archive_version = 1;

namespace detail {

[[noreturn]] inline void refuse_archive(std::string value, std::string hint) {
  Diagnostics list;
  list.add({"damaged-archive", Severity::error, {}, 0, {}, printable(value), std::move(hint)});
  throw InvalidData{std::move(list)};
}

/// What an archive holds of a world: Boost notes the version of this class with it.
struct ArchivedWorld {
  dutygraph::detail::Columns columns{};

  template <class Archive>
  void serialize(Archive& archive, unsigned version) {
    // Boost hands on any version, later ones too.
    if (version != archive_version)
      refuse_archive(std::to_string(version), "version 1 of an archived world; a later one needs a later dutygraph");
    dutygraph::detail::for_each_table(
        columns, [&](const char* name, auto& table) { dutygraph::detail::field(archive, name, table); });
  }
};

}  // namespace detail

/// Puts \p graph into an archive, whole: what a view hides is there too. Texts that XML cannot hold are escaped; there
/// are no floating-point numbers. O(n log n).
/// \code
/// boost::archive::text_oarchive archive{file};
/// dg::io::save_trusted(archive, graph);
/// \endcode
/// \throws what \p archive throws
template <class Archive>
void save_trusted(Archive& archive, const Graph& graph) {
  const detail::ArchivedWorld world{dutygraph::detail::columns_of(graph)};
  archive << boost::serialization::make_nvp("dutygraph", world);
}

/// Takes a world out of an archive that you trust, checks it as read_snapshot() does, and only then puts it in place of
/// \p graph, which is as before if anything is thrown.
/// \throws InvalidData if the archive ends early or is none, if its world has a later version, or if it says what no
/// world can be. An archive that was tampered with may do worse: see above.
template <class Archive>
void load_trusted(Archive& archive, Graph& graph) {
  detail::ArchivedWorld world;
  try {
    archive >> boost::serialization::make_nvp("dutygraph", world);
  } catch (const boost::archive::archive_exception& error) {
    detail::refuse_archive(error.what(), "an archive that save_trusted() wrote");
  } catch (const std::ios_base::failure& error) {
    detail::refuse_archive(error.what(), "an archive that save_trusted() wrote");
  } catch (const std::length_error& error) {  // a text longer than any can be
    detail::refuse_archive(error.what(), "an archive that save_trusted() wrote");
  }
  Graph loaded = dutygraph::detail::builder_of(std::move(world.columns)).freeze();
  graph = std::move(loaded);
}

}  // namespace dutygraph::io

BOOST_CLASS_VERSION(dutygraph::io::detail::ArchivedWorld, dutygraph::io::archive_version)
BOOST_CLASS_TRACKING(dutygraph::io::detail::ArchivedWorld, boost::serialization::track_never)
