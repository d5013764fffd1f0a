// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// What queries return: rows with a stamp.

#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <range/v3/range_fwd.hpp>

namespace dutygraph {

/// What a result was computed from and how, so that it can be made again: no paths, no clock.
struct Stamp {
  std::string library;                                      ///< "dutygraph 0.1.0"
  std::string query;                                        ///< "control"
  std::vector<std::pair<std::string, std::string>> inputs;  ///< base name, digest
  std::string as_of;
  std::vector<std::pair<std::string, std::string>> parameters;  ///< those that matter, by name
  std::string configuration;                                    ///< digest of profile and parameters
  friend bool operator==(const Stamp&, const Stamp&) = default;
};

/// The rows of a query, in a stated order. A range-v3 view: copies share the rows.
template <class Row>
class Result : public ranges::view_base {
 public:
  using value_type = Row;
  Result() : data_{std::make_shared<const Data>()} {}
  Result(std::vector<Row> rows, Stamp stamp)
      : data_{std::make_shared<const Data>(Data{std::move(rows), std::move(stamp)})} {}
  [[nodiscard]] const Row* begin() const noexcept { return data_->rows.data(); }
  [[nodiscard]] const Row* end() const noexcept { return data_->rows.data() + data_->rows.size(); }
  [[nodiscard]] std::size_t size() const noexcept { return data_->rows.size(); }
  [[nodiscard]] bool empty() const noexcept { return data_->rows.empty(); }
  [[nodiscard]] const Row& operator[](std::size_t i) const noexcept { return data_->rows[i]; }
  [[nodiscard]] const Stamp& stamp() const noexcept { return data_->stamp; }

 private:
  struct Data {
    std::vector<Row> rows;
    Stamp stamp;
  };
  std::shared_ptr<const Data> data_;
};

}  // namespace dutygraph
