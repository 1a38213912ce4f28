// Writing results to standard output or whole into a file.
#include "output.h"

#include <cerrno>
#include <filesystem>
#include <iostream>
#include <system_error>

#include <fcntl.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "soundings/base/finding.h"

#include "columns.h"

namespace soundings::app {

namespace {

/// All of `content`. A reader that has gone away (`| head`) wants no more: that is no failure.
void write_whole(int file, std::string_view content, const std::string& name) {
  while (!content.empty()) {
    const ssize_t written = write(file, content.data(), content.size());
    if (written < 0 && errno == EINTR) {
      continue;
    }
    if (written < 0 && errno == EPIPE) {
      return;
    }
    if (written < 0) {
      throw std::system_error(errno, std::generic_category(), "writing " + name);
    }
    content.remove_prefix(static_cast<std::size_t>(written));
  }
}

Exit refuse(const Finding& fault) {
  std::cerr << visible(fault.message) << " (" << fault.code << ")\n";
  return Exit::refused;
}

}  // namespace

std::optional<Exit> no_file_at(const std::string& path) {
  std::error_code unknown;
  if (!std::filesystem::is_directory(path, unknown)) {
    return std::nullopt;
  }
  return refuse({.code = "output_is_folder", .message = path + " is a folder; name a file"});
}

std::optional<Exit> no_folder_at(const std::string& path) {
  std::error_code unknown;
  if (!std::filesystem::exists(path, unknown) || std::filesystem::is_directory(path, unknown)) {
    return std::nullopt;
  }
  return refuse({.code = "output_is_file", .message = path + " is a file; name a folder"});
}

Exit write_result(const std::string& path, std::string_view content) {
  if (path.empty() || path == "-") {
    write_whole(STDOUT_FILENO, content, "standard output");
    return Exit::done;
  }
  if (const auto refused = no_file_at(path)) {
    return *refused;
  }
  const std::string beside = path + ".part";
  const int file = open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (file < 0) {
    throw std::system_error(errno, std::generic_category(), "writing " + path);
  }
  write_whole(file, content, path);
  if (close(file) != 0) {
    throw std::system_error(errno, std::generic_category(), "writing " + path);
  }
  std::error_code failed;
  std::filesystem::rename(beside, path, failed);
  if (failed) {
    std::error_code gone;
    std::filesystem::remove(beside, gone);
    throw std::system_error(failed, "writing " + path);
  }
  return Exit::done;
}

Exit write_csv(const std::string& path, std::string_view content, std::string_view metadata) {
  if (const auto refused = no_file_at(path)) {
    return *refused;
  }
  if (!path.empty() && path != "-" && !metadata.empty()) {
    static_cast<void>(write_result(path + "-metadata.json", metadata));
  }
  return write_result(path, content);
}

std::string file_name(const std::string& path) {
  return path == "-" ? "" : std::filesystem::path(path).filename().string();
}

std::string usual_format(const std::string& output) {
  return output.empty() && isatty(STDOUT_FILENO) == 1 ? "table" : "csv";
}

std::size_t terminal_width() {
  winsize size{};
  const bool known = ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
  return known ? size.ws_col : 100;
}

}  // namespace soundings::app
