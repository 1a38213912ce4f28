// The pages of records: who did what, what is kept how long, and the files of releases. They read
// and change nothing; what they show is in words already, but for kinds of the audit's rows.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "soundings/pages/account_pages.h"
#include "soundings/pages/frame.h"
#include "soundings/survey/definitions.h"

namespace soundings::pages {

// ---- the audit ----

/// A kind of row: what was done, and to what where one action is done to several kinds of thing.
struct AuditKind {
  std::string_view name;     ///< as addresses have it: "items_listed.quarantine"
  std::string_view action;   ///< as the audit has it: "items_listed"
  std::string_view words;    ///< "Listed the items in quarantine"
  std::string_view subject;  ///< of rows of this kind; empty for any
  std::string_view detail;   ///< how the detail of such rows begins; empty for any
};

/// Every kind that says what a person did, in the order of the form's list. A row has the words
/// of the first kind that it is of.
[[nodiscard]] std::span<const AuditKind> audit_kinds() noexcept;

/// A row in words. done: the action.
struct AuditEntry {
  std::int64_t row = 0;
  std::string at;  ///< "14 May 2019, 13:00"
  std::string who;
  std::string done;
  std::string subject;
  std::string detail;
};

/// What was asked for: the name of a kind, an actor, days ("2019-05-14"); empty for any.
struct AuditChoice {
  std::string action;
  std::string actor;
  std::string from;
  std::string to;
};

/// page: from 1. rows: how many there are on all pages.
struct AuditPage {
  AuditChoice choice;
  std::vector<AuditEntry> entries;
  std::int64_t rows = 0;
  std::int64_t page = 1;
  std::int64_t pages = 1;
  FormFault fault;
  PageFrame frame;
};

[[nodiscard]] std::string audit(const Definitions& definitions, const AuditPage& page);

// ---- data protection ----

/// How long a survey keeps what, in days.
struct RetentionLine {
  std::string survey;
  int originals = 0;
  int texts = 0;
  int answers = 0;
};

/// Something that was removed, or is due to be: a kind of thing of a survey, and how many.
struct RemovedLine {
  std::string survey;
  std::string what;
  std::int64_t items = 0;
  std::string note;  ///< when it was last done; why it waits
};

/// A month and what people's requests came to.
struct RequestLine {
  std::string month;
  std::int64_t erased = 0;
  std::int64_t read = 0;  ///< for subject access
};

/// Held items of one reason by how long they have waited.
struct HeldByAge {
  std::string reason;
  std::vector<std::int64_t> items;  ///< by age, as `ages` of the page has them
  std::string oldest;               ///< a day
};

struct DataProtectionPage {
  std::vector<RetentionLine> retention;
  std::string looked;  ///< when retention was last looked at; empty: never
  std::vector<RemovedLine> removed;
  std::vector<RemovedLine> due;
  std::vector<RequestLine> requests;  ///< the latest first
  std::vector<std::string> ages;      ///< "Up to a day"
  std::vector<HeldByAge> held;
  PageFrame frame;
};

[[nodiscard]] std::string data_protection(const Definitions& definitions,
                                          const DataProtectionPage& page);

// ---- exports ----

/// A file that can be fetched. rows: lines below the head of a table; empty where it has none.
struct ExportFile {
  std::string title;
  std::string holds;  ///< what it holds and for whom
  std::string name;   ///< "victim_satisfaction.2019-05.npu.csv"
  std::string href;
  std::string rows;
  std::string size;
  std::string sha256;
  std::string labelled;  ///< address of the same table with labels; empty for none
  std::string made;      ///< when the file was made, and
  std::string maker;     ///< by whom; empty where the release says it
};

/// The files of one survey.
struct ExportGroup {
  std::string title;
  std::vector<ExportFile> files;
};

struct ExportsPage {
  std::vector<ChoiceList> choices;
  std::string release;            ///< empty: none is published
  std::string month;              ///< "May 2019"
  std::string published;          ///< "12 June 2019"
  std::string by;                 ///< who published it; empty where the reader has not signed in
  std::vector<ExportFile> first;  ///< what most people come for
  std::vector<ExportGroup> groups;
  std::vector<ExportFile> working;  ///< of working figures; empty for those who may not see them
  std::vector<ExportFile> figures;  ///< of working figures, that have left; for the same readers
  std::vector<ExportFile> records;  ///< of respondents, that have left; for the same readers
  std::vector<ExportFile> reports;  ///< to the board, that have left; for the same readers
  PageFrame frame;
};

[[nodiscard]] std::string exports(const Definitions& definitions, const ExportsPage& page);

}  // namespace soundings::pages
