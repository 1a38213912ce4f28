#include "hook.h"

#include <algorithm>
#include <array>
#include <csignal>
#include <cstring>
#include <thread>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>

namespace soundings::app {
namespace {

using Clock = std::chrono::steady_clock;

/// What a program starts with: no descriptor of ours, the signals as the system has them, and a
/// group of its own, by which all that it starts can be ended.
class Surroundings {
 public:
  Surroundings() {
    posix_spawn_file_actions_init(&files_);
    posix_spawn_file_actions_addopen(&files_, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&files_, 1, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&files_, 2, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addclosefrom_np(&files_, 3);
    posix_spawnattr_init(&attributes_);
    sigset_t none;
    sigset_t all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_setsigmask(&attributes_, &none);
    posix_spawnattr_setsigdefault(&attributes_, &all);
    posix_spawnattr_setpgroup(&attributes_, 0);
    posix_spawnattr_setflags(
        &attributes_, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
  }
  ~Surroundings() {
    posix_spawn_file_actions_destroy(&files_);
    posix_spawnattr_destroy(&attributes_);
  }
  Surroundings(const Surroundings&) = delete;
  Surroundings& operator=(const Surroundings&) = delete;

  [[nodiscard]] int start(const std::string& program, std::vector<std::string> words,
                          pid_t& child) const {
    std::vector<char*> argv(words.size() + 1);  // the last is the null pointer that ends them
    std::ranges::transform(words, argv.begin(), [](std::string& word) { return word.data(); });
    std::string path = "PATH=/usr/local/bin:/usr/bin:/bin";
    std::array<char*, 2> environment{path.data(), nullptr};
    return posix_spawn(&child, program.c_str(), &files_, &attributes_, argv.data(),
                       environment.data());
  }

 private:
  posix_spawn_file_actions_t files_{};
  posix_spawnattr_t attributes_{};
};

Expected<void, std::string> ended(int status) {
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) {
    return {};
  }
  return unexpected(WIFEXITED(status) ? "it ended with code " + std::to_string(WEXITSTATUS(status))
                                      : "it was ended by a signal");
}

}  // namespace

Expected<void, std::string> run_program(const std::string& program,
                                        const std::vector<std::string>& arguments,
                                        std::chrono::milliseconds longest,
                                        const std::stop_token& stop) {
  constexpr std::chrono::milliseconds between_looks{20};
  std::vector<std::string> words{program};
  words.insert(words.end(), arguments.begin(), arguments.end());
  pid_t child = 0;
  if (const int failed = Surroundings().start(program, std::move(words), child); failed != 0) {
    return unexpected("it could not be started: " + std::string(::strerrordesc_np(failed)));
  }
  const auto deadline = Clock::now() + longest;
  int status = 0;
  while (::waitpid(child, &status, WNOHANG) == 0) {
    if (Clock::now() >= deadline || stop.stop_requested()) {
      ::kill(-child, SIGKILL);
      ::waitpid(child, &status, 0);
      return unexpected(std::string(stop.stop_requested() ? "the service was stopped"
                                                          : "it took too long and was ended"));
    }
    std::this_thread::sleep_for(between_looks);
  }
  return ended(status);
}

}  // namespace soundings::app
