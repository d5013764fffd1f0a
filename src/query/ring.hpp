// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace dutygraph::detail {

/// `y = c + A y` for the companies of one ring, in double precision, with a proof that a solution exists.
class RingMatrix {
 public:
  struct Entry {
    std::uint32_t row = 0, column = 0;
    std::int64_t units = 0;  ///< of 1e-9 percent
  };
  RingMatrix(std::uint32_t size, const std::vector<Entry>& entries);
  ~RingMatrix();
  RingMatrix(RingMatrix&&) noexcept;
  RingMatrix& operator=(RingMatrix&&) = delete;

  /// How much a unit in every company amounts to, 1 or more each; nothing if walks in the ring add up without limit.
  [[nodiscard]] const std::optional<std::vector<double>>& weights() const noexcept { return weights_; }
  [[nodiscard]] std::vector<double> solve(const std::vector<double>& right) const;

 private:
  struct Factors;
  std::unique_ptr<Factors> factors_;
  std::optional<std::vector<double>> weights_;
};

}  // namespace dutygraph::detail
