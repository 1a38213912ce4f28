#include "config_file.h"

#include <filesystem>
#include <fstream>

#include <catch2/catch.hpp>

using namespace soundings;
using app::read_config;
using app::with_config;

namespace {

using Words = std::vector<std::string>;

/// A command with an option of each kind, and a file for it.
class Command {
 public:
  explicit Command(const std::string& text) {
    app_.add_option("--listen", listen_);
    app_.add_option("--host", hosts_);
    app_.add_flag("--sample", sample_);
    app_.add_option("--config", config_);
    std::ofstream(file_) << text;
  }
  ~Command() { std::filesystem::remove(file_); }
  Command(const Command&) = delete;
  Command& operator=(const Command&) = delete;

  [[nodiscard]] Expected<Words, std::string> words(Words more = {}) const {
    more.insert(more.begin(), {"serve", "--config", file_});
    auto all = with_config(app_, more);
    if (all) {
      all->erase(all->begin(), all->begin() + static_cast<std::ptrdiff_t>(more.size()));
    }
    return all;
  }
  [[nodiscard]] std::string refusal() const {
    const std::string words = this->words().error();
    const std::string front = "--config " + file_ + ": ";
    REQUIRE(words.starts_with(front));
    return words.substr(front.size());
  }

 private:
  CLI::App app_;
  std::string listen_;
  std::vector<std::string> hosts_;
  bool sample_ = false;
  std::string config_;
  std::string file_ =
      (std::filesystem::temp_directory_path() / ("soundings-config-" + std::to_string(::getpid())))
          .string();
};

}  // namespace

TEST_CASE("a file of options says what the command line would", "[app]") {
  const Command command(
      "# where\n\nlisten = 127.0.0.1:9000\n  host=a.example.org\r\nhost = b = c\nsample = true\n");
  CHECK(command.words().value() ==
        Words{"--listen=127.0.0.1:9000", "--host=a.example.org", "--host=b = c", "--sample"});
}

TEST_CASE("what the command line says itself comes before the file", "[app]") {
  const Command command("listen = 127.0.0.1:9000\nhost = a\nsample = false");
  CHECK(command.words({"--listen", "127.0.0.1:1"}).value() == Words{"--host=a"});
  CHECK(command.words({"--host=b", "--listen=x"}).value().empty());
}

TEST_CASE("a file of options with a name nobody knows is refused", "[app]") {
  CHECK(Command("listen = a\nlisen = b\n").refusal() ==
        "line 2: there is no option lisen; did you mean listen?");
  CHECK(Command("config = other\n").refusal() == "line 1: there is no option config");
  CHECK(Command("--listen = a\n").refusal() ==
        "line 1: there is no option --listen; did you mean listen?");
  CHECK(Command("[serve]\n").refusal() == "line 1: an option is given as NAME = VALUE");
  CHECK(Command("listen =\n").refusal() == "line 1: an option has a name and a value");
  CHECK(Command("listen = a\nlisten = b\n").refusal() == "line 2: listen is given twice");
  CHECK(Command("sample = yes\n").refusal() == "line 1: sample is true or false");
}

TEST_CASE("a file of options that is not there is refused", "[app]") {
  const CLI::App app;
  CHECK(with_config(app, {"serve", "--config", "/nowhere/soundings.conf"}).error() ==
        "--config /nowhere/soundings.conf: it cannot be read");
  CHECK(with_config(app, {"serve", "--config"}).value() == Words{"serve", "--config"});
}
