// Where a database is: what `--db` names, and what chooses the engine.
#pragma once

#include <filesystem>
#include <string>

namespace soundings::store {

/// There is one engine, SQLite, and the text is the path of its file. An engine that is reached by
/// a URL adds a form of the text; who hands an address on does not change.
class Address {
 public:
  /// The database in a file.
  Address(const std::filesystem::path& file) : text_(file.string()) {}

  [[nodiscard]] const std::string& text() const noexcept { return text_; }

 private:
  std::string text_;
};

}  // namespace soundings::store
