// Files written beside their places, hashed on the way.
#include "record_files.h"

#include <cerrno>
#include <fstream>
#include <system_error>

#include <sys/stat.h>

#include "soundings/base/digest.h"
#include "soundings/base/running_digest.h"

namespace soundings::app {

namespace {

constexpr mode_t for_the_owner_alone = 077;

}  // namespace

WaitingFiles::WaitingFiles(std::filesystem::path folder) : folder_(std::move(folder)) {
  ::umask(for_the_owner_alone);
  std::filesystem::create_directories(folder_);
}

WaitingFiles::~WaitingFiles() {
  if (placed_) {
    return;
  }
  for (const report::ExportedFile& file : files_) {
    std::error_code gone;
    std::filesystem::remove(beside(file), gone);
  }
}

std::filesystem::path WaitingFiles::beside(const report::ExportedFile& file) const {
  return folder_ / (file.name + ".part");
}

void WaitingFiles::write(const report::RecordFile& file) {
  report::ExportedFile& written = files_.emplace_back(report::ExportedFile{.name = file.name});
  const std::filesystem::path path = beside(written);
  std::ofstream out(path, std::ios::binary | std::ios::trunc);
  RunningSha256 digest;
  file.write([&](std::string_view bytes) {
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    digest.add(bytes);
    written.bytes += static_cast<std::int64_t>(bytes.size());
  });
  out.close();
  if (!out) {
    throw std::system_error(errno, std::generic_category(), "writing " + path.string());
  }
  written.sha256 = to_hex(digest.finish());
}

void WaitingFiles::place() {
  for (const report::ExportedFile& file : files_) {
    std::filesystem::rename(beside(file), folder_ / file.name);
  }
  placed_ = true;
}

}  // namespace soundings::app
