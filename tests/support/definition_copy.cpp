// A copy of the shipped definitions in a folder of its own.
#include "support/definition_copy.h"

#include <fstream>
#include <sstream>
#include <stdexcept>
#include <system_error>

#include <unistd.h>

namespace soundings::test {

namespace fs = std::filesystem;

DefinitionCopy::DefinitionCopy() {
  std::string name = (fs::temp_directory_path() / "soundings-defs-XXXXXX").string();
  if (mkdtemp(name.data()) == nullptr) {
    throw std::system_error(errno, std::generic_category(), name);
  }
  folder_ = name;
  fs::copy(fs::path(SOUNDINGS_SOURCE_DIR) / "survey_defs", folder_, fs::copy_options::recursive);
}

DefinitionCopy::~DefinitionCopy() {
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

void DefinitionCopy::replace(const std::string& file, const std::string& from,
                             const std::string& to) const {
  std::ostringstream read;
  read << std::ifstream(folder_ / file, std::ios::binary).rdbuf();
  std::string text = read.str();
  const auto at = text.find(from);
  if (at == std::string::npos) {
    throw std::invalid_argument(file + " does not hold: " + from);
  }
  write(file, text.replace(at, from.size(), to));
}

void DefinitionCopy::write(const std::string& file, const std::string& text) const {
  std::ofstream(folder_ / file, std::ios::binary | std::ios::trunc) << text;
}

void DefinitionCopy::remove(const std::string& file) const {
  fs::remove(folder_ / file);
}

}  // namespace soundings::test
