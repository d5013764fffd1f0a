// SPDX-License-Identifier: BSL-1.0
#include "io/byte_stream.hpp"

#include <fcntl.h>
#include <openssl/evp.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <limits>
#include <new>
#include <system_error>
#include <vector>

#include <dutygraph/error.hpp>

namespace dutygraph::io::detail {
namespace {

constexpr std::uint64_t progress_step = std::uint64_t{8} << 20;
constexpr std::size_t packed_block = std::size_t{1} << 18;

/// SHA-256 by OpenSSL, which uses the processor's instructions for it.
class Sha256 {
 public:
  Sha256() : context_{EVP_MD_CTX_new()} {
    if (!context_ || EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr) != 1) throw std::bad_alloc{};
  }
  void update(const void* bytes, std::size_t size) {
    if (EVP_DigestUpdate(context_.get(), bytes, size) != 1) throw std::bad_alloc{};
  }
  [[nodiscard]] std::string finish() {
    static constexpr char hex[] = "0123456789abcdef";
    unsigned char bytes[EVP_MAX_MD_SIZE];
    unsigned int size = 0;
    if (EVP_DigestFinal_ex(context_.get(), bytes, &size) != 1) throw std::bad_alloc{};
    std::string text = "sha256:";
    for (unsigned int i = 0; i < size; ++i) text += {hex[bytes[i] >> 4], hex[bytes[i] & 15]};
    return text;
  }

 private:
  struct Free {
    void operator()(EVP_MD_CTX* context) const noexcept { EVP_MD_CTX_free(context); }
  };
  std::unique_ptr<EVP_MD_CTX, Free> context_;
};

/// A gzip stream of any number of members.
struct Inflater {
  z_stream stream{};
  bool in_member = false;  // begun, not ended
  std::vector<char> packed = std::vector<char>(packed_block);

  Inflater() {
    if (inflateInit2(&stream, 16 + MAX_WBITS) != Z_OK) throw std::bad_alloc{};
  }
  ~Inflater() { inflateEnd(&stream); }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;
};

}  // namespace

struct ByteStream::State {
  std::string name;
  const ReadOptions& options;
  int descriptor = -1;
  std::string_view memory{};  // what is left of a text in memory
  std::uint64_t stored = 0;   // bytes read so far, as stored
  std::uint64_t total = 0;    // 0: not known
  std::uint64_t reported = 0;
  std::uint64_t unpacked = 0;
  Sha256 sha{};
  std::string digest{};
  bool started = false;
  std::unique_ptr<Inflater> inflater{};  // null: not packed
  std::string head{};                    // bytes read to find out whether the file is packed, to hand out first

  State(std::string n, const ReadOptions& o) : name{std::move(n)}, options{o} {}
  ~State() {
    if (descriptor > STDIN_FILENO) ::close(descriptor);
  }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  [[noreturn]] void fail(const std::string& reason) const { throw Unreadable{name + ": " + reason}; }
  [[noreturn]] void fail(int error) const { fail(std::generic_category().message(error)); }
  void open(const std::string& path);
  std::size_t read_stored(char* to, std::size_t room);
  std::size_t read_descriptor(char* to, std::size_t room) const;
  void start();
  std::size_t inflate_some(char* to, std::size_t room);
  bool next_member();
  bool fetch_packed();
};

void ByteStream::State::open(const std::string& path) {
  descriptor = path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) fail(errno);
  struct stat about {};
  if (::fstat(descriptor, &about) != 0) fail(errno);
  if (S_ISDIR(about.st_mode)) fail(EISDIR);
  if (S_ISREG(about.st_mode)) total = static_cast<std::uint64_t>(about.st_size);
}

std::size_t ByteStream::State::read_descriptor(char* to, std::size_t room) const {
  for (;;) {
    const ssize_t count = ::read(descriptor, to, std::min<std::size_t>(room, std::size_t{1} << 30));
    if (count >= 0) return static_cast<std::size_t>(count);
    if (errno != EINTR) fail(errno);
  }
}

std::size_t ByteStream::State::read_stored(char* to, std::size_t room) {
  if (options.stop.stop_requested()) throw Cancelled{};
  std::size_t count = 0;
  if (descriptor >= 0) {
    count = read_descriptor(to, room);
  } else if (!memory.empty()) {  // memcpy from the null pointer of an empty view is undefined
    count = std::min(room, memory.size());
    std::memcpy(to, memory.data(), count);
    memory.remove_prefix(count);
  }
  sha.update(to, count);
  stored += count;
  if (options.progress && (stored - reported >= progress_step || (count == 0 && stored != reported))) {
    reported = stored;
    options.progress({name, stored, total});
  }
  return count;
}

void ByteStream::State::start() {
  started = true;
  head.resize(2);
  std::size_t size = 0;
  while (size < head.size()) {
    const std::size_t count = read_stored(head.data() + size, head.size() - size);
    if (count == 0) break;
    size += count;
  }
  head.resize(size);
  if (head != "\x1f\x8b") return;
  inflater = std::make_unique<Inflater>();
  std::memcpy(inflater->packed.data(), head.data(), head.size());
  inflater->stream.next_in = reinterpret_cast<Bytef*>(inflater->packed.data());
  inflater->stream.avail_in = static_cast<uInt>(head.size());
  inflater->in_member = true;
  head.clear();
}

/// Makes sure that there are packed bytes. \return false at the end of the file.
bool ByteStream::State::fetch_packed() {
  z_stream& stream = inflater->stream;
  if (stream.avail_in != 0) return true;
  const std::size_t count = read_stored(inflater->packed.data(), inflater->packed.size());
  stream.next_in = reinterpret_cast<Bytef*>(inflater->packed.data());
  stream.avail_in = static_cast<uInt>(count);
  return count != 0;
}

/// Goes on to the next member of the gzip file. \return false if there is none. Zeros between members and at the
/// end are padding, as on tapes.
bool ByteStream::State::next_member() {
  z_stream& stream = inflater->stream;
  while (fetch_packed()) {
    if (*stream.next_in != 0) {
      if (*stream.next_in != 0x1f) fail("damaged gzip file: bytes after its end");
      if (inflateReset(&stream) != Z_OK) throw std::bad_alloc{};
      inflater->in_member = true;
      return true;
    }
    ++stream.next_in;
    --stream.avail_in;
  }
  return false;
}

std::size_t ByteStream::State::inflate_some(char* to, std::size_t room) {
  z_stream& stream = inflater->stream;
  const auto room_now = static_cast<uInt>(std::min<std::size_t>(room, std::numeric_limits<uInt>::max()));
  stream.next_out = reinterpret_cast<Bytef*>(to);
  stream.avail_out = room_now;
  while (stream.avail_out == room_now) {
    if (!inflater->in_member && !next_member()) break;
    if (!fetch_packed()) fail("truncated gzip file");
    const int result = ::inflate(&stream, Z_NO_FLUSH);
    if (result == Z_STREAM_END) {
      inflater->in_member = false;
    } else if (result == Z_MEM_ERROR) {
      throw std::bad_alloc{};
    } else if (result != Z_OK && result != Z_BUF_ERROR) {
      fail(std::string{"damaged gzip file"} + (stream.msg != nullptr ? std::string{": "} + stream.msg : ""));
    }
  }
  return room_now - stream.avail_out;
}

ByteStream::ByteStream(const std::string& path, const ReadOptions& options)
    : state_{std::make_unique<State>(path, options)} {
  state_->open(path);
}

ByteStream::ByteStream(std::string_view text, const std::string& name, const ReadOptions& options)
    : state_{std::make_unique<State>(name, options)} {
  state_->memory = text;
  state_->total = text.size();
}

ByteStream::~ByteStream() = default;

const std::string& ByteStream::name() const noexcept { return state_->name; }

std::uint64_t ByteStream::stored_size() const noexcept { return state_->total; }

std::size_t ByteStream::read(char* to, std::size_t room) {
  State& s = *state_;
  if (!s.started) s.start();
  std::size_t count = 0;
  if (s.inflater) {
    count = s.inflate_some(to, room);
  } else if (!s.head.empty()) {
    count = std::min(room, s.head.size());
    std::memcpy(to, s.head.data(), count);
    s.head.erase(0, count);
    count += s.read_stored(to + count, room - count);
  } else {
    count = s.read_stored(to, room);
  }
  s.unpacked += count;
  if (s.options.max_bytes != 0 && s.unpacked > s.options.max_bytes)
    s.fail("more than " + std::to_string(s.options.max_bytes) + " bytes when unpacked");
  return count;
}

std::string ByteStream::digest() {
  if (state_->digest.empty()) state_->digest = state_->sha.finish();
  return state_->digest;
}

}  // namespace dutygraph::io::detail
