# SPDX-License-Identifier: BSL-1.0
#
# An overlay port that builds the tree it stands in: vcpkg install dutygraph --overlay-ports=cmake/packaging/vcpkg
# It has been read against the manual of vcpkg, and was not tried.
get_filename_component(SOURCE_PATH "${CMAKE_CURRENT_LIST_DIR}/../../.." ABSOLUTE)

vcpkg_check_features(OUT_FEATURE_OPTIONS features FEATURES program DUTYGRAPH_BUILD_CLI)
vcpkg_cmake_configure(
  SOURCE_PATH "${SOURCE_PATH}"
  OPTIONS ${features} -DDUTYGRAPH_BUILD_TESTS=OFF -DDUTYGRAPH_BUILD_EXAMPLES=OFF -DDUTYGRAPH_INSTALL=ON)
vcpkg_cmake_install()
vcpkg_cmake_config_fixup(CONFIG_PATH lib/cmake/dutygraph)
vcpkg_fixup_pkgconfig()
if("program" IN_LIST FEATURES)
  vcpkg_copy_tools(TOOL_NAMES dutygraph AUTO_CLEAN)
endif()
file(REMOVE_RECURSE "${CURRENT_PACKAGES_DIR}/debug/include" "${CURRENT_PACKAGES_DIR}/debug/share")
vcpkg_install_copyright(FILE_LIST "${SOURCE_PATH}/LICENSE")
