// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// The library's only macros.

/// Marks what the shared library exports; everything else is hidden.
#if defined(_WIN32)
#define DUTYGRAPH_EXPORT
#else
#define DUTYGRAPH_EXPORT __attribute__((visibility("default")))
#endif

/// Checks a precondition in debug builds; costs nothing with NDEBUG.
#if defined(NDEBUG)
#define DUTYGRAPH_ASSERT(condition) static_cast<void>(0)
#else
#include <cassert>
#define DUTYGRAPH_ASSERT(condition) assert(condition)
#endif
