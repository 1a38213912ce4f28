#include "reports/report_svg.h"

#include <algorithm>
#include <vector>

#include "soundings/base/number.h"

#include "reports/report_scale.h"

namespace soundings::pages {
namespace {

std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string at(double value) {
  return rounded(value, 1);
}

/// One drawing as text.
class Drawing {
 public:
  Drawing(double width, double height, const std::string& css, const std::string& name)
      : open_("<svg class=\"" + css + "\" viewBox=\"0 0 " + at(width) + " " + at(height) +
              "\" width=\"" + at(width) + "\" height=\"" + at(height) +
              R"(" role="img" aria-label=")" + escaped(name) + "\">") {}

  void line(const char* css, double x1, double y1, double x2, double y2) {
    body_ += "<line class=\"" + std::string(css) + "\" x1=\"" + at(x1) + "\" y1=\"" + at(y1) +
             "\" x2=\"" + at(x2) + "\" y2=\"" + at(y2) + "\"/>";
  }
  void dot(const char* css, double x, double y, double radius) {
    body_ += "<circle class=\"" + std::string(css) + "\" cx=\"" + at(x) + "\" cy=\"" + at(y) +
             "\" r=\"" + at(radius) + "\"/>";
  }
  void box(const char* css, double x, double y, double width, double height) {
    body_ += "<rect class=\"" + std::string(css) + "\" x=\"" + at(x) + "\" y=\"" + at(y) +
             "\" width=\"" + at(std::max(0.0, width)) + "\" height=\"" + at(height) + "\"/>";
  }
  void path(const char* css, const std::string& points) {
    body_ += "<path class=\"" + std::string(css) + "\" d=\"" + points + "\"/>";
  }
  void text(const char* css, double x, double y, const char* anchor, const std::string& words) {
    body_ += "<text class=\"" + std::string(css) + "\" x=\"" + at(x) + "\" y=\"" + at(y) +
             "\" text-anchor=\"" + anchor + "\">" + escaped(words) + "</text>";
  }
  [[nodiscard]] std::string done() const { return open_ + body_ + "</svg>"; }

 private:
  std::string open_;
  std::string body_;
};

std::string name_of(const AimChart& chart) {
  std::string name = chart.kind == AimChart::Kind::lines ? "Line chart. " : "Chart of areas. ";
  name += chart.title + ".";
  for (const ChartLine& line : chart.lines) {
    const ChartPoint& first = line.points.front();
    const ChartPoint& last = line.points.back();
    name += " " + line.name + ": " + first.words + " in " + first.period + ", " + last.words +
            " in " + last.period + ".";
  }
  for (const ChartArea& area : chart.areas) {
    name += " " + area.name + ": " + (area.hidden ? "hidden" : area.words) + ".";
  }
  return name;
}

/// What stands at the end of a line: its last value, and of several lines its name.
std::string end_words(const AimChart& chart, const ChartLine& line) {
  return line.points.back().words + (chart.lines.size() > 1 ? " " + line.name : "");
}

/// The width of the longest of them, with its distance from the line.
double room_of_names(const AimChart& chart) {
  constexpr double letter = 8.5;
  std::size_t longest = 0;
  for (const ChartLine& line : chart.lines) {
    longest = std::max(longest, end_words(chart, line).size());
  }
  return 14.0 + letter * static_cast<double>(longest);
}

/// Lines in time.
class LineDrawing {
 public:
  LineDrawing(const AimChart& chart, ChartWidth width)
      : chart_(chart),
        wide_(width == ChartWidth::wide),
        width_(wide_ ? 660.0 : 340.0),
        height_(wide_ ? 240.0 : 190.0),
        left_(wide_ ? 64.0 : 52.0),
        right_(width_ - (wide_ ? std::max(150.0, room_of_names(chart)) : 72.0)),
        scale_(scale_of(chart)),
        drawing_(width_, height_, wide_ ? "rp-wide" : "rp-narrow", name_of(chart)) {
    Extent months;
    for (const ChartLine& line : chart.lines) {
      for (const ChartPoint& point : line.points) {
        months.add(point.at);
      }
    }
    first_ = months.low;
    last_ = std::max(months.high, months.low + 1.0);
  }

  std::string draw() {
    grid();
    months();
    if (chart_.lines.size() == 1) {
      band(chart_.lines.front());
    }
    reference();
    broken();
    for (std::size_t nth = chart_.lines.size(); nth-- > 0;) {
      line(chart_.lines[nth], nth == 0);
    }
    ends();
    return drawing_.done();
  }

 private:
  [[nodiscard]] double x(double month) const {
    return left_ + (right_ - left_) * (month - first_) / (last_ - first_);
  }
  [[nodiscard]] double y(double value) const {
    return bottom() - (bottom() - top_) * (value - scale_.min) / (scale_.max - scale_.min);
  }
  [[nodiscard]] double bottom() const { return height_ - 34.0; }

  void grid() {
    const std::vector<double> marks = marks_of(scale_);
    for (std::size_t nth = 0; nth < marks.size(); ++nth) {
      const double value = marks[nth];
      drawing_.line(nth == 0 ? "rp-axis" : "rp-grid", left_, y(value), right_, y(value));
      drawing_.text("rp-soft", left_ - 8.0, y(value) + 5.0, "end",
                    scale_words(chart_, scale_, value));
    }
  }

  /// As many as there is room for, the last among them.
  void months() {
    const std::vector<ChartPoint>& points = chart_.lines.front().points;
    const double room = wide_ ? 82.0 : 76.0;
    double taken = right_ + room;
    for (std::size_t nth = points.size(); nth-- > 0;) {
      const double place = x(points[nth].at);
      if (taken - place >= room) {
        drawing_.line("rp-axis", place, bottom(), place, bottom() + 5.0);
        drawing_.text("rp-soft", place, bottom() + 22.0, "middle", points[nth].tick);
        taken = place;
      }
    }
  }

  void band(const ChartLine& line) {
    std::string there;
    std::string back;
    for (const ChartPoint& point : line.points) {
      if (point.lo && point.hi) {
        there += (there.empty() ? "M" : "L") + at(x(point.at)) + " " + at(y(*point.hi));
        back = "L" + at(x(point.at)) + " " + at(y(*point.lo)) + back;
      }
    }
    if (!there.empty()) {
      drawing_.path("rp-band", there + back + "Z");
    }
  }

  void reference() {
    if (!chart_.reference) {
      return;
    }
    const double from = chart_.reference->from.value_or(first_);
    drawing_.line("rp-baseline", x(std::max(from, first_)), y(chart_.reference->value), right_,
                  y(chart_.reference->value));
  }

  void broken() {
    if (chart_.broken_at && *chart_.broken_at > first_) {
      const double place = x(*chart_.broken_at);
      drawing_.line("rp-break", place, top_ - 6.0, place, bottom());
      const bool near = place < (left_ + right_) / 2.0;
      drawing_.text("rp-soft", place + (near ? 6.0 : -6.0), top_ - 2.0, near ? "start" : "end",
                    chart_.broken_words);
    }
  }

  void line(const ChartLine& line, bool first) {
    std::string path;
    bool apart = false;
    for (const ChartPoint& point : line.points) {
      const bool begins = path.empty() || point.apart != apart;
      path += (begins ? "M" : "L") + at(x(point.at)) + " " + at(y(point.value));
      apart = point.apart;
    }
    drawing_.path(first ? "rp-line" : "rp-line rp-line--other", path);
    for (const ChartPoint& point : line.points) {
      drawing_.dot(point.apart         ? "rp-dot--apart"
                   : point.approximate ? "rp-dot--about"
                                       : "rp-dot",
                   x(point.at), y(point.value), 4.0);
    }
  }

  /// The last value of each line, and the baseline, beside the chart and clear of one another.
  void ends() {
    struct End {
      double y;
      std::string words;
      const char* css;
    };
    std::vector<End> ends;
    for (const ChartLine& line : chart_.lines) {
      const ChartPoint& last = line.points.back();
      ends.push_back({y(last.value), wide_ ? end_words(chart_, line) : last.words, "rp-strong"});
    }
    if (chart_.reference) {
      ends.push_back(
          {y(chart_.reference->value), wide_ ? chart_.reference->words : "Baseline", "rp-soft"});
    }
    std::ranges::stable_sort(ends, {}, &End::y);
    double free = top_ - 8.0;
    for (End& end : ends) {
      end.y = std::max(end.y, free);
      free = end.y + 17.0;
      drawing_.text(end.css, right_ + 10.0, end.y + 5.0, "start", end.words);
    }
  }

  const AimChart& chart_;
  const bool wide_;
  const double width_;
  const double height_;
  const double top_ = 22.0;
  const double left_;
  const double right_;
  const Scale scale_;
  Drawing drawing_;
  double first_ = 0.0;
  double last_ = 1.0;
};

/// Areas beside one another: a dot on its range, or a bar from zero where the source gives none.
class AreaDrawing {
 public:
  AreaDrawing(const AimChart& chart, ChartWidth width)
      : chart_(chart),
        wide_(width == ChartWidth::wide),
        width_(wide_ ? 660.0 : 340.0),
        row_(wide_ ? 26.0 : 23.0),
        left_(wide_ ? 160.0 : 132.0),
        right_(width_ - (wide_ ? 90.0 : 62.0)),
        height_(top_ + row_ * static_cast<double>(chart.areas.size()) + 30.0),
        scale_(scale_of(chart)),
        drawing_(width_, height_, wide_ ? "rp-wide" : "rp-narrow", name_of(chart)) {}

  std::string draw() {
    grid();
    double middle = top_ + row_ / 2.0;
    for (const ChartArea& area : chart_.areas) {
      row(area, middle);
      middle += row_;
    }
    if (chart_.reference) {
      const double place = x(chart_.reference->value);
      drawing_.line("rp-ref", place, top_ - 4.0, place, bottom());
      drawing_.text("rp-strong", std::clamp(place, 70.0, width_ - 70.0), top_ - 9.0, "middle",
                    chart_.reference->words);
    }
    return drawing_.done();
  }

 private:
  [[nodiscard]] double x(double value) const {
    return left_ + (right_ - left_) * (value - scale_.min) / (scale_.max - scale_.min);
  }
  [[nodiscard]] double bottom() const {
    return top_ + row_ * static_cast<double>(chart_.areas.size());
  }

  void grid() {
    const std::size_t every = wide_ ? 1 : 2;
    const std::vector<double> marks = marks_of(scale_);
    for (std::size_t nth = 0; nth < marks.size(); ++nth) {
      const double value = marks[nth];
      drawing_.line(nth == 0 ? "rp-axis" : "rp-grid", x(value), top_, x(value), bottom());
      if (nth % every == 0) {
        drawing_.text("rp-soft", x(value), bottom() + 20.0, "middle",
                      scale_words(chart_, scale_, value));
      }
    }
  }

  void row(const ChartArea& area, double middle) {
    drawing_.text("", left_ - 10.0, middle + 5.0, "end", area.name);
    if (!area.value) {
      drawing_.box("rp-hidden", left_ + 4.0, middle - 7.0, right_ - left_ - 8.0, 14.0);
      drawing_.text("rp-soft", right_ + 10.0, middle + 5.0, "start", area.words);
      return;
    }
    if (area.lo && area.hi) {
      drawing_.line("rp-whisker", x(*area.lo), middle, x(*area.hi), middle);
      drawing_.dot("rp-dot", x(*area.value), middle, 6.0);
    } else {
      drawing_.box("rp-bar", x(0.0), middle - 8.0, x(*area.value) - x(0.0), 16.0);
    }
    drawing_.text("rp-strong", right_ + 10.0, middle + 5.0, "start", area.words);
  }

  const AimChart& chart_;
  const bool wide_;
  const double width_;
  const double top_ = 28.0;
  const double row_;
  const double left_;
  const double right_;
  const double height_;
  const Scale scale_;
  Drawing drawing_;
};

}  // namespace

std::string chart_svg(const AimChart& chart, ChartWidth width) {
  return chart.kind == AimChart::Kind::lines ? LineDrawing(chart, width).draw()
                                             : AreaDrawing(chart, width).draw();
}

std::string axis_words(const AimChart& chart) {
  const Scale scale = scale_of(chart);
  return std::string(chart.kind == AimChart::Kind::lines ? "The vertical" : "The horizontal") +
         " axis runs from " + scale_words(chart, scale, scale.min) + " to " +
         scale_words(chart, scale, scale.max) + ".";
}

}  // namespace soundings::pages
