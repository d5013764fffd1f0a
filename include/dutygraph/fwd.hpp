// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// Forward declarations.

#include <cstdint>

namespace dutygraph {

class Graph;
class GraphBuilder;
class Date;
class Interval;
class Percent;
class Share;
class Decimal;
class Diagnostics;
struct Diagnostic;
struct Source;
struct Settings;
enum class VertexKind : std::uint8_t;
enum class EdgeKind : std::uint8_t;

}  // namespace dutygraph
