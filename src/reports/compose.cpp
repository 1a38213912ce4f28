#include "soundings/reports/compose.h"

#include <algorithm>
#include <utility>

#include "soundings/claims/released.h"
#include "soundings/claims/statements.h"
#include "soundings/wording/days.h"
#include "soundings/wording/wording.h"

#include "sheets.h"

namespace soundings::reports {

namespace {

using wording::day_words;

ReleasedEvidence evidence_of(const Material& material, const SurveyMaterial& measures) {
  ReleasedEvidence made{
      .points = {}, .readings = comparisons_of(measures), .tables = tables_of(measures)};
  made.points = claims::with_released(
      {material.imported.begin(), material.imported.end()},
      claims::released_points(material.definitions, made.tables, made.readings));
  return made;
}

class Composer {
 public:
  explicit Composer(const Material& material)
      : material_(material),
        measures_(ask_figures(material)),
        released_(evidence_of(material, measures_)) {}

  [[nodiscard]] AimReport compose(const store::Report& report) {
    const Month appears = parse_month(report.line.day.substr(0, 7)).value_or(material_.month);
    const claims::Evidence evidence(material_.definitions, released_.points, appears,
                                    released_.readings, released_.tables);
    AimReport made{.id = report.line.id,
                   .title = material_.definitions.report.report_title,
                   .day = day_words(report.line.day),
                   .number = report.line.number,
                   .release = report.line.release,
                   .month = wording::period(Period::month(material_.month), nullptr),
                   .published = report.line.published ? day_words(report.line.published->at) : "",
                   .force = wording::force_name(material_.definitions),
                   .sheets = {}};
    for (const Aim& aim : material_.definitions.report.aims) {
      AimSheet sheet = figures_of(aim, evidence);
      add_people(report, evidence, leading_of(aim), sheet);
      made.sheets.push_back(std::move(sheet));
    }
    return made;
  }

 private:
  [[nodiscard]] AimSheet figures_of(const Aim& aim, const claims::Evidence& evidence) const {
    AimSheet sheet{.id = aim.id,
                   .title = english(aim.title),
                   .wording = english(aim.wording),
                   .measure = {},
                   .sources = {},
                   .no_source = english(aim.no_source),
                   .charts = {},
                   .figures = {},
                   .sentences = {},
                   .notes = {}};
    bool leads = true;
    for (const std::string& id : aim.measures) {
      const auto at = measures_.find(id);
      if (at == measures_.end()) {
        continue;
      }
      if (aim.computed.empty()) {
        add_measure(material_.definitions, at->second, evidence, leads, sheet);
      } else if (leads) {
        add_gap(material_.definitions, at->second, sheet);
      }
      leads = false;
    }
    for (const std::string& id : aim.series) {
      const ExternalSeries* series = material_.definitions.report.find_series(id);
      if (series != nullptr && !measured(id)) {
        add_series(*series, evidence, leads, sheet);
        leads = leads && sheet.figures.empty();
      }
    }
    add_statements(
        claims::statements(evidence, aim.id),
        [this](const claims::Statement& one) { return !measured(one.series); }, sheet);
    mark_doubtful(wording::force_name(material_.definitions), evidence, sheet);
    return sheet;
  }

  /// Whether the release prints it: our own figure then stands in place of an imported one.
  [[nodiscard]] bool measured(const std::string& series) const {
    const auto at = measures_.find(series);
    return at != measures_.end() && at->second.force;
  }

  static AimWords words_of(const store::ReportWords* words) {
    return words == nullptr ? AimWords{}
                            : AimWords{.text = words->text,
                                       .by = words->written.actor,
                                       .at = day_words(words->written.at)};
  }

  /// What the words of an aim mean where they name no series: its first measure, or series.
  static claims::AimSubject leading_of(const Aim& aim) {
    const auto& ids = aim.measures.empty() ? aim.series : aim.measures;
    return {.aim = aim.id, .leading = ids.empty() ? "" : ids.front()};
  }

  static void add_people(const store::Report& report, const claims::Evidence& evidence,
                         const claims::AimSubject& leading, AimSheet& sheet) {
    using store::WordsKind;
    sheet.commentary = words_of(report.find_words(sheet.id, WordsKind::commentary));
    sheet.actions = words_of(report.find_words(sheet.id, WordsKind::actions));
    sheet.checks =
        check_words(sheet.commentary.text + "\n" + sheet.actions.text, evidence, leading);
    if (const store::ReportSignOff* signed_off = report.find_sign_off(sheet.id)) {
      sheet.sign_off = {.by = signed_off->signed_at.actor,
                        .at = day_words(signed_off->signed_at.at),
                        .stands = signed_off->content == content_of(sheet)};
    }
  }

  const Material& material_;
  SurveyMaterial measures_;
  ReleasedEvidence released_;
};

}  // namespace

AimReport compose(const Material& material, const store::Report& report) {
  return Composer(material).compose(report);
}

ReleasedEvidence released_evidence(const Material& material) {
  return evidence_of(material, ask_figures(material));
}

}  // namespace soundings::reports
