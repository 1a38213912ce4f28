// How subcommands are put on the command line: what the files that describe them share.
#pragma once

#include <functional>
#include <string>

#include <CLI/CLI.hpp>

#include "options.h"

namespace soundings::app {

/// What the chosen subcommand leaves to be done.
using Command = std::function<Exit()>;

/// Whether the command line library asks for an option, or the command itself does, because a
/// subcommand below it has its own.
enum class Needed { by_parser, by_callback };

/// --db and --key-file.
void add_database(CLI::App& app, DatabasePaths& paths, Needed needed = Needed::by_parser);
/// These and --defs.
void add_paths(CLI::App& app, DatabasePaths& paths, Needed needed = Needed::by_parser);

void add_serve(CLI::App& app, Command& command, ServeOptions& options);

// ---- figures ----
void add_estimate(CLI::App& app, Command& command, FigureOptions& options);
void add_compare(CLI::App& app, Command& command, FigureOptions& options);
void add_weights(CLI::App& app, Command& command, FigureOptions& options);
void add_small_areas(CLI::App& app, Command& command, FigureOptions& options);
void add_headline(CLI::App& app, Command& command, FigureOptions& options);
/// The options of `series`, which has a subcommand beside them.
void add_series_options(CLI::App& sub, FigureOptions& options);
void add_series_list(CLI::App& group, Command& command, SeriesListOptions& options);
void add_series_remove(CLI::App& group, Command& command, SeriesRemoveOptions& options);

// ---- the words figures are asked for by ----
void add_listings(CLI::App& app, Command& command, ListingOptions& options);

// ---- the operator's verbs ----
void add_key(CLI::App& app, Command& command, KeyOptions& options);
void add_account(CLI::App& app, Command& command, AccountOptions& options);
void add_reading_key(CLI::App& app, Command& command, AccountOptions& options);
void add_quarantine(CLI::App& app, Command& command, QuarantineOptions& options);
void add_publish(CLI::App& app, Command& command, ReleaseOptions& options);
void add_revise(CLI::App& app, Command& command, ReleaseOptions& options);
void add_releases(CLI::App& app, Command& command, ReleaseOptions& options);
void add_export(CLI::App& app, Command& command, ExportOptions& options);
void add_sample(CLI::App& app, Command& command, ReleaseOptions& options);
void add_provisional(CLI::App& app, Command& command, ReleaseOptions& options);
void add_audit(CLI::App& app, Command& command, AuditOptions& options);
void add_subject_access(CLI::App& app, Command& command, SubjectAccessOptions& options);

// ---- the report ----
void add_claims(CLI::App& app, Command& command, ClaimsOptions& options);
void add_reports(CLI::App& app, Command& command, ReportOptions& options);

}  // namespace soundings::app
