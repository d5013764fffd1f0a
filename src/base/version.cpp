// SPDX-License-Identifier: BSL-1.0
#include <dutygraph/version.hpp>

#define DUTYGRAPH_TEXT_(x) #x
#define DUTYGRAPH_TEXT(x) DUTYGRAPH_TEXT_(x)

namespace dutygraph {

std::string_view version() noexcept {
  return DUTYGRAPH_TEXT(DUTYGRAPH_VERSION_MAJOR) "." DUTYGRAPH_TEXT(DUTYGRAPH_VERSION_MINOR) "." DUTYGRAPH_TEXT(
      DUTYGRAPH_VERSION_PATCH);
}

}  // namespace dutygraph
