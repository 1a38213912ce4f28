// `soundings purge`, `erase` and `pepper rotate`: what is kept no longer, and how people are
// known. Looking needs no writer and works beside a server; changing anything does.
#include <algorithm>
#include <cctype>
#include <iostream>

#include "soundings/base/metrics.h"
#include "soundings/intake/keeping.h"
#include "soundings/normalise/normalise.h"

#include "commands.h"
#include "open.h"
#include "peppers.h"

namespace soundings::app {

namespace {

constexpr std::string_view actor = "command line";
constexpr std::size_t longest_reference = 40;

/// A reference goes into the audit, which is never shortened: it must not be able to hold a name.
bool is_reference(const std::string& text) {
  const auto plain = [](unsigned char c) {
    return std::isalnum(c) != 0 || c == '-' || c == '/' || c == '.' || c == '_';
  };
  const auto digit = [](unsigned char c) { return std::isdigit(c) != 0; };
  return text.size() <= longest_reference && std::ranges::any_of(text, digit) &&
         std::ranges::all_of(text, plain);
}

/// The way in over a database that no server has.
struct WayIn {
  WayIn(Definitions defs, std::unique_ptr<store::Ledger> ledger, const std::vector<Pepper>& known)
      : definitions(std::move(defs)),
        intake(definitions, std::move(ledger), known.front(), metrics,
               {.former_peppers = {known.begin() + 1, known.end()}}) {}

  Definitions definitions;
  Metrics metrics;
  intake::Intake intake;
};

std::unique_ptr<WayIn> open_way_in(const Place& place) {
  auto definitions = open_definitions(place.definitions);
  if (!definitions || !database_present(place)) {
    return nullptr;
  }
  auto ledger = open_ledger(place, store::Access::read_write);
  if (!ledger) {
    return nullptr;
  }
  const auto known = peppers(place, ledger->pepper());
  return known ? std::make_unique<WayIn>(std::move(*definitions), std::move(ledger), *known)
               : nullptr;
}

/// What went is in the write-ahead log until every reader has moved on.
void note_wal(bool emptied) {
  if (!emptied) {
    std::cerr << "A reader still needs the write-ahead log; what went leaves it with the next "
                 "purge.\n";
  }
}

void print(const store::Record& record) {
  std::cout << record.receipt << ' ' << record.source << ' ' << record.survey << " of "
            << rfc3339(record.received_at) << ": " << record.submissions << " submissions, "
            << record.responses << " versions, " << record.comments << " comments, "
            << (record.counted ? "counted" : "not counted") << '\n';
}

std::optional<store::Erasure> erasure_of(const EraseOptions& options, const store::Ledger& ledger) {
  store::Erasure erasure{.persons = {},
                         .receipts = {},
                         .source = options.source,
                         .source_response_id = options.response};
  if (!options.receipt.empty()) {
    erasure.receipts = {options.receipt};
  }
  if (!options.respondent.empty()) {
    const auto known = peppers(options.place, ledger.pepper());
    if (!known) {
      return std::nullopt;
    }
    for (const Pepper& pepper : *known) {
      erasure.persons.push_back(normalise::pseudonym(pepper, options.source, options.respondent));
    }
  }
  return erasure;
}

/// Why an erasure cannot be meant so; empty when it can.
std::string unclear(const EraseOptions& options) {
  const int ways = (options.respondent.empty() ? 0 : 1) + (options.response.empty() ? 0 : 1) +
                   (options.receipt.empty() ? 0 : 1);
  if (ways != 1) {
    return "name one: --respondent, --response or --receipt";
  }
  if (options.receipt.empty() && options.source.empty()) {
    return "--respondent and --response need the --source they are known to";
  }
  if (options.apply && !is_reference(options.reference)) {
    return "--apply needs --reference, the number of the request: letters, digits, - / . _, at "
           "most 40, with a digit";
  }
  return "";
}

}  // namespace

Exit purge(const PurgeOptions& options) {
  const auto at = options.at.empty() ? std::optional(now()) : parse_rfc3339(options.at);
  if (!at) {
    std::cerr << "--at takes a time, as in 2019-06-03T09:00:00Z; given " << options.at << '\n';
    return Exit::wrong_usage;
  }
  const auto definitions = open_definitions(options.place.definitions);
  if (!definitions) {
    return Exit::refused;
  }
  std::vector<store::Expired> expired;
  {
    const auto ledger = open_ledger(options.place, store::Access::read_only);
    if (!ledger) {
      return Exit::refused;
    }
    expired = ledger->expired(*definitions, *at);
  }
  for (const store::Expired& one : expired) {
    std::cout << one.survey << ": " << one.submissions.size() << ' ' << to_text(one.what) << '\n';
  }
  if (expired.empty()) {
    std::cout << "nothing is past its retention\n";
    return Exit::done;
  }
  if (!options.apply) {
    std::cerr << "Nothing was changed. With --apply these go.\n";
    return Exit::done;
  }
  const auto way_in = open_way_in(options.place);
  if (!way_in) {
    return Exit::machine_failed;
  }
  const auto report = intake::purge(
      way_in->intake, way_in->definitions, expired,
      {.at = now(), .actor = std::string(actor), .reason = "kept for as long as its survey says"});
  note_wal(report.wal_emptied);
  return Exit::done;
}

Exit erase(const EraseOptions& options) {
  if (const std::string why = unclear(options); !why.empty()) {
    std::cerr << why << '\n';
    return Exit::wrong_usage;
  }
  std::vector<std::int64_t> submissions;
  {
    const auto ledger = open_ledger(options.place, store::Access::read_only);
    if (!ledger) {
      return Exit::refused;
    }
    const auto erasure = erasure_of(options, *ledger);
    if (!erasure) {
      return Exit::machine_failed;
    }
    for (const store::Record& record : ledger->records(*erasure)) {
      print(record);
      submissions.push_back(record.submission);
    }
    if (!options.respondent.empty()) {
      for (const std::string& receipt : ledger->held_with(options.source, options.respondent)) {
        std::cout << receipt
                  << " is held and has this word in it; look at it, then erase it by its receipt\n";
      }
    }
  }
  if (submissions.empty()) {
    std::cout << "no record\n";
    return Exit::done;
  }
  if (!options.apply) {
    std::cerr << "Nothing was changed. With --apply and --reference these are erased for good.\n";
    return Exit::done;
  }
  const auto ledger = open_ledger(options.place, store::Access::read_write);
  if (!ledger) {
    return Exit::machine_failed;
  }
  ledger->erase(submissions,
                {.at = now(), .actor = std::string(actor), .reason = options.reference});
  note_wal(ledger->empty_wal());
  return Exit::done;
}

Exit rotate_pepper(const PepperOptions& options) {
  const auto ledger = open_ledger(options.place, store::Access::read_write);
  if (!ledger || !peppers(options.place, ledger->pepper())) {
    return Exit::machine_failed;
  }
  const NewPepper made = add_pepper(options.place, ledger->pepper());
  ledger->change_pepper(made.next,
                        {.at = now(), .actor = std::string(actor), .reason = "by an operator"});
  std::cout << "pepper " << made.next.version
            << " is in use; keep a copy of its file with the master key's\n";
  return Exit::done;
}

}  // namespace soundings::app
