// A copy of the shipped definitions in a folder of its own, to break in one place and
// read again.
#pragma once

#include <filesystem>
#include <string>

namespace soundings::test {

/// Removed with everything in it when it goes out of scope. Not to be copied.
class DefinitionCopy {
 public:
  DefinitionCopy();
  ~DefinitionCopy();
  DefinitionCopy(const DefinitionCopy&) = delete;
  DefinitionCopy& operator=(const DefinitionCopy&) = delete;

  [[nodiscard]] const std::filesystem::path& folder() const noexcept { return folder_; }

  /// Puts `to` in place of the first `from` of `file`; throws when it is not there.
  void replace(const std::string& file, const std::string& from, const std::string& to) const;
  void write(const std::string& file, const std::string& text) const;
  void remove(const std::string& file) const;

 private:
  std::filesystem::path folder_;
};

}  // namespace soundings::test
