// SPDX-License-Identifier: BSL-1.0

// Version 2 of Catch2 is compiled into the tests, main() included; version 3 brings both as a library.
#if !__has_include(<catch2/catch_test_macros.hpp>)
#define CATCH_CONFIG_MAIN
#include <catch2/catch.hpp>
#endif
