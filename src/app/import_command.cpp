// `soundings import`: files of responses through the same way in as a post.
#include <algorithm>
#include <filesystem>
#include <iostream>

#include "soundings/base/metrics.h"
#include "soundings/intake/intake.h"

#include "columns.h"
#include "commands.h"
#include "figure_answers.h"
#include "open.h"
#include "peppers.h"
#include "progress.h"

namespace soundings::app {

namespace {

constexpr std::string_view json_type = "application/json";

/// By extension, in letters of either case; empty for one that no adapter reads.
std::string media_type_of(const std::filesystem::path& file) {
  std::string extension = file.extension().string();
  std::ranges::transform(extension, extension.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  });
  if (extension == ".csv" || extension == ".txt" || extension == ".tsv") {
    return "text/csv";
  }
  if (extension == ".ndjson" || extension == ".jsonl") {
    return "application/x-ndjson";
  }
  return std::string(extension == ".json" ? json_type : "");
}

/// Those that send the survey and are meant: the named one, or all but the load tests'. A retired
/// one is left out, with the reason printed.
std::vector<const Source*> senders_of(const Definitions& definitions,
                                      const ImportOptions& options) {
  std::vector<const Source*> senders;
  for (const Source& source : definitions.sources) {
    const bool meant = options.source.empty() ? !source.load_test : source.id == options.source;
    if (!meant || !source.sends(options.survey)) {
      continue;
    }
    if (source.retired) {
      std::cerr << source.id << " has been retired by name: nothing is taken from it\n";
    } else {
      senders.push_back(&source);
    }
  }
  return senders;
}

/// The named source, or the only one that sends this survey and is not for load tests; nullptr,
/// with the reason printed.
const Source* source_of(const Definitions& definitions, const ImportOptions& options) {
  const std::vector<const Source*> senders = senders_of(definitions, options);
  if (senders.size() == 1) {
    return senders.front();
  }
  if (senders.empty() && !options.source.empty() &&
      definitions.find_source(options.source) == nullptr) {
    complain_of_unknown("source", options.source, definitions.sources);
  } else if (senders.empty()) {
    std::cerr << "no source " << options.source << (options.source.empty() ? "" : " that ")
              << "sends the survey " << options.survey << '\n';
  } else {
    std::cerr << "more than one source sends " << options.survey << "; name one with --source:";
    for (const Source* source : senders) {
      std::cerr << ' ' << source->id;
    }
    std::cerr << '\n';
  }
  return nullptr;
}

/// A file of lines names the line; one body of JSON has none that mean anything, so its items are
/// counted, from 1.
std::string place_in(std::string_view media_type, const intake::Receipt& receipt) {
  return media_type == json_type ? "item " + std::to_string(receipt.position + 1)
                                 : "line " + std::to_string(receipt.position);
}

void print_row(std::string_view media_type, const intake::Receipt& receipt) {
  const store::Recorded& recorded = receipt.recorded;
  std::cout << place_in(media_type, receipt) << ": " << store::to_text(recorded.outcome) << ' '
            << recorded.receipt;
  for (const Finding& error : recorded.errors) {
    std::cout << "; " << error.code << ' ' << visible(error.pointer) << ": "
              << visible(error.message);
  }
  if (recorded.errors.empty() && !recorded.code.empty()) {
    std::cout << "; " << recorded.code;
  }
  if (recorded.status == store::Outcome::accepted) {
    for (const Finding& finding : receipt.findings) {
      std::cout << "; " << finding.code << ' ' << visible(finding.pointer);
    }
  }
  std::cout << '\n';
}

void print_report(const std::string& file, const intake::ImportReport& report) {
  std::cout << file << ": " << report.received << " received";
  for (const auto& [outcome, count] : report.outcomes) {
    std::cout << ", " << count << ' ' << store::to_text(outcome);
  }
  std::cout << (report.encoding.empty() ? "" : " (" + report.encoding + ")") << '\n';
  for (const Finding& finding : report.findings) {
    std::cout << "  " << finding.code << ": " << visible(finding.message) << '\n';
  }
  if (report.replaced > 0) {
    std::cout << "  " << report.replaced
              << (report.replaced == 1 ? " row replaced an earlier one\n"
                                       : " rows replaced earlier ones\n");
  }
  for (const auto& [code, rows] : report.findings_by_code) {
    std::cout << "  " << code << ": " << rows << (rows == 1 ? " row\n" : " rows\n");
  }
  if (report.dropped > 0) {
    std::cout << "  personal fields left out: " << report.dropped << '\n';
  }
  if (report.unmapped > 0) {
    std::cout << "  other fields left out: " << report.unmapped << '\n';
  }
  for (const auto& [name, rows] : report.unread.names()) {
    std::cout << "  not read: \"" << name << "\" has a value in " << rows
              << (rows == 1 ? " row\n" : " rows\n");
  }
  if (report.unread.unnamed() > 0) {
    std::cout << "  not read: " << report.unread.unnamed() << " values under further names\n";
  }
}

Exit import_one(intake::Intake& intake, const ImportOptions& options,
                const Definitions& definitions, const Source& source, const std::string& file) {
  const std::string media_type = media_type_of(file);
  if (media_type.empty()) {
    std::cerr << file << ": files end in .csv, .txt, .tsv, .ndjson, .jsonl or .json\n";
    return Exit::wrong_usage;
  }
  const Adapter* adapter = definitions.find_adapter(
      options.adapter.empty() ? source.adapter_for(options.survey, media_type) : options.adapter);
  Progress progress(std::filesystem::path(file).filename().string());
  const auto row = [&](const intake::Receipt& receipt) {
    // By status, so that a second run names the rows held by the first again.
    if (options.rows || receipt.recorded.status == store::Outcome::quarantined ||
        receipt.recorded.status == store::Outcome::conflict) {
      print_row(media_type, receipt);
    }
  };
  const auto step = [&](const intake::ImportProgress& at) {
    progress.show(at.rows, at.bytes_read, at.bytes_total);
  };
  const auto report =
      intake.import_file(file, source.id, options.survey, media_type, adapter, now(), row, step);
  if (!report) {
    std::cerr << file << ": " << visible(report.error().message) << " (" << report.error().code
              << ")\n";
    return Exit::refused;
  }
  print_report(file, *report);
  return Exit::done;
}

}  // namespace

Exit import_responses(const ImportOptions& options) {
  const auto definitions = open_definitions(options.paths.definitions);
  if (!definitions) {
    return Exit::refused;
  }
  if (!knows_survey(*definitions, options.survey)) {
    return Exit::refused;
  }
  const Source* source = source_of(*definitions, options);
  if (source == nullptr) {
    return Exit::refused;
  }
  if (!options.adapter.empty() && definitions->find_adapter(options.adapter) == nullptr) {
    complain_of_unknown("adapter", options.adapter, definitions->adapters);
    return Exit::refused;
  }
  auto store = open_store(options.paths);
  if (!store) {
    return Exit::machine_failed;
  }
  const auto known = peppers(options.paths, store->peppers().in_use());
  if (!known) {
    return Exit::machine_failed;
  }
  Metrics metrics;
  intake::Intake intake(*definitions, std::move(store), known->front(), metrics,
                        {.former_peppers = {known->begin() + 1, known->end()}});
  for (const std::string& file : options.files) {
    if (const Exit exit = import_one(intake, options, *definitions, *source, file);
        exit != Exit::done) {
      return exit;
    }
  }
  return Exit::done;
}

}  // namespace soundings::app
