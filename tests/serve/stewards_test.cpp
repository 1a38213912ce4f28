// The days that a page of arrivals shows, what is usual at an hour, and times in words.
#include <map>
#include <string>
#include <utility>

#include <catch2/catch.hpp>

#include "soundings/base/civil_time.h"

#include "stewards/arrivals.h"
#include "web/moments.h"

using namespace soundings;
using namespace std::chrono_literals;

namespace {

Instant at(const char* text) {
  return parse_rfc3339(text).value();
}

serve::Request asking(std::map<std::string, std::string> query) {
  serve::Request request;
  request.query = std::move(query);
  request.received_at = at("2019-05-31T22:59:00Z");  // 23:59 in London
  return request;
}

}  // namespace

TEST_CASE("days are those of London, fourteen when left out, and 31 at most", "[serve]") {
  const auto usual = serve::days_of(asking({})).value();
  CHECK(serve::day_text(usual.from) == "2019-05-18");
  CHECK(serve::day_text(usual.to) == "2019-05-31");
  CHECK(usual.since() == at("2019-05-17T23:00:00Z"));
  CHECK(usual.until() == at("2019-05-31T23:00:00Z"));
  const auto before = serve::days_of(asking({{"to", "2019-03-31"}})).value();
  CHECK(serve::day_text(before.from) == "2019-03-18");
  CHECK(before.until() - before.since() == 14 * 24h - 1h);  // the clocks went forward
  CHECK(serve::days_of(asking({{"from", "2019-05-01"}})));
  CHECK(serve::days_of(asking({{"from", "2019-04-30"}})).error().field == "from");
  CHECK(serve::days_of(asking({{"from", "2019-06-01"}})).error().code == "days_out_of_order");
  for (const auto* wrong : {"31/05/2019", "2019-02-30", "2019-5-31", "today", "2019-05-3x"}) {
    INFO(wrong);
    CHECK(serve::days_of(asking({{"to", wrong}})).error().code == "day_malformed");
  }
}

TEST_CASE("a day begins even where London's clocks left its midnight out", "[serve]") {
  const auto day = serve::parse_day("1847-12-01").value();  // the clocks went to Greenwich time
  CHECK(serve::beginning_of(day) == at("1847-12-01T00:00:00Z"));
  CHECK(serve::end_of(serve::parse_day("1847-11-30").value()) == serve::beginning_of(day));
}

TEST_CASE("what is usual at an hour is of the four weeks before, where they are known", "[serve]") {
  const serve::Days day{.from = london_day(at("2019-05-30T12:00:00Z")),
                        .to = london_day(at("2019-05-30T12:00:00Z"))};
  intake::ArrivalsSeen seen;
  const auto came = [&](const char* hour, std::int64_t items) {
    seen.hours.push_back({.source = "wmnow", .hour = at(hour), .items = items});
  };
  came("2019-05-30T09:00:00Z", 7);
  came("2019-05-23T09:00:00Z", 2);
  came("2019-05-16T09:00:00Z", 5);
  const Instant now = at("2019-05-30T12:30:00Z");
  const auto young = serve::hours_of(seen, "", day, now);
  REQUIRE(young.size() == 1);
  CHECK(young[0].items == 7);
  CHECK_FALSE(young[0].least);
  came("2019-05-01T09:00:00Z", 1);
  const auto known = serve::hours_of(seen, "wmnow", day, now);
  REQUIRE(known.size() == 1);
  CHECK((known[0].least == 0 && known[0].most == 5));
  CHECK(serve::hours_of(seen, "livechat", day, now).empty());
}

TEST_CASE("times are in words, as a clock in London shows them", "[serve]") {
  CHECK(serve::second_words(at("2019-05-31T13:05:09.5Z")) == "31 May 2019, 14:05:09");
  CHECK(serve::moment_words(at("2019-01-01T00:00:00Z")) == "1 January 2019, 00:00");
  CHECK(serve::age_words(59min) == "less than an hour");
  CHECK(serve::age_words(60min) == "1 hour");
  CHECK(serve::age_words(47h) == "47 hours");
  CHECK(serve::age_words(48h) == "2 days");
}
