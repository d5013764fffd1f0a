# SPDX-License-Identifier: BSL-1.0

# cmake -DPROGRAM=… -DGOLDEN=… -P run_example.cmake
#
# Runs PROGRAM in the current folder (examples/, so that "data/…" is found) and compares its standard output with
# the file GOLDEN, byte for byte, if that file exists.

execute_process(COMMAND "${PROGRAM}" RESULT_VARIABLE code OUTPUT_VARIABLE actual ERROR_VARIABLE errors)
if(NOT code EQUAL 0)
  message(FATAL_ERROR "${PROGRAM} ended with ${code}\n${actual}\n${errors}")
endif()
if(EXISTS "${GOLDEN}")
  file(READ "${GOLDEN}" expected)
  if(NOT actual STREQUAL expected)
    message(FATAL_ERROR "the output differs from ${GOLDEN}\n--- expected\n${expected}\n--- actual\n${actual}")
  endif()
endif()
