// Signing in: what is refused, what is counted, and when a session ends.
#include <ctime>

#include <catch2/catch.hpp>

#include "people.h"

using namespace soundings;
using namespace soundings::testing;
using namespace std::chrono_literals;

namespace {

/// An account without a second factor: none of the roles that may be made without areas lacks one.
void add_alone(People& people, const std::string& name) {
  people.add(name, "auditor");
  people.intake.with_store([&](store::Store& store) {
    const store::Act act{.at = morning, .actor = "test", .reason = ""};
    REQUIRE(store.accounts().set_role(name, "lead", {"BE"}, act));
    REQUIRE(store.accounts().set_second_factor(name, {}, {}, act));
  });
}

std::string code_at(People& people, const std::string& name, Instant at) {
  return accounts::one_time_code(people.seed(name), accounts::step_of(at));
}

}  // namespace

TEST_CASE("a lead signs in with a password alone, by a name in capitals too", "[accounts]") {
  People people;
  add_alone(people, "j.khan");
  const auto begun = people.sign_in.with_password(" J.Khan ", good_password, "", from("192.0.2.1"));
  REQUIRE(begun);
  CHECK(begun->whole);
  CHECK(begun->token.size() == 64);
  const auto holder = people.sign_in.holder(begun->token, morning);
  REQUIRE(holder);
  CHECK(holder->who.role == access::Role::lead);
  CHECK(holder->who.name == "j.khan");
  CHECK(holder->who.npus == std::vector<std::string>{"BE"});
  CHECK(people.audited("signed_in").size() == 1);
}

TEST_CASE("an analyst is nobody until the second factor has come", "[accounts]") {
  People people;
  const auto secrets = people.add("a.analyst", "analyst");
  const auto first =
      people.sign_in.with_password("a.analyst", good_password, "", from("192.0.2.1"));
  REQUIRE(first);
  CHECK_FALSE(first->whole);
  CHECK(people.sign_in.holder(first->token, morning)->who.role == access::Role::anyone);
  CHECK_FALSE(people.sign_in.with_code(first->token, "000000", from("192.0.2.1")));

  const std::string code = code_at(people, "a.analyst", morning);
  const auto begun = people.sign_in.with_code(first->token, code, from("192.0.2.1"));
  REQUIRE(begun);
  CHECK(begun->token != first->token);
  CHECK(people.sign_in.holder(begun->token, morning)->who.role == access::Role::analyst);
  CHECK_FALSE(people.sign_in.holder(first->token, morning));

  // The code and the first step were used up.
  CHECK_FALSE(people.sign_in.with_code(first->token, code, from("192.0.2.1")));
  const auto again =
      people.sign_in.with_password("a.analyst", good_password, "", from("192.0.2.1"));
  CHECK_FALSE(people.sign_in.with_code(again->token, code, from("192.0.2.1")));
  CHECK(people.sign_in.with_code(again->token, secrets.recovery[3], from("192.0.2.1")));
  const auto third =
      people.sign_in.with_password("a.analyst", good_password, "", from("192.0.2.1"));
  CHECK_FALSE(people.sign_in.with_code(third->token, secrets.recovery[3], from("192.0.2.1")));
}

TEST_CASE("a first step waits ten minutes for the second", "[accounts]") {
  People people;
  people.add("a.analyst", "analyst");
  const auto first =
      people.sign_in.with_password("a.analyst", good_password, "", from("192.0.2.1"));
  const Instant late = morning + 10min;
  CHECK_FALSE(people.sign_in.with_code(first->token, code_at(people, "a.analyst", late),
                                       from("192.0.2.1", late)));
}

TEST_CASE("a session ends half an hour after it was seen, and twelve hours after it began",
          "[accounts]") {
  People people;
  add_alone(people, "j.khan");
  const std::string token =
      people.sign_in.with_password("j.khan", good_password, "", from("192.0.2.1"))->token;
  CHECK(people.sign_in.holder(token, morning + 29min));
  CHECK(people.sign_in.holder(token, morning + 58min));
  CHECK_FALSE(people.sign_in.holder(token, morning + 89min));
  const std::string busy =
      people.sign_in.with_password("j.khan", good_password, "", from("192.0.2.1"))->token;
  for (auto since = 0min; since < 12h; since += 20min) {
    CHECK(people.sign_in.holder(busy, morning + since));
  }
  CHECK_FALSE(people.sign_in.holder(busy, morning + 12h));
  // A start does not know when sessions were seen, and counts from itself.
  const accounts::SignIn started(people.intake, people.reader, morning + 6h);
  CHECK(started.holder(busy, morning + 6h + 29min));
  CHECK_FALSE(started.holder(busy, morning + 12h));
}

TEST_CASE("signing in again ends the session that the browser had: fixation", "[accounts]") {
  People people;
  add_alone(people, "j.khan");
  const std::string planted =
      people.sign_in.with_password("j.khan", good_password, "", from("192.0.2.1"))->token;
  const std::string own =
      people.sign_in.with_password("j.khan", good_password, planted, from("192.0.2.1"))->token;
  CHECK(own != planted);
  CHECK_FALSE(people.sign_in.holder(planted, morning));
  // A token that the client made itself never becomes the token of a session.
  const std::string invented(64, 'a');
  const auto begun =
      people.sign_in.with_password("j.khan", good_password, invented, from("192.0.2.1"));
  CHECK(begun->token != invented);
  CHECK_FALSE(people.sign_in.holder(invented, morning));
}

TEST_CASE("a stolen token is worth nothing after its owner has signed out", "[accounts]") {
  People people;
  add_alone(people, "j.khan");
  const auto begin = [&] {
    return people.sign_in.with_password("j.khan", good_password, "", from("192.0.2.1"))->token;
  };
  const std::string token = begin();
  people.sign_in.sign_out(token, morning);
  CHECK_FALSE(people.sign_in.holder(token, morning));
  const std::string here = begin();
  const std::string there = begin();
  CHECK(people.sign_in.sessions("j.khan", here, morning).size() == 2);
  people.sign_in.sign_out_everywhere("j.khan", morning);
  CHECK_FALSE(people.sign_in.holder(here, morning));
  CHECK_FALSE(people.sign_in.holder(there, morning));
  CHECK(people.audited("signed_out").size() == 1);
  CHECK(people.audited("signed_out_everywhere").size() == 1);
}

TEST_CASE("a person ends one of their sessions, and nobody else's", "[accounts]") {
  People people;
  add_alone(people, "j.khan");
  add_alone(people, "s.ali");
  const auto begin = [&](const std::string& name) {
    return people.sign_in.with_password(name, good_password, "", from("192.0.2.1"))->token;
  };
  const std::string here = begin("j.khan");
  const std::string there = begin("j.khan");
  const std::string other = begin("s.ali");
  const auto hash = [](const std::string& token) { return to_hex(sha256(token)); };
  CHECK_FALSE(people.sign_in.end_session("j.khan", hash(other), morning));
  CHECK_FALSE(people.sign_in.end_session("j.khan", "no hash", morning));
  CHECK(people.sign_in.end_session("j.khan", hash(there), morning));
  CHECK_FALSE(people.sign_in.end_session("j.khan", hash(there), morning));
  CHECK(people.sign_in.holder(here, morning));
  CHECK_FALSE(people.sign_in.holder(there, morning));
  CHECK(people.sign_in.holder(other, morning));
}

TEST_CASE("a refused sign-in stands in the audit, without what was typed for a name",
          "[accounts]") {
  People people;
  add_alone(people, "j.khan");
  CHECK_FALSE(people.sign_in.with_password("j.khan", "wrong", "", from("192.0.2.1")));
  CHECK_FALSE(people.sign_in.with_password("my secret password", "x", "", from("192.0.2.1")));
  const auto lines = people.audited("sign_in_refused");
  REQUIRE(lines.size() == 2);
  CHECK(lines[0].subject == "an unknown name");
  CHECK(lines[0].detail == "name or password, from 192.0.2.1");
  CHECK(lines[1].subject == "j.khan");
}

TEST_CASE("an unknown name takes as much work as a wrong password", "[accounts]") {
  People people;
  add_alone(people, "j.khan");
  const auto work = [&](const std::string& name) {
    const std::clock_t before = std::clock();
    CHECK_FALSE(people.sign_in.with_password(name, "not the password", "", from("192.0.2.1")));
    return static_cast<double>(std::clock() - before);
  };
  const double known = work("j.khan");
  const double unknown = work("nobody");
  // One hash is worked out for both; a name that is looked up alone takes a hundredth of it.
  CHECK(unknown > known / 4);
  CHECK(known > unknown / 4);
}

TEST_CASE("guessing one account's password is slowed from where it is guessed", "[accounts]") {
  People people;
  add_alone(people, "j.khan");
  const auto tries = [&](const std::string& name, const std::string& address,
                         const std::string& password) {
    return people.sign_in.with_password(name, password, "", from(address));
  };
  for (int guess = 0; guess < 5; ++guess) {
    CHECK_FALSE(tries("j.khan", "198.51.100.9", "guess").error().wait);
  }
  CHECK(tries("j.khan", "198.51.100.9", "guess").error().wait == 1s);
  // The right password waits too, and the refusal says nothing of it.
  CHECK(tries("j.khan", "198.51.100.9", good_password).error().wait == 1s);
  // An unknown name waits alike.
  for (int guess = 0; guess < 5; ++guess) {
    CHECK_FALSE(tries("nobody", "198.51.100.10", "guess").error().wait);
  }
  CHECK(tries("nobody", "198.51.100.10", "guess").error().wait == 1s);
  // The owner signs in elsewhere.
  CHECK(tries("j.khan", "192.0.2.1", good_password));
}

TEST_CASE("spraying a password over many names is slowed, and locks nobody out", "[accounts]") {
  People people;
  add_alone(people, "j.khan");
  REQUIRE(people.sign_in.with_password("j.khan", good_password, "", from("192.0.2.1")));
  for (int name = 0; name < 20; ++name) {
    CHECK_FALSE(people.sign_in.with_password("name" + std::to_string(name), "Summer2019", "",
                                             from("192.0.2.1")));
  }
  const auto next = people.sign_in.with_password("name99", "Summer2019", "", from("192.0.2.1"));
  CHECK(next.error().wait);
  // From the same address, who has signed in there lately still can.
  CHECK(people.sign_in.with_password("j.khan", good_password, "", from("192.0.2.1")));
  // Having signed in does not let the address begin anew.
  CHECK(people.sign_in.with_password("name98", "Summer2019", "", from("192.0.2.1")).error().wait);
}

TEST_CASE("a botnet that tries one account holds off strangers to it alone", "[accounts]") {
  People people;
  add_alone(people, "j.khan");
  REQUIRE(people.sign_in.with_password("j.khan", good_password, "", from("192.0.2.1")));
  for (int bot = 0; bot < 20; ++bot) {
    CHECK_FALSE(people.sign_in.with_password("j.khan", "guess", "",
                                             from("198.51.100." + std::to_string(bot))));
  }
  CHECK(people.sign_in.with_password("j.khan", "guess", "", from("203.0.113.5")).error().wait);
  CHECK(people.sign_in.with_password("j.khan", good_password, "", from("192.0.2.1")));
}

TEST_CASE("the right password does not buy more guesses of the code", "[accounts]") {
  People people;
  people.add("a.analyst", "analyst");
  int asked = 0;
  for (int round = 0; round < 10; ++round) {
    const auto first =
        people.sign_in.with_password("a.analyst", good_password, "", from("198.51.100.9"));
    if (!first) {
      CHECK(first.error().wait);
      break;
    }
    CHECK_FALSE(people.sign_in.with_code(first->token, "000000", from("198.51.100.9")));
    ++asked;
  }
  CHECK(asked == 5);
}

TEST_CASE("a person changes their own password by saying the present one", "[accounts]") {
  People people;
  add_alone(people, "j.khan");
  const auto begin = [&](const std::string& password) {
    return people.sign_in.with_password("j.khan", password, "", from("192.0.2.1"));
  };
  const std::string token = begin(good_password)->token;
  const std::string other = begin(good_password)->token;
  CHECK(people.sign_in.holder(token, morning)->to_change);
  const auto change = [&](const std::string& present, const std::string& next) {
    const auto done = people.sign_in.change_password(token, present, next, from("192.0.2.1"));
    return done ? "" : done.error().field;
  };
  CHECK(change("wrong", "orbit kettle purple") == "present");
  CHECK(change(good_password, "password1234567") == "next");
  CHECK(change(good_password, good_password) == "next");
  CHECK(change(good_password, "orbit kettle purple").empty());
  CHECK_FALSE(people.sign_in.holder(token, morning)->to_change);
  CHECK_FALSE(people.sign_in.holder(other, morning));
  CHECK_FALSE(begin(good_password));
  CHECK(begin("orbit kettle purple"));
}

TEST_CASE("whom a proxy vouches for has an account, and is noted once in a while", "[accounts]") {
  People people;
  people.add("a.analyst", "analyst");
  CHECK_FALSE(people.sign_in.vouched_for("nobody", from("192.0.2.1")));
  const auto holder = people.sign_in.vouched_for("A.Analyst", from("192.0.2.1"));
  REQUIRE(holder);
  CHECK(holder->who.role == access::Role::analyst);
  CHECK_FALSE(holder->to_change);
  CHECK(people.sign_in.vouched_for("a.analyst", from("192.0.2.1", morning + 5min)));
  CHECK(people.audited("signed_in").size() == 1);
  CHECK(people.sign_in.vouched_for("a.analyst", from("192.0.2.1", morning + 31min)));
  CHECK(people.audited("signed_in").size() == 2);
}
