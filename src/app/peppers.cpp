#include "peppers.h"

#include <cerrno>
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

#include "soundings/base/digest.h"
#include "soundings/store/files.h"
#include "soundings/store/peppers.h"

#include "open.h"

namespace soundings::app {

namespace {

constexpr std::string_view first_purpose = "soundings respondent pepper 1";
constexpr std::string_view check_purpose = "a pepper of soundings";
constexpr std::size_t pepper_bytes = 32;
constexpr std::size_t check_bytes = 8;

std::filesystem::path pepper_file(const DatabasePaths& paths) {
  return key_file(paths).string() + ".peppers";
}

Pepper first_pepper(const DatabasePaths& paths) {
  const Sha256 derived = hmac_sha256(store::master_key(key_file(paths)), first_purpose);
  return {derived.begin(), derived.end()};
}

[[noreturn]] void fail(int error, const std::filesystem::path& file) {
  throw std::system_error(error, std::generic_category(), file.string());
}

/// Lines "VERSION HEX", from version 2. Throws when they are there and cannot be read.
std::map<int, Pepper> later_peppers(const DatabasePaths& paths) {
  std::map<int, Pepper> found;
  if (std::filesystem::exists(pepper_file(paths))) {
    store::refuse_shared(pepper_file(paths));
  }
  std::ifstream in(pepper_file(paths));
  if (!in && std::filesystem::exists(pepper_file(paths))) {
    fail(EIO, pepper_file(paths));
  }
  int version = 0;
  std::string secret;
  while (in >> version >> secret) {
    if (auto bytes = from_hex(secret); bytes && bytes->size() == pepper_bytes) {
      found[version] = std::move(*bytes);
    }
  }
  if (in.bad()) {
    fail(EIO, pepper_file(paths));
  }
  return found;
}

std::string check_of(const Pepper& pepper) {
  const Sha256 mac = hmac_sha256(pepper, check_purpose);
  return to_hex(std::span(mac).first(check_bytes));
}

/// Whole under another name before it gets its own, for its owner alone, and on disk.
void write_private(const std::filesystem::path& file, const std::string& text) {
  const std::filesystem::path unnamed = file.string() + ".new";
  const int descriptor = ::open(unnamed.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (descriptor < 0) {
    fail(errno, unnamed);
  }
  const bool written =
      ::write(descriptor, text.data(), text.size()) == static_cast<ssize_t>(text.size()) &&
      ::fsync(descriptor) == 0;
  const int error = errno;
  ::close(descriptor);
  if (!written) {
    fail(error, unnamed);
  }
  std::filesystem::rename(unnamed, file);
  const std::filesystem::path folder =
      file.parent_path().empty() ? std::filesystem::path(".") : file.parent_path();
  const int opened = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (opened < 0 || ::fsync(opened) != 0) {
    fail(errno, folder);
  }
  ::close(opened);
}

}  // namespace

std::optional<std::vector<Pepper>> peppers(const DatabasePaths& paths,
                                           const store::PepperInUse& in_use) {
  std::map<int, Pepper> known = later_peppers(paths);
  known[1] = first_pepper(paths);
  std::vector<Pepper> newest_first;
  for (int version = in_use.version; version >= 1; --version) {
    if (!known.contains(version)) {
      std::cerr << "pepper " << version << " is missing from " << pepper_file(paths).string()
                << "; without it a person would become another\n";
      return std::nullopt;
    }
    newest_first.push_back(known[version]);
  }
  if (!in_use.check.empty() && check_of(newest_first.front()) != in_use.check) {
    std::cerr << "pepper " << in_use.version << " in " << pepper_file(paths).string()
              << " is not the one the database knows\n";
    return std::nullopt;
  }
  return newest_first;
}

NewPepper add_pepper(const DatabasePaths& paths, const store::PepperInUse& in_use) {
  std::map<int, Pepper> known = later_peppers(paths);
  const int version = in_use.version + 1;
  Pepper secret = random_bytes(pepper_bytes);
  known[version] = secret;
  std::ostringstream text;
  for (const auto& [number, one] : known) {
    if (number <= version) {
      text << number << ' ' << to_hex(one) << '\n';
    }
  }
  write_private(pepper_file(paths), text.str());
  store::PepperInUse next{.version = version, .check = check_of(secret)};
  return {.secret = std::move(secret), .next = std::move(next)};
}

int change_pepper(const DatabasePaths& paths, intake::Intake& intake, const store::Act& act) {
  int version = 0;
  intake.with_store([&](store::Store& store) {
    NewPepper made = add_pepper(paths, store.peppers().in_use());
    store.peppers().change(made.next, act);
    intake.change_pepper(std::move(made.secret));
    version = made.next.version;
  });
  return version;
}

}  // namespace soundings::app
