// The Overview: the overall figure large, then every measure of the force and its change.
#include <algorithm>
#include <array>
#include <utility>

#include "soundings/pages/figure_pages.h"
#include "soundings/wording/wording.h"

#include "overview/hero.h"
#include "overview/stands_out.h"
#include "parts/frame.h"
#include "parts/phrase.h"
#include "tables/measure_table.h"

namespace soundings::pages {
namespace {

constexpr std::array<std::pair<ComparedWith, std::string_view>, 3> compared_with{
    {{ComparedWith::baseline, "baseline"},
     {ComparedWith::previous, "previous"},
     {ComparedWith::previous_3, "previous-3"}}};

/// The first table of the group that leads.
const Table* overall(const Definitions& definitions, const Overview& overview) {
  const MeasureGroup* first = definitions.leading_group();
  const auto found = std::ranges::find_if(overview.headline, [&](const Table& table) {
    const Measure* measure = definitions.find_measure(table.measure);
    return measure != nullptr && first != nullptr && measure->group == first->id;
  });
  return found == overview.headline.end() ? nullptr : &*found;
}

std::vector<View> sections(const Definitions& definitions, const Overview& overview,
                           const Table* shown_above) {
  std::vector<MeasureLine> lines;
  for (const Table& table : overview.headline) {
    if (&table != shown_above) {
      lines.push_back({.table = &table,
                       .trend = trend_of(overview, table.measure),
                       .readings = change_of(overview, table.measure)});
    }
  }
  const bool baseline = overview.with == ComparedWith::baseline;
  return measure_sections(
      definitions, lines,
      {.edition = overview.edition,
       .scope = Scope::force,
       .change = baseline ? "Change from baseline" : "Change",
       .alone = baseline ? "[x] No baseline yet" : "[x] None to compare",
       .reference = baseline ? "Baseline"
                             : (overview.with == ComparedWith::previous ? "Month before"
                                                                        : "Three months before")});
}

View fact(std::string name, std::string value, std::string help) {
  return View{}
      .text("fact_name", std::move(name))
      .text("fact_value", std::move(value))
      .text("fact_help", std::move(help));
}

/// "Email link" for "email_link".
std::string mode_words(std::string mode) {
  std::ranges::replace(mode, '_', ' ');
  if (!mode.empty() && mode.front() >= 'a' && mode.front() <= 'z') {
    mode.front() = static_cast<char>(mode.front() - 'a' + 'A');
  }
  return mode;
}

/// How people are asked, and what that means for results of an earlier way. When it changed may be
/// assumed, and is not said.
View asked_by(const Survey& survey) {
  const auto change = std::ranges::find_if(survey.breaks, [&](const Break& each) {
    return each.kind == "mode" && each.to == survey.mode && !each.comparable;
  });
  std::string earlier;
  if (change != survey.breaks.end()) {
    earlier = change->from;
    std::ranges::replace(earlier, '_', ' ');
    earlier = "Earlier results were by " + earlier + " and are not comparable [b].";
  }
  return fact("Asked by", mode_words(survey.mode), earlier);
}

/// That every figure is of the page's release, or which surveys' figures are of another.
std::string release_words(const Definitions& definitions, const Overview& overview) {
  std::vector<std::string> others;
  for (const Table& table : overview.headline) {
    const Survey* survey = definitions.find_survey(table.survey);
    const std::string words = (survey == nullptr ? table.survey : english(survey->title)) + ", " +
                              wording::period(table.period, survey) + ": " + table.release;
    if (is_release(table.release) && table.release != overview.edition.release &&
        std::ranges::find(others, words) == others.end()) {
      others.push_back(words);
    }
  }
  if (others.empty()) {
    return "Every figure of this month is of this release.";
  }
  return "Every figure is of this release, but for " + wording::list(others) + ".";
}

/// Where the figures come from, as far as the release says.
std::vector<View> facts(const Definitions& definitions, const Overview& overview,
                        const Table* table) {
  std::vector<View> views;
  const Edition& edition = overview.edition;
  if (!edition.published.empty()) {
    views.push_back(
        fact("Published", edition.published, "Frozen. Nothing that arrives later changes it."));
  }
  if (!edition.release.empty()) {
    views.push_back(fact("Release", edition.release, release_words(definitions, overview)));
  }
  const Row* row = table == nullptr ? nullptr : table->find({});
  if (row != nullptr && row->base) {
    const Survey* survey = definitions.find_survey(table->survey);
    views.push_back(fact("Answers", base_words(*table, row->base),
                         survey == nullptr ? "" : english(survey->title)));
  }
  if (table != nullptr && table->invited) {
    views.push_back(fact("Invited", wording::count(*table->invited), ""));
  }
  if (row != nullptr && row->response_rate) {
    views.push_back(fact("Response rate", wording::response_rate(row->response_rate), ""));
  }
  const Survey* survey = table == nullptr ? nullptr : definitions.find_survey(table->survey);
  if (survey != nullptr && !survey->mode.empty()) {
    views.push_back(asked_by(*survey));
  }
  return views;
}

}  // namespace

std::string_view to_text(ComparedWith with) noexcept {
  return std::ranges::find(compared_with, with, [](const auto& each) { return each.first; })
      ->second;
}

std::optional<ComparedWith> parse_compared_with(std::string_view text) noexcept {
  const auto* const found =
      std::ranges::find(compared_with, text, [](const auto& each) { return each.second; });
  return found == compared_with.end() ? std::nullopt : std::optional(found->first);
}

std::vector<std::string> what_stands_out(const Definitions& definitions, const Overview& overview) {
  const Table* first = overall(definitions, overview);
  std::vector<std::string> sentences;
  for (const View& view :
       stands_out(definitions, overview, first == nullptr ? "" : first->measure)) {
    sentences.push_back(view.texts.at("strong") + " " + view.texts.at("rest"));
  }
  return sentences;
}

std::string overview(const Definitions& definitions, const Overview& overview) {
  const Table* first = overall(definitions, overview);
  const std::string when = period_words(overview.edition.period);
  auto known = facts(definitions, overview, first);
  View view;
  view.text("when", when)
      .text("so_far", so_far_words(overview.so_far))
      .text("period", to_text(overview.edition.month()))
      .text("tier_query", overview.edition.working ? "?tier=working" : "")
      .text("choices_action", "/")
      .list("choice_list", choice_views(overview.choices))
      .list("sections", sections(definitions, overview, first))
      .part("hero", hero(definitions, overview, first))
      .flag("has_figures", !overview.headline.empty())
      .list("facts", std::move(known));
  return framed(definitions, overview.frame,
                {.title = "Headline measures, " + when,
                 .address = "/",
                 .edition = overview.edition,
                 .choices = overview.with == ComparedWith::baseline
                                ? ""
                                : "compare=" + std::string{to_text(overview.with)}},
                "overview", std::move(view));
}

}  // namespace soundings::pages
