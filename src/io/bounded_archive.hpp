// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <bit>
#include <concepts>
#include <cstdint>
#include <cstring>
#include <limits>
#include <string>
#include <string_view>
#include <type_traits>

#include <boost/mpl/bool.hpp>
#include <boost/serialization/array_wrapper.hpp>
#include <boost/serialization/nvp.hpp>

#include <dutygraph/error.hpp>
#include <dutygraph/io/detail/column_fields.hpp>

namespace dutygraph::io::detail {

/// Bytes that do not hold what they say: where, counted from the start of the section.
[[noreturn]] void refuse_bytes(std::size_t offset, std::uint64_t value, const char* expected);

template <class T>
concept Number = std::is_arithmetic_v<T> && !std::is_same_v<T, bool> && !std::is_floating_point_v<T>;

/// A number with its bytes the other way round where the machine counts the other way than files do.
template <Number T>
[[nodiscard]] T little(T value) noexcept {
  if constexpr (std::endian::native == std::endian::little || sizeof(T) == 1) return value;
  unsigned char bytes[sizeof(T)];
  std::memcpy(bytes, &value, sizeof(T));
  for (std::size_t i = 0; i < sizeof(T) / 2; ++i) std::swap(bytes[i], bytes[sizeof(T) - 1 - i]);
  std::memcpy(&value, bytes, sizeof(T));
  return value;
}

/// A saving archive in the sense of Boost.Serialization: little-endian numbers of fixed width, texts and lists after
/// their lengths, nothing else. Pointers and floating-point numbers do not compile.
class BoundedOutArchive {
 public:
  using is_loading = boost::mpl::bool_<false>;
  using is_saving = boost::mpl::bool_<true>;
  using is_of_snapshots = void;

  explicit BoundedOutArchive(std::string& out) : out_{&out} {}

  template <class T>
  BoundedOutArchive& operator<<(const T& value) {
    put(value);
    return *this;
  }
  template <class T>
  BoundedOutArchive& operator&(const T& value) {
    return *this << value;
  }
  template <class T>
  void register_type(const T* = nullptr) const noexcept {}
  [[nodiscard]] static unsigned get_library_version() noexcept { return 1; }
  void save_binary(const void* data, std::size_t size) { out_->append(static_cast<const char*>(data), size); }

 private:
  template <class T>
  void put(const boost::serialization::nvp<T>& named) {
    put(named.const_value());
  }
  template <Number T>
  void put(const T& value) {
    const T stored = little(value);
    save_binary(&stored, sizeof stored);
  }
  void put(const bool& value) { put(static_cast<std::uint8_t>(value ? 1 : 0)); }
  void put(const std::string& text) {
    put(static_cast<std::uint64_t>(text.size()));
    save_binary(text.data(), text.size());
  }
  template <Number T>
  void put(const boost::serialization::array_wrapper<T>& array) {
    if constexpr (std::endian::native == std::endian::little || sizeof(T) == 1) {
      save_binary(array.address(), array.count() * sizeof(T));
    } else {
      for (std::size_t i = 0; i < array.count(); ++i) put(array.address()[i]);
    }
  }
  std::string* out_;
};

/// The loading archive for bytes of strangers: one cursor that never leaves them. A count is checked against the bytes
/// that are left before anything is allocated, `bool` is 0 or 1, texts are UTF-8 and of at most 1 MiB.
class BoundedInArchive {
 public:
  using is_loading = boost::mpl::bool_<true>;
  using is_saving = boost::mpl::bool_<false>;
  using is_of_snapshots = void;

  explicit BoundedInArchive(std::string_view bytes) : bytes_{bytes} {}

  template <class T>
  BoundedInArchive& operator>>(T&& value) {
    get(value);
    return *this;
  }
  template <class T>
  BoundedInArchive& operator&(T&& value) {
    return *this >> value;
  }
  template <class T>
  void register_type(const T* = nullptr) const noexcept {}
  [[nodiscard]] static unsigned get_library_version() noexcept { return 1; }
  void load_binary(void* to, std::size_t size) {
    if (bytes_.size() - at_ < size) refuse_bytes(at_, size, "as many bytes as are said to follow");
    if (size != 0) std::memcpy(to, bytes_.data() + at_, size);
    at_ += size;
  }
  /// \throws InvalidData if \p count items of T cannot be in what is left.
  template <class T>
  void expect_items(std::uint64_t count) const {
    if (count > (bytes_.size() - at_) / smallest<T>())
      refuse_bytes(at_, count, "no more items than the bytes that are left can hold");
  }
  [[nodiscard]] bool at_end() const noexcept { return at_ == bytes_.size(); }
  [[nodiscard]] std::size_t offset() const noexcept { return at_; }

 private:
  /// The bytes that an item takes at least: those of one without texts, items and optional fields.
  template <class T>
  [[nodiscard]] static std::size_t smallest() {
    static const std::size_t size = [] {
      std::string bytes;
      BoundedOutArchive archive{bytes};
      T item{};
      dutygraph::detail::field(archive, "item", item);
      return bytes.size();
    }();
    return size;
  }
  template <class T>
  void get(const boost::serialization::nvp<T>& named) {
    get(named.value());
  }
  template <Number T>
  void get(T& value) {
    load_binary(&value, sizeof value);
    value = little(value);
  }
  void get(bool& value) {
    std::uint8_t stored = 0;
    get(stored);
    if (stored > 1) refuse_bytes(at_ - 1, stored, "0 or 1");
    value = stored == 1;
  }
  void get(std::string& text);
  template <Number T>
  void get(const boost::serialization::array_wrapper<T>& array) {
    load_binary(array.address(), array.count() * sizeof(T));
    if constexpr (std::endian::native != std::endian::little && sizeof(T) != 1)
      for (std::size_t i = 0; i < array.count(); ++i) array.address()[i] = little(array.address()[i]);
  }

  std::string_view bytes_;
  std::size_t at_ = 0;
};

}  // namespace dutygraph::io::detail
