// The page of the audit for those who check who did what.
#include "soundings/store/audit.h"

#include <algorithm>
#include <utility>

#include "soundings/base/number.h"
#include "soundings/pages/record_pages.h"

#include "routes.h"
#include "web/moments.h"
#include "web/page_models.h"
#include "web/page_replies.h"

namespace soundings::serve {
namespace {

constexpr std::int64_t rows_of_a_page = 50;

/// What was chosen as a question to the audit. Errors: which field cannot be used, and why.
Expected<store::AuditQuery, pages::FormFault> query_of(const pages::AuditChoice& choice) {
  store::AuditQuery query;
  query.actor = choice.actor;
  if (!choice.action.empty()) {
    const auto kinds = pages::audit_kinds();
    const auto kind = std::ranges::find(kinds, choice.action, &pages::AuditKind::name);
    if (kind == kinds.end()) {
      return unexpected(
          pages::FormFault{.field = "action", .message = "Choose what was done from the list"});
    }
    query.action = kind->action;
    query.subject = kind->subject;
    query.detail = kind->detail;
  }
  if (!choice.from.empty()) {
    const auto day = parse_day(choice.from);
    if (!day) {
      return unexpected(pages::FormFault{
          .field = "from", .message = "Enter the first day as year, month and day: 2019-05-14"});
    }
    query.since = beginning_of(*day);
  }
  if (!choice.to.empty()) {
    const auto day = parse_day(choice.to);
    if (!day) {
      return unexpected(pages::FormFault{
          .field = "to", .message = "Enter the last day as year, month and day: 2019-05-14"});
    }
    query.until = end_of(*day);
  }
  return query;
}

pages::AuditEntry entry_of(const store::AuditLine& line) {
  return {.row = line.row,
          .at = moment_words(line.at),
          .who = line.actor,
          .done = line.action,
          .subject = line.subject,
          .detail = line.detail};
}

}  // namespace

Reply audit_page(const Context& context, const Request& request) {
  pages::AuditPage page{.choice = {.action = request.asked("action"),
                                   .actor = request.asked("actor"),
                                   .from = request.asked("from"),
                                   .to = request.asked("to")}};
  page.frame = frame_of(context);
  auto query = query_of(page.choice);
  if (!query) {
    page.fault = query.error();
    // A field for a day holds nothing else.
    if (page.fault.field != "action") {
      (page.fault.field == "to" ? page.choice.to : page.choice.from).clear();
    }
    return plain_page(pages::audit(context.definitions, page), 400);
  }
  context.reader->read([&](const store::Store& store) {
    page.rows = store.audit().count(*query);
    page.pages = std::max<std::int64_t>(1, (page.rows + rows_of_a_page - 1) / rows_of_a_page);
    const std::int64_t asked = parse_integer(request.asked("page")).value_or(1);
    page.page = std::clamp<std::int64_t>(asked, 1, page.pages);
    query->limit = static_cast<std::size_t>(rows_of_a_page);
    query->skip = static_cast<std::size_t>((page.page - 1) * rows_of_a_page);
    for (const store::AuditLine& line : store.audit().lines(*query)) {
      page.entries.push_back(entry_of(line));
    }
  });
  return plain_page(pages::audit(context.definitions, page), 200);
}

}  // namespace soundings::serve
