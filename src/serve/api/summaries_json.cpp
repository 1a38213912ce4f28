// What the Overview and the page of an NPU show, for programs: made of the same models as the
// pages, so that a page and its document cannot differ.
#include <algorithm>
#include <utility>

#include <nlohmann/json.hpp>

#include "soundings/report/comparisons.h"
#include "soundings/report/estimates.h"
#include "soundings/survey/codes.h"

#include "api/figure_requests.h"
#include "routes.h"
#include "web/months.h"
#include "web/page_models.h"
#include "web/questions.h"

namespace soundings::serve {
namespace {

using Json = nlohmann::ordered_json;

std::string in_english(const Labels& labels) {
  const auto found = labels.find("en");
  return found == labels.end() ? std::string{} : found->second;
}

Problem problem_of(const WrongField& wrong) {
  return bad_value(wrong.field, "not_released", wrong.message + ".");
}

/// What `make` makes of the period and release that were asked for. windows: longer periods may be
/// asked for too.
template <typename Make>
Reply summary(const Context& context, const Request& request, bool windows, const Make& make) {
  const auto months = months_with_figures(context);
  if (months.empty()) {
    return problem_reply({400, "not_released", "No month has been published yet.", {}}, request);
  }
  auto offered = periods_to_choose(context, months);
  if (!windows) {
    std::erase_if(offered, [](const Period& period) { return !period.single(); });
  }
  const auto made = chosen(context, offered, request);
  if (!made) {
    return problem_reply(problem_of(made.error()), request);
  }
  const Json document = make(PageMaterial{context, months, offered, *made});
  return with_etag(marked(context, json_reply(document.dump(1) + "\n")), request);
}

std::string query_of(const pages::Edition& edition) {
  return "?period=" + to_text(edition.period) +
         (edition.release.empty() ? "" : "&release=" + edition.release) +
         (edition.working ? "&tier=working" : "");
}

Json edition_json(const pages::Edition& edition) {
  return {{"period", to_text(edition.period)},
          {"release", edition.release.empty() ? Json(nullptr) : Json(edition.release)},
          {"published", edition.published.empty() ? Json(nullptr) : Json(edition.published)},
          {"provisional", edition.provisional}};
}

/// The document of these tables without its rows, and the rows apart.
struct Document {
  Json head;
  Json estimates;
};

Document document_of(const Definitions& definitions, const std::vector<Table>& tables) {
  Json whole = Json::parse(report::estimates_json(definitions, tables));
  Json estimates = std::move(whole["estimates"]);
  whole.erase("estimates");
  return {.head = std::move(whole), .estimates = std::move(estimates)};
}

/// Of the comparisons of a measure: those that are there, as /api/v1/compare gives them.
Json comparisons_of(const Definitions& definitions, const std::vector<Comparisons>& all,
                    const std::string& measure) {
  const auto found = std::ranges::find(all, measure, &Comparisons::measure);
  if (found == all.end()) {
    return nullptr;
  }
  const Json document =
      Json::parse(report::comparisons_json(definitions, {.comparisons = *found, .spread = {}}));
  return {{"against", document.at("against")},
          {"family", document.at("family")},
          {"note", document.at("note")},
          {"comparisons", document.at("comparisons")}};
}

/// Rows of a list of estimates that `wanted` wants.
template <typename Wanted>
Json those(const Json& estimates, const Wanted& wanted) {
  Json rows = Json::array();
  for (const Json& estimate : estimates) {
    if (wanted(estimate)) {
      rows.push_back(estimate);
    }
  }
  return rows;
}

Json measure_json(const Definitions& definitions, const Table& table, const Json& estimates,
                  const pages::Edition& edition) {
  const Measure* measure = definitions.find_measure(table.measure);
  const std::string period = to_text(table.period);
  return {{"measure", table.measure},
          {"title", measure == nullptr ? table.measure : in_english(measure->title)},
          {"group", measure == nullptr ? "" : measure->group},
          {"period", period},
          {"estimates",
           those(estimates,
                 [&](const Json& row) { return row.value("measure", "") == table.measure; })},
          {"links",
           {{"page", "/measures/" + table.measure + query_of(edition)},
            {"estimates", "/api/v1/estimates?measure=" + table.measure + "&period=" + period},
            {"series", "/api/v1/series?measure=" + table.measure}}}};
}

/// The sections of a page with their measures, in the order of the page.
Json groups_json(const Definitions& definitions, const pages::Overview& overview,
                 const Json& estimates) {
  Json groups = Json::array();
  for (const MeasureGroup& group : definitions.groups) {
    Json measures = Json::array();
    for (const Table& table : overview.headline) {
      const Measure* measure = definitions.find_measure(table.measure);
      if (measure == nullptr || measure->group != group.id) {
        continue;
      }
      Json one = measure_json(definitions, table, estimates, overview.edition);
      one["change"] = comparisons_of(definitions, overview.changes, table.measure);
      measures.push_back(std::move(one));
    }
    if (!measures.empty()) {
      groups.push_back({{"id", group.id}, {"leads", group.leads}, {"measures", measures}});
    }
  }
  return groups;
}

Json overview_json(const Definitions& definitions, const pages::Overview& overview) {
  const Document document = document_of(definitions, overview.headline);
  Json made = edition_json(overview.edition);
  made["compared_with"] = pages::to_text(overview.with);
  made["stands_out"] = pages::what_stands_out(definitions, overview);
  made["groups"] = groups_json(definitions, overview, document.estimates);
  made.update(document.head);
  made["links"] = {{"page", "/" + query_of(overview.edition)},
                   {"headline", "/api/v1/headline/" + to_text(overview.edition.month()) + ".json"},
                   {"releases", "/api/v1/releases"},
                   {"measures", "/api/v1/measures"}};
  return made;
}

/// Rows that are the NPU's own, of a table by area alone or with another domain.
Json of_npu(const Json& estimates, const std::string& area, const std::string& npu) {
  return those(estimates, [&](const Json& row) {
    const auto domain = row.find("domain");
    return domain != row.end() && domain->value(area, "") == npu;
  });
}

Json npu_json(const Definitions& definitions, const pages::NpuPage& page, const Area& npu) {
  const std::string area = definitions.domain_id(DomainRole::area);
  const std::vector<Table> tables = page.measures;
  const Document document = document_of(definitions, tables);
  Json measures = Json::array();
  for (const Table& table : page.measures) {
    Json one =
        measure_json(definitions, table, of_npu(document.estimates, area, npu.id), page.edition);
    one["against_rest"] = comparisons_of(definitions, page.readings, table.measure);
    measures.push_back(std::move(one));
  }
  const auto rows_of = [&](const Table& table) {
    return of_npu(document_of(definitions, {table}).estimates, area, npu.id);
  };
  Json groups = Json::array();
  for (const Table& table : page.groups) {
    groups.push_back({{"by", table.by}, {"estimates", rows_of(table)}});
  }
  Json made = edition_json(page.edition);
  made["npu"] = {{"id", npu.id}, {"name", npu.name}};
  made["finding"] = pages::finding_of(definitions, page);
  made["measures"] = std::move(measures);
  made["channels"] = page.channels ? rows_of(*page.channels) : Json::array();
  made["groups"] = std::move(groups);
  made.update(document.head);
  made["links"] = {{"page", "/npus/" + npu.id + query_of(page.edition)},
                   {"compare", "/npus" + query_of(page.edition)},
                   {"areas", "/api/v1/areas"}};
  return made;
}

}  // namespace

Reply read_overview(const Context& context, const Request& request) {
  const std::string asked = request.asked("compare");
  const auto with = asked.empty() ? std::optional(pages::ComparedWith::baseline)
                                  : pages::parse_compared_with(asked);
  if (!with) {
    return problem_reply(bad_value("compare", "unknown_comparison",
                                   "'compare' is baseline, previous or previous-3."),
                         request);
  }
  return summary(context, request, false, [&](const PageMaterial& made) {
    return overview_json(context.definitions, make_overview(made, *with));
  });
}

Reply read_npu_summary(const Context& context, const Request& request) {
  const std::string& asked = request.path_parameters.at("npu");
  const Area* npu = area_named(context.definitions, context.definitions.area_level(), asked);
  if (npu == nullptr) {
    return problem_reply({404, "npu_unknown", "There is no such NPU.", {}}, request);
  }
  return summary(context, request, true, [&](const PageMaterial& made) {
    return npu_json(context.definitions, make_npu_page(made, npu->id), *npu);
  });
}

Reply list_periods(const Context& context, const Request& request) {
  const auto months = months_with_figures(context);
  Json periods = Json::array();
  for (const Period& period :
       months.empty() ? std::vector<Period>{} : periods_to_choose(context, months)) {
    const std::string text = to_text(period);
    periods.push_back({{"period", text},
                       {"title", period_words(period)},
                       {"months", period.length()},
                       {"first", to_text(period.first)},
                       {"last", to_text(period.last)},
                       {"links",
                        {{"page", (period.single() ? "/?period=" : "/npus?period=") + text},
                         {"summary", period.single() ? Json("/api/v1/overview?period=" + text)
                                                     : Json(nullptr)}}}});
  }
  return with_etag(marked(context, json_reply(Json{{"periods", std::move(periods)}}.dump())),
                   request);
}

}  // namespace soundings::serve
