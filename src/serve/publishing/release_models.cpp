#include "publishing/release_models.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "soundings/release/file_names.h"
#include "soundings/release/release.h"
#include "soundings/wording/wording.h"

#include "web/moments.h"
#include "web/page_models.h"

namespace soundings::serve {
namespace {

constexpr std::size_t most_differences = 40;

std::string address_of(const store::ReleaseLine& line) {
  return "/releases/" + line.id;
}

std::string word_of(const store::ReleaseWord& word) {
  return "on " + moment_words(word.at) + " by " + word.actor + ": " + word.reason;
}

std::string state_of(const store::ReleaseLine& line) {
  switch (line.state) {
    case store::ReleaseState::draft:
      return "Draft";
    case store::ReleaseState::published:
      return line.asked ? "Published, withdrawal asked for" : "Published";
    case store::ReleaseState::withdrawn:
      break;
  }
  return "Withdrawn";
}

/// The last thing that was done to a release.
std::string last_of(const store::ReleaseLine& line) {
  return line.withdrawn   ? "Withdrawn " + word_of(*line.withdrawn)
         : line.asked     ? "Withdrawal asked for " + word_of(*line.asked)
         : line.published ? "Published " + word_of(*line.published)
                          : "Made " + word_of(line.made);
}

std::string english(const Labels& labels, const std::string& otherwise) {
  const auto found = labels.find("en");
  return found == labels.end() ? otherwise : found->second;
}

/// What people call the figures of an item: the title of a measure of all its answers, else the
/// question.
std::string item_words(const Definitions& definitions, const store::ReleaseRow& row) {
  const auto measure = std::ranges::find_if(definitions.measures, [&](const Measure& each) {
    return each.survey == row.survey && each.item == row.item && each.filter_domain.empty();
  });
  if (measure != definitions.measures.end()) {
    return english(measure->title, row.item);
  }
  const Survey* survey = definitions.find_survey(row.survey);
  const Item* item = survey == nullptr ? nullptr : survey->find_item(row.item);
  return item == nullptr ? row.item : english(item->text, row.item);
}

std::vector<std::string> parts_of(const std::string& text) {
  std::vector<std::string> parts;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(',', at), text.size());
    parts.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return parts;
}

/// "Victims satisfied overall: Walsall, 101"; of a distribution with the answer.
std::string figure_words(const Definitions& definitions, const store::ReleaseRow& row) {
  const Survey* survey = definitions.find_survey(row.survey);
  std::string words = item_words(definitions, row);
  if (survey == nullptr) {
    return words + ": " + row.codes;
  }
  if (!row.answer.empty()) {
    words += ", " + wording::answer_label(*survey, row.item, row.answer);
  }
  const auto domains = parts_of(row.by);
  const auto codes = parts_of(row.codes);
  std::vector<std::string> names;
  for (std::size_t i = 0; i < std::min(domains.size(), codes.size()); ++i) {
    names.push_back(wording::code_label(definitions, *survey, domains[i], codes[i]));
  }
  std::string place;
  for (const std::string& name : names) {
    place += (place.empty() ? "" : ", ") + name;
  }
  return words + ": " + (place.empty() ? wording::force_name(definitions) : place) +
         (row.weighting == "none" ? ", not weighted" : "");
}

/// "May 2019, by NPU".
std::string table_words(const Definitions& definitions, const store::ReleaseRow& row) {
  std::string by = row.by.empty() ? "force" : row.by;
  std::ranges::replace(by, ',', '.');
  return release::words_of_file(definitions, row.survey + "." + row.period + "." + by + ".csv")
      .title;
}

/// "41.6 (38.4 to 44.8) of 904", with its marks; "[c]" for a hidden one.
std::string printed(const store::ReleaseRow& row, bool there) {
  if (!there) {
    return "not there";
  }
  const bool hidden = row.marks.find('c') != std::string::npos;
  std::string words = hidden ? "[c]" : row.value.empty() ? "[x]" : row.value;
  if (!row.lo.empty()) {
    words += " (" + row.lo + " to " + row.hi + ")";
  }
  if (!row.n.empty()) {
    words += " of " + row.n;
  }
  for (const char mark : row.marks) {
    words += mark == 'c' ? std::string() : std::string(" [") + mark + "]";
  }
  return words;
}

std::vector<pages::ReleasedTableLine> tables_of(const Definitions& definitions,
                                                const store::Release& release) {
  struct Count {
    std::int64_t rows = 0;
    std::int64_t few = 0;
    std::int64_t hidden = 0;
  };
  std::map<std::tuple<std::string, std::string, std::string>, Count> counts;
  std::vector<const store::ReleaseRow*> firsts;
  for (const store::ReleaseRow& row : release.rows) {
    Count& count = counts[{row.survey, row.period, row.by}];
    if (count.rows == 0) {
      firsts.push_back(&row);
    }
    ++count.rows;
    count.few += row.marks.find('u') == std::string::npos ? 0 : 1;
    count.hidden += row.marks.find('c') == std::string::npos ? 0 : 1;
  }
  std::vector<pages::ReleasedTableLine> lines;
  for (const store::ReleaseRow* row : firsts) {
    const Count& count = counts[{row->survey, row->period, row->by}];
    lines.push_back({.survey = release::survey_title(definitions, row->survey),
                     .table = table_words(definitions, *row),
                     .rows = wording::count(count.rows),
                     .few = wording::count(count.few),
                     .hidden = wording::count(count.hidden)});
  }
  return lines;
}

std::vector<pages::Fact> facts_of(const store::ReleaseLine& line) {
  std::vector<pages::Fact> facts{{"Made", word_of(line.made)}};
  if (line.published) {
    facts.push_back({"Published", word_of(*line.published)});
  }
  if (line.asked) {
    facts.push_back({"Withdrawal asked for", word_of(*line.asked)});
  }
  if (line.withdrawn) {
    facts.push_back({"Withdrawn", word_of(*line.withdrawn)});
  }
  return facts;
}

std::string finding_of(const store::ReleaseLine& line) {
  switch (line.state) {
    case store::ReleaseState::draft:
      return "A draft: only those who decide about releases see its figures.";
    case store::ReleaseState::published:
      return line.asked ? "Published. " + line.asked->actor +
                              " has asked that it be withdrawn; a second person must agree."
                        : "Published: everybody who reads figures sees it, and it never changes.";
    case store::ReleaseState::withdrawn:
      break;
  }
  return "Withdrawn: nobody is shown its figures. It is kept as it was.";
}

pages::ChoiceList comparisons(const LookedAt& looked) {
  pages::ChoiceList list{.field = "against", .label = "Compare with", .options = {}};
  for (const store::ReleaseLine& line : looked.lines) {
    if (line.id != looked.release.line.id) {
      list.options.push_back({.value = line.id,
                              .words = release_title(line) + " (" + line.id + ")",
                              .selected = looked.other && looked.other->line.id == line.id});
    }
  }
  return list;
}

/// The force first, then tables by one domain, then by two: what most people look at first.
std::ptrdiff_t breadth(const release::RowDifference& each) {
  const store::ReleaseRow& row = each.in_after ? each.after : each.before;
  return row.by.empty() ? 0 : 1 + std::ranges::count(row.by, ',');
}

void compare(const Definitions& definitions, const LookedAt& looked, pages::ReleasePage& page) {
  if (!looked.other) {
    return;
  }
  page.choices = {comparisons(looked)};
  auto differing = release::differences(*looked.other, looked.release);
  std::ranges::stable_sort(differing, {}, breadth);
  const std::string id = looked.other->line.id;
  page.compared = differing.empty()
                      ? "Every row is as " + id + " prints it."
                      : wording::count(static_cast<std::int64_t>(differing.size())) + " of " +
                            wording::count(static_cast<std::int64_t>(looked.release.rows.size())) +
                            " rows are not as " + id + " prints them.";
  if (differing.size() > most_differences) {
    page.compared += " The first " + std::to_string(most_differences) +
                     " stand here; `soundings release diff` prints all.";
  }
  for (std::size_t at = 0; at < std::min(differing.size(), most_differences); ++at) {
    const release::RowDifference& each = differing[at];
    const store::ReleaseRow& row = each.in_after ? each.after : each.before;
    page.differences.push_back({.figure = figure_words(definitions, row),
                                .table = table_words(definitions, row),
                                .before = printed(each.before, each.in_before),
                                .after = printed(each.after, each.in_after)});
  }
}

void offer(const Context& context, const store::ReleaseLine& line, pages::ReleasePage& page) {
  const bool draft = line.state == store::ReleaseState::draft;
  const bool published = line.state == store::ReleaseState::published;
  const bool asked_by_reader =
      line.asked && context.request != nullptr && line.asked->actor == context.request->caller.name;
  page.may_approve = draft;
  page.may_discard = draft;
  page.may_withdraw = published && !asked_by_reader;
  page.withdraw_says =
      line.asked ? "You would be the second of two people, and it is withdrawn at once. Nobody is "
                   "shown its figures after that."
                 : "It takes two people: you would be the first. Nothing changes until a second "
                   "one agrees.";
  if (published && asked_by_reader) {
    page.finding = "Published. You have asked that it be withdrawn; another person must agree.";
  }
  if (draft || published) {
    page.look_href = "/?period=" + to_text(line.month) + "&release=" + line.id;
    page.look_words =
        draft ? "Look at it on the pages, as readers will see it" : "Look at it as readers see it";
  }
}

}  // namespace

std::string release_title(const store::ReleaseLine& line) {
  const std::string month = wording::period(Period::month(line.month), nullptr);
  return line.revision == 0 ? month : month + ", revision " + std::to_string(line.revision);
}

const store::ReleaseLine* usual_comparison(const store::ReleaseLine& line,
                                           const std::vector<store::ReleaseLine>& lines) noexcept {
  const auto found = std::ranges::find_if(lines, [&](const store::ReleaseLine& each) {
    return each.state != store::ReleaseState::draft &&
           (each.month < line.month || (each.month == line.month && each.revision < line.revision));
  });
  return found == lines.end() ? nullptr : &*found;
}

pages::ReleasesPage make_releases_page(const Context& context,
                                       const std::vector<store::ReleaseLine>& lines) {
  pages::ReleasesPage page;
  const auto drafts =
      std::ranges::count(lines, store::ReleaseState::draft, &store::ReleaseLine::state);
  page.finding = lines.empty() ? "Nothing has been made yet."
                 : drafts == 0 ? "No draft waits."
                 : drafts == 1
                     ? "One draft waits to be approved or thrown away."
                     : wording::count(drafts) + " drafts wait to be approved or thrown away.";
  for (const store::ReleaseLine& line : lines) {
    page.releases.push_back({.href = address_of(line),
                             .id = line.id,
                             .title = release_title(line),
                             .state = state_of(line),
                             .says = last_of(line)});
  }
  page.frame = frame_of(context);
  return page;
}

pages::ReleasePage make_release_page(const Context& context, const LookedAt& looked) {
  const store::ReleaseLine& line = looked.release.line;
  pages::ReleasePage page{.id = line.id,
                          .title = release_title(line),
                          .state = state_of(line),
                          .finding = finding_of(line),
                          .facts = facts_of(line)};
  for (const store::Check& check : looked.checks) {
    page.checks.push_back({.name = check.name, .says = check.detail, .passed = check.passed});
  }
  page.tables = tables_of(context.definitions, looked.release);
  compare(context.definitions, looked, page);
  offer(context, line, page);
  page.frame = frame_of(context);
  return page;
}

}  // namespace soundings::serve
