#include "soundings/report/aim_report.h"

#include <nlohmann/json.hpp>

namespace soundings::report {
namespace {

using Json = nlohmann::ordered_json;

Json number(const std::optional<double>& value) {
  return value ? Json(*value) : Json();
}

Json point_json(const ChartPoint& point) {
  return {{"period", point.period},     {"value", point.value},
          {"lo", number(point.lo)},     {"hi", number(point.hi)},
          {"text", point.words},        {"range", point.range},
          {"answers", point.answers},   {"approximate", point.approximate},
          {"before_break", point.apart}};
}

Json area_json(const ChartArea& area) {
  return {{"area", area.name},       {"value", number(area.value)}, {"lo", number(area.lo)},
          {"hi", number(area.hi)},   {"text", area.words},          {"range", area.range},
          {"answers", area.answers}, {"reading", area.reading},     {"marks", area.marks}};
}

Json chart_json(const AimChart& chart) {
  Json lines = Json::array();
  for (const ChartLine& line : chart.lines) {
    Json points = Json::array();
    for (const ChartPoint& point : line.points) {
      points.push_back(point_json(point));
    }
    lines.push_back({{"area", line.name}, {"points", std::move(points)}});
  }
  Json areas = Json::array();
  for (const ChartArea& area : chart.areas) {
    areas.push_back(area_json(area));
  }
  Json document{{"id", chart.id},
                {"subject", chart.subject},
                {"kind", chart.kind == AimChart::Kind::lines ? "lines" : "areas"},
                {"title", chart.title},
                {"sub", chart.sub},
                {"note", chart.note},
                {"lines", std::move(lines)},
                {"areas", std::move(areas)}};
  if (chart.reference) {
    document["reference"] = {{"text", chart.reference->words}, {"value", chart.reference->value}};
  }
  return document;
}

Json figure_json(const AimFigure& one) {
  return {{"subject", one.subject},
          {"title", one.title},
          {"area", one.area},
          {"period", one.period},
          {"value", one.value},
          {"range", one.range},
          {"answers", one.answers},
          {"baseline", one.baseline},
          {"baseline_period", one.baseline_period},
          {"change", one.change},
          {"change_range", one.change_range},
          {"reading", one.reading},
          {"kind", one.kind},
          {"tone", to_text(one.tone)},
          {"source", one.source},
          {"evidence", one.evidence},
          {"approximate", one.approximate},
          {"leads", one.leads}};
}

Json words_json(const AimWords& words) {
  return {{"text", words.text}, {"by", words.by}, {"at", words.at}};
}

Json sheet_json(const AimSheet& sheet) {
  Json charts = Json::array();
  for (const AimChart& chart : sheet.charts) {
    charts.push_back(chart_json(chart));
  }
  Json figures = Json::array();
  for (const AimFigure& one : sheet.figures) {
    figures.push_back(figure_json(one));
  }
  Json sentences = Json::array();
  for (const AimSentence& one : sheet.sentences) {
    sentences.push_back({{"subject", one.subject},
                         {"kind", one.kind},
                         {"text", one.text},
                         {"verdict", one.verdict}});
  }
  Json checks = Json::array();
  for (const AimCheck& one : sheet.checks) {
    checks.push_back({{"sentence", one.sentence},
                      {"verdict", one.verdict},
                      {"figure", one.figure},
                      {"arithmetic", one.arithmetic},
                      {"blocks", one.blocks},
                      {"unchecked", one.unchecked}});
  }
  Json withheld = Json::array();
  for (const AimWithheld& one : sheet.withheld) {
    withheld.push_back(
        {{"text", one.text}, {"figure", one.figure}, {"arithmetic", one.arithmetic}});
  }
  return {
      {"aim", sheet.id},
      {"title", sheet.title},
      {"wording", sheet.wording},
      {"measure", sheet.measure},
      {"sources", sheet.sources},
      {"no_source", sheet.no_source},
      {"charts", std::move(charts)},
      {"figures", std::move(figures)},
      {"sentences", std::move(sentences)},
      {"withheld", std::move(withheld)},
      {"notes", sheet.notes},
      {"commentary", words_json(sheet.commentary)},
      {"actions", words_json(sheet.actions)},
      {"checks", std::move(checks)},
      {"sign_off",
       {{"by", sheet.sign_off.by}, {"at", sheet.sign_off.at}, {"stands", sheet.sign_off.stands}}}};
}

}  // namespace

std::string aim_report_json(const AimReport& report) {
  Json sheets = Json::array();
  for (const AimSheet& sheet : report.sheets) {
    sheets.push_back(sheet_json(sheet));
  }
  Json document{
      {"report", report.id},           {"title", report.title},     {"day", report.day},
      {"number", report.number},       {"release", report.release}, {"month", report.month},
      {"published", report.published}, {"aims", std::move(sheets)}};
  if (report.revision) {
    Json changes = Json::array();
    for (const AimChange& change : report.revision->changes) {
      changes.push_back(
          {{"figure", change.figure}, {"before", change.before}, {"now", change.now}});
    }
    document["revision"] = {{"of", report.revision->of}, {"changes", std::move(changes)}};
  }
  return document.dump(2, ' ', false, Json::error_handler_t::replace);
}

}  // namespace soundings::report
