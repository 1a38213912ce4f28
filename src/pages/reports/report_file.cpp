// The report as one file: its style stands in it, allowed by its hash, and nothing else is fetched.
#include <algorithm>
#include <cassert>

#include "soundings/base/digest.h"
#include "soundings/pages/report_pages.h"

#include "embedded.h"
#include "reports/report_views.h"

namespace soundings::pages {
namespace {

/// With what the file itself needs beside the sheets.
std::string style() {
  const auto templates = embedded_templates();
  const auto sheet = std::ranges::find(templates, "report", &Template::name);
  assert(sheet != templates.end());
  return "body{margin:0;background:#fff}@media screen and (max-width:860px){body{padding:0 "
         "15px}}\n" +
         std::string(sheet->text);
}

}  // namespace

std::string report_file(const AimReport& report, bool sample) {
  const std::string own = style();
  View view = sheets_view(report, sample, {});
  view.text("style", own).text("style_hash", "sha256-" + to_base64(sha256(own)));
  return render("report_file", view);
}

}  // namespace soundings::pages
