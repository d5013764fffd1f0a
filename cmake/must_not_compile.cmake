# SPDX-License-Identifier: BSL-1.0

# cmake -DCOMPILER=… -DSOURCE=… -DINCLUDES=a|b -P must_not_compile.cmake
#
# SOURCE must compile as it is, and must not with -DDUTYGRAPH_FAIL; the second attempt must print what the line
# "// expect: REGEX" of the file says. Both halves matter: a file that never compiles proves nothing.

file(STRINGS "${SOURCE}" expect_line REGEX "^// expect: " LIMIT_COUNT 1)
string(REGEX REPLACE "^// expect: " "" expected "${expect_line}")
if(expected STREQUAL "")
  message(FATAL_ERROR "${SOURCE}: no line '// expect: REGEX' says what the compiler must print")
endif()

string(REPLACE "|" ";" include_dirs "${INCLUDES}")
list(TRANSFORM include_dirs PREPEND "-I")
# LC_ALL=C: messages with ASCII quotes
set(command "${CMAKE_COMMAND}" -E env LC_ALL=C "${COMPILER}" -std=c++20 -fsyntax-only ${include_dirs} "${SOURCE}")

execute_process(COMMAND ${command} RESULT_VARIABLE code ERROR_VARIABLE output OUTPUT_QUIET)
if(NOT code EQUAL 0)
  message(FATAL_ERROR "${SOURCE}: does not compile without -DDUTYGRAPH_FAIL, but must\n${output}")
endif()

execute_process(COMMAND ${command} -DDUTYGRAPH_FAIL RESULT_VARIABLE code ERROR_VARIABLE output OUTPUT_QUIET)
if(code EQUAL 0)
  message(FATAL_ERROR "${SOURCE}: compiles with -DDUTYGRAPH_FAIL, but must not")
endif()
if(NOT output MATCHES "${expected}")
  message(FATAL_ERROR "${SOURCE}: fails as it must, but without '${expected}' in the message\n${output}")
endif()
