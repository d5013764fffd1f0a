// SPDX-License-Identifier: BSL-1.0
#pragma once

/// \file
/// The calls to the operating system with which files are read and written, which fail when they are told to. Only for
/// programs that include it in one file: it takes the place of the C library's for the whole program.

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstdarg>
#include <cstdint>
#include <string>

namespace faults {

/// What a call does instead of its work.
enum class Fault : std::uint8_t {
  error,      ///< fails with an errno
  less,       ///< reads or writes half of what it was to
  kill,       ///< the process is killed before the call
  kill_less,  ///< the process is killed after half of a write
};

inline bool watching = false;
inline std::int64_t countdown = 0;  ///< the call that fails, counted down; 0: none
inline Fault fault = Fault::error;
inline int error_number = EIO;
inline bool every_time = false;  ///< all calls of that name fail from then on
inline std::string failing;      ///< name of the call that failed; with every_time, of those that fail
inline std::string trace;        ///< names of the calls that were made

/// Whether this call is the one.
inline bool is_due(const char* name) {
  if (!watching) return false;
  trace += name;
  trace += ' ';
  if (every_time && failing == name) return true;
  if (countdown == 0 || --countdown != 0) return false;
  failing = name;
  return true;
}

inline void watch(std::int64_t n, Fault what = Fault::error, int number = EIO) {
  failing.clear();
  trace.clear();
  countdown = n;
  fault = what;
  error_number = number;
  watching = true;
}
inline void stop_watching() { watching = false; }

/// Does what a fault says. \return whether the call is done, with `result`
inline bool goes_wrong(const char* name, long& result) {
  if (!is_due(name)) return false;
  if (fault == Fault::kill || fault == Fault::kill_less) kill(getpid(), SIGKILL);
  if (fault == Fault::less) return false;
  errno = error_number;
  result = -1;
  return true;
}

}  // namespace faults

extern "C" {

ssize_t write(int file, const void* bytes, size_t size) {
  if (faults::is_due("write")) {
    if (faults::fault == faults::Fault::kill) kill(getpid(), SIGKILL);
    if (faults::fault == faults::Fault::kill_less) {
      syscall(SYS_write, file, bytes, size / 2);
      kill(getpid(), SIGKILL);
    }
    if (faults::fault == faults::Fault::less) return syscall(SYS_write, file, bytes, (size + 1) / 2);
    errno = faults::error_number;
    return -1;
  }
  return syscall(SYS_write, file, bytes, size);
}

ssize_t read(int file, void* bytes, size_t size) {
  long result = 0;
  if (faults::is_due("read")) {
    if (faults::fault == faults::Fault::less) return syscall(SYS_read, file, bytes, (size + 1) / 2);
    errno = faults::error_number;
    return -1;
  }
  result = syscall(SYS_read, file, bytes, size);
  return result;
}

int open(const char* path, int flags, ...) {
  va_list list;
  va_start(list, flags);
  const mode_t mode = (flags & O_CREAT) != 0 ? static_cast<mode_t>(va_arg(list, int)) : 0;
  va_end(list);
  long result = 0;
  if (faults::goes_wrong("open", result)) return -1;
  return static_cast<int>(syscall(SYS_openat, AT_FDCWD, path, flags, mode));
}

int close(int file) {
  long result = 0;
  if (faults::goes_wrong("close", result)) {
    const int error = errno;
    syscall(SYS_close, file);  // Linux closes the file even so
    errno = error;
    return -1;
  }
  return static_cast<int>(syscall(SYS_close, file));
}

int fsync(int file) {
  long result = 0;
  if (faults::goes_wrong("fsync", result)) return -1;
  return static_cast<int>(syscall(SYS_fsync, file));
}

int rename(const char* from, const char* to) noexcept {
  long result = 0;
  if (faults::goes_wrong("rename", result)) return -1;
  return static_cast<int>(syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0));
}

int fchmod(int file, mode_t mode) noexcept {
  long result = 0;
  if (faults::goes_wrong("fchmod", result)) return -1;
  return static_cast<int>(syscall(SYS_fchmod, file, mode));
}

int unlink(const char* path) noexcept {
  long result = 0;
  if (faults::goes_wrong("unlink", result)) return -1;
  return static_cast<int>(syscall(SYS_unlinkat, AT_FDCWD, path, 0));
}
}
