// `soundings report`: drafts of the report to the board are made, shown, written in, signed off and
// published, and reports are written to files.
#include <algorithm>
#include <array>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <vector>

#include <nlohmann/json.hpp>

#include "soundings/base/digest.h"
#include "soundings/base/text.h"
#include "soundings/pages/report_pages.h"
#include "soundings/release/released_figures.h"
#include "soundings/report/aim_report.h"
#include "soundings/report/exported_files.h"
#include "soundings/reports/kept.h"
#include "soundings/store/release_reader.h"
#include "soundings/survey/sample_data.h"

#include "columns.h"
#include "commands.h"
#include "open.h"
#include "operator_access.h"
#include "output.h"

namespace soundings::app {

namespace {

using Json = nlohmann::ordered_json;
using Rows = std::vector<std::vector<std::string>>;

constexpr const char* address = "/operator/reports";

/// A report with what it shows. shown: empty sheets for one that is published.
struct Found {
  reports::KeptReport kept;
  AimReport shown;
};

/// Read beside whoever writes; nothing when it cannot be, and why is printed.
std::optional<Found> find_report(const ReportOptions& options) {
  const auto definitions = open_definitions(options.paths.definitions);
  if (!definitions || !database_present(options.paths)) {
    return std::nullopt;
  }
  const auto store = open_store_to_read(options.paths);
  if (store == nullptr) {
    return std::nullopt;
  }
  auto kept = reports::kept_report(*store, options.report);
  if (!kept) {
    std::cerr << "no report " << visible(options.report) << " (unknown_report)\n";
    return std::nullopt;
  }
  const auto releases = store::open_releases(options.paths.database);
  const release::ReleasedFigures figures(*definitions, *releases,
                                         kept->newest_release ? "" : kept->report.line.release);
  AimReport shown = reports::shown(*definitions, figures, *kept);
  if (kept->revised) {
    shown.revision = pages::revision_of(shown, kept->revised->line.id, kept->revised->file);
  }
  return Found{.kept = *std::move(kept), .shown = std::move(shown)};
}

/// Asks for a change, and gives what the report has become; otherwise the exit code.
Expected<Json, Exit> act(const ReportOptions& options, const std::string& path,
                         OperatorAccess::Fields fields) {
  if (!database_present(options.paths)) {
    return unexpected(Exit::refused);
  }
  const auto access = OperatorAccess::open(options.paths, OperatorAccess::Needs::definitions);
  if (!access) {
    return unexpected(access.error());
  }
  fields["by"] = options.by;
  const auto reply = access->act(path, std::move(fields));
  if (const auto exit = complain(reply)) {
    return unexpected(*exit);
  }
  return Json::parse(reply.body);
}

std::string address_of(const ReportOptions& options) {
  return std::string(address) + "/" + percent_encoded(options.report);
}

std::string aim_address(const ReportOptions& options, const std::string& aim) {
  return address_of(options) + "/aims/" + percent_encoded(aim);
}

/// A text of several lines fits a form in base64.
std::string base64_of(const std::string& file) {
  std::ifstream stream(file, std::ios::binary);
  const std::vector<std::uint8_t> bytes(std::istreambuf_iterator<char>(stream), {});
  return to_base64(bytes);
}

void print_line(const store::ReportLine& line) {
  std::cout << line.id << " is "
            << (line.published ? "published" : "draft " + std::to_string(line.number)) << ", for "
            << line.day << ", with the figures of " << line.release << '\n';
  if (line.published) {
    std::cout << "published " << rfc3339(line.published->at) << " by "
              << visible(line.published->actor) << "; SHA-256 " << to_hex(line.digest) << '\n';
  }
}

void print_contradicted(const AimSheet& sheet) {
  for (const AimCheck& check : sheet.checks) {
    if (check.blocks) {
      std::cout << "  says: " << visible(check.sentence) << "\n  figures: " << visible(check.figure)
                << " (" << visible(check.arithmetic) << ")\n";
    }
  }
}

/// Sentences of which nobody should think that they agree because nothing is said against them.
void print_unchecked(const AimSheet& sheet) {
  for (const AimCheck& check : sheet.checks) {
    if (check.unchecked) {
      std::cout << "  not checked: " << visible(check.sentence) << " (" << visible(check.arithmetic)
                << ")\n";
    }
  }
}

bool has_unchecked(const AimSheet& sheet) {
  return std::ranges::any_of(sheet.checks, &AimCheck::unchecked);
}

void print_withheld(const AimSheet& sheet) {
  for (const AimWithheld& one : sheet.withheld) {
    std::cout << "  left out: " << visible(one.text) << "\n  figures: " << visible(one.figure)
              << " (" << visible(one.arithmetic) << ")\n";
  }
}

/// How the words of an aim stand, in one word or two.
std::string words_of(const AimSheet& sheet) {
  return !sheet.reconciles()    ? "contradicted"
         : has_unchecked(sheet) ? "not all checked"
         : sheet.checks.empty() ? ""
                                : "agree";
}

void print_revision(const AimReport& report) {
  if (!report.revision) {
    return;
  }
  std::cout << report.revision->changes.size() << " figures differ from those of "
            << report.revision->of << '\n';
  if (!report.revision->changes.empty()) {
    Rows rows{{"FIGURE", "BEFORE", "NOW"}};
    for (const AimChange& change : report.revision->changes) {
      rows.push_back({change.figure, change.before, change.now});
    }
    std::cout << columns(rows);
  }
}

void print_aims(const AimReport& report) {
  Rows rows{{"AIM", "CHARTS", "FIGURES", "SENTENCES", "WORDS", "SIGNED OFF"}};
  for (const AimSheet& sheet : report.sheets) {
    rows.push_back({sheet.id, std::to_string(sheet.charts.size()),
                    std::to_string(sheet.figures.size()), std::to_string(sheet.sentences.size()),
                    words_of(sheet), sheet.sign_off.stands ? sheet.sign_off.by : ""});
  }
  std::cout << columns(rows);
  for (const AimSheet& sheet : report.sheets) {
    if (!sheet.reconciles() || !sheet.withheld.empty() || has_unchecked(sheet)) {
      std::cout << sheet.id << ":\n";
      print_contradicted(sheet);
      print_unchecked(sheet);
      print_withheld(sheet);
    }
  }
}

/// Writes one kind of words of an aim.
Exit write_words(const ReportOptions& options, const std::string& kind, const std::string& file) {
  const auto done = act(options, aim_address(options, options.aim) + "/words",
                        {{"kind", kind}, {"text", base64_of(file)}});
  if (!done) {
    return done.error();
  }
  if (const auto replaced = done->find("replaced"); replaced != done->end()) {
    std::cout << "the " << kind << " takes the place of what " << visible(replaced->value("by", ""))
              << " wrote at " << replaced->value("at", "") << '\n';
  }
  return Exit::done;
}

void print_signed(const ReportOptions& options, const std::string& aim) {
  std::cout << visible(aim) << " of " << options.report << " is signed off\n";
}

Exit sign_every(const ReportOptions& options) {
  const auto done = act(options, address_of(options) + "/sign-off", {{"reason", options.reason}});
  if (!done) {
    return done.error();
  }
  for (const auto& aim : done->at("signed_off")) {
    print_signed(options, aim.get<std::string>());
  }
  for (const auto& aim : done->at("contradicted")) {
    std::cerr << visible(aim.get<std::string>())
              << ": a sentence does not agree with its figure; `report show` names it "
                 "(claim_contradicted)\n";
  }
  return done->at("contradicted").empty() ? Exit::done : Exit::refused;
}

}  // namespace

Exit begin_report(const ReportOptions& options) {
  const auto done =
      act(options, address,
          {{"day", options.day}, {"release", options.release}, {"reason", options.reason}});
  if (!done) {
    return done.error();
  }
  std::cout << done->value("report", "") << " is draft " << done->value("number", 0) << ", for "
            << done->value("day", "") << ", with the figures of " << done->value("release", "")
            << '\n';
  return Exit::done;
}

Exit list_reports(const ReportOptions& options) {
  const auto store = database_present(options.paths) ? open_store_to_read(options.paths) : nullptr;
  if (store == nullptr) {
    return Exit::refused;
  }
  Rows rows{{"REPORT", "DAY", "FIGURES", "STATE", "BY", "SHA-256"}};
  Json list = Json::array();
  for (const store::ReportLine& line : store->reports().list()) {
    const store::Act& last = line.published ? *line.published : line.made;
    const std::string hash = line.published ? to_hex(line.digest) : "";
    rows.push_back({line.id, line.day, line.release, std::string(store::to_text(line.state)),
                    last.actor, hash});
    list.push_back({{"report", line.id},
                    {"day", line.day},
                    {"number", line.number},
                    {"release", line.release},
                    {"state", store::to_text(line.state)},
                    {"by", last.actor},
                    {"at", rfc3339(last.at)},
                    {"sha256", hash}});
  }
  if (options.json) {
    std::cout << visible_json(Json{{"reports", std::move(list)}}.dump(
                     2, ' ', false, Json::error_handler_t::replace))
              << '\n';
  } else {
    std::cout << columns(rows);
  }
  return Exit::done;
}

Exit show_report(const ReportOptions& options) {
  const auto found = find_report(options);
  if (!found) {
    return Exit::refused;
  }
  if (options.json) {
    const std::string document = report::aim_report_json(found->shown);
    std::cout << visible_json(found->kept.sample ? marked_json(document) : document) << '\n';
    return Exit::done;
  }
  print_line(found->kept.report.line);
  print_revision(found->shown);
  print_aims(found->shown);
  return Exit::done;
}

Exit write_report(const ReportOptions& options) {
  for (const auto& [kind, file] :
       {std::pair("commentary", options.commentary), std::pair("actions", options.actions)}) {
    const Exit exit = file.empty() ? Exit::done : write_words(options, kind, file);
    if (exit != Exit::done) {
      return exit;
    }
  }
  const auto found = find_report(options);
  const AimSheet* sheet = found ? found->shown.find(options.aim) : nullptr;
  if (sheet == nullptr) {
    return Exit::refused;
  }
  std::cout << "the words of " << visible(options.aim) << " are saved\n";
  print_contradicted(*sheet);
  print_unchecked(*sheet);
  return Exit::done;
}

Exit sign_report(const ReportOptions& options) {
  if (options.every) {
    return sign_every(options);
  }
  const auto done =
      act(options, aim_address(options, options.aim) + "/sign-off", {{"reason", options.reason}});
  if (!done) {
    return done.error();
  }
  print_signed(options, options.aim);
  return Exit::done;
}

Exit publish_report(const ReportOptions& options) {
  const auto done = act(options, address_of(options) + "/publish",
                        {{"reason", options.reason}, {"sample", options.sample ? "yes" : ""}});
  if (!done) {
    return done.error();
  }
  std::cout << options.report << " is published; SHA-256 " << done->value("sha256", "") << '\n';
  return Exit::done;
}

Exit export_report(const ReportOptions& options) {
  const auto found = find_report(options);
  if (!found) {
    return Exit::refused;
  }
  if (const auto refused = no_file_at(options.out)) {
    return *refused;
  }
  const store::Report& report = found->kept.report;
  const std::string bytes =
      report.line.published
          ? report.file
          : pages::report_file(found->shown, options.sample || found->kept.sample);
  const report::ExportedFile file{.name = reports::file_name(report.line),
                                  .bytes = static_cast<std::int64_t>(bytes.size()),
                                  .sha256 = to_hex(sha256(bytes))};
  const auto noted = act(options, address_of(options) + "/exported",
                         {{"files", report::to_text(std::array{file})}});
  if (!noted) {
    return noted.error();
  }
  if (const Exit exit = write_result(options.out, bytes);
      exit != Exit::done || options.out == "-") {
    return exit;
  }
  std::cout << report.line.id << ": " << (report.line.published ? "as it was published" : "a draft")
            << ", in " << options.out << '\n';
  return Exit::done;
}

}  // namespace soundings::app
