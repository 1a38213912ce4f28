// The command line itself: names, help and defaults (CLI11), and the one place where a
// machine failure becomes a message and an exit code.
#include "soundings/app/run.h"

#include <algorithm>
#include <exception>
#include <iostream>

#include <CLI/CLI.hpp>

#include "soundings/base/nearest.h"

#include "columns.h"
#include "command_line.h"
#include "commands.h"
#include "config_file.h"

namespace soundings::app {

namespace {

/// Everything a command line can fill. The chosen subcommand leaves its call in `command`.
struct Parsed {
  Command command;
  DatabasePaths paths;
  std::filesystem::path folder = "survey_defs";
  ServeOptions serve;
  ImportOptions import;
  ReferenceOptions reference;
  FigureOptions estimate;
  FigureOptions compare;
  FigureOptions series;
  FigureOptions weights;
  FigureOptions small_areas;
  FigureOptions headline;
  AnalyseOptions analyse;
  ListingOptions listing;
  KeyOptions key;
  AccountOptions account;
  CopyOptions copy;
  DriftOptions drift;
  PurgeOptions purge;
  VerifyOptions verify;
  AcceptOptions accept;
  EraseOptions erase;
  SubjectAccessOptions subject_access;
  PepperOptions pepper;
  QuarantineOptions quarantine;
  AuditOptions audit;
  ReleaseOptions release;
  ExportOptions exported;
  ReportOptions report;
  ClaimsOptions claims;
  SeriesListOptions series_list;
  SeriesRemoveOptions series_remove;
};

void add_import(CLI::App& app, Parsed& parsed) {
  CLI::App& sub = *app.add_subcommand(
      "import", "Import files of responses (csv, ndjson, json) by the same rules as a post");
  add_paths(sub, parsed.paths);
  sub.add_option("--survey", parsed.import.survey, "Survey the responses answer")->required();
  sub.add_option("--source", parsed.import.source,
                 "Source they come from (default: the only one that sends this survey)");
  sub.add_option("--adapter", parsed.import.adapter,
                 "Adapter to read them by, instead of the source's own for this kind of file");
  sub.add_flag("--rows", parsed.import.rows, "Print the outcome of every row, not only held ones");
  sub.add_option("FILE", parsed.import.files, "Files, imported in order")
      ->required()
      ->check(CLI::ExistingFile);
  sub.callback([&parsed] {
    parsed.import.paths = parsed.paths;
    parsed.command = [&parsed] { return import_responses(parsed.import); };
  });
}

/// `import FILE` below a group, for figures that stand beside responses.
CLI::App& add_import_file(CLI::App& group, Parsed& parsed,
                          Exit (*import)(const ReferenceOptions&)) {
  CLI::App& sub = *group.add_subcommand("import", "Import a CSV file, replacing what it repeats");
  add_paths(sub, parsed.paths);
  sub.add_option("FILE", parsed.reference.file, "The file")->required()->check(CLI::ExistingFile);
  sub.add_option("--by", parsed.reference.by,
                 "Who does it, for the audit chain (beside the operating-system user)");
  sub.callback([&parsed, import] {
    parsed.reference.paths = parsed.paths;
    parsed.command = [&parsed, import] { return import(parsed.reference); };
  });
  return sub;
}

void add_invitations(CLI::App& app, Parsed& parsed) {
  CLI::App& group = *app.add_subcommand("invitations", "Survey invitations sent");
  group.require_subcommand(1);
  add_import_file(group, parsed, import_invitations);
}

/// `series` itself asks; `series import` keeps denominators.
void add_series(CLI::App& app, Parsed& parsed) {
  CLI::App& group = *app.add_subcommand(
      "series",
      "A measure over time, with its signals; or `series import`: denominators, such as "
      "Live Chat conversations, and series that others counted, such as recorded crime");
  group.require_subcommand(0, 1);
  add_import_file(group, parsed, import_series)
      .add_flag("--replace", parsed.reference.replace,
                "Of external series: let a point of the file take the place of a kept one that "
                "gives another value for its area and period, whoever its source is");
  add_series_list(group, parsed.command, parsed.series_list);
  add_series_remove(group, parsed.command, parsed.series_remove);
  add_paths(group, parsed.paths, Needed::by_callback);
  add_series_options(group, parsed.series);
  group.callback([&parsed, &group] {
    if (!group.get_subcommands().empty()) {
      return;
    }
    for (const char* needed : {"--measure", "--db"}) {
      if (group.get_option(needed)->empty()) {
        throw CLI::RequiredError(needed);
      }
    }
    parsed.series.paths = parsed.paths;
    parsed.command = [&parsed] { return series(parsed.series); };
  });
}

void add_analyse(CLI::App& app, Parsed& parsed) {
  CLI::App& sub = *app.add_subcommand(
      "analyse", "Estimates from any CSV and a specification, without a database");
  sub.add_option("SPEC", parsed.analyse.specification,
                 "Specification (docs/methods/analyse.md), or a folder with a case.json")
      ->required()
      ->check(CLI::ExistingPath);
  sub.add_option("-o,--output", parsed.analyse.output,
                 "Folder for the result files (default: that of SPEC)");
  sub.callback([&parsed] { parsed.command = [&parsed] { return analyse(parsed.analyse); }; });
}

void add_checks(CLI::App& app, Parsed& parsed) {
  CLI::App& definitions = *app.add_subcommand("defs", "Definitions");
  definitions.require_subcommand(1);
  CLI::App& check = *definitions.add_subcommand("check", "Name every fault in the definitions");
  check.add_option("--defs", parsed.folder, "Folder of definitions")
      ->capture_default_str()
      ->envname("SOUNDINGS_DEFS");
  check.callback(
      [&parsed] { parsed.command = [&parsed] { return check_definitions(parsed.folder); }; });
  CLI::App& sub =
      *app.add_subcommand("verify", "Recount the ledger: outcomes, responses, cells, hashes");
  add_paths(sub, parsed.paths);
  sub.add_option("--expect", parsed.verify.expect,
                 "ROW:DIGEST that the audit must hold (default: what is remembered beside the key)")
      ->expected(0, 1);
  sub.add_flag("--without-key", parsed.verify.without_key,
               "Do not open what is sealed under the master key");
  sub.callback([&parsed] {
    parsed.verify.paths = parsed.paths;
    parsed.command = [&parsed] { return verify(parsed.verify); };
  });
}

void add_accept(CLI::App& app, Parsed& parsed) {
  CLI::App& sub = *app.add_subcommand(
      "accept", "Take the database as it is, although it lacks what was kept last");
  add_database(sub, parsed.paths);
  sub.add_option("--by", parsed.accept.by, "Who does it, for the audit chain");
  sub.add_option("--reason", parsed.accept.reason, "Why, for the audit chain")->required();
  sub.callback([&parsed] {
    parsed.accept.paths = parsed.paths;
    parsed.command = [&parsed] { return accept(parsed.accept); };
  });
}

void add_drift(CLI::App& app, Parsed& parsed) {
  CLI::App& sub = *app.add_subcommand(
      "drift", "Name scales whose recent answers are the mirror image of earlier ones");
  add_paths(sub, parsed.paths);
  sub.add_option("--days", parsed.drift.days, "How many days are recent")
      ->capture_default_str()
      ->check(CLI::Range(1, 90));
  sub.add_flag("--json", parsed.drift.json, "Print JSON");
  sub.callback([&parsed] {
    parsed.drift.paths = parsed.paths;
    parsed.command = [&parsed] { return drift(parsed.drift); };
  });
}

void add_copy(CLI::App& app, Parsed& parsed, const std::string& name,
              const std::string& description, Exit (*action)(const CopyOptions&)) {
  CLI::App& sub = *app.add_subcommand(name, description);
  add_paths(sub, parsed.paths);
  sub.add_option("FILE", parsed.copy.file, "The copy")->required();
  sub.callback([&parsed, action] {
    parsed.copy.paths = parsed.paths;
    parsed.command = [&parsed, action] { return action(parsed.copy); };
  });
}

void add_purge(CLI::App& app, Parsed& parsed) {
  CLI::App& sub = *app.add_subcommand(
      "purge", "Say what is past its survey's retention, and remove it with --apply");
  add_paths(sub, parsed.paths);
  sub.add_option("--at", parsed.purge.at, "As if it were then, as in 2019-06-03T09:00:00Z");
  sub.add_flag("--apply", parsed.purge.apply, "Remove it");
  sub.add_flag("--accept-jump", parsed.purge.accept_jump,
               "With --apply: remove also what waits because the clock is ahead of what was seen, "
               "or because more than half would go");
  sub.add_option("--by", parsed.purge.by, "Who does it, for the audit chain");
  sub.callback([&parsed] {
    parsed.purge.paths = parsed.paths;
    parsed.command = [&parsed] { return purge(parsed.purge); };
  });
}

void add_erase(CLI::App& app, Parsed& parsed) {
  CLI::App& sub = *app.add_subcommand(
      "erase", "Say what is kept of a person or under an id, and erase it with --apply");
  add_paths(sub, parsed.paths);
  EraseOptions& options = parsed.erase;
  sub.add_option("--source", options.source, "The source that knows the id");
  sub.add_option("--respondent", options.respondent, "The source's own id of the person");
  sub.add_option("--response", options.response, "The source's id of one response");
  sub.add_option("--receipt", options.receipt, "A receipt");
  sub.add_option("--reference", options.reference,
                 "Number of the request, for the audit; nothing personal");
  sub.add_flag("--apply", options.apply, "Erase for good");
  sub.add_option("--by", options.by, "Who does it, for the audit chain");
  sub.callback([&parsed] {
    parsed.erase.paths = parsed.paths;
    parsed.command = [&parsed] { return erase(parsed.erase); };
  });
}

void add_pepper(CLI::App& app, Parsed& parsed) {
  CLI::App& group = *app.add_subcommand("pepper", "The secret that makes pseudonyms");
  group.require_subcommand(1);
  CLI::App& sub = *group.add_subcommand(
      "rotate", "Change it; who is known stays known by the pseudonym they have");
  add_paths(sub, parsed.paths);
  sub.add_option("--by", parsed.pepper.by, "Who does it, for the audit chain");
  sub.callback([&parsed] {
    parsed.pepper.paths = parsed.paths;
    parsed.command = [&parsed] { return rotate_pepper(parsed.pepper); };
  });
}

/// The first word that should name a subcommand and does not; empty when all is well.
std::string unknown_subcommand(const CLI::App& app, int argc, const char* const* argv) {
  if (argc < 2 || argv[1][0] == '-') {
    return "";
  }
  const auto known =
      app.get_subcommands([&](const CLI::App* sub) { return sub->check_name(argv[1]); });
  return known.empty() ? argv[1] : "";
}

std::vector<std::string> commands(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* sub : app.get_subcommands([](const CLI::App* /*sub*/) { return true; })) {
    names.push_back(sub->get_name());
  }
  return names;
}

/// An option that was given an empty text, which is mostly a variable of a script that was not set;
/// it would pass for an option that was left out. Empty when there is none.
std::string option_without_value(const CLI::App& app) {
  for (const CLI::Option* option : app.get_options()) {
    const bool needs_one = option->get_items_expected_min() > 0;
    const auto& given = option->results();
    if (needs_one && std::find(given.begin(), given.end(), "") != given.end()) {
      return option->get_name();
    }
  }
  for (const CLI::App* sub : app.get_subcommands()) {
    if (std::string name = option_without_value(*sub); !name.empty()) {
      return name;
    }
  }
  return "";
}

void build(CLI::App& app, Parsed& parsed) {
  app.set_version_flag("--version", SOUNDINGS_VERSION);
  app.require_subcommand(1);
  add_serve(app, parsed.command, parsed.serve);
  add_import(app, parsed);
  add_invitations(app, parsed);
  add_estimate(app, parsed.command, parsed.estimate);
  add_compare(app, parsed.command, parsed.compare);
  add_series(app, parsed);
  add_weights(app, parsed.command, parsed.weights);
  add_small_areas(app, parsed.command, parsed.small_areas);
  add_headline(app, parsed.command, parsed.headline);
  add_listings(app, parsed.command, parsed.listing);
  add_analyse(app, parsed);
  add_key(app, parsed.command, parsed.key);
  add_account(app, parsed.command, parsed.account);
  add_reading_key(app, parsed.command, parsed.account);
  add_quarantine(app, parsed.command, parsed.quarantine);
  add_audit(app, parsed.command, parsed.audit);
  add_publish(app, parsed.command, parsed.release);
  add_revise(app, parsed.command, parsed.release);
  add_releases(app, parsed.command, parsed.release);
  add_export(app, parsed.command, parsed.exported);
  add_reports(app, parsed.command, parsed.report);
  add_provisional(app, parsed.command, parsed.release);
  add_sample(app, parsed.command, parsed.release);
  add_claims(app, parsed.command, parsed.claims);
  add_checks(app, parsed);
  add_accept(app, parsed);
  add_drift(app, parsed);
  add_copy(app, parsed, "backup", "Copy the database into a new file; also while a server runs",
           back_up);
  add_copy(app, parsed, "restore", "Put a copy where there is no database", restore);
  add_purge(app, parsed);
  add_erase(app, parsed);
  add_subject_access(app, parsed.command, parsed.subject_access);
  add_pepper(app, parsed);
  app.footer(
      "Exit codes: 0 done; 1 no answer, or a check failed; 2 wrong command line; 3 the machine "
      "failed.");
}

/// The words of the command line after the program's own name, with those of a configuration file.
Expected<std::vector<std::string>, std::string> words_of(const CLI::App& app, int argc,
                                                         const char* const* argv) {
  const std::vector<std::string> words(argv + std::min(argc, 1), argv + argc);
  return !words.empty() && words.front() == "serve"
             ? with_config(*app.get_subcommand("serve"), words)
             : Expected<std::vector<std::string>, std::string>(words);
}

}  // namespace

int run(int argc, const char* const* argv) {
  CLI::App app("Soundings: what the public says about its police, with honest uncertainty",
               "soundings");
  Parsed parsed;
  build(app, parsed);
  auto words = words_of(app, argc, argv);
  if (!words) {
    std::cerr << words.error() << '\n';
    return static_cast<int>(Exit::wrong_usage);
  }
  try {
    std::ranges::reverse(*words);  // as the parser takes them
    app.parse(*std::move(words));
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) {
      return app.exit(error);
    }
    if (const std::string word = unknown_subcommand(app, argc, argv); !word.empty()) {
      std::cerr << "no command " << visible(word) << did_you_mean(nearest(word, commands(app)))
                << "; `soundings --help` lists them\n";
    } else {
      app.exit(error, std::cerr, std::cerr);
    }
    return static_cast<int>(Exit::wrong_usage);
  }
  if (const std::string option = option_without_value(app); !option.empty()) {
    std::cerr << option << " is given without a value\n";
    return static_cast<int>(Exit::wrong_usage);
  }
  try {
    return static_cast<int>(parsed.command());
  } catch (const std::exception& error) {
    std::cerr << visible(error.what(), Lines::many) << '\n';
    return static_cast<int>(Exit::machine_failed);
  }
}

}  // namespace soundings::app
