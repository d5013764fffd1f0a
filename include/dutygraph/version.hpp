// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// The version of the library. CMake reads the numbers from here.

#include <string_view>

#include <dutygraph/config.hpp>

#define DUTYGRAPH_VERSION_MAJOR 0
#define DUTYGRAPH_VERSION_MINOR 1
#define DUTYGRAPH_VERSION_PATCH 0

namespace dutygraph {

/// The version of the library that is linked, as "major.minor.patch".
[[nodiscard]] DUTYGRAPH_EXPORT std::string_view version() noexcept;

}  // namespace dutygraph
