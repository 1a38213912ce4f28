// What each subcommand was asked, as plain values: the command line fills them, the
// commands read them, and neither knows the other's library.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "soundings/figures/question.h"
#include "soundings/intake/drift.h"

namespace soundings::app {

enum class Exit : int { done = 0, refused = 1, wrong_usage = 2, machine_failed = 3 };

/// Where the data and the definitions are. key_file: empty for `<database>.key`.
struct DatabasePaths {
  std::filesystem::path database;
  std::filesystem::path definitions;
  std::filesystem::path key_file;
};

/// config: a file of options, read before the command line is; kept for its place in `--help`.
struct ServeOptions {
  DatabasePaths paths;
  std::string config;
  std::string listen = "127.0.0.1:8080";
  std::string sender_listen;
  bool plain_http = false;
  std::string tls_certificate;
  std::string tls_key;
  std::vector<std::string> names;
  std::vector<std::string> trusted_proxies;
  std::string proxy_user_header;
  std::vector<std::string> cors_origins;
  bool sign_in_required = false;
  std::optional<double> rate_per_address;
  std::optional<double> rate_per_source;
  std::size_t connections_per_address = 128;
  std::filesystem::path web_dir;
  bool sample = false;
  std::vector<std::string> late_after;  ///< "wmnow=24"
  std::string alarm_command;
  std::string alarm_mail;
  std::string alarm_mail_from;
  std::string alarm_mail_server = "127.0.0.1:25";
};

struct ImportOptions {
  DatabasePaths paths;
  std::string survey;
  std::string source;
  std::string adapter;
  bool rows = false;
  std::vector<std::string> files;
};

/// A file of invitations or of a series: reference figures, not responses.
/// replace: points of the file take the place of those that they contradict.
struct ReferenceOptions {
  DatabasePaths paths;
  std::string file;
  std::string by;
  bool replace = false;
};

/// A question about figures as named text fields, and where its answer goes. format: empty for a
/// table on a terminal and CSV elsewhere.
/// release: the one that is read; empty for the newest of the month. working: of the answers that
/// are kept, and asked_by: who asks, in their own words.
struct FigureOptions {
  DatabasePaths paths;
  figures::Fields fields;
  std::string release;
  bool working = false;
  std::string asked_by;
  std::string command;  ///< the one that is asked: "estimate"
  std::string format;
  std::string output;
};

/// survey: only what is of it.
struct ListingOptions {
  DatabasePaths paths;
  std::string survey;
  bool json = false;
};

struct KeyOptions {
  DatabasePaths paths;
  std::string source;
  std::string label;
  std::string scope;
  std::string secret;
  std::string id;
  std::string not_before;
  std::string not_after;
  std::string until;
  std::string by;
  bool json = false;
};

/// account: of `reading-key`, a key's id.
struct AccountOptions {
  DatabasePaths paths;
  std::string account;
  std::string role;
  std::vector<std::string> npus;
  std::filesystem::path password_file;  ///< its first line is the password; empty: one is made
  std::string label;                    ///< of a reading key
  std::string not_after;
  std::string reason;
  std::string by;
  bool json = false;
};

struct QuarantineOptions {
  DatabasePaths paths;
  std::vector<std::string> receipts;
  std::string source;
  std::string survey;
  std::string code;
  std::string state;
  std::string since;
  std::string until;
  std::string after;
  std::string limit;
  std::string scope;
  std::string reason;
  std::string by;
  bool all = false;
  bool body = false;
  bool apply = false;
  bool over_newer = false;
  bool json = false;
};

struct AuditOptions {
  DatabasePaths paths;
  std::string actor;
  std::string action;
  std::string subject;
  std::string since;
  std::string until;
  std::string before;
  std::string limit;
  bool commits = false;
  bool json = false;
  std::string expect;  ///< of `audit verify`, as of VerifyOptions
  bool without_key = false;
};

/// days: how many count as recent.
struct DriftOptions {
  DatabasePaths paths;
  int days = intake::recent_days;
  bool json = false;
};

/// at: RFC 3339, as if it were then; empty for now.
struct PurgeOptions {
  DatabasePaths paths;
  std::string at;
  std::string by;
  bool apply = false;
  bool accept_jump = false;
};

/// One of respondent, response and receipt; source for the first two.
struct EraseOptions {
  DatabasePaths paths;
  std::string source;
  std::string respondent;
  std::string response;
  std::string receipt;
  std::string reference;
  std::string by;
  bool apply = false;
};

/// output: a file; empty for standard output.
struct SubjectAccessOptions {
  DatabasePaths paths;
  std::string source;
  std::string respondent;
  std::string reference;
  std::string by;
  std::string output;
  bool json = false;
};

struct PepperOptions {
  DatabasePaths paths;
  std::string by;
};

/// expect: "ROW:DIGEST" of the audit; empty for what is remembered beside the key.
struct VerifyOptions {
  DatabasePaths paths;
  std::string expect;
  bool without_key = false;
};

struct AcceptOptions {
  DatabasePaths paths;
  std::string by;
  std::string reason;
};

/// release: an id; other: a second one, to be compared with it. folder: for files.
struct ReleaseOptions {
  DatabasePaths paths;
  std::string period;
  std::string release;
  std::string other;
  std::string out;     ///< a folder; the file of a workbook
  std::string format;  ///< of an export: empty for the published files
  std::string reason;
  std::string by;
  bool draft = false;
  bool json = false;
  bool sample = false;  ///< the answers are invented, and the workbook says so
};

/// question: of respondent records; its output is a folder. sample: the answers are invented, and
/// the files say so.
struct ExportOptions {
  FigureOptions question;
  bool sample = false;
  bool json = false;
};

/// `soundings report`: which report, and what is done with it.
struct ReportOptions {
  DatabasePaths paths;
  std::string report;
  std::string aim;
  std::string day;
  std::string release;
  std::string commentary;  ///< a file of plain text
  std::string actions;     ///< the same
  std::string out;
  std::string reason;
  std::string by;
  bool every = false;  ///< every aim that agrees with its figures
  bool json = false;
  bool sample = false;  ///< the answers are invented, and the report says so
};

/// A copy of a database, to be made or to be put in its paths.
struct CopyOptions {
  DatabasePaths paths;
  std::filesystem::path file;
};

/// file: claims. series: a file of points in place of a database; report_date: empty for that of
/// the definitions.
struct ClaimsOptions {
  DatabasePaths paths;
  std::string file;
  std::string series;
  std::string report_date;
  std::string release;  ///< whose figures are held against, beside the series; empty for none
  std::string aim;      ///< of statements; empty for all
};

/// series: only the points of this one.
struct SeriesListOptions {
  DatabasePaths paths;
  std::string series;
  bool json = false;
};

/// Which points of external series are removed; empty: any.
struct SeriesRemoveOptions {
  DatabasePaths paths;
  std::string series;
  std::string area;
  std::string period_type;
  std::string period;
  std::string source;
  std::string evidence;
  std::string reason;
  std::string by;
  bool apply = false;
};

struct AnalyseOptions {
  std::string specification;
  std::string output;
};

}  // namespace soundings::app
