// SPDX-License-Identifier: BSL-1.0
#include "query/ring.hpp"

#include <Eigen/LU>
#include <Eigen/SparseLU>
#include <cmath>

#include "query/holders.hpp"

namespace dutygraph::detail {

namespace {
constexpr std::uint32_t largest_dense = 48;
constexpr double most_weight = 1e12;  // beyond it, double precision could not tell a closed ring from a leaking one
}  // namespace

struct RingMatrix::Factors {
  Eigen::SparseMatrix<double> matrix{};
  std::optional<Eigen::PartialPivLU<Eigen::MatrixXd>> dense{};
  std::optional<Eigen::SparseLU<Eigen::SparseMatrix<double>>> sparse{};

  [[nodiscard]] Eigen::VectorXd solve(const Eigen::VectorXd& right) const {
    return dense ? Eigen::VectorXd{dense->solve(right)} : Eigen::VectorXd{sparse->solve(right)};
  }
};

RingMatrix::RingMatrix(std::uint32_t size, const std::vector<Entry>& entries) : factors_{std::make_unique<Factors>()} {
  const auto n = static_cast<Eigen::Index>(size);
  std::vector<Eigen::Triplet<double, int>> triplets;
  triplets.reserve(entries.size() + size);
  for (std::uint32_t i = 0; i < size; ++i) triplets.emplace_back(static_cast<int>(i), static_cast<int>(i), 1.0);
  for (const Entry& e : entries)
    triplets.emplace_back(static_cast<int>(e.row), static_cast<int>(e.column),
                          -static_cast<double>(e.units) / static_cast<double>(full));
  Eigen::SparseMatrix<double>& matrix = factors_->matrix;
  matrix.resize(n, n);
  matrix.setFromTriplets(triplets.begin(), triplets.end());  // adds up entries of one place
  if (size <= largest_dense) {
    factors_->dense.emplace(Eigen::MatrixXd{matrix});
  } else {
    factors_->sparse.emplace(matrix);
    if (factors_->sparse->info() != Eigen::Success) return;
  }
  // A positive vector that the ring shrinks everywhere proves that walks in it add up to something finite.
  const Eigen::VectorXd ones = Eigen::VectorXd::Ones(n);
  const Eigen::VectorXd w = factors_->solve(ones);
  const Eigen::VectorXd left = matrix * w;
  for (Eigen::Index i = 0; i < n; ++i)
    if (!std::isfinite(w[i]) || w[i] < 0.5 || w[i] > most_weight || !(left[i] > 0.5)) return;
  weights_.emplace(w.data(), w.data() + n);
}

RingMatrix::~RingMatrix() = default;
RingMatrix::RingMatrix(RingMatrix&&) noexcept = default;

std::vector<double> RingMatrix::solve(const std::vector<double>& right) const {
  const Eigen::VectorXd x =
      factors_->solve(Eigen::Map<const Eigen::VectorXd>(right.data(), static_cast<Eigen::Index>(right.size())));
  return {x.data(), x.data() + x.size()};
}

}  // namespace dutygraph::detail
