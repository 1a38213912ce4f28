#include "web/choices.h"

#include <algorithm>
#include <set>

#include "soundings/base/civil_time.h"
#include "soundings/pages/figure_pages.h"
#include "soundings/wording/wording.h"

#include "editions.h"
#include "web/moments.h"
#include "web/months.h"
#include "web/questions.h"

namespace soundings::serve {
namespace {

std::string english(const Labels& labels) {
  const auto found = labels.find("en");
  return found == labels.end() ? std::string{} : found->second;
}

std::string month_words(Month month) {
  return wording::period(Period::month(month), nullptr);
}

/// "Choose a month from November 2018 to May 2019", and what else is in the list.
WrongField wrong_period(const std::vector<Period>& offered) {
  Month first = offered.front().first;
  Month last = offered.front().last;
  for (const Period& each : offered) {
    first = std::min(first, each.first);
    last = std::max(last, each.last);
  }
  const bool windows =
      std::ranges::any_of(offered, [](const Period& each) { return !each.single(); });
  return {.field = "period",
          .message = first == last ? "Choose " + month_words(last) + ", the only month with figures"
                                   : "Choose a month from " + month_words(first) + " to " +
                                         month_words(last) +
                                         (windows ? ", or a longer period of the list" : "")};
}

Expected<Period, WrongField> chosen_period(const Context& context,
                                           const std::vector<Period>& offered,
                                           const Request& request) {
  const std::string asked = request.asked("period");
  if (!asked.empty()) {
    const auto period = parse_period(asked);
    const bool there = period && std::ranges::find(offered, *period) != offered.end();
    return there ? Expected<Period, WrongField>(*period) : unexpected(wrong_period(offered));
  }
  if (const auto named = context.editions.find(request.asked("release"))) {
    return Period::month(named->month);
  }
  std::vector<Month> months;
  for (const Period& each : offered) {
    if (each.single()) {
      months.push_back(each.last);
    }
  }
  return Period::month(usual_month(context, months));
}

std::string date_words(const store::ReleaseLine& line) {
  return line.published ? day_words(line.published->at) : std::string();
}

}  // namespace

std::vector<Period> periods_to_choose(const Context& context, const std::vector<Month>& months) {
  std::vector<Period> offered;
  offered.reserve(months.size());
  for (const Month month : months) {
    offered.push_back(Period::month(month));
  }
  std::set<Period> windows;
  for (const std::string& survey : monthly_surveys(context.definitions)) {
    for (const Period& period : context.figures.periods(survey)) {
      if (period.kind == Period::Kind::months && !period.single()) {
        windows.insert(period);
      }
    }
  }
  offered.insert(offered.end(), windows.rbegin(), windows.rend());
  return offered;
}

Expected<Chosen, WrongField> chosen(const Context& context, const std::vector<Period>& offered,
                                    const Request& request) {
  const auto period = chosen_period(context, offered, request);
  if (!period) {
    return unexpected(period.error());
  }
  const std::string asked = request.asked("release");
  if (context.shows_working) {
    return asked.empty()
               ? Expected<Chosen, WrongField>(Chosen{
                     .edition = {.period = *period, .working = true}, .figures = &context.figures})
               : unexpected(WrongField{.field = "period",
                                       .message = "Working figures are of no release. Choose a "
                                                  "period from the list"});
  }
  const auto line =
      asked.empty() ? context.editions.newest_of(period->last) : context.editions.find(asked);
  if (!asked.empty() && (!line || line->month != period->last)) {
    return unexpected(WrongField{
        .field = "period",
        .message = line ? "Release " + line->id + " holds " + month_words(line->month) +
                              ", and not the period that was chosen. Choose one of the list"
                        : "There is no such release. Choose a period from the list"});
  }
  Chosen made{.edition = {.period = *period}, .figures = &context.figures};
  if (line) {
    made.edition.release = line->id;
    made.edition.published = date_words(*line);
    made.figures = &context.editions.figures_of(*line);
  }
  return made;
}

std::string period_words(const Period& period) {
  constexpr int year = 12;
  constexpr int quarter = 3;
  if (period.kind != Period::Kind::months || period.single()) {
    return wording::period(period, nullptr);
  }
  return period.length() == year ? "Year ending " + month_words(period.last)
         : period.length() == quarter
             ? "Three months to " + month_words(period.last)
             : "Since " + month_words(period.first) + ", to " + month_words(period.last);
}

pages::ChoiceList period_choices(const std::vector<Period>& offered, const Period& shown) {
  const bool windows =
      std::ranges::any_of(offered, [](const Period& each) { return !each.single(); });
  pages::ChoiceList list{.field = "period", .label = windows ? "Period" : "Month", .options = {}};
  for (const Period& each : offered) {
    list.options.push_back(
        {.value = to_text(each), .words = period_words(each), .selected = each == shown});
  }
  return list;
}

pages::ChoiceList area_choices(const Context& context, const std::string& shown) {
  const Domain* domain = context.definitions.domain_with(DomainRole::area);
  pages::ChoiceList list{.field = std::string(pages::area_field),
                         .label = domain == nullptr ? "" : english(domain->label),
                         .options = {}};
  for (const Area* area : context.definitions.reported_areas()) {
    list.options.push_back({.value = area->id, .words = area->name, .selected = area->id == shown});
  }
  return list;
}

pages::ChoiceList channel_choices(const Context& context, const std::string& shown) {
  pages::ChoiceList list{.field = "channel", .label = "Channel", .options = {}};
  if (const Domain* domain = context.definitions.domain_with(DomainRole::contact_channel)) {
    for (const DomainCode& code : domain->codes) {
      list.options.push_back(
          {.value = code.id, .words = english(code.label), .selected = code.id == shown});
    }
  }
  return list;
}

pages::ChoiceList measure_choices(const Context& context, const std::string& shown) {
  pages::ChoiceList list{.field = "measure", .label = "Measure", .options = {}};
  for (const Measure* each : measures_by_area(context.definitions)) {
    const Survey* survey = context.definitions.find_survey(each->survey);
    const bool alone =
        std::ranges::count_if(measures_by_area(context.definitions), [each](const Measure* other) {
          return english(other->title) == english(each->title);
        }) == 1;
    list.options.push_back(
        {.value = each->id,
         .words = english(each->title) +
                  (alone || survey == nullptr ? "" : " (" + english(survey->title) + ")"),
         .selected = each->id == shown});
  }
  return list;
}

pages::ChoiceList comparison_choices(const Context& context, const std::string& shown) {
  const Measure* measure = leading_measure(context.definitions);
  const std::string baseline =
      measure != nullptr && measure->baseline
          ? "Baseline (" + wording::period(measure->baseline->period, nullptr) + ")"
          : "Baseline";
  pages::ChoiceList list{.field = "compare", .label = "Compare with", .options = {}};
  for (const auto& [with, words] : {std::pair(pages::ComparedWith::baseline, baseline),
                                    {pages::ComparedWith::previous, "Month before"},
                                    {pages::ComparedWith::previous_3, "Three months before"}}) {
    const std::string value(pages::to_text(with));
    list.options.push_back({.value = value, .words = words, .selected = value == shown});
  }
  return list;
}

}  // namespace soundings::serve
