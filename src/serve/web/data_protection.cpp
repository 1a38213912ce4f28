// The page for the data protection officer: numbers of the audit, of retention and of what is held.
#include <algorithm>
#include <limits>
#include <map>
#include <utility>

#include "soundings/base/civil_time.h"
#include "soundings/base/number.h"
#include "soundings/intake/quarantine.h"
#include "soundings/pages/record_pages.h"
#include "soundings/release/file_names.h"
#include "soundings/store/audit.h"
#include "soundings/store/removal.h"
#include "soundings/wording/wording.h"

#include "routes.h"
#include "web/moments.h"
#include "web/page_models.h"
#include "web/page_replies.h"

namespace soundings::serve {
namespace {

std::string kept_words(std::string_view what) {
  using store::Kept;
  for (const auto& [kind, words] :
       {std::pair{Kept::held_original, "Originals of held items"},
        std::pair{Kept::body, "What came"}, std::pair{Kept::free_text, "What people wrote"},
        std::pair{Kept::answers, "Answers"}}) {
    if (what == to_text(kind)) {
      return words;
    }
  }
  return std::string(what);
}

/// "answer_out_of_scale" in words: "Answer out of scale".
std::string reason_words(const std::string& code) {
  std::string words = code;
  std::ranges::replace(words, '_', ' ');
  if (!words.empty() && words.front() >= 'a' && words.front() <= 'z') {
    words.front() = static_cast<char>(words.front() - 'a' + 'A');
  }
  return words;
}

/// Every row of one action, the latest first.
std::vector<store::AuditLine> rows_of(const store::Store& store, const char* action) {
  store::AuditQuery query;
  query.action = action;
  query.limit = static_cast<std::size_t>(std::numeric_limits<int>::max());
  return store.audit().lines(query);
}

/// What "81 body" of a row says: how many, of what.
std::pair<std::int64_t, std::string> counted(const std::string& detail) {
  const std::size_t space = std::min(detail.find(' '), detail.size());
  return {parse_integer(detail.substr(0, space)).value_or(0),
          space < detail.size() ? detail.substr(space + 1) : ""};
}

std::vector<pages::RemovedLine> removed(const Definitions& definitions, const store::Store& store) {
  std::map<std::pair<std::string, std::string>, pages::RemovedLine> lines;
  for (const store::AuditLine& row : rows_of(store, "purged")) {
    const auto [items, what] = counted(row.detail);
    auto& line = lines[{row.subject, what}];
    if (line.items == 0) {  // the latest comes first
      line = {.survey = release::survey_title(definitions, row.subject),
              .what = kept_words(what),
              .items = 0,
              .note = day_words(row.at)};
    }
    line.items += items;
  }
  std::vector<pages::RemovedLine> all;
  all.reserve(lines.size());
  for (auto& [key, line] : lines) {
    all.push_back(std::move(line));
  }
  return all;
}

std::vector<pages::RemovedLine> due(const Definitions& definitions, const store::Due& found) {
  std::vector<pages::RemovedLine> all;
  for (const store::Expired& one : found.expired) {
    const auto why = store::doubt(found, one);
    all.push_back(
        {.survey = release::survey_title(definitions, one.survey),
         .what = kept_words(to_text(one.what)),
         .items = one.items,
         .note = !why ? "It goes when a server looks next"
                 : *why == store::PurgeDoubt::clock_ahead
                     ? "The clock may be wrong: an operator must say that it is right"
                     : "It is more than half of what there is: an operator must say that it goes"});
  }
  return all;
}

std::vector<pages::RequestLine> requests(const store::Store& store) {
  std::map<Month, pages::RequestLine, std::greater<>> months;
  for (const store::AuditLine& row : rows_of(store, "erased")) {
    ++months[london_month(row.at)].erased;
  }
  for (const store::AuditLine& row : rows_of(store, "subject_access")) {
    ++months[london_month(row.at)].read;
  }
  std::vector<pages::RequestLine> lines;
  for (auto& [month, line] : months) {
    line.month = wording::period(Period::month(month), nullptr);
    lines.push_back(std::move(line));
  }
  return lines;
}

std::vector<pages::RetentionLine> retention(const Definitions& definitions) {
  std::vector<pages::RetentionLine> lines;
  lines.reserve(definitions.surveys.size());
  for (const Survey& survey : definitions.surveys) {
    lines.push_back({.survey = release::survey_title(definitions, survey.id),
                     .originals = survey.retention.raw_payload_days,
                     .texts = survey.retention.free_text_days,
                     .answers = survey.retention.answers_days});
  }
  return lines;
}

std::vector<std::string> ages_of_columns() {
  std::vector<std::string> words;
  std::int64_t from = 0;
  for (const std::chrono::days& to : store::held_ages_to) {
    const std::string end = std::to_string(to.count());
    words.push_back(from == 0 ? "Up to a day" : std::to_string(from + 1) + " to " + end + " days");
    from = to.count();
  }
  words.push_back("Over " + std::to_string(from) + " days");
  return words;
}

std::vector<pages::HeldByAge> held(const std::vector<store::HeldAges>& ages) {
  std::vector<pages::HeldByAge> lines;
  lines.reserve(ages.size());
  for (const store::HeldAges& one : ages) {
    lines.push_back({.reason = reason_words(one.code),
                     .items = {one.items.begin(), one.items.end()},
                     .oldest = day_words(one.oldest)});
  }
  return lines;
}

}  // namespace

Reply data_protection_page(const Context& context, const Request& request) {
  const Definitions& definitions = context.definitions;
  pages::DataProtectionPage page{.retention = retention(definitions)};
  context.reader->read([&](const store::Store& store) {
    page.removed = removed(definitions, store);
    page.due = due(definitions, store.removal().due(definitions, request.received_at));
    page.requests = requests(store);
    store::AuditQuery looks;
    looks.action = "retention_looked";
    looks.limit = 1;
    for (const store::AuditLine& row : store.audit().lines(looks)) {
      page.looked = day_words(row.at);
    }
  });
  page.ages = ages_of_columns();
  page.held = held(
      intake::Quarantine(definitions, context.intake, *context.reader).ages(request.received_at));
  page.frame = frame_of(context);
  return plain_page(pages::data_protection(definitions, page), 200);
}

}  // namespace soundings::serve
