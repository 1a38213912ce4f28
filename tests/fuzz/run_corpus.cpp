// Runs a fuzz target over every file of the folders that are named, where libFuzzer does not drive
// it: in each ordinary build the targets compile, and every file of their corpus passes.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <vector>

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer's name.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace {

std::vector<std::filesystem::path> files_of(const char* folder) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    files.push_back(entry.path());
  }
  std::ranges::sort(files);
  if (files.empty()) {
    throw std::runtime_error(std::string(folder) + ": no file");
  }
  return files;
}

void run(const std::filesystem::path& file) {
  std::printf("%s\n", file.c_str());
  static_cast<void>(std::fflush(stdout));  // the target may end the program
  std::ifstream stream(file, std::ios::binary);
  if (!stream) {
    throw std::runtime_error(file.string() + ": cannot be read");
  }
  const std::string bytes{std::istreambuf_iterator<char>(stream), {}};
  LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
}

}  // namespace

int main(int count, char** arguments) {
  try {
    if (count < 2) {
      throw std::runtime_error("no corpus is named");
    }
    for (int at = 1; at < count; ++at) {
      std::ranges::for_each(files_of(arguments[at]), run);
    }
  } catch (const std::exception& fault) {
    static_cast<void>(std::fprintf(stderr, "%s\n", fault.what()));
    return 1;
  }
  return 0;
}
