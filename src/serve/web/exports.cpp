// The page of files: those of a release, and for analysts those of working figures.
#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>

#include "soundings/access/may.h"
#include "soundings/base/digest.h"
#include "soundings/intake/reader.h"
#include "soundings/pages/record_pages.h"
#include "soundings/release/file_names.h"
#include "soundings/release/headline.h"
#include "soundings/release/made_files.h"
#include "soundings/release/workbook.h"
#include "soundings/report/exported_files.h"
#include "soundings/report/formats.h"
#include "soundings/store/audit.h"
#include "soundings/wording/wording.h"

#include "api/releases.h"
#include "editions.h"
#include "routes.h"
#include "web/choices.h"
#include "web/moments.h"
#include "web/months.h"
#include "web/page_models.h"
#include "web/page_replies.h"
#include "web/questions.h"

namespace soundings::serve {
namespace {

constexpr std::size_t months_of_working_files = 3;

std::string size_words(std::int64_t bytes) {
  constexpr double kilobyte = 1000;
  constexpr double megabyte = 1000000;
  if (bytes < static_cast<std::int64_t>(kilobyte)) {
    return wording::count(bytes) + " bytes";
  }
  const bool large = static_cast<double>(bytes) >= megabyte;
  std::array<char, 32> text{};
  const int length = std::snprintf(text.data(), text.size(), "%.1f",
                                   static_cast<double>(bytes) / (large ? megabyte : kilobyte));
  return std::string(text.data(), static_cast<std::size_t>(length)) + (large ? " MB" : " kB");
}

std::string row_words(std::int64_t lines) {
  const std::int64_t rows = std::max<std::int64_t>(0, lines - 1);
  return rows == 1 ? "1 row" : wording::count(rows) + " rows";
}

pages::ExportFile file_of(const store::ReleaseFileLine& line, const release::FileWords& words,
                          const std::string& release) {
  return {.title = words.title,
          .holds = words.holds,
          .name = line.name,
          .href = file_address(release, line.name),
          .rows = line.name.ends_with(".csv") ? row_words(line.lines) : "",
          .size = size_words(line.bytes),
          .sha256 = to_hex(line.digest)};
}

/// The headline export of the month, which is made of the newest release as it is asked for.
pages::ExportFile headline_file(const Month& month) {
  const std::string text = to_text(month);
  return {.title = "Headline figures, " + wording::period(Period::month(month), nullptr),
          .holds =
              "For most people: every headline measure of the month, for the force, by NPU and "
              "by contact channel. CSV, for a spreadsheet.",
          .name = "headline-" + text + ".csv",
          .href = "/api/v1/headline/" + text + ".csv"};
}

/// The same with how long it is as the release has it.
pages::ExportFile measured_headline(const Context& context, const Month& month) {
  pages::ExportFile file = headline_file(month);
  const auto headline = release::headline(context.definitions, context.figures, month);
  const auto format =
      report::find_format(report::headline_formats(), "csv", report::Reader::program);
  if (headline && format) {
    std::string csv = (*format)->write(context.definitions, *headline, 0);
    if (context.is_sample()) {
      csv = report::marked(std::move(csv), (*format)->media_type);
    }
    file.rows = row_words(std::ranges::count(csv, '\n'));
    file.size = size_words(static_cast<std::int64_t>(csv.size()));
  }
  return file;
}

/// Made of the release's files as it is asked for; how large it is is not known before.
pages::ExportFile workbook_file(const std::string& release) {
  const std::string name = release::workbook_name(release);
  return {
      .title = "Workbook of every table",
      .holds =
          "For people who use a spreadsheet: one table a sheet, with labels, notes and charts of "
          "areas. XLSX.",
      .name = name,
      .href = file_address(release, name),
      .rows = "",
      .size = "",
      .sha256 = ""};
}

pages::ExportFile document_file(const std::string& release) {
  const std::string name = release::document_name(release);
  return {.title = "Document of every table",
          .holds = "For programs: every table in one document, with labels beside codes. JSON.",
          .name = name,
          .href = file_address(release, name)};
}

/// Files that left by one kind of act, the latest first.
std::vector<pages::ExportFile> files_that_left(const Context& context, const char* action) {
  constexpr std::size_t shown = 20;
  std::vector<pages::ExportFile> files;
  context.reader->read([&](const store::Store& store) {
    for (const store::AuditLine& line : store.audit().lines({.action = action, .limit = shown})) {
      for (const report::ExportedFile& file : report::parse_exported_files(line.detail)) {
        files.push_back({.name = file.name,
                         .size = size_words(file.bytes),
                         .sha256 = file.sha256,
                         .made = moment_words(line.at),
                         .maker = line.actor});
      }
    }
  });
  return files;
}

void add_files(const Context& context, const store::ReleaseLine& line, pages::ExportsPage& page) {
  const auto newest = context.editions.newest_of(line.month);
  if (newest && newest->id == line.id) {
    page.first.push_back(measured_headline(context, line.month));
  }
  page.first.push_back(workbook_file(line.id));
  page.first.push_back(document_file(line.id));
  for (const store::ReleaseFileLine& file : context.editions.files(line.id)) {
    const release::FileWords words = release::words_of_file(context.definitions, file.name);
    pages::ExportFile made = file_of(file, words, line.id);
    if (words.kind == release::FileWords::Kind::table && !words.survey.empty()) {
      made.labelled = file_address(line.id, release::labelled_name(file.name));
    }
    if (words.survey.empty()) {
      page.first.push_back(std::move(made));
      continue;
    }
    const std::string title = release::survey_title(context.definitions, words.survey);
    const auto group = std::ranges::find(page.groups, title, &pages::ExportGroup::title);
    auto& files = group == page.groups.end()
                      ? page.groups.emplace_back(pages::ExportGroup{.title = title}).files
                      : group->files;
    files.push_back(std::move(made));
  }
}

pages::ChoiceList release_choices(const std::vector<store::ReleaseLine>& lines,
                                  const std::string& shown) {
  pages::ChoiceList list{.field = "release", .label = "Release", .options = {}};
  for (const store::ReleaseLine& line : lines) {
    std::string words = wording::period(Period::month(line.month), nullptr);
    if (line.revision > 0) {
      words += ", revision " + std::to_string(line.revision);
    }
    list.options.push_back({line.id, std::move(words), line.id == shown});
  }
  return list;
}

void add_working(const Context& context, const Request& request, pages::ExportsPage& page) {
  if (context.working == nullptr ||
      !access::may(request.caller, access::to_read(access::Tier::working))) {
    return;
  }
  page.figures = files_that_left(context, "figures_exported");
  page.records = files_that_left(context, "records_exported");
  page.reports = files_that_left(context, "report_exported");
  auto months = months_with_figures(context.with_working_figures());
  if (months.empty()) {
    return;
  }
  const std::string tier = "tier=working";
  const Measure* leading = leading_measure(context.definitions);
  if (leading != nullptr) {
    const std::string latest = to_text(months.front());
    const std::string words = wording::period(Period::month(months.front()), nullptr);
    page.working.push_back(
        {.title = release::survey_title(context.definitions, leading->survey) + ", " + words +
                  ", by NPU",
         .holds = "The leading measure with effective base, design effect, standard error and both "
                  "weighted and unweighted values. CSV.",
         .href = "/api/v1/estimates?measure=" + leading->id + "&period=" + latest +
                 "&by=" + context.definitions.domain_id(DomainRole::area) + "&format=csv&" + tier});
    page.working.push_back({.title = "Weights of " + words,
                            .holds = "What weighting did to each category of each margin. CSV.",
                            .href = "/api/v1/weights?survey=" + leading->survey +
                                    "&period=" + latest + "&format=csv"});
  }
  months.resize(std::min(months.size(), months_of_working_files));
  for (const Month& month : months) {
    pages::ExportFile file = headline_file(month);
    file.holds = "Every headline measure of the month as it stands now. CSV.";
    file.href += "?" + tier;
    page.working.push_back(std::move(file));
  }
}

}  // namespace

Reply exports_page(const Context& context, const Request& request) {
  const auto kept = context.editions.list();
  const std::vector<store::ReleaseLine>& lines = *kept;
  const std::string asked = request.asked("release");
  const auto found =
      asked.empty() ? lines.begin() : std::ranges::find(lines, asked, &store::ReleaseLine::id);
  if (!asked.empty() && found == lines.end()) {
    if (lines.empty()) {
      return problem_page({404, "unknown_release", "There is no such release.", {}}, context);
    }
    return plain_page(pages::wrong_choice(context.definitions,
                                          {.action = "/exports",
                                           .field = "release",
                                           .message = "Choose a release from the list",
                                           .choices = {release_choices(lines, lines.front().id)},
                                           .frame = frame_of(context)}),
                      400);
  }
  pages::ExportsPage page;
  if (found != lines.end()) {
    page.release = found->id;
    page.month = wording::period(Period::month(found->month), nullptr);
    page.choices = {release_choices(lines, found->id)};
    if (found->published) {
      page.published = day_words(found->published->at);
      page.by = found->published->actor;
    }
    add_files(context, *found, page);
  }
  add_working(context, request, page);
  page.frame = frame_of(context);
  return page_reply(pages::exports(context.definitions, page), request);
}

}  // namespace soundings::serve
