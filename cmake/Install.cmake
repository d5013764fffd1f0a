# SPDX-License-Identifier: BSL-1.0
#
# What `cmake --install` writes, in two components: `runtime` (the program, its manual page and completions, a shared
# library) and `development` (headers, static library, CMake and pkg-config files). The whole may be moved anywhere.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/dutygraph")

install(
  TARGETS dutygraph
  EXPORT dutygraphTargets
  LIBRARY COMPONENT runtime NAMELINK_COMPONENT development
  ARCHIVE COMPONENT development
  FILE_SET HEADERS DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}" COMPONENT development)
install(EXPORT dutygraphTargets NAMESPACE dutygraph:: DESTINATION "${package_dir}" COMPONENT development)

configure_package_config_file("${PROJECT_SOURCE_DIR}/cmake/dutygraphConfig.cmake.in"
                              "${PROJECT_BINARY_DIR}/dutygraphConfig.cmake" INSTALL_DESTINATION "${package_dir}")
write_basic_package_version_file("${PROJECT_BINARY_DIR}/dutygraphConfigVersion.cmake" COMPATIBILITY SameMinorVersion)
install(FILES "${PROJECT_BINARY_DIR}/dutygraphConfig.cmake" "${PROJECT_BINARY_DIR}/dutygraphConfigVersion.cmake"
        DESTINATION "${package_dir}" COMPONENT development)

set(pc_dir "${CMAKE_INSTALL_LIBDIR}/pkgconfig")
file(RELATIVE_PATH prefix_from_pc "/prefix/${pc_dir}" "/prefix")
configure_file("${PROJECT_SOURCE_DIR}/cmake/packaging/dutygraph.pc.in" "${PROJECT_BINARY_DIR}/dutygraph.pc" @ONLY)
install(FILES "${PROJECT_BINARY_DIR}/dutygraph.pc" DESTINATION "${pc_dir}" COMPONENT development)

if(TARGET dutygraph_cli)
  # A shared library is found next to the program, wherever the prefix is moved to.
  file(RELATIVE_PATH lib_from_bin "${CMAKE_INSTALL_FULL_BINDIR}" "${CMAKE_INSTALL_FULL_LIBDIR}")
  set_target_properties(dutygraph_cli PROPERTIES INSTALL_RPATH "$ORIGIN/${lib_from_bin}")
  install(TARGETS dutygraph_cli COMPONENT runtime)

  # Manual page and completions are what the program says of itself.
  find_package(Python 3.9 QUIET COMPONENTS Interpreter)
  if(Python_Interpreter_FOUND AND NOT CMAKE_CROSSCOMPILING)
    set(texts "${PROJECT_BINARY_DIR}/texts")
    add_custom_command(
      OUTPUT "${texts}/dutygraph.1" "${texts}/dutygraph" "${texts}/_dutygraph" "${texts}/dutygraph.fish"
      COMMAND Python::Interpreter "${PROJECT_SOURCE_DIR}/cmake/program_texts.py" "$<TARGET_FILE:dutygraph_cli>" "${texts}"
      DEPENDS dutygraph_cli "${PROJECT_SOURCE_DIR}/cmake/program_texts.py"
      COMMENT "Manual page and completions"
      VERBATIM)
    add_custom_target(dutygraph_texts ALL DEPENDS "${texts}/dutygraph.1")
    set(share "${CMAKE_INSTALL_DATADIR}")
    install(FILES "${texts}/dutygraph.1" DESTINATION "${CMAKE_INSTALL_MANDIR}/man1" COMPONENT runtime)
    install(FILES "${texts}/dutygraph" DESTINATION "${share}/bash-completion/completions" COMPONENT runtime)
    install(FILES "${texts}/_dutygraph" DESTINATION "${share}/zsh/site-functions" COMPONENT runtime)
    install(FILES "${texts}/dutygraph.fish" DESTINATION "${share}/fish/vendor_completions.d" COMPONENT runtime)
  else()
    message(STATUS "No Python 3.9 to make the manual page and completions with: they are left out")
  endif()
endif()
# Two packages may not hold one file.
install(FILES "${PROJECT_SOURCE_DIR}/LICENSE" DESTINATION "${CMAKE_INSTALL_DOCDIR}" COMPONENT runtime)
install(FILES "${PROJECT_SOURCE_DIR}/LICENSE" DESTINATION "${CMAKE_INSTALL_DATAROOTDIR}/doc/libdutygraph-dev"
        COMPONENT development)

if(PROJECT_IS_TOP_LEVEL)
  include(cmake/packaging/Debian.cmake)
endif()
