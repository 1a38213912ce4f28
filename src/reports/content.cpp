// What somebody signs: every text that the sheet of an aim shows, in order.
#include "soundings/base/number.h"
#include "soundings/reports/compose.h"

namespace soundings::reports {

namespace {

/// Texts one after another, each with its length, so that no two sheets read alike.
class Content {
 public:
  template <typename... Texts>
  void add(const Texts&... texts) {
    (one(texts), ...);
  }
  [[nodiscard]] Sha256 digest() const { return sha256(all_); }

 private:
  void one(const std::string& text) { all_ += std::to_string(text.size()) + ":" + text; }
  void one(const std::optional<double>& value) { one(value ? shortest(*value) : std::string("-")); }
  void one(bool value) { one(std::string(value ? "yes" : "no")); }

  std::string all_;
};

void add_chart(const AimChart& chart, Content& content) {
  content.add(chart.id, chart.title, chart.sub, chart.note, chart.broken_words, chart.broken_at);
  for (const ChartLine& line : chart.lines) {
    content.add(line.name);
    for (const ChartPoint& point : line.points) {
      content.add(point.period, point.words, point.range, point.answers, point.marks,
                  std::optional(point.value), point.lo, point.hi, point.approximate, point.apart);
    }
  }
  for (const ChartArea& area : chart.areas) {
    content.add(area.name, area.words, area.range, area.answers, area.reading, area.marks,
                area.value, area.lo, area.hi, area.hidden);
  }
  if (chart.reference) {
    content.add(chart.reference->words, std::optional(chart.reference->value));
  }
}

}  // namespace

Sha256 content_of(const AimSheet& sheet) {
  Content content;
  content.add(sheet.id, sheet.title, sheet.wording, sheet.measure, sheet.no_source,
              sheet.commentary.text, sheet.actions.text);
  for (const std::string& source : sheet.sources) {
    content.add(source);
  }
  for (const AimChart& chart : sheet.charts) {
    add_chart(chart, content);
  }
  for (const AimFigure& one : sheet.figures) {
    content.add(one.title, one.area, one.period, one.value, one.range, one.answers, one.baseline,
                one.baseline_period, one.change, one.change_range, one.reading, one.source);
  }
  for (const AimSentence& one : sheet.sentences) {
    content.add(one.text, one.verdict);
  }
  for (const std::string& note : sheet.notes) {
    content.add(note);
  }
  return content.digest();
}

}  // namespace soundings::reports
