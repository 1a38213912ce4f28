#include "series_writer.h"

#include <utility>

#include "soundings/claims/check.h"
#include "soundings/claims/series_points.h"

namespace soundings::claims {

namespace {

bool bears_out(const Judgement& judged) {
  return judged.verdict == Verdict::holds || judged.verdict == Verdict::rounding;
}

}  // namespace

SeriesWriter::SeriesWriter(const Evidence& evidence, const ExternalSeries& series, Statements& into)
    : evidence_(evidence),
      points_(evidence.points()),
      series_(series),
      into_(into),
      claim_{.kind = Claim::Kind::way, .base = {.kind = When::Kind::baseline}},
      subject_{.series = series_, .claim = claim_, .points = points_},
      force_(subject_.area()) {}

Statement SeriesWriter::statement(const std::string& kind, const std::string& text,
                                  const std::string& verdict) const {
  return {.aim = series_.aim, .series = series_.id, .kind = kind, .text = text, .verdict = verdict};
}

void SeriesWriter::say(const std::string& kind, const std::string& text,
                       const std::string& verdict) {
  const Judgement judged = check_sentence(text, evidence_);
  if (bears_out(judged)) {
    into_.made.push_back(statement(kind, text, verdict));
  } else {
    leave_out(kind, text, judged);
  }
}

void SeriesWriter::say_first(const std::string& kind, const std::vector<std::string>& texts) {
  for (std::size_t i = 0; i + 1 < texts.size(); ++i) {
    if (bears_out(check_sentence(texts[i], evidence_))) {
      into_.made.push_back(statement(kind, texts[i], ""));
      return;
    }
  }
  say(kind, texts.back());
}

void SeriesWriter::leave_out(const std::string& kind, const std::string& text,
                             const Judgement& why) {
  into_.withheld.push_back(
      {.statement = statement(kind, text, ""), .figure = why.figure, .arithmetic = why.arithmetic});
}

std::string inside(std::string title) {
  if (title.starts_with("The ")) {
    title.front() = 't';
  }
  return title;
}

std::string SeriesWriter::title() const {
  return series_.title.at("en");
}

std::string SeriesWriter::title_within() const {
  constexpr std::string_view article = "The ";
  const std::string text = title();
  return text.starts_with(article) ? text.substr(article.size()) : text;
}

std::string SeriesWriter::amount(const Held& held) const {
  return amount_in_words(series_, held.value, held.decimals, held.point->approximate);
}

std::string SeriesWriter::place(const std::string& area) const {
  const bool takes_article = area.ends_with(" average") || area.ends_with(" region");
  return area == force_ ? "the force" : (takes_article ? "the " : "") + area;
}

std::string SeriesWriter::better(double change) const {
  if (!series_.good || change == 0.0) {
    return change == 0.0 ? "No change" : "";
  }
  return (*series_.good == Measure::Direction::up) == (change > 0.0) ? "Better" : "Worse";
}

const Held* SeriesWriter::newest(const std::string& area) const {
  return one_at(subject_, area, {});
}

bool SeriesWriter::is_whole(const std::string& area) const {
  const SeriesArea* one = points_.definitions().report.find_area(area);
  return one != nullptr && one->whole;
}

}  // namespace soundings::claims
