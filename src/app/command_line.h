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
void add_database(CLI::App& app, Place& place, Needed needed = Needed::by_parser);
/// These and --defs.
void add_place(CLI::App& app, Place& place, Needed needed = Needed::by_parser);

/// What every command of figures takes. more: statistics beside those that are one figure.
template <typename Options>
void add_figure_options(CLI::App& sub, Options& options, const std::string& more = {}) {
  sub.add_option("--statistic", options.statistic,
                 "pct_positive, pct_negative, net, mean" + more + " (default: the measure's own)");
  sub.add_option("--weighting", options.weighting,
                 "Weighting scheme, or none (default: the survey's own)");
  sub.add_option("--level", options.level, "Level of ranges, 0.8 to 0.9999")->capture_default_str();
  sub.add_option("--format", options.format,
                 "table, csv or json (default: table on a terminal, else csv)")
      ->check(CLI::IsMember({"table", "csv", "json"}));
  sub.add_option("-o,--output", options.output, "Write to this file");
}

// ---- figures ----
void add_estimate(CLI::App& app, Command& command, EstimateOptions& options);
void add_compare(CLI::App& app, Command& command, CompareOptions& options);
void add_weights(CLI::App& app, Command& command, WeightsOptions& options);
void add_small_areas(CLI::App& app, Command& command, SmallAreasOptions& options);
void add_headline(CLI::App& app, Command& command, HeadlineOptions& options);

// ---- the words figures are asked for by ----
void add_listings(CLI::App& app, Command& command, ListingOptions& options);

// ---- the operator's verbs ----
void add_key(CLI::App& app, Command& command, KeyOptions& options);
void add_quarantine(CLI::App& app, Command& command, QuarantineOptions& options);
void add_audit(CLI::App& app, Command& command, AuditOptions& options);

}  // namespace soundings::app
