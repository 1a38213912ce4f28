// Two releases and the layers between them -> the table of changes.
#include "freeze/revision_table.h"

#include <algorithm>

#include "tables/csv.h"
#include "tables/printed_rows.h"

namespace soundings::release {
namespace {

/// The cell of a row: the area, the other domain and its codes; empty for none.
struct Place {
  std::string area;
  std::string domain;
  std::vector<std::string> codes;
};

Place place_of(const Plan& plan, const store::ReleaseRow& row) {
  Place place;
  const auto domains = parts_between(row.by, ',');
  const auto codes = parts_between(row.codes, ',');
  for (std::size_t at = 0; at < std::min(domains.size(), codes.size()); ++at) {
    if (domains[at] == plan.areas) {
      place.area = codes[at];
    } else {
      place.domain = domains[at];
      place.codes = codes_of(codes[at]);
    }
  }
  return place;
}

/// Whether a layer has a response in the place.
bool anybody(const Plan& plan, const CountedLayer& layer, const Place& place) {
  const auto& areas = plan.frame.areas.codes;
  const auto domain =
      std::ranges::find(plan.frame.domains, place.domain, &disclose::PublishedDomain::id);
  const bool crossed = domain != plan.frame.domains.end();
  const auto& cells =
      crossed ? layer.counts.domains[static_cast<std::size_t>(domain - plan.frame.domains.begin())]
              : layer.counts.areas;
  const std::size_t codes = crossed ? domain->codes.size() : 1;
  for (std::size_t at = 0; at < cells.size(); ++at) {
    const bool in_area = place.area.empty() || areas[at / codes].code == place.area;
    const bool in_code =
        !crossed ||
        std::ranges::find(place.codes, domain->codes[at % codes].code) != place.codes.end();
    if (in_area && in_code && cells[at].responses > 0) {
      return true;
    }
  }
  return false;
}

/// Whether more was withdrawn in the place than was corrected.
bool erased(const Plan& plan, const CountedLayer& withdrawn, const CountedLayer* corrected,
            const Place& place) {
  if (corrected == nullptr) {
    return anybody(plan, withdrawn, place);
  }
  CountedLayer left = withdrawn;
  const auto take = [](std::vector<disclose::CellCount>& from,
                       const std::vector<disclose::CellCount>& part) {
    for (std::size_t at = 0; at < from.size(); ++at) {
      from[at].responses -= part[at].responses;
    }
  };
  take(left.counts.areas, corrected->counts.areas);
  for (std::size_t domain = 0; domain < left.counts.domains.size(); ++domain) {
    take(left.counts.domains[domain], corrected->counts.domains[domain]);
  }
  return anybody(plan, left, place);
}

/// What changed in a place.
struct Causes {
  bool late = false;
  bool corrected = false;
  bool erased = false;
};

Causes causes_in(const CountedSurvey& survey, const Place& place) {
  Causes causes;
  for (const RevisedLayer& revised : survey.revised_layers) {
    const auto layer = std::ranges::find(survey.layers, revised.id,
                                         [](const CountedLayer& each) { return each.counts.id; });
    if (revised.of.empty()) {
      causes.late = causes.late || anybody(survey.plan, *layer, place);
    } else if (!revised.id.ends_with(kept_ending)) {
      const auto part = std::ranges::find(survey.corrected, revised.id,
                                          [](const CountedLayer& each) { return each.counts.id; });
      const CountedLayer* of_part = part == survey.corrected.end() ? nullptr : &*part;
      causes.corrected =
          causes.corrected || (of_part != nullptr && anybody(survey.plan, *of_part, place));
      causes.erased = causes.erased || erased(survey.plan, *layer, of_part, place);
    }
  }
  return causes;
}

std::string cause_of(const CountedSurvey& survey, const store::ReleaseRow& row) {
  const Causes causes = causes_in(survey, place_of(survey.plan, row));
  std::string cause;
  for (const auto& [is, word] :
       {std::pair{causes.late, "late"}, std::pair{causes.corrected, "corrected"},
        std::pair{causes.erased, "erased"}}) {
    cause += is ? (cause.empty() ? "" : "+") + std::string(word) : "";
  }
  return cause;
}

}  // namespace

std::string revision_table(const store::Release& base, const std::string& release,
                           const Parts& revision, const std::vector<ProtectedSurvey>& revised) {
  std::string text = csv_line({"release", "revises", "survey", "period", "by", "codes", "item",
                               "answer", "weighting", "old_value", "old_lo", "old_hi", "old_n",
                               "value", "lo", "hi", "n", "marks", "cause"});
  const store::Release made{.line = {.id = release, .month = base.line.month, .made = {}},
                            .files = {},
                            .rows = revision.rows};
  for (const RowDifference& change : differences(base, made)) {
    const store::ReleaseRow& row = change.in_after ? change.after : change.before;
    const auto survey = std::ranges::find(revised, row.survey, [](const ProtectedSurvey& each) {
      return each.counted->plan.survey->id;
    });
    text += csv_line({release, base.line.id, row.survey, row.period, row.by, row.codes, row.item,
                      row.answer, row.weighting, change.before.value, change.before.lo,
                      change.before.hi, change.before.n, change.after.value, change.after.lo,
                      change.after.hi, change.after.n, change.after.marks,
                      survey == revised.end() ? "" : cause_of(*survey->counted, row)});
  }
  return text;
}

}  // namespace soundings::release
