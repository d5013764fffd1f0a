// SPDX-License-Identifier: BSL-1.0
//
// Compiled with -fno-rtti: the headers are for programs without run-time type information too. Not
// io/boost_archive.hpp: Boost's archives need typeid.
#include <dutygraph/bgl.hpp>
#include <dutygraph/dutygraph.hpp>
#include <dutygraph/io/edits.hpp>
#include <dutygraph/io/read.hpp>
#include <dutygraph/io/snapshot.hpp>
#include <dutygraph/io/write.hpp>
#include <dutygraph/views.hpp>

#if defined(__GXX_RTTI)
#error "this file is to be compiled with -fno-rtti"
#endif

namespace dutygraph {

static_assert(std::is_base_of_v<Error, InvalidData>);

}  // namespace dutygraph
