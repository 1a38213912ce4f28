// Comparisons: both sides, their difference, and the verdicts of a family.
#include "soundings/figures/compare.h"

#include <algorithm>
#include <array>
#include <deque>

#include "soundings/estimate/areas.h"

#include "answer/comparison_sides.h"
#include "answer/difference.h"
#include "answer/layout.h"
#include "answer/statistics.h"
#include "answer/strata.h"
#include "answer/weighing.h"
#include "question/domain_codes.h"

namespace soundings::figures {
namespace {

constexpr double false_discoveries = 0.05;

/// What differences are taken on: both sides in one sample, unweighted and weighted.
struct Samples {
  weigh::Sample plain;
  std::optional<weigh::Sample> fitted;
};

/// Both periods alone of everything counted, in one design where people answered in both.
Samples make_samples(const Compared& compared, const Evidence& evidence) {
  Evidence both = evidence;
  Design design = Design::by_stratum;
  if (compared.b && compared.b->period != compared.a.period) {
    both.cells = cells_within(*evidence.cells, {compared.a.period, compared.b->period});
    if (share_people(*both.cells, compared.a.period, compared.b->period)) {
      design = Design::one_stratum;
    }
  }
  std::vector<std::string> by = dimensions(compared.a);
  for (const std::string& domain : compared.b ? dimensions(*compared.b) : by) {
    if (std::find(by.begin(), by.end(), domain) == by.end()) {
      by.push_back(domain);
    }
  }
  Samples samples{.plain = unweighted(*both.cells, by, design), .fitted = std::nullopt};
  if (compared.a.scheme != nullptr && !both.cells->cells.empty()) {
    if (auto made = weighted(compared.a, both, by, design)) {
      samples.fitted = std::move(made->sample);
    }
  }
  return samples;
}

/// Marks of both sides, each once, in the order in which marks are printed.
std::vector<std::string> both_marks(const std::vector<std::string>& a,
                                    const std::vector<std::string>& b) {
  std::vector<std::string> marks;
  for (const char* mark : {"u", "p", "x", "b"}) {
    if (std::count(a.begin(), a.end(), mark) > 0 || std::count(b.begin(), b.end(), mark) > 0) {
      marks.emplace_back(mark);
    }
  }
  return marks;
}

bool starts_before(const Period& period, const Period& begun) {
  return period.kind == Period::Kind::months ? period.first < begun.first
                                             : period.first_wave < begun.first_wave;
}

/// A row being made, with what decides its verdict.
struct Draft {
  Comparison row;
  std::optional<Verdict> settled;  ///< a verdict that needs no test
};

/// What a tested difference comes to. At 5% its own 95% range leaves out zero.
Verdict verdict_of(const Difference& difference) {
  if (difference.q <= false_discoveries) {
    return difference.points > 0.0 ? Verdict::higher : Verdict::lower;
  }
  return difference.p <= false_discoveries ? Verdict::not_clear : Verdict::same;
}

/// Adjusts p over the rows that are tested and says what each comes to.
std::size_t judge(std::vector<std::vector<Draft>>& drafts,
                  std::optional<Difference> Comparison::* which) {
  std::vector<Draft*> family;
  for (std::vector<Draft>& each : drafts) {
    for (Draft& draft : each) {
      family.push_back(&draft);
    }
  }
  std::vector<double> p;
  std::vector<Difference*> tested;
  for (Draft* member : family) {
    Draft& draft = *member;
    auto& taken = draft.row.*which;
    if (!taken) {
      continue;
    }
    if (draft.settled) {
      taken->p.reset();
      taken->verdict = *draft.settled;
    } else if (taken->p) {
      p.push_back(*taken->p);
      tested.push_back(&*taken);
    }
  }
  const std::vector<double> q = estimate::benjamini_hochberg(p);
  for (std::size_t at = 0; at < tested.size(); ++at) {
    tested[at]->q = q[at];
    tested[at]->verdict = verdict_of(*tested[at]);
  }
  return tested.size();
}

class Comparing {
 public:
  Comparing(const Definitions& definitions, const Compared& compared, const Evidence& evidence,
            const std::optional<Period>& begun)
      : definitions_(definitions),
        compared_(compared),
        evidence_a_(within(evidence, compared.a.period)),
        evidence_b_(within(evidence, compared.b ? compared.b->period : compared.a.period)),
        side_a_(definitions, compared.a, evidence_a_) {
    if (compared.b && compared.b->measure == compared.a.measure &&
        compared.b->period == compared.a.period) {
      other_ = &side_a_;
    } else if (compared.b) {
      other_ = &side_b_.emplace(definitions, *compared.b, evidence_b_);
      joint_ = make_samples(compared, evidence);
    }
    whole_ = compared.b && !(begun && starts_before(compared.b->period, *begun));
  }

  Comparing(const Comparing&) = delete;
  Comparing& operator=(const Comparing&) = delete;

  [[nodiscard]] std::vector<Draft> drafts() const {
    std::vector<Draft> made;
    for (const std::string& code : codes()) {
      made.push_back(draft(code));
    }
    return made;
  }

  /// drafts: its own, judged. plain, fitted: how many were tested in either family.
  [[nodiscard]] Comparisons answer(std::vector<Draft> drafts, std::size_t plain,
                                   std::size_t fitted) const {
    Comparisons comparisons = heading();
    comparisons.family = weighed() ? fitted : plain;
    for (Draft& draft : drafts) {
      comparisons.rows.push_back(finished(std::move(draft)));
    }
    return comparisons;
  }

 private:
  [[nodiscard]] const std::optional<weigh::Sample>& weighed() const {
    return joint_ ? joint_->fitted : side_a_.fitted();
  }

  [[nodiscard]] Comparisons heading() const {
    const Table& table = side_a_.table();
    Comparisons comparisons{.survey = table.survey,
                            .measure = table.measure,
                            .item = table.item,
                            .period = table.period,
                            .release = table.release,
                            .by = compared_.a.by.empty() ? "" : compared_.a.by.front(),
                            .of = compared_.a.of,
                            .statistic = compared_.a.statistic,
                            .against = compared_.against,
                            .scheme = table.scheme,
                            .scheme_version = table.scheme_version,
                            .level = table.level,
                            .decimals = compared_.a.measure->item_decimals,
                            .good = good_of(compared_.a),
                            .definition_version = table.definition_version,
                            .data_version = table.data_version,
                            .weighting_fault = table.weighting_fault,
                            .weighting_problem = table.weighting_problem,
                            .collapsed = table.collapsed,
                            .whole = std::nullopt,
                            .family = 0};
    if (!comparisons.by.empty()) {
      comparisons.whole = side_a_.of("").side;
    }
    if (comparisons.weighting_fault.empty() && other_ != nullptr) {
      comparisons.weighting_fault = other_->table().weighting_fault;
      comparisons.weighting_problem = other_->table().weighting_problem;
    }
    add_other_collapses(comparisons.collapsed);
    return comparisons;
  }

  /// What was joined for the other side: of another month or wave, named as of that.
  void add_other_collapses(std::vector<MarginCollapse>& collapsed) const {
    if (other_ == nullptr || other_ == &side_a_) {
      return;
    }
    const Table& table = other_->table();
    for (MarginCollapse joined : table.collapsed) {
      if (joined.stratum.empty() && table.period != side_a_.table().period) {
        joined.stratum = to_text(table.period);
      }
      if (std::ranges::find(collapsed, joined) == collapsed.end()) {
        collapsed.push_back(std::move(joined));
      }
    }
  }

  /// The codes that stand on the first side; one empty code for the whole.
  [[nodiscard]] std::vector<std::string> codes() const {
    if (!compared_.code.empty()) {
      return {compared_.code};
    }
    if (compared_.a.by.empty()) {
      return {""};
    }
    std::vector<std::string> all =
        row_codes(definitions_, *compared_.a.survey, compared_.a.by.front());
    if (compared_.against == Against::code) {
      std::erase(all, compared_.other_code);
    }
    return all;
  }

  [[nodiscard]] Figure other(const std::string& code) const {
    switch (compared_.against) {
      case Against::rest:
        return other_->rest_of(code);
      case Against::force:
        return other_->of("");
      case Against::code:
        return other_->of(compared_.other_code);
      case Against::measure:
      case Against::previous:
      case Against::year_before:
      case Against::period:
        break;
    }
    return other_->of(code);
  }

  [[nodiscard]] std::optional<Verdict> settled(const Comparison& row) const {
    if (!whole_ || !row.b) {
      return compared_.against == Against::year_before ? Verdict::first_year : Verdict::cannot_say;
    }
    const std::int64_t fewest = std::min(row.a.base.value_or(0), row.b->base.value_or(0));
    if (fewest == 0) {
      return Verdict::cannot_say;
    }
    return fewest < definitions_.disclosure.unreliable_below ? std::optional(Verdict::too_few)
                                                             : std::nullopt;
  }

  [[nodiscard]] std::optional<Difference> taken(const weigh::Sample& sample, const Figure& a,
                                                const Figure& b) const {
    const Cells& cells = sample.cells();
    const Survey& survey = *compared_.a.survey;
    return difference(sample, cells_of(definitions_, survey, cells, a.whom),
                      cells_of(definitions_, survey, cells, b.whom),
                      parts_of(compared_.a, cells).front().variable, compared_.a.level);
  }

  [[nodiscard]] Draft draft(const std::string& code) const {
    const Figure a = side_a_.of(code);
    Draft made{.row = {.a = a.side, .b = std::nullopt, .marks = a.marks}};
    if (other_ != nullptr) {
      const Figure b = other(code);
      made.row.b = b.side;
      made.row.marks = both_marks(a.marks, b.marks);
      if (whole_) {
        made.row.unweighted = taken(joint_ ? joint_->plain : side_a_.plain(), a, b);
        if (const auto& fitted = weighed()) {
          made.row.weighted = taken(*fitted, a, b);
        }
      }
    }
    made.settled = settled(made.row);
    return made;
  }

  [[nodiscard]] Comparison finished(Draft draft) const {
    Comparison row = std::move(draft.row);
    const Difference* leading = row.weighted ? &*row.weighted : nullptr;
    leading = leading == nullptr && row.unweighted ? &*row.unweighted : leading;
    row.verdict =
        draft.settled.value_or(leading == nullptr ? Verdict::cannot_say : leading->verdict);
    return row;
  }

  const Definitions& definitions_;
  const Compared& compared_;
  Evidence evidence_a_;
  Evidence evidence_b_;
  FigureMaker side_a_;
  std::optional<FigureMaker> side_b_;
  std::optional<Samples> joint_;  ///< both sides in one design, where one table does not hold them
  const FigureMaker* other_ = nullptr;  ///< the first side's own where both are of one table
  bool whole_ = false;
};

}  // namespace

Evidence within(const Evidence& evidence, const Period& period) {
  Evidence part{.cells = cells_within(*evidence.cells, {period}),
                .data_version = evidence.data_version};
  for (const Invitation& invitation : evidence.invitations) {
    if (lies_in(to_text(invitation.period), period)) {
      part.invitations.push_back(invitation);
    }
  }
  return part;
}

std::vector<Comparisons> compare(const Definitions& definitions,
                                 const std::vector<Comparable>& together) {
  std::deque<Comparing> comparing;
  std::vector<std::vector<Draft>> drafts;
  drafts.reserve(together.size());
  for (const Comparable& one : together) {
    drafts.push_back(
        comparing.emplace_back(definitions, one.compared, one.evidence, one.begun).drafts());
  }
  const std::size_t plain = judge(drafts, &Comparison::unweighted);
  const std::size_t fitted = judge(drafts, &Comparison::weighted);
  std::vector<Comparisons> all;
  all.reserve(comparing.size());
  for (std::size_t at = 0; at < comparing.size(); ++at) {
    all.push_back(comparing[at].answer(std::move(drafts[at]), plain, fitted));
  }
  return all;
}

Comparisons compare(const Definitions& definitions, const Compared& compared,
                    const Evidence& evidence, const std::optional<Period>& begun) {
  return compare(definitions, {{.compared = compared, .evidence = evidence, .begun = begun}})
      .front();
}

}  // namespace soundings::figures
