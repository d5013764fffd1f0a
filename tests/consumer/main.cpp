// SPDX-License-Identifier: BSL-1.0
#include <cstdio>
#include <cstdlib>
#include <string>

#include <dutygraph/date.hpp>
#include <dutygraph/version.hpp>

int main() {
  const dutygraph::Date date{2011, 6, 16};
  std::printf("dutygraph %s, %s\n", std::string{dutygraph::version()}.c_str(), date.to_string().c_str());
  return date.to_string() == "2011-06-16" ? EXIT_SUCCESS : EXIT_FAILURE;
}
