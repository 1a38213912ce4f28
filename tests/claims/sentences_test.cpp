// Sentences of the kinds that a report holds: half are true, half wrong by one digit, by their
// direction or by their period. No true one is contradicted, and every wrong one is.
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "soundings/claims/check.h"

#include "published_series.h"

using namespace soundings;
using namespace soundings::claims;
using soundings::test::published;

namespace {

std::string verdict(const std::string& sentence) {
  return std::string(to_text(check_sentence(sentence, published()).verdict));
}

void check_all(const std::vector<std::string>& sentences, const std::string& expected) {
  for (const std::string& sentence : sentences) {
    const Judgement judged = check_sentence(sentence, published());
    INFO(sentence << "\n  " << judged.figure << "\n  " << judged.arithmetic);
    CHECK(to_text(judged.verdict) == expected);
  }
}

const std::vector<std::string> true_ones{
    "There were 28,967 burglaries in the year ending March 2019.",
    "Burglary has risen by 30% since the year ending March 2016.",
    ("Burglary rose from 22,317 in the year ending March 2016 to 28,967 in the year ending March "
     "2019, an increase of 30%."),
    "The burglary rate is 10.0 per 1,000 population.",
    "Birmingham West, Sandwell and Solihull have burglary rates above the force average.",
    "Robbery is up 78% on the year ending March 2016, from 4,906 to 8,726 offences.",
    "Robbery in Birmingham West stands at 4.9 per 1,000 population, above the force average.",
    ("Total recorded crime in the West Midlands was 87 per 1,000 population in the year ending "
     "December 2018, lower than the Most Similar Force average of 108."),
    ("The recorded crime rate of Most Similar Forces rose from 78 to 108 per 1,000 population "
     "between the year ending March 2016 and the year ending December 2018."),
    "Knife crime fell from 414 offences in January 2019 to 319 in May 2019.",
    "Hidden crime incidents have increased by 20% since the year ending March 2016, to 95,463.",
    "Domestic abuse accounts for 65% of hidden crime, child abuse for 24% and hate crime for 6%.",
    "The domestic abuse offence rate in Merseyside was 11 per 1,000 population.",
    ("The proven reoffending rate of adults was 30.1% in the year ending June 2017, higher than "
     "the 28.7% for England and Wales."),
    "Reoffending is higher among juvenile males, at 38.4%, than among adult males, at 31.1%.",
    "First-time entrants fell by 11% between 2015/16 and 2017/18.",
    "There were 382 first-time entrants per 100,000 population aged 10 to 17 in 2017/18.",
    "Wolverhampton had the highest rate of first-time entrants, at 497 per 100,000.",
    "In 2017, 59 people were killed on the roads, up from 57 in 2015.",
    "1,019 people were killed or seriously injured in 2017.",
    ("All areas except Solihull have a road casualty rate above the regional average of 469 per "
     "billion vehicle miles."),
    ("The force recorded 93 allegations per 1,000 employees in 2018/19, fewer than the 264 "
     "nationally."),
    "Local investigations took 289 days to finalise in 2018/19, compared with 188 in 2015/16.",
    "In May 2019, 42% of victims were satisfied with the whole experience.",
    ("64.1% of victims who called 999 were satisfied, 69.3% of those who called 101 and 55.7% of "
     "those who made contact online."),
    ("Confidence in the police fell by 3 percentage points, from 75% to 72%, according to the "
     "Crime Survey."),
    "66.3% of How are we doing respondents in wave 3 said local police do a good job.",
    "Active Citizens funded 164 projects in 2017/18, up from 102 in 2016/17.",
    "WMNow has over 70,000 users.",
    "There are 69 Street Watch schemes, against an ambition of 50.",
};

const std::vector<std::string> wrong_ones{
    "There were 28,867 burglaries in the year ending March 2019.",
    "Burglary has fallen by 30% since the year ending March 2016.",
    "Burglary has risen by 30% since the year ending March 2017.",
    "The burglary rate is 11.0 per 1,000 population.",
    "Birmingham West, Sandwell and Dudley have burglary rates above the force average.",
    "Robbery is up 87% on the year ending March 2016, from 4,906 to 8,726 offences.",
    "There were 8,726 robberies in the year ending March 2018.",
    ("Total recorded crime in the West Midlands was 87 per 1,000 population in the year ending "
     "December 2018, higher than the Most Similar Force average of 108."),
    ("The recorded crime rate of Most Similar Forces fell between the year ending March 2016 and "
     "the year ending December 2018."),
    "Knife crime rose from 414 offences in January 2019 to 319 in May 2019.",
    "Hidden crime incidents have increased by 20% since the year ending March 2016, to 95,643.",
    "Domestic abuse accounts for 56% of hidden crime.",
    "The domestic abuse offence rate in Merseyside was 16 per 1,000 population.",
    ("The proven reoffending rate of adults was 30.1% in the year ending June 2017, lower than the "
     "28.7% for England and Wales."),
    "Reoffending is lower among juvenile males, at 38.4%, than among adult males, at 31.1%.",
    "First-time entrants fell by 13% between 2015/16 and 2017/18.",
    "There were 328 first-time entrants per 100,000 population aged 10 to 17 in 2017/18.",
    "Walsall had the highest rate of first-time entrants.",
    "In 2016, 59 people were killed on the roads.",
    "1,119 people were killed or seriously injured in 2017.",
    ("All areas except Dudley have a road casualty rate above the regional average of 469 per "
     "billion vehicle miles."),
    ("The force recorded 93 allegations per 1,000 employees in 2018/19, more than the 264 "
     "nationally."),
    "Local investigations took 298 days to finalise in 2018/19, compared with 188 in 2015/16.",
    "In April 2019, 42% of victims were satisfied with the whole experience.",
    "64.1% of victims who called 101 were satisfied.",
    ("Confidence in the police rose by 3 percentage points, from 75% to 72%, according to the "
     "Crime Survey."),
    "69.3% of How are we doing respondents in wave 3 said local police do a good job.",
    "Active Citizens funded 102 projects in 2017/18.",
    "WMNow has over 80,000 users.",
    "There are 59 Street Watch schemes, against an ambition of 50.",
};

/// The lines of a file of sentences in other wordings.
std::vector<std::string> lines_of(const std::string& file) {
  std::ifstream stream(std::filesystem::path(SOUNDINGS_SOURCE_DIR) / "tests" / "claims" /
                       "sentences" / file);
  std::vector<std::string> lines;
  for (std::string line; std::getline(stream, line);) {
    lines.push_back(line);
  }
  REQUIRE(lines.size() > 10);
  return lines;
}

}  // namespace

TEST_CASE("sentences in many other wordings are read as well", "[claims]") {
  check_all(lines_of("hold.txt"), "holds");
  check_all(lines_of("contradicted.txt"), "contradicted");
  check_all(lines_of("no_source.txt"), "no_source");
}

TEST_CASE("true sentences of a report are not contradicted", "[claims]") {
  check_all(true_ones, "holds");
}

TEST_CASE("a sentence that is wrong by a digit, a direction or a period is contradicted",
          "[claims]") {
  check_all(wrong_ones, "contradicted");
}

TEST_CASE("a sentence that names no imported figure has no source", "[claims]") {
  CHECK(verdict("The board met twelve times.") == "no_source");
  CHECK(verdict("Vehicle crime rose by 12% in 2018/19.") == "no_source");
  CHECK(verdict("The fear of crime fell by 4%.") == "no_source");
  CHECK(verdict("Residential burglary fell by 4%.") == "no_source");
  CHECK(verdict("In 2018, 55 people were killed on the roads.") == "no_source");
}

TEST_CASE("a rounded number is said to be rounded", "[claims]") {
  CHECK(verdict("There were 29,000 burglaries in the year ending March 2019.") == "rounding");
  CHECK(verdict("There were about 29,000 burglaries in the year ending March 2019.") == "holds");
  CHECK(verdict("There were nearly 29,000 burglaries in the year ending March 2019.") == "holds");
  CHECK(verdict("Recorded crime is up 36% since the year ending March 2016.") == "rounding");
}

TEST_CASE("the arithmetic of a change that went the other way says so", "[claims]") {
  const Judgement judged = check_sentence(
      "Burglary fell by 30% between the year ending March 2016 and the year ending March 2019.",
      published());
  CHECK(judged.verdict == Verdict::contradicted);
  CHECK(judged.arithmetic.find("28,967 / 22,317 - 1 = 29.8%: it went up, not down") !=
        std::string::npos);
}
