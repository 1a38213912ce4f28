// Names of columns and fields: how they are compared, and how one is printed. Case, spaces,
// punctuation, quotes, line breaks, byte order marks and camelCase never matter.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace soundings::receive {

/// The form in which names are compared: NFKC, case folded, letters and digits alone.
/// "Told of Victims’ Code", "told_of_victims_code" and "toldOfVictimsCode" have one key.
[[nodiscard]] std::string name_key(std::string_view name);

/// The words of a name, each as its key: "Age (years)" is "age", "years"; "crimeGroup2" is
/// "crime", "group", "2".
[[nodiscard]] std::vector<std::string> name_words(std::string_view name);

/// A name as it may be printed in replies and logs: one line, without control characters, at most
/// 64 characters. What has '@' or more than 6 digits in it may be a value: only its length is
/// printed.
[[nodiscard]] std::string printed_name(std::string_view name);

/// Names of the fields that had a value and were not read, with how often each did.
class UnreadNames {
 public:
  static constexpr std::size_t most = 50;  ///< names kept; further ones are counted

  /// name: as printed_name() makes it.
  void add(std::string name, std::uint64_t times = 1);
  void add_unnamed(std::uint64_t values) noexcept { unnamed_ += values; }
  void add(const UnreadNames& others);

  [[nodiscard]] const std::map<std::string, std::uint64_t>& names() const noexcept {
    return names_;
  }
  /// Values whose name is not among names().
  [[nodiscard]] std::uint64_t unnamed() const noexcept { return unnamed_; }
  [[nodiscard]] bool empty() const noexcept { return names_.empty(); }

 private:
  std::map<std::string, std::uint64_t> names_;
  std::uint64_t unnamed_ = 0;
};

}  // namespace soundings::receive
