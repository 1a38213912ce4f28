// The names that definitions give to codes.
#include "soundings/survey/scheme.h"
#include "soundings/wording/wording.h"

namespace soundings::wording {
namespace {

std::string english(const Labels& labels, std::string_view otherwise) {
  const auto at = labels.find("en");
  return at == labels.end() ? std::string(otherwise) : at->second;
}

}  // namespace

std::string force_name(const Definitions& definitions) {
  const std::vector<const Area*> forces = definitions.areas.at_level("force");
  return forces.empty() ? "All areas" : forces.front()->name;
}

std::string code_label(const Definitions& definitions, const Survey& survey,
                       std::string_view domain, std::string_view code) {
  if (const auto joined = code.find('|'); joined != std::string_view::npos) {
    return code_label(definitions, survey, domain, code.substr(0, joined)) + " or " +
           code_label(definitions, survey, domain, code.substr(joined + 1));
  }
  if (code == missing_category) {
    return "Not known";
  }
  const Domain* found = survey.find_domain(domain);
  const DomainCode* listed = found == nullptr ? nullptr : found->find(code);
  if (listed != nullptr && listed->label.contains("en")) {
    return english(listed->label, code);
  }
  const ReleaseSet* set = definitions.find_release_set(survey.id);
  const PooledRow* pooled = set == nullptr ? nullptr : set->pooled_row(domain);
  if (pooled != nullptr && pooled->code == code) {
    return english(pooled->label, code);
  }
  const bool registered = found != nullptr && !found->register_level.empty();
  const Area* area = registered ? definitions.areas.find(code) : nullptr;
  return area == nullptr ? std::string(code) : area->name;
}

std::string title(const Definitions& definitions, const std::string& measure, Statistic statistic) {
  const Measure* found = definitions.find_measure(measure);
  std::string words = found == nullptr ? measure : english(found->title, measure);
  if (statistic != Statistic::pct_positive) {
    words += ": " + std::string(wording::statistic(statistic));
  }
  return words;
}

std::string answer_label(const Survey& survey, std::string_view item, std::string_view answer) {
  if (answer == dont_know_answer) {
    return "Don't know";
  }
  const Item* asked = survey.find_item(item);
  const auto scale = asked == nullptr ? survey.scales.end() : survey.scales.find(asked->scale);
  if (scale != survey.scales.end()) {
    for (const ScalePoint& point : scale->second.points) {
      if (std::to_string(point.code) == answer) {
        return english(point.label, answer);
      }
    }
  }
  return std::string(answer);
}

std::string domain_label(const Definitions& definitions, const Survey& survey,
                         const DomainKey& key) {
  std::string label;
  for (const Domain& domain : survey.domains) {
    const auto at = key.find(domain.id);
    if (at != key.end()) {
      label += (label.empty() ? "" : ", ") + code_label(definitions, survey, domain.id, at->second);
    }
  }
  return label.empty() ? force_name(definitions) : label;
}

}  // namespace soundings::wording
