// The report as one file: its style stands in it, allowed by its hash, and nothing else is fetched.
#include <algorithm>
#include <cassert>

#include "soundings/base/digest.h"
#include "soundings/pages/report_pages.h"

#include "embedded.h"
#include "reports/report_views.h"

namespace soundings::pages {
namespace {

/// At the foot of each sheet of paper: the release, in the letters and digits of its id.
std::string foot(std::string release) {
  std::erase_if(release, [](char c) {
    return (c < '0' || c > '9') && (c < 'a' || c > 'z') && c != '-' && c != '.';
  });
  return "@page{@bottom-left{content:\"Soundings, release " + release +
         "\";font:8.5pt \"Source Sans 3\",Arial,sans-serif;color:#495b66}}\n";
}

/// With what the file itself needs beside the sheets.
std::string style(const AimReport& report) {
  const auto templates = embedded_templates();
  const auto sheet = std::ranges::find(templates, "report", &Template::name);
  assert(sheet != templates.end());
  return "body{margin:0;background:#fff}@media screen and (max-width:860px){body{padding:0 "
         "15px}}\n" +
         std::string(sheet->text) + foot(report.release);
}

}  // namespace

std::string report_file(const AimReport& report, bool sample) {
  const std::string own = style(report);
  View view = sheets_view(report, sample, {});
  std::vector<View> printed;
  for (const PrintedFigure& figure : printed_figures(report)) {
    printed.push_back(View{}
                          .text("key", figure.key)
                          .text("name", figure.name)
                          .text("printed_value", figure.value));
  }
  view.text("style", own)
      .text("style_hash", "sha256-" + to_base64(sha256(own)))
      .list("printed", std::move(printed));
  return render("report_file", view);
}

}  // namespace soundings::pages
