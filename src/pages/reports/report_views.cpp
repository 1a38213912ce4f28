#include "reports/report_views.h"

#include <algorithm>
#include <utility>

#include "reports/report_svg.h"

namespace soundings::pages {
namespace {

constexpr std::size_t panels_from = 3;  // charts of a sheet that stand two in a row on a screen

const char* tone_name(const AimFigure& figure) {
  return figure.tone == Tone::better  ? "better"
         : figure.tone == Tone::worse ? "worse"
         : figure.kind == "none"      ? "none"
                                      : "same";
}

const char* mark_of(const AimFigure& figure) {
  return figure.kind == "higher"  ? "\u25b2"
         : figure.kind == "lower" ? "\u25bc"
         : figure.kind == "same"  ? "\u25cf"
                                  : "\u2013";
}

/// Held together on one line where it is short.
std::string held_together(const std::string& text) {
  constexpr std::size_t longest = 13;
  std::string whole;
  for (const char c : text) {
    whole += text.size() <= longest && c == ' ' ? "\u00a0" : std::string(1, c);
  }
  return whole;
}

View figure_view(const AimReport& report, const AimFigure& figure) {
  std::string place = figure.area == report.force ? "" : figure.area;
  if (!figure.period.empty()) {
    place += (place.empty() ? "" : ", ") + figure.period;
  }
  return View{}
      .text("figure_title", figure.title)
      .text("place", place)
      .text("period", figure.period)
      .text("baseline", figure.baseline)
      .text("baseline_period", figure.baseline_period)
      .text("value", held_together(figure.value))
      .text("range", held_together(figure.range == "[x]" ? "[x] no range" : figure.range))
      .text("answers", held_together(figure.answers))
      .text("change", held_together(figure.change))
      .text("change_range", held_together(figure.change_range))
      .text("reading", figure.reading)
      .text("tone", tone_name(figure))
      .text("mark", mark_of(figure));
}

/// A value alone, which needs no columns for what it is held against.
bool is_plain(const AimFigure& figure) {
  return figure.baseline.empty() && figure.change.empty() && figure.range.empty() &&
         figure.answers.empty() && figure.reading.empty();
}

std::string aim_anchor(const AimSheet& sheet) {
  return "aim-" + sheet.id;
}

std::vector<View> glance_views(const AimReport& report) {
  std::vector<View> views;
  for (const AimSheet& sheet : report.sheets) {
    auto at = std::ranges::find_if(sheet.figures, &AimFigure::leads);
    View view;
    if (at != sheet.figures.end()) {
      view = figure_view(report, *at);
    } else {
      view.text("figure_title", sheet.no_source.empty() ? "No figure of the force as a whole"
                                                        : "No source measures it")
          .text("value", "[x]");
    }
    views.push_back(
        std::move(view.text("aim_id", aim_anchor(sheet)).text("aim_title", sheet.title)));
  }
  return views;
}

std::vector<View> texts(const char* name, const std::vector<std::string>& all) {
  std::vector<View> views;
  views.reserve(all.size());
  for (const std::string& one : all) {
    views.push_back(View{}.text(name, one));
  }
  return views;
}

void add_lines(const AimChart& chart, std::vector<View>& rows) {
  for (const ChartLine& line : chart.lines) {
    for (const ChartPoint& point : line.points) {
      std::vector<std::string> cells;
      if (chart.lines.size() > 1) {
        cells.push_back(line.name);
      }
      cells.push_back(point.words);
      if (chart.ranges) {
        cells.push_back(point.range);
      }
      if (chart.answers) {
        cells.push_back(point.answers);
      }
      cells.push_back(point.marks);
      rows.push_back(View{}.text("row_name", point.period).list("cells", texts("cell", cells)));
    }
  }
}

void add_areas(const AimChart& chart, std::vector<View>& rows) {
  for (const ChartArea& area : chart.areas) {
    std::vector<std::string> cells{area.words};
    if (chart.ranges) {
      cells.push_back(area.range);
    }
    if (chart.answers) {
      cells.push_back(area.answers);
      cells.push_back(area.reading);
    }
    cells.push_back(area.marks);
    rows.push_back(View{}.text("row_name", area.name).list("cells", texts("cell", cells)));
  }
}

View chart_view(const AimChart& chart) {
  const bool lines = chart.kind == AimChart::Kind::lines;
  std::vector<std::string> columns{lines ? "Period" : "Area"};
  if (lines && chart.lines.size() > 1) {
    columns.emplace_back("Area");
  }
  columns.emplace_back("Value");
  if (chart.ranges) {
    columns.emplace_back("95% range");
  }
  if (chart.answers) {
    columns.emplace_back("Answers");
    if (!lines) {
      columns.emplace_back("Reading");
    }
  }
  columns.emplace_back("Mark");
  std::vector<View> rows;
  lines ? add_lines(chart, rows) : add_areas(chart, rows);
  return View{}
      .text("chart_id", chart.id)
      .text("chart_title", chart.title)
      .text("chart_sub", chart.sub)
      .text("chart_wide", chart_svg(chart, ChartWidth::wide))
      .text("chart_narrow", chart_svg(chart, ChartWidth::narrow))
      .text("chart_note", axis_words(chart) + (chart.note.empty() ? "" : " " + chart.note))
      .list("columns", texts("column", columns))
      .list("rows", std::move(rows));
}

/// "Some **bold** words" as runs.
std::vector<View> run_views(std::string_view line) {
  std::vector<View> runs;
  bool bold = false;
  while (!line.empty()) {
    const auto stars = line.find("**");
    const std::string_view run = line.substr(0, stars);
    if (!run.empty()) {
      runs.push_back(View{}.text("run", std::string(run)).flag("bold", bold));
    }
    line.remove_prefix(stars == std::string_view::npos ? line.size() : stars + 2);
    bold = !bold && stars != std::string_view::npos;
  }
  return runs;
}

/// Paragraphs, then lists of one run of items each, in the order of the text.
View words_view(const AimWords& words) {
  std::vector<View> blocks;
  std::vector<View> items;
  const auto end_list = [&] {
    if (!items.empty()) {
      blocks.push_back(View{}.part("list", View{}.list("items", std::move(items))));
      items.clear();
    }
  };
  std::string_view text = words.text;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.ends_with('\r')) {
      line.remove_suffix(1);
    }
    if (line.starts_with("- ")) {
      items.push_back(View{}.list("runs", run_views(line.substr(2))));
      continue;
    }
    end_list();
    if (line.find_first_not_of(' ') != std::string_view::npos) {
      blocks.push_back(View{}.part("paragraph", View{}.list("runs", run_views(line))));
    }
  }
  end_list();
  return View{}
      .list("blocks", std::move(blocks))
      .text("by", words.by.empty() ? "" : "Written by " + words.by + ", " + words.at);
}

std::string sign_off_words(const AimSignOff& sign_off) {
  if (sign_off.by.empty()) {
    return "Not yet signed off";
  }
  return sign_off.stands ? "Signed off by " + sign_off.by + ", " + sign_off.at
                         : "Not signed off: what " + sign_off.by + " signed on " + sign_off.at +
                               " has changed since";
}

/// A person's words; nothing where there are none.
std::vector<View> words_views(const AimWords& words) {
  return words.text.empty() ? std::vector<View>() : std::vector{words_view(words)};
}

std::string content_of(const SheetActs& acts, const std::string& aim) {
  const auto at = std::ranges::find(acts.contents, aim, &AimContent::aim);
  return at == acts.contents.end() ? "" : at->content;
}

void add_acts(const AimReport& report, const AimSheet& sheet, const SheetActs& acts, View& view) {
  if (!acts.write && !acts.sign) {
    return;
  }
  const std::string here = "/reports/" + report.id + "/aims/" + sheet.id;
  const bool to_sign = acts.sign && sheet.reconciles() && !sheet.sign_off.stands;
  view.part("acts", View{}
                        .text("edit_href", acts.write ? here + "/edit" : "")
                        .text("sign_action", to_sign ? here + "/sign-off" : "")
                        .text("content", content_of(acts, sheet.id))
                        .text("form_token", acts.form_token));
}

std::string joined(const std::vector<std::string>& all) {
  std::string text;
  for (const std::string& one : all) {
    text += (text.empty() ? "" : "; ") + one;
  }
  return text + (text.empty() ? "" : ".");
}

View sheet_view(const AimReport& report, const AimSheet& sheet, std::size_t nth,
                const SheetActs& acts) {
  std::vector<View> charts;
  charts.reserve(sheet.charts.size());
  for (const AimChart& chart : sheet.charts) {
    charts.push_back(chart_view(chart));
  }
  std::vector<View> figures;
  std::vector<View> plain;
  for (const AimFigure& figure : sheet.figures) {
    (is_plain(figure) ? plain : figures).push_back(figure_view(report, figure));
  }
  auto sentences = sentence_views(sheet, false);
  View view;
  view.text("nth", std::to_string(nth))
      .text("aim_id", aim_anchor(sheet))
      .text("aim_title", sheet.title)
      .text("wording", sheet.wording)
      .text("measure", sheet.measure)
      .text("source", joined(sheet.sources))
      .text("no_source", sheet.no_source)
      .flag("has_charts", !charts.empty())
      .flag("several", charts.size() > 1)
      .flag("short", charts.empty() && sheet.figures.empty())
      .flag("panels", charts.size() > panels_from)
      .flag("has_figures", !figures.empty())
      .flag("has_plain", !plain.empty())
      .flag("has_sentences", !sentences.empty())
      .text("sign_off", sign_off_words(sheet.sign_off))
      .flag("signed", sheet.sign_off.stands)
      .list("charts", std::move(charts))
      .list("figures", std::move(figures))
      .list("plain", std::move(plain))
      .list("notes", texts("note", sheet.notes))
      .list("sentences", std::move(sentences))
      .list("commentary", words_views(sheet.commentary))
      .list("actions", words_views(sheet.actions))
      .list("claims", claim_views(sheet))
      .list("unchecked", acts.withheld ? unchecked_views(sheet) : std::vector<View>())
      .list("withheld", acts.withheld ? withheld_views(sheet) : std::vector<View>());
  add_acts(report, sheet, acts, view);
  return view;
}

std::string standing(const AimReport& report) {
  return report.published.empty() ? "Draft " + std::to_string(report.number) + ", not published"
                                  : "Published " + report.published;
}

}  // namespace

namespace {

std::vector<View> change_views(const AimRevision& revision) {
  std::vector<View> views;
  views.reserve(revision.changes.size());
  for (const AimChange& change : revision.changes) {
    views.push_back(
        View{}.text("figure", change.figure).text("before", change.before).text("now", change.now));
  }
  return views;
}

}  // namespace

View sheets_view(const AimReport& report, bool sample, const SheetActs& acts) {
  std::vector<View> sheets;
  sheets.reserve(report.sheets.size());
  for (const AimSheet& sheet : report.sheets) {
    sheets.push_back(sheet_view(report, sheet, sheets.size() + 1, acts));
  }
  View view;
  if (report.revision) {
    auto changes = change_views(*report.revision);
    view.part("revision", View{}
                              .text("revised", report.revision->of)
                              .flag("changed", !changes.empty())
                              .list("changes", std::move(changes)));
  }
  return std::move(view)
      .text("report_title", report.title)
      .text("force", report.force)
      .text("day", report.day)
      .text("standing", standing(report))
      .text("release", report.release)
      .text("month", report.month)
      .flag("sample", sample)
      .list("glance", glance_views(report))
      .list("sheets", std::move(sheets));
}

std::string sheets_of(std::string_view file) {
  constexpr std::string_view open = "<main>\n";
  constexpr std::string_view close = "</main>";
  const auto begin = file.find(open);
  const auto end = file.rfind(close);
  return begin == std::string_view::npos || end == std::string_view::npos
             ? std::string()
             : std::string(file.substr(begin + open.size(), end - begin - open.size()));
}

}  // namespace soundings::pages
