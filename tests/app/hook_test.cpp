// A program that the force has chosen: run without a shell, judged by its code, ended when it
// hangs.
#include "hook.h"

#include <catch2/catch.hpp>

using namespace soundings;
using namespace std::chrono_literals;
using app::run_program;

TEST_CASE("a program is judged by the code it ends with", "[app]") {
  const std::stop_token none;
  CHECK(run_program("/bin/true", {}, 10s, none));
  CHECK(run_program("/bin/false", {}, 10s, none).error() == "it ended with code 1");
  CHECK(run_program("/no/such/program", {}, 10s, none).error().starts_with("it could not be"));
  CHECK(run_program("/bin/sh", {"-c", "kill -9 $$"}, 10s, none).error() ==
        "it was ended by a signal");
}

TEST_CASE("words are handed over as they are, and no shell reads them", "[app]") {
  const std::stop_token none;
  CHECK(run_program("/usr/bin/test", {"$(echo a)", "=", "$(echo a)"}, 10s, none));
  CHECK(run_program("/usr/bin/test", {"a b; false", "=", "a b; false"}, 10s, none));
}

TEST_CASE("a program that hangs is ended with all that it started", "[app]") {
  const auto began = std::chrono::steady_clock::now();
  const auto ran = run_program("/bin/sh", {"-c", "sleep 60 & sleep 60"}, 200ms, {});
  CHECK(ran.error() == "it took too long and was ended");
  const std::stop_source source;
  source.request_stop();
  CHECK(run_program("/bin/sleep", {"60"}, 60s, source.get_token()).error() ==
        "the service was stopped");
  CHECK(std::chrono::steady_clock::now() - began < 10s);
}
