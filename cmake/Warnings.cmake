# SPDX-License-Identifier: BSL-1.0

# dutygraph_warnings: linked PRIVATE, through BUILD_INTERFACE, to our own targets only, so that neither the installed
# package nor a parent project ever sees a flag of ours. Whether a warning is an error is the preset's business
# (CMAKE_COMPILE_WARNING_AS_ERROR). In a parent's build it stays empty: our warnings are not the parent's concern.
add_library(dutygraph_warnings INTERFACE)

if(PROJECT_IS_TOP_LEVEL AND CMAKE_CXX_COMPILER_ID MATCHES "GNU|Clang")
  target_compile_options(
    dutygraph_warnings
    INTERFACE -Wall
              -Wextra
              -Wpedantic
              -Wconversion
              -Wsign-conversion
              -Wshadow
              -Wold-style-cast
              -Wnon-virtual-dtor
              -Woverloaded-virtual)
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    # GCC sees uninitialised strings in aggregates with designated initialisers where there are none (GCC bug 80635).
    target_compile_options(dutygraph_warnings INTERFACE -Wno-maybe-uninitialized)
  endif()
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    # GCC 12 sees overlapping copies inside std::string where there are none (GCC bug 105651).
    target_compile_options(dutygraph_warnings INTERFACE -Wno-restrict)
  endif()
endif()
