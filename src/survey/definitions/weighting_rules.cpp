// The rules of weighting schemes: margins are domains, targets cover them whole and
// agree with each other, and what is merged is there to merge.
#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "soundings/base/number.h"
#include "soundings/survey/invitation.h"

#include "definitions/rules.h"
#include "definitions/spellings.h"

namespace soundings::definition {
namespace {

std::vector<std::string> parts_of(const std::string& crossed) {
  std::vector<std::string> parts(1);
  for (const char c : crossed) {
    if (c == '|') {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  return parts;
}

/// The categories of a domain that weigh: every code but those that count as missing.
std::optional<std::vector<std::string>> weighted_codes(const Domain& domain, const Draft& all) {
  auto codes = all.codes_of(domain);
  if (codes) {
    std::erase_if(*codes, [&domain](const std::string& code) {
      return std::ranges::count(domain.unweighted, code) > 0;
    });
  }
  return codes;
}

/// The categories of a margin, crossed ones joined by '|'; nothing when a domain is unknown.
std::optional<std::vector<std::string>> categories_of(const std::string& margin,
                                                      const Survey& survey, const Draft& all) {
  std::vector<std::string> categories;
  for (const std::string& part : parts_of(margin)) {
    const Domain* domain = survey.find_domain(part);
    const auto codes = domain == nullptr ? std::nullopt : weighted_codes(*domain, all);
    if (!codes) {
      return std::nullopt;
    }
    std::vector<std::string> crossed;
    for (const std::string& code : *codes) {
      if (categories.empty()) {
        crossed.push_back(code);
      }
      for (const std::string& category : categories) {
        crossed.emplace_back(category).append("|").append(code);
      }
    }
    categories = std::move(crossed);
  }
  return categories;
}

Faults margin_faults(const SchemeDraft& draft, const Survey& survey) {
  Faults faults;
  const Scheme& scheme = draft.scheme;
  const bool invited = scheme.totals.kind == TargetSource::Kind::eligible_invitations;
  for (std::size_t i = 0; i < scheme.margins.size(); ++i) {
    const std::string& margin = scheme.margins[i];
    const std::string at = "/margins/" + std::to_string(i);
    for (const std::string& part : parts_of(margin)) {
      if (survey.find_domain(part) == nullptr) {
        faults.push_back(fault(draft.header, at, margin, "margin_names_domain",
                               survey.id + " has no domain " + part));
      } else if (invited && !counts_invitations(part)) {
        faults.push_back(fault(draft.header, at, margin, "invitation_margin_known",
                               "invitations are counted by npu and crime_group, not by " + part));
      }
    }
  }
  return faults;
}

Faults method_faults(const SchemeDraft& draft) {
  Faults faults;
  const Scheme& scheme = draft.scheme;
  if (scheme.method == Scheme::Method::poststratify && scheme.margins.size() != 1) {
    faults.push_back(fault(draft.header, "/margins", std::to_string(scheme.margins.size()),
                           "poststratify_one_margin",
                           "post-stratification takes one margin; several are raked"));
  }
  if (scheme.bounds) {
    const auto [low, high] = *scheme.bounds;
    const std::string value = shortest(low) + " to " + shortest(high);
    if (scheme.method != Scheme::Method::rake) {
      faults.push_back(fault(draft.header, "/bounds", value, "bounds_on_raked_only",
                             "only raked weights are bounded"));
    }
    if (!(low > 0.0 && low < 1.0 && high > 1.0)) {
      faults.push_back(fault(draft.header, "/bounds", value, "bounds_sane",
                             "bounds lie on either side of 1, the lower above 0"));
    }
  }
  return faults;
}

/// Of a rule at `at`, that merges one of `categories` into another.
Faults merged_faults(const Header& header, const CollapseRule& rule, const std::string& at,
                     const std::vector<std::string>& categories) {
  Faults faults;
  for (const auto& [field, code] : {std::pair{"category", rule.category}, {"into", rule.into}}) {
    if (std::ranges::count(categories, code) == 0) {
      faults.push_back(fault(header, at + "/" + field, code, "collapse_category_exists",
                             rule.margin + " has no category " + code + " to merge"));
    }
  }
  return faults;
}

Faults collapse_faults(const SchemeDraft& draft, const Survey& survey, const Draft& all) {
  Faults faults;
  std::set<std::pair<std::string, std::string>> gone;
  for (std::size_t i = 0; i < draft.collapse.size(); ++i) {
    const CollapseRule& rule = draft.collapse[i];
    const std::string at = "/collapse/" + std::to_string(i);
    auto parts = parts_of(rule.margin);
    const bool crossed = parts.size() == 2 && std::erase(parts, rule.within) == 1;
    if (std::ranges::count(draft.scheme.margins, rule.margin) == 0 ||
        (!rule.within.empty() && !crossed)) {
      faults.push_back(fault(draft.header, at + "/margin", rule.margin, "collapse_margin_known",
                             "categories are merged in a margin of the scheme, within one of its "
                             "two domains or none"));
      continue;
    }
    if (const auto codes = categories_of(crossed ? parts.front() : rule.margin, survey, all)) {
      faults = joined(std::move(faults), merged_faults(draft.header, rule, at, *codes));
    }
    gone.emplace(rule.margin, rule.category);
    if (gone.contains({rule.margin, rule.into})) {
      faults.push_back(fault(draft.header, at + "/into", rule.into, "collapse_in_order",
                             rule.into + " has itself been merged by then"));
    }
  }
  return faults;
}

DefinitionFault target_fault(const std::string& file, std::size_t line, std::string value,
                             std::string rule, std::string message) {
  return {.file = file,
          .pointer = "line " + std::to_string(line),
          .value = std::move(value),
          .rule = std::move(rule),
          .message = std::move(message)};
}

/// The lines of one margin against its categories: each once, none too many and, in a file that
/// was read `whole`, each there.
Faults coverage_faults(const SchemeDraft& draft, const std::string& margin,
                       const std::vector<TargetLine>& lines,
                       const std::vector<std::string>& categories, const std::string& at,
                       bool whole) {
  Faults faults;
  const std::string file = "weighting/" + draft.scheme.totals.file;
  const auto named = [&margin](const std::string& category) { return margin + " " + category; };
  const auto unknown = [&](const std::string& category) {
    return draft.scheme.survey + " has no weighted category " + category + " of " + margin;
  };
  std::set<std::string> seen;
  for (const TargetLine& line : lines) {
    const std::string& category = line.target.category;
    if (std::ranges::count(categories, category) == 0) {
      faults.push_back(
          target_fault(file, line.line, category, "target_category_exists", unknown(category)));
    } else if (!seen.insert(category).second) {
      faults.push_back(target_fault(file, line.line, category, "target_unique",
                                    named(category) + " has two targets"));
    }
    if (line.target.kind != lines.front().target.kind) {
      faults.push_back(target_fault(file, line.line, category, "target_kinds_agree",
                                    margin + " mixes counts and shares"));
    }
  }
  for (const std::string& category : categories) {
    if (whole && !seen.contains(category)) {
      faults.push_back(fault(draft.header, at, category, "target_given",
                             file + " has no target for " + named(category)));
    }
  }
  return faults;
}

/// The total of a margin's targets: of one kind by now.
struct Total {
  std::string margin;
  std::size_t line;
  double sum;
};

Faults total_faults(const std::string& file, const std::vector<Total>& counts,
                    const std::vector<Total>& shares) {
  Faults faults;
  for (const Total& count : counts) {
    const Total& first = counts.front();
    if (std::abs(count.sum - first.sum) > 0.5) {
      faults.push_back(target_fault(file, count.line, shortest(count.sum), "target_counts_agree",
                                    count.margin + " sums to " + shortest(count.sum) + ", but " +
                                        first.margin + " to " + shortest(first.sum)));
    }
  }
  for (const Total& share : shares) {
    if (std::abs(share.sum - 1.0) > 1e-9) {
      faults.push_back(target_fault(
          file, share.line, significant(share.sum, 10), "target_shares_sum",
          "the shares of " + share.margin + " sum to " + significant(share.sum, 10) + ", not 1"));
    }
  }
  return faults;
}

Faults target_faults(const SchemeDraft& draft, const Survey& survey, const Draft& all) {
  const std::string file = "weighting/" + draft.scheme.totals.file;
  const auto read = all.targets.find(file);
  if (read == all.targets.end()) {
    return {fault(draft.header, "/targets", draft.scheme.totals.file, "target_file_exists",
                  file + " is not there")};
  }
  const bool whole = !all.broken.contains(file);
  Faults faults;
  std::vector<Total> counts;
  std::vector<Total> shares;
  for (std::size_t i = 0; i < draft.scheme.margins.size(); ++i) {
    const std::string& margin = draft.scheme.margins[i];
    std::vector<TargetLine> lines;
    double sum = 0.0;
    for (const TargetLine& line : read->second) {
      if (line.target.margin == margin) {
        lines.push_back(line);
        sum += line.target.target;
      }
    }
    if (const auto categories = categories_of(margin, survey, all)) {
      faults = joined(std::move(faults), coverage_faults(draft, margin, lines, *categories,
                                                         "/margins/" + std::to_string(i), whole));
    }
    if (whole && !lines.empty()) {
      auto& totals = lines.front().target.kind == Target::Kind::count ? counts : shares;
      totals.push_back({.margin = margin, .line = lines.front().line, .sum = sum});
    }
  }
  return joined(std::move(faults), total_faults(file, counts, shares));
}

}  // namespace

Faults scheme_faults(const SchemeDraft& draft, const Draft& all) {
  Faults faults = method_faults(draft);
  const Scheme& scheme = draft.scheme;
  const bool from_file = scheme.totals.kind == TargetSource::Kind::file;
  if (from_file == scheme.totals.file.empty()) {
    faults.push_back(fault(draft.header, "/targets", scheme.totals.file, "targets_with_file",
                           "totals from a file name it under targets; others name none"));
  }
  const SurveyDraft* survey = all.find_survey(scheme.survey);
  if (survey == nullptr) {
    if (!all.survey_stands(scheme.survey)) {
      faults.push_back(fault(draft.header, "/survey", scheme.survey, "scheme_survey_exists",
                             scheme.survey + " is no survey"));
    }
    return faults;
  }
  faults = joined(std::move(faults), margin_faults(draft, survey->survey));
  faults = joined(std::move(faults), collapse_faults(draft, survey->survey, all));
  if (from_file && !scheme.totals.file.empty()) {
    faults = joined(std::move(faults), target_faults(draft, survey->survey, all));
  }
  return faults;
}

}  // namespace soundings::definition
