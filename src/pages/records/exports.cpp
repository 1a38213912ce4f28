// The page of files: those of a release, and for analysts those of working figures.
#include <utility>

#include "soundings/pages/record_pages.h"

#include "parts/frame.h"

namespace soundings::pages {
namespace {

View file_view(const ExportFile& file) {
  return View{}
      .text("file_title", file.title)
      .text("holds", file.holds)
      .text("file_name", file.name)
      .text("href", file.href)
      .text("rows", file.rows)
      .text("amount", file.rows + (file.rows.empty() || file.size.empty() ? "" : ", ") + file.size)
      .text("size", file.size)
      .text("sha256", file.sha256)
      .text("labelled", file.labelled)
      .text("made", file.made)
      .text("maker", file.maker);
}

std::vector<View> file_views(const std::vector<ExportFile>& files) {
  std::vector<View> views;
  views.reserve(files.size());
  for (const ExportFile& file : files) {
    views.push_back(file_view(file));
  }
  return views;
}

std::vector<View> group_views(const std::vector<ExportGroup>& groups) {
  std::vector<View> views;
  views.reserve(groups.size());
  for (const ExportGroup& group : groups) {
    views.push_back(View{}
                        .text("group_title", group.title)
                        .text("group_id", "files-" + std::to_string(views.size() + 1))
                        .text("group_count", std::to_string(group.files.size()))
                        .list("files", file_views(group.files)));
  }
  return views;
}

}  // namespace

std::string exports(const Definitions& definitions, const ExportsPage& page) {
  View view;
  view.text("shown_release", page.release)
      .text("shown_month", page.month)
      .text("shown_published", page.published)
      .text("published_by", page.by)
      .text("choices_action", "/exports")
      .flag("has_working", !page.working.empty())
      .flag("has_figures", !page.figures.empty())
      .flag("has_records", !page.records.empty())
      .flag("has_reports", !page.reports.empty())
      .list("choice_list", choice_views(page.choices))
      .list("first_files", file_views(page.first))
      .list("groups", group_views(page.groups))
      .list("working_files", file_views(page.working))
      .list("figure_files", file_views(page.figures))
      .list("record_files", file_views(page.records))
      .list("report_files", file_views(page.reports));
  return framed(definitions, page.frame, {.title = "Exports", .address = "/exports"}, "exports",
                std::move(view));
}

}  // namespace soundings::pages
