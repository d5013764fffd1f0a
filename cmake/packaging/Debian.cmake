# SPDX-License-Identifier: BSL-1.0
#
# `cpack -G DEB` in the build folder makes two packages: `dutygraph`, the program, and `libdutygraph-dev`, the library.
# Configure with -DCMAKE_INSTALL_PREFIX=/usr -DCMAKE_BUILD_TYPE=Release.
set(CPACK_PACKAGE_VENDOR "The dutygraph authors")
set(CPACK_PACKAGE_CONTACT "The dutygraph authors <dutygraph@example.org>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "which companies a State is tied to, with sources")
set(CPACK_RESOURCE_FILE_LICENSE "${PROJECT_SOURCE_DIR}/LICENSE")
set(CPACK_GENERATOR DEB)
set(CPACK_STRIP_FILES ON)
set(CPACK_COMPONENTS_ALL runtime development)
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)

set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_RUNTIME_PACKAGE_NAME dutygraph)
set(CPACK_DEBIAN_RUNTIME_PACKAGE_SHLIBDEPS ON) # needs dpkg-dev
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_NAME libdutygraph-dev)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_SECTION libdevel)
set(CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS
    "libboost-dev (>= 1.74), librange-v3-dev, libsimdjson-dev, libfmt-dev, zlib1g-dev, libexpat1-dev, libssl-dev")
if(BUILD_SHARED_LIBS)
  string(APPEND CPACK_DEBIAN_DEVELOPMENT_PACKAGE_DEPENDS ", dutygraph (= ${PROJECT_VERSION})")
endif()
set(CPACK_COMPONENT_RUNTIME_DESCRIPTION
    "The program dutygraph: answers questions about the State duty to protect human rights\nfrom files of dated, sourced facts.")
set(CPACK_COMPONENT_DEVELOPMENT_DESCRIPTION
    "The library dutygraph: headers, library, CMake and pkg-config files.")
include(CPack)
