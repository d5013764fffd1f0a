// SPDX-License-Identifier: BSL-1.0
#include "io/file_output.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <climits>
#include <cstdlib>
#include <memory>
#include <ostream>
#include <streambuf>
#include <system_error>
#include <utility>

#include <dutygraph/error.hpp>

namespace dutygraph::io::detail {

void fail_to_write(const std::string& path, int error) {
  if (error == EPIPE) throw Unwritable{{}};  // whoever read it has had enough: nothing to say
  throw Unwritable{printable(path, 400) + ": " + std::generic_category().message(error)};
}

namespace {

/// An open file that is closed at the end.
class File {
 public:
  explicit File(int number = -1) noexcept : number_{number} {}
  File(File&& other) noexcept : number_{std::exchange(other.number_, -1)} {}
  File& operator=(File&&) = delete;
  ~File() {
    if (number_ >= 0) ::close(number_);
  }
  [[nodiscard]] int number() const noexcept { return number_; }
  /// Closes it. \return whether everything went well
  [[nodiscard]] bool close() noexcept { return ::close(std::exchange(number_, -1)) == 0; }

 private:
  int number_;
};

/// A stream buffer on a file descriptor that throws what went wrong.
class Writer final : public std::streambuf {
 public:
  Writer(int file, std::string path) : file_{file}, path_{std::move(path)} {
    setp(buffer_.data(), buffer_.data() + buffer_.size());
  }
  void flush() {
    const char* at = pbase();
    while (at != pptr()) {
      const ssize_t n = ::write(file_, at, static_cast<std::size_t>(pptr() - at));
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) {
        const int error = errno;
        setp(buffer_.data(), buffer_.data() + buffer_.size());
        fail_to_write(path_, error);
      }
      at += n;
    }
    setp(buffer_.data(), buffer_.data() + buffer_.size());
  }

 protected:
  int_type overflow(int_type c) override {
    flush();
    if (!traits_type::eq_int_type(c, traits_type::eof())) sputc(traits_type::to_char_type(c));
    return traits_type::not_eof(c);
  }
  int sync() override {
    flush();
    return 0;
  }

 private:
  int file_;
  std::string path_;
  std::array<char, 1 << 16> buffer_;
};

/// Syncs a file or folder; some file systems cannot.
void sync(int file, const std::string& path) {
  if (fsync(file) != 0 && errno != EINVAL && errno != ENOTSUP && errno != EROFS) fail_to_write(path, errno);
}

/// A new file beside the one it is to replace; removed unless renamed.
class Temporary {
 public:
  Temporary(const std::string& target, const std::string& shown, mode_t mode,
            const std::function<void(const std::string&)>& note)
      : target_{target}, shown_{shown}, note_{note} {
    const std::size_t slash = target.rfind('/');
    folder_ = slash == std::string::npos ? "." : slash == 0 ? "/" : target.substr(0, slash);
    for (int attempt = 0; attempt < 100; ++attempt) {
      path_ = folder_ + "/.dutygraph-" + std::to_string(getpid()) + "-" + std::to_string(attempt) + ".tmp";
      tell(path_);
      file_ = open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode);
      if (file_ >= 0) return;
      const int error = errno;
      tell({});
      if (error != EEXIST) fail_to_write(shown_, error);
    }
    fail_to_write(shown_, EEXIST);
  }
  Temporary(const Temporary&) = delete;
  Temporary& operator=(const Temporary&) = delete;
  ~Temporary() {
    if (file_ >= 0) close(file_);
    if (!renamed_) unlink(path_.c_str());
    tell({});
  }
  [[nodiscard]] int file() const noexcept { return file_; }
  void rename_to_target() {
    sync(file_, shown_);
    if (close(std::exchange(file_, -1)) != 0) fail_to_write(shown_, errno);
    if (rename(path_.c_str(), target_.c_str()) != 0) fail_to_write(shown_, errno);
    renamed_ = true;
    const File folder{open(folder_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
    if (folder.number() >= 0) sync(folder.number(), shown_);
  }

 private:
  void tell(const std::string& path) const {
    if (note_) note_(path);
  }

  std::string target_, shown_, folder_, path_;
  const std::function<void(const std::string&)>& note_;
  int file_ = -1;
  bool renamed_ = false;
};

/// The file that \p path leads to, through symbolic links.
std::string follow(const std::string& path) {
  struct stat info {};
  if (lstat(path.c_str(), &info) != 0 || !S_ISLNK(info.st_mode)) return path;
  const std::unique_ptr<char, decltype(&std::free)> real{realpath(path.c_str(), nullptr), &std::free};
  if (real == nullptr) throw Unwritable{printable(path, 400) + ": a symbolic link that leads nowhere"};
  return real.get();
}

}  // namespace

void write_to(int file, const std::string& path, const std::function<void(std::ostream&)>& body) {
  const auto writer = std::make_unique<Writer>(file, path);
  std::ostream out{writer.get()};
  out.exceptions(std::ios::badbit | std::ios::failbit);  // hands on what the writer throws
  body(out);
  writer->flush();
}

void replace_file(const std::string& path, const std::function<void(std::ostream&)>& body,
                  const std::function<void(const std::string&)>& note_temporary) {
  const std::string target = follow(path);
  struct stat info {};
  const bool exists = stat(target.c_str(), &info) == 0;
  if (exists && S_ISDIR(info.st_mode)) fail_to_write(path, EISDIR);
  if (exists && !S_ISREG(info.st_mode)) {
    File file{open(target.c_str(), O_WRONLY | O_CLOEXEC | O_NOCTTY)};
    if (file.number() < 0) fail_to_write(path, errno);
    write_to(file.number(), path, body);
    if (!file.close()) fail_to_write(path, errno);
    return;
  }
  if (exists && access(target.c_str(), W_OK) != 0) fail_to_write(path, errno);
  const mode_t mode = exists ? info.st_mode & 0777 : 0666;
  Temporary temporary{target, path, mode, note_temporary};
  if (exists && fchmod(temporary.file(), mode) != 0) fail_to_write(path, errno);  // what the umask took away
  write_to(temporary.file(), path, body);
  temporary.rename_to_target();
}

}  // namespace dutygraph::io::detail
