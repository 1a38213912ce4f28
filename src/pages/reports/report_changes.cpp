// What a draft prints otherwise than the report that it revises. A report's file names each figure
// that it prints in a list that nobody sees, from which they are read again.
#include <algorithm>
#include <array>
#include <utility>

#include "soundings/pages/report_pages.h"

#include "reports/report_views.h"

namespace soundings::pages {
namespace {

constexpr std::string_view list_begins = "<template id=\"printed-figures\">";
constexpr std::string_view item_begins = "<li data-figure=\"";
constexpr std::string_view name_begins = "\" data-name=\"";
constexpr std::string_view value_begins = "\">";
constexpr std::string_view item_ends = "</li>";
constexpr const char* not_printed = "not printed";

std::string unescaped(std::string_view text) {
  constexpr std::array<std::pair<std::string_view, char>, 5> escapes{
      {{"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&#39;", '\''}}};
  std::string out;
  while (!text.empty()) {
    const auto* const at = std::ranges::find_if(
        escapes, [&](const auto& escape) { return text.starts_with(escape.first); });
    out += at == escapes.end() ? text.front() : at->second;
    text.remove_prefix(at == escapes.end() ? 1 : at->first.size());
  }
  return out;
}

/// What stands before `end`, which is taken away with it; nothing where there is no such end.
std::optional<std::string> taken(std::string_view& text, std::string_view end) {
  const auto at = text.find(end);
  if (at == std::string_view::npos) {
    return std::nullopt;
  }
  std::string before = unescaped(text.substr(0, at));
  text.remove_prefix(at + end.size());
  return before;
}

/// The figures that a file names, in its order; none of a file without the list.
std::vector<PrintedFigure> figures_in(std::string_view file) {
  std::vector<PrintedFigure> figures;
  if (!taken(file, list_begins)) {
    return figures;
  }
  while (taken(file, item_begins)) {
    auto key = taken(file, name_begins);
    auto name = taken(file, value_begins);
    auto value = taken(file, item_ends);
    if (!key || !name || !value) {
      break;
    }
    figures.push_back(
        {.key = *std::move(key), .name = *std::move(name), .value = *std::move(value)});
  }
  return figures;
}

class Printed {
 public:
  explicit Printed(const AimReport& report) {
    for (const AimSheet& sheet : report.sheets) {
      for (const AimFigure& figure : sheet.figures) {
        add(figure);
      }
      for (const AimChart& chart : sheet.charts) {
        add(chart, title_of(sheet, chart));
      }
    }
  }

  [[nodiscard]] std::vector<PrintedFigure> take() { return std::move(figures_); }

 private:
  static std::string title_of(const AimSheet& sheet, const AimChart& chart) {
    const auto at = std::ranges::find(sheet.figures, chart.subject, &AimFigure::subject);
    return at == sheet.figures.end() ? chart.title : at->title;
  }

  void add(const std::string& subject, const std::string& title, const std::string& area,
           const std::string& period, const std::string& value) {
    std::string key = subject + "|" + area + "|" + period;
    if (!value.empty() && std::ranges::find(figures_, key, &PrintedFigure::key) == figures_.end()) {
      figures_.push_back({.key = std::move(key),
                          .name = title + (area.empty() ? "" : ", " + area) +
                                  (period.empty() ? "" : ", " + period),
                          .value = value});
    }
  }

  static std::string with_range(const std::string& value, const std::string& range) {
    return range.empty() || range.starts_with('[') ? value : value + " (" + range + ")";
  }

  void add(const AimFigure& figure) {
    add(figure.subject, figure.title, figure.area, figure.period,
        with_range(figure.value, figure.range));
    add(figure.subject, figure.title, figure.area, figure.baseline_period, figure.baseline);
  }

  void add(const AimChart& chart, const std::string& title) {
    for (const ChartLine& line : chart.lines) {
      for (const ChartPoint& point : line.points) {
        add(chart.subject, title, line.name, point.period, with_range(point.words, point.range));
      }
    }
    for (const ChartArea& area : chart.areas) {
      add(chart.subject, title, area.name, "", with_range(area.words, area.range));
    }
  }

  std::vector<PrintedFigure> figures_;
};

std::string value_in(const std::vector<PrintedFigure>& figures, const std::string& key) {
  const auto at = std::ranges::find(figures, key, &PrintedFigure::key);
  return at == figures.end() ? not_printed : at->value;
}

}  // namespace

std::vector<PrintedFigure> printed_figures(const AimReport& report) {
  return Printed(report).take();
}

std::optional<AimRevision> revision_of(const AimReport& report, const std::string& revised,
                                       std::string_view file) {
  const auto before = figures_in(file);
  if (before.empty()) {
    return std::nullopt;
  }
  AimRevision revision{.of = revised, .changes = {}};
  const auto now = printed_figures(report);
  for (const PrintedFigure& figure : now) {
    const std::string old = value_in(before, figure.key);
    if (old != figure.value) {
      revision.changes.push_back({.figure = figure.name, .before = old, .now = figure.value});
    }
  }
  for (const PrintedFigure& figure : before) {
    if (std::ranges::find(now, figure.key, &PrintedFigure::key) == now.end()) {
      revision.changes.push_back(
          {.figure = figure.name, .before = figure.value, .now = not_printed});
    }
  }
  return revision;
}

}  // namespace soundings::pages
