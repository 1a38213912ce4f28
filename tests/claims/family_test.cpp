// A seeded family of sentences over every point of the published series: what the point says in
// several wordings, and the same with a digit, the direction or the period wrong.
#include <cmath>
#include <random>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "soundings/base/number.h"
#include "soundings/claims/check.h"

#include "points.h"
#include "published_series.h"

using namespace soundings;
using namespace soundings::claims;

namespace {

/// How a sentence of the family names a series: its title, as a report would write it.
std::string subject(const ExternalSeries& series) {
  return series.title.at("en");
}

std::string with_unit(const ExternalSeries& series, double value, int decimals) {
  const std::string number = printed(value, decimals);
  if (series.unit == "percent") {
    return number + "%";
  }
  if (series.unit == "GBP") {
    return "\u00a3" + number;
  }
  return series.unit.starts_with("per ") || series.unit == "days" ? number + " " + series.unit
                                                                  : number;
}

/// The number with one of its digits changed.
double slip(double value, int decimals, std::mt19937& random) {
  std::string text = rounded(value, decimals);
  std::vector<std::size_t> digits;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] >= '0' && text[i] <= '9') {
      digits.push_back(i);
    }
  }
  const std::size_t at = digits[random() % digits.size()];
  const char before = text[at];
  while (text[at] == before || (at == digits.front() && text[at] == '0')) {
    text[at] = static_cast<char>('0' + random() % 10);
  }
  return parse_double(text).value();
}

bool has_relation(const ExternalSeries& series) {
  for (const SeriesRelation& one : series.relations) {
    using Kind = SeriesRelation::Kind;
    if (one.kind == Kind::difference || one.kind == Kind::percent_change ||
        one.kind == Kind::cycle || one.kind == Kind::monthly_average ||
        one.kind == Kind::whole_year_parts) {
      return true;
    }
  }
  return false;
}

/// Points that the notes on the published figures say are wrong, or that stand for two things.
bool doubtful(const ExternalPoint& point) {
  return point.approximate ||
         (point.series == "first_time_entrants" && point.period == "2015/16") ||
         point.series == "how_are_we_doing_response_rate" ||
         (point.series == "robbery_rate" && point.area == "West Midlands force") ||
         point.series == "allegations_recorded" || point.series == "wmnow_messages_sent" ||
         point.series.find("secondary") != std::string::npos;
}

struct Tally {
  int true_sentences = 0;
  int alarms = 0;
  int missed = 0;
};

}  // namespace

TEST_CASE("the family of values: every point holds, and a wrong digit never does", "[claims]") {
  std::mt19937 random(20190618);
  const Evidence& evidence = test::published();
  Tally tally;
  for (const ExternalPoint& point : test::published_points()) {
    const ExternalSeries& series = *test::shipped().report.find_series(point.series);
    const auto period = parse_series_period(point.kind, point.period);
    if (doubtful(point) || has_relation(series) || !period) {
      continue;
    }
    const double value = parse_double(point.value).value();
    const auto dot = point.value.find('.');
    const int decimals =
        dot == std::string::npos ? 0 : static_cast<int>(point.value.size() - dot - 1);
    const std::string area = point.area == "West Midlands force" ? "the force" : point.area;
    const auto sentences = [&](double number) {
      const std::string amount = with_unit(series, number, decimals);
      const std::string when = in_words(*period);
      return std::vector<std::string>{
          subject(series) + " was " + amount + " in " + area + " in " + when + ".",
          "In " + when + ", " + subject(series) + " for " + area + " stood at " + amount + ".",
          subject(series) + ": " + area + ", " + amount + " (" + when + ").",
      };
    };
    for (const std::string& sentence : sentences(value)) {
      const Judgement judged = check_sentence(sentence, evidence);
      INFO(sentence << "\n  " << judged.figure << "\n  " << judged.arithmetic);
      CHECK(to_text(judged.verdict) == "holds");
      ++tally.true_sentences;
      tally.alarms += judged.verdict == Verdict::holds ? 0 : 1;
    }
    const double wrong = slip(value, decimals, random);
    for (const std::string& sentence : sentences(wrong)) {
      const Judgement judged = check_sentence(sentence, evidence);
      INFO(sentence << "\n  " << judged.figure << "\n  " << judged.arithmetic);
      CHECK(to_text(judged.verdict) == "contradicted");
      tally.missed += judged.verdict == Verdict::contradicted ? 0 : 1;
    }
  }
  CHECK(tally.true_sentences > 300);
  CHECK(tally.alarms == 0);
  CHECK(tally.missed == 0);
}

TEST_CASE("the family of changes: the direction and the size are both held", "[claims]") {
  const Evidence& evidence = test::published();
  int true_sentences = 0;
  for (const ExternalSeries& series : test::shipped().report.series) {
    if (series.baseline.empty() || series.unit == "percent" || has_relation(series)) {
      continue;
    }
    for (const std::string& area : evidence.points().areas(series.id)) {
      const auto from =
          evidence.points().at(series.id, area, evidence.points().baseline(series).value());
      const auto to = evidence.points().at(series.id, area, {});
      if (from.empty() || to.empty() || from.front() == to.front() ||
          from.front()->period.kind != to.front()->period.kind) {
        continue;
      }
      const double change = 100.0 * (to.front()->value / from.front()->value - 1.0);
      if (std::abs(change) < 1.0) {
        continue;  // too small to be stated as a change
      }
      const std::string per_cent = rounded(std::abs(change), 0) + "%";
      const bool up = change > 0.0;
      const std::string where = area == "West Midlands force" ? "" : " in " + area;
      const std::string span = " between " + in_words(from.front()->period) + " and " +
                               in_words(to.front()->period) + ".";
      const auto said = [&](bool rises, const std::string& amount) {
        return std::vector<std::string>{
            subject(series) + where + (rises ? " rose by " : " fell by ") + amount + span,
            subject(series) + where + " is " + (rises ? "up " : "down ") + amount + " since " +
                in_words(from.front()->period) + ".",
            "There was a " + amount + (rises ? " increase in " : " decrease in ") +
                subject(series) + where + span,
        };
      };
      for (const std::string& sentence : said(up, per_cent)) {
        const Judgement judged = check_sentence(sentence, evidence);
        INFO(sentence << "\n  " << judged.figure << "\n  " << judged.arithmetic);
        CHECK((judged.verdict == Verdict::holds || judged.verdict == Verdict::rounding));
        ++true_sentences;
      }
      const std::string wrong = rounded(std::abs(change) + 3.0, 0) + "%";
      auto sentences = said(!up, per_cent);
      for (std::string& sentence : said(up, wrong)) {
        sentences.push_back(std::move(sentence));
      }
      for (const std::string& sentence : sentences) {
        const Judgement judged = check_sentence(sentence, evidence);
        INFO(sentence << "\n  " << judged.figure << "\n  " << judged.arithmetic);
        CHECK(to_text(judged.verdict) == "contradicted");
      }
    }
  }
  CHECK(true_sentences >= 30);
}
