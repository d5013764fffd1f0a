# SPDX-License-Identifier: BSL-1.0

# Whoever links the library gets an include folder and a language standard, no flags of ours.
foreach(property IN ITEMS INTERFACE_COMPILE_OPTIONS INTERFACE_COMPILE_DEFINITIONS INTERFACE_LINK_OPTIONS)
  get_target_property(value dutygraph::dutygraph ${property})
  if(value)
    message(FATAL_ERROR "dutygraph::dutygraph leaks ${property}: ${value}")
  endif()
endforeach()

# Our headers must stand the strictest consumer.
target_compile_options(consumer PRIVATE -Wall -Wextra -Wpedantic -Wconversion -Wsign-conversion -Wshadow
                                        -Wold-style-cast -Werror)

enable_testing()
add_test(NAME consumer COMMAND consumer)
