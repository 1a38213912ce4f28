// Targets, their sources and joined categories in words.
#include "soundings/wording/weighting.h"

#include <algorithm>
#include <cmath>

#include "soundings/survey/scheme.h"
#include "soundings/wording/wording.h"

namespace soundings::wording {
namespace {

std::string label_of(const Domain& domain) {
  const auto at = domain.label.find("en");
  return at == domain.label.end() ? domain.id : at->second;
}

std::string amount(double target) {
  return count(std::llround(target));
}

std::string collapse(const Definitions& definitions, const Survey& survey,
                     const MarginCollapse& joined) {
  std::string text = margin_name(survey, joined.margin);
  text += joined.stratum.empty() ? ": " : ", " + joined.stratum + ": ";
  const std::string from = margin_category(definitions, survey, joined.margin, joined.category);
  const std::string into = margin_category(definitions, survey, joined.margin, joined.into);
  return text +
         (joined.nobody
              ? "nobody in " + from + " answered, so its target of " + amount(joined.target) +
                    " was joined to that of " + into + ", " + amount(joined.into_target) + "."
              : from + " has a target of 0, so its answers were counted with " + into +
                    ", whose target is " + amount(joined.into_target) + ".");
}

/// Margins whose targets come from one place share an origin.
void add_origin(const Target& target, std::vector<TargetOrigin>& origins) {
  const std::string kind = target.kind == Target::Kind::share ? "share" : "count";
  auto at = std::ranges::find_if(origins, [&](const TargetOrigin& one) {
    return one.source == target.source && one.as_of == target.as_of && one.kind == kind;
  });
  if (at == origins.end()) {
    at = origins.insert(origins.end(),
                        {.source = target.source, .as_of = target.as_of, .kind = kind});
  }
  if (std::ranges::find(at->margins, target.margin) == at->margins.end()) {
    at->margins.push_back(target.margin);
  }
}

}  // namespace

std::string margin_name(const Survey& survey, std::string_view margin) {
  std::string name;
  for (const std::string& part : margin_parts(margin)) {
    const Domain* domain = survey.find_domain(part);
    name += (name.empty() ? "" : " by ") + (domain == nullptr ? part : label_of(*domain));
  }
  return name;
}

std::string margin_category(const Definitions& definitions, const Survey& survey,
                            std::string_view margin, std::string_view category) {
  const std::vector<std::string> domains = margin_parts(margin);
  const std::vector<std::string> codes = margin_parts(category);
  if (codes.back() == missing_category) {
    return codes.size() == 1 ? "No target" : codes.front() + ", no target";
  }
  std::string name;
  const std::size_t strata = codes.size() - std::min(codes.size(), domains.size());
  for (std::size_t at = 0; at < codes.size(); ++at) {
    name += (name.empty() ? "" : ", ") +
            (at < strata ? codes[at]
                         : code_label(definitions, survey, domains[at - strata], codes[at]));
  }
  return name;
}

std::vector<TargetOrigin> target_origins(const Survey& survey, const Scheme& scheme,
                                         const std::optional<Period>& period) {
  if (scheme.totals.kind == TargetSource::Kind::eligible_invitations) {
    return {{.margins = scheme.margins,
             .source = "Eligible invitations of the period, as imported",
             .as_of = period ? wording::period(*period, &survey) : std::string(),
             .kind = "count"}};
  }
  std::vector<TargetOrigin> origins;
  for (const std::string& margin : scheme.margins) {
    for (const Target& target : scheme.targets) {
      if (target.margin == margin) {
        add_origin(target, origins);
      }
    }
  }
  return origins;
}

std::string targets_line(const Definitions& definitions, std::string_view survey,
                         std::string_view scheme, const std::optional<Period>& period) {
  const Survey* found = definitions.find_survey(survey);
  const Scheme* weighted = definitions.find_scheme(survey, scheme);
  if (found == nullptr || weighted == nullptr) {
    return {};
  }
  std::string line;
  for (const TargetOrigin& origin : target_origins(*found, *weighted, period)) {
    std::vector<std::string> names(origin.margins.size());
    std::ranges::transform(origin.margins, names.begin(), [found](const std::string& margin) {
      return margin_name(*found, margin);
    });
    line += (line.empty() ? "Targets: " : "; ") + list(names) + ", " + origin.source +
            (origin.as_of.empty() ? "" : ", as of " + origin.as_of);
  }
  return line.empty() ? line : line + ".";
}

std::vector<std::string> collapses(const Definitions& definitions, std::string_view survey,
                                   const std::vector<MarginCollapse>& collapsed) {
  std::vector<std::string> sentences;
  if (const Survey* found = definitions.find_survey(survey)) {
    for (const MarginCollapse& joined : collapsed) {
      sentences.push_back(collapse(definitions, *found, joined));
    }
  }
  return sentences;
}

}  // namespace soundings::wording
