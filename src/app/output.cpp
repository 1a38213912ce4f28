#include "output.h"

#include <filesystem>
#include <fstream>
#include <iostream>
#include <system_error>

namespace soundings::app {

Exit write_result(const std::string& path, std::string_view content) {
  if (path.empty() || path == "-") {
    std::cout.write(content.data(), static_cast<std::streamsize>(content.size()));
    std::cout.flush();
    if (!std::cout) {
      throw std::system_error(std::make_error_code(std::errc::io_error), "writing to output");
    }
    return Exit::done;
  }
  const std::string beside = path + ".part";
  {
    std::ofstream file(beside, std::ios::binary | std::ios::trunc);
    file.write(content.data(), static_cast<std::streamsize>(content.size()));
    file.flush();
    if (!file) {
      throw std::system_error(std::make_error_code(std::errc::io_error), "writing " + path);
    }
  }
  std::filesystem::rename(beside, path);
  return Exit::done;
}

}  // namespace soundings::app
