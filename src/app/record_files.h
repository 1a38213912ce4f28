// Files that are written some bytes at a time, with what the audit says of them.
#pragma once

#include <filesystem>
#include <functional>
#include <string_view>
#include <vector>

#include "soundings/report/exported_files.h"
#include "soundings/report/records.h"

namespace soundings::app {

/// Files that stand beside their places until they are put there. Those that were not are removed.
class WaitingFiles {
 public:
  /// folder: made where it is not there. Files are for their owner alone.
  explicit WaitingFiles(std::filesystem::path folder);
  ~WaitingFiles();
  WaitingFiles(const WaitingFiles&) = delete;
  WaitingFiles& operator=(const WaitingFiles&) = delete;

  /// Throws std::system_error when it cannot be written.
  void write(const report::RecordFile& file);

  [[nodiscard]] const std::vector<report::ExportedFile>& files() const noexcept { return files_; }

  /// Puts each in its place, over one that was there.
  void place();

 private:
  [[nodiscard]] std::filesystem::path beside(const report::ExportedFile& file) const;

  std::filesystem::path folder_;
  std::vector<report::ExportedFile> files_;
  bool placed_ = false;
};

}  // namespace soundings::app
