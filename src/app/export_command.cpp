// `soundings export`: respondent records as files, and which files have left.
#include <algorithm>
#include <array>
#include <functional>
#include <iostream>
#include <utility>

#include <nlohmann/json.hpp>

#include "soundings/figures/records.h"
#include "soundings/release/headline.h"
#include "soundings/report/exported_files.h"
#include "soundings/report/formats.h"
#include "soundings/report/headline.h"
#include "soundings/report/records.h"
#include "soundings/store/audit.h"
#include "soundings/store/records.h"

#include "commands.h"
#include "figure_answers.h"
#include "operator_access.h"
#include "progress.h"
#include "record_files.h"

namespace soundings::app {

namespace {

using Json = nlohmann::ordered_json;

/// How often records are read once more because answers arrived meanwhile.
constexpr int attempts = 5;
constexpr std::size_t rows_listed = 1000;

const report::RecordFormat* find_record_format(const std::string& name) {
  const auto formats = report::record_formats();
  const auto found = std::ranges::find(formats, name, &report::RecordFormat::name);
  if (found != formats.end()) {
    return &*found;
  }
  std::string known;
  for (const report::RecordFormat& format : formats) {
    known += (known.empty() ? "" : ", ") + std::string(format.name);
  }
  complain(report::unknown_format(name, known));
  return nullptr;
}

/// Shows how many records have been read.
class ShownReader final : public store::RecordReader {
 public:
  explicit ShownReader(std::unique_ptr<store::RecordReader> reader) : reader_(std::move(reader)) {}

  void read(const Survey& survey, const Period& period,
            const std::function<void(const store::KeptRecord&)>& take) const override {
    constexpr std::uint64_t often = 4096;
    Progress progress(survey.id);
    std::uint64_t records = 0;
    reader_->read(survey, period, [&](const store::KeptRecord& record) {
      take(record);
      if (++records % often == 0) {
        progress.show(records, 0, 0);
      }
    });
  }

 private:
  std::unique_ptr<store::RecordReader> reader_;
};

using Bundle = Expected<report::RecordBundle, figures::Fault>;

/// Records, and the figures that they come to: what was counted before the records were read and
/// after is the same.
Bundle read_once(const DatabasePaths& paths, const Definitions& definitions,
                 const figures::WeightsQuestion& question) {
  const auto cells = store::open_cells(paths.database, definitions);
  const ShownReader reader(store::open_records(paths.database));
  const figures::WorkingFigures figures(definitions, *cells);
  const auto counted = release::headline_of(definitions, figures, question);
  if (!counted) {
    return unexpected(counted.error());
  }
  auto records = figures::records(definitions, *cells, reader, question);
  if (!records) {
    return unexpected(records.error());
  }
  std::string text = report::headline_csv(*counted);
  const auto again = release::headline_of(definitions, figures, question);
  if (!again || report::headline_csv(*again) != text) {
    return unexpected(figures::Fault{.code = "answers_changed",
                                     .field = "period",
                                     .value = to_text(question.period),
                                     .message = "answers arrived while they were read; ask again"});
  }
  return report::RecordBundle{.records = *std::move(records),
                              .figures = std::move(text),
                              .maker = std::string("Soundings ") + SOUNDINGS_VERSION,
                              .at = now()};
}

Bundle read_records(const DatabasePaths& paths, const Definitions& definitions,
                    const figures::WeightsQuestion& question) {
  Bundle bundle = read_once(paths, definitions, question);
  for (int attempt = 1; attempt < attempts && !bundle && bundle.error().code == "answers_changed";
       ++attempt) {
    bundle = read_once(paths, definitions, question);
  }
  return bundle;
}

/// What leaves is in the audit first, by its name, size and hash.
std::optional<Exit> note_files(const ExportOptions& options, const std::string& subject,
                               const WaitingFiles& files) {
  const auto access =
      OperatorAccess::open(options.question.paths, OperatorAccess::Needs::definitions);
  if (!access) {
    return access.error();
  }
  return complain(access->act("/operator/record-files", {{"subject", subject},
                                                         {"files", report::to_text(files.files())},
                                                         {"by", options.question.asked_by}}));
}

void print_files(const std::vector<report::ExportedFile>& files) {
  std::vector<std::vector<std::string>> rows{{"FILE", "BYTES", "SHA-256"}};
  for (const report::ExportedFile& file : files) {
    rows.push_back({file.name, std::to_string(file.bytes), file.sha256});
  }
  std::cout << columns(rows);
}

/// A file that left: the row of the audit, and the file.
struct Listed {
  store::AuditLine line;
  report::ExportedFile file;
};

std::vector<Listed> exported_files(const store::Store& store) {
  constexpr std::array actions{"records_exported", "figures_exported", "release_exported",
                               "file_exported", "report_exported"};
  std::vector<Listed> all;
  for (const char* action : actions) {
    for (const store::AuditLine& line :
         store.audit().lines({.action = action, .limit = rows_listed})) {
      for (const report::ExportedFile& file : report::parse_exported_files(line.detail)) {
        all.push_back({line, file});
      }
    }
  }
  std::ranges::stable_sort(all, std::ranges::greater{},
                           [](const Listed& one) { return one.line.row; });
  return all;
}

}  // namespace

Exit export_microdata(const ExportOptions& options) {
  const report::RecordFormat* format =
      find_record_format(options.question.format.empty() ? "csv" : options.question.format);
  const auto question = figures::parse_weights(given_fields(options.question));
  if (format == nullptr || !question) {
    if (!question) {
      complain(question.error());
    }
    return Exit::wrong_usage;
  }
  const auto definitions = open_definitions(options.question.paths.definitions);
  if (!definitions || !database_present(options.question.paths)) {
    return Exit::refused;
  }
  if (const auto refused = no_folder_at(options.question.output)) {
    return *refused;
  }
  if (const auto refused = note_working_figures(options.question, in_words(options.question))) {
    return *refused;
  }
  Bundle bundle = read_records(options.question.paths, *definitions, *question);
  if (!bundle) {
    complain(bundle.error());
    return Exit::refused;
  }
  bundle->records.sample = options.sample || is_sample(options.question.paths);
  WaitingFiles files(options.question.output);
  for (const report::RecordFile& file : format->files(*bundle)) {
    files.write(file);
  }
  const std::string subject = bundle->records.name() + " " + std::string(format->name);
  if (const auto refused = note_files(options, subject, files)) {
    return *refused;
  }
  files.place();
  std::cout << bundle->records.notice() << '\n'
            << bundle->records.count << " records in " << options.question.output << '\n';
  if (std::ranges::count(bundle->figures, '\n') < 2) {
    std::cout << "No headline figure is made of these records: the file of figures has its header "
                 "alone, and there is nothing to compare.\n";
  }
  print_files(files.files());
  return Exit::done;
}

Exit list_exports(const ExportOptions& options) {
  const auto store = database_present(options.question.paths)
                         ? open_store_to_read(options.question.paths)
                         : nullptr;
  if (!store) {
    return Exit::refused;
  }
  const std::vector<Listed> all = exported_files(*store);
  if (options.json) {
    Json list = Json::array();
    for (const Listed& one : all) {
      list.push_back({{"at", rfc3339(one.line.at)},
                      {"by", one.line.actor},
                      {"of", one.line.subject},
                      {"name", one.file.name},
                      {"bytes", one.file.bytes},
                      {"sha256", one.file.sha256}});
    }
    std::cout << visible_json(Json{{"files", std::move(list)}}.dump(2, ' ', false,
                                                                    Json::error_handler_t::replace))
              << '\n';
    return Exit::done;
  }
  std::vector<std::vector<std::string>> rows{{"AT", "BY", "FILE", "BYTES", "SHA-256"}};
  for (const Listed& one : all) {
    rows.push_back({rfc3339(one.line.at), one.line.actor, one.file.name,
                    std::to_string(one.file.bytes), one.file.sha256});
  }
  std::cout << columns(rows);
  return Exit::done;
}

}  // namespace soundings::app
