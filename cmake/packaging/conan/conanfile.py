# SPDX-License-Identifier: BSL-1.0
"""Conan 2 recipe: conan create cmake/packaging/conan [-o 'dutygraph/*:system_packages=True']"""

import os
import re

from conan import ConanFile
from conan.tools.build import check_min_cppstd
from conan.tools.cmake import CMake, CMakeDeps, CMakeToolchain, cmake_layout
from conan.tools.files import copy, load, rmdir


class DutygraphConan(ConanFile):
    name = "dutygraph"
    description = "The State duty to protect human rights, as a graph of dated, sourced facts"
    license = "BSL-1.0"
    topics = ("human-rights", "ownership", "graph")
    package_type = "library"
    settings = "os", "arch", "compiler", "build_type"
    # system_packages: take what the library needs from the system (Debian's -dev packages) and not from a remote.
    options = {"shared": [True, False], "fPIC": [True, False], "program": [True, False], "system_packages": [True, False]}
    default_options = {"shared": False, "fPIC": True, "program": False, "system_packages": False}

    @property
    def _root(self):
        return os.path.join(self.recipe_folder, "..", "..", "..")

    def set_version(self):
        numbers = re.findall(r"#define DUTYGRAPH_VERSION_\w+ (\d+)", load(self, os.path.join(self._root, "include", "dutygraph", "version.hpp")))
        self.version = ".".join(numbers)

    def export_sources(self):
        for pattern in ("CMakeLists.txt", "LICENSE", "cmake/*", "include/*", "src/*"):
            copy(self, pattern, self._root, self.export_sources_folder)

    def configure(self):
        if self.options.shared:
            self.options.rm_safe("fPIC")

    def layout(self):
        cmake_layout(self)

    def requirements(self):
        if self.options.system_packages:
            return
        self.requires("boost/[>=1.74 <2]", transitive_headers=True)
        self.requires("range-v3/[>=0.12 <1]", transitive_headers=True)
        self.requires("eigen/[>=3.3 <4]")
        self.requires("simdjson/[>=3 <4]")
        self.requires("fmt/[>=9]")
        self.requires("zlib/[>=1.2 <2]")
        self.requires("expat/[>=2.5 <3]")
        self.requires("openssl/[>=3 <4]")
        if self.options.program:
            self.requires("cli11/[>=2.3 <3]")

    def validate(self):
        check_min_cppstd(self, 20)

    def generate(self):
        CMakeDeps(self).generate()
        toolchain = CMakeToolchain(self)
        for part in ("TESTS", "EXAMPLES", "PYTHON", "BENCHMARKS", "FUZZERS", "DOCS"):
            toolchain.cache_variables[f"DUTYGRAPH_BUILD_{part}"] = False
        toolchain.cache_variables["DUTYGRAPH_BUILD_CLI"] = bool(self.options.program)
        toolchain.cache_variables["DUTYGRAPH_INSTALL"] = True
        toolchain.generate()

    def build(self):
        cmake = CMake(self)
        cmake.configure()
        cmake.build()

    def package(self):
        copy(self, "LICENSE", self.source_folder, os.path.join(self.package_folder, "licenses"))
        CMake(self).install()
        rmdir(self, os.path.join(self.package_folder, "lib", "pkgconfig"))
        if not self.options.system_packages:  # CMakeDeps writes its own
            rmdir(self, os.path.join(self.package_folder, "lib", "cmake"))

    def package_info(self):
        self.cpp_info.libs = ["dutygraph"]
        self.cpp_info.set_property("cmake_file_name", "dutygraph")
        self.cpp_info.set_property("cmake_target_name", "dutygraph::dutygraph")
        if self.options.system_packages:
            # The package's own CMake files find what the system has.
            self.cpp_info.set_property("cmake_find_mode", "none")
            self.cpp_info.builddirs = [os.path.join("lib", "cmake", "dutygraph")]
        else:
            self.cpp_info.requires = [
                "boost::headers", "range-v3::range-v3", "eigen::eigen", "simdjson::simdjson", "fmt::fmt", "zlib::zlib",
                "expat::expat", "openssl::crypto",
            ]
            if self.options.program:
                self.cpp_info.requires.append("cli11::cli11")
        if self.settings.os in ("Linux", "FreeBSD"):
            self.cpp_info.system_libs = ["pthread"]
