// SPDX-License-Identifier: BSL-1.0
#include <array>
#include <memory>
#include <ostream>
#include <streambuf>

#include <dutygraph/error.hpp>
#include <dutygraph/io/write.hpp>

#include <openssl/evp.h>

namespace dutygraph::io {
namespace {

/// Digests what is written to it, and keeps none of it.
class DigestBuffer final : public std::streambuf {
 public:
  DigestBuffer() : context_{EVP_MD_CTX_new(), &EVP_MD_CTX_free} {
    if (!context_ || EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr) != 1)
      throw Unwritable{"SHA-256 is not available"};
  }
  [[nodiscard]] std::string finish() {
    std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
    unsigned size = 0;
    EVP_DigestFinal_ex(context_.get(), bytes.data(), &size);
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text = "sha256:";
    for (unsigned i = 0; i < size; ++i) {
      text += digits[bytes[i] >> 4U];
      text += digits[bytes[i] & 15U];
    }
    return text;
  }

 private:
  std::streamsize xsputn(const char* text, std::streamsize size) override {
    EVP_DigestUpdate(context_.get(), text, static_cast<std::size_t>(size));
    return size;
  }
  int_type overflow(int_type c) override {
    if (traits_type::eq_int_type(c, traits_type::eof())) return traits_type::not_eof(c);
    const char byte = traits_type::to_char_type(c);
    EVP_DigestUpdate(context_.get(), &byte, 1);
    return c;
  }

  std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> context_;
};

}  // namespace

std::string world_digest(const Graph& graph) {
  DigestBuffer buffer;
  std::ostream out{&buffer};
  write_jsonl(graph, out);
  return buffer.finish();
}

}  // namespace dutygraph::io
