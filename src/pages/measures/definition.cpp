#include "measures/definition.h"

#include <algorithm>
#include <string>

#include "soundings/wording/weighting.h"
#include "soundings/wording/wording.h"

#include "parts/phrase.h"

namespace soundings::pages {
namespace {

View term(std::string name, std::string says) {
  return View{}.text("term", std::move(name)).text("says", std::move(says));
}

std::vector<std::string> labels_of(const Scale& scale, const std::vector<int>& codes) {
  std::vector<std::string> labels;
  for (const ScalePoint& point : scale.points) {
    if (std::ranges::find(codes, point.code) != codes.end()) {
      labels.push_back("“" + english(point.label) + "”");
    }
  }
  return labels;
}

std::string scale_words(const Scale& scale) {
  std::vector<std::string> labels;
  labels.reserve(scale.points.size());
  for (const ScalePoint& point : scale.points) {
    labels.push_back("“" + english(point.label) + "”");
  }
  return wording::list(labels) + ".";
}

std::string excluded_words(const Scale& scale) {
  std::vector<std::string> labels;
  labels.reserve(scale.excluded.size());
  for (const ExcludedReply& reply : scale.excluded) {
    labels.push_back("“" + english(reply.point.label) + "”");
  }
  return labels.empty() ? "" : " " + wording::list(labels) + " are not in the base.";
}

/// "999, 101 and Online" of the codes of a domain.
std::string code_words(const Definitions& definitions, const Survey& survey,
                       const std::string& domain, const std::vector<std::string>& codes) {
  std::vector<std::string> labels;
  labels.reserve(codes.size());
  for (const std::string& code : codes) {
    labels.push_back(wording::code_label(definitions, survey, domain, code));
  }
  return wording::list(labels);
}

std::string domain_words(const Survey& survey, const std::string& domain) {
  const Domain* found = survey.find_domain(domain);
  return found == nullptr ? domain : english(found->label);
}

/// Whose answers are counted.
std::string base_rule(const Definitions& definitions, const Survey& survey, const Item& item,
                      const Measure& measure) {
  std::string words = "Everybody who gave one of the answers of the scale.";
  if (item.ask_if && !item.ask_if->domain.empty()) {
    words = "People who were asked and gave one of the answers of the scale. Asked where " +
            domain_words(survey, item.ask_if->domain) + " is " +
            code_words(definitions, survey, item.ask_if->domain, item.ask_if->codes) + ".";
  } else if (item.ask_if) {
    words =
        "People who were asked and gave one of the answers of the scale. It is asked by what "
        "they answered to an earlier question.";
  }
  if (!measure.filter_domain.empty()) {
    words += " This measure is of those whose " + domain_words(survey, measure.filter_domain) +
             " is " +
             code_words(definitions, survey, measure.filter_domain, {measure.filter_code}) + ".";
  }
  return words;
}

/// The scheme that weighted a table; nullptr where none did, whatever its survey's others have.
const Scheme* scheme_of(const Definitions& definitions, const Table* table) {
  return table == nullptr || !weighted(*table) || !table->weighting_fault.empty()
             ? nullptr
             : definitions.find_scheme(table->survey, table->scheme);
}

std::string weighting_words(const Definitions& definitions, const Table& table) {
  const Scheme* scheme = scheme_of(definitions, &table);
  return scheme == nullptr ? weighting_line(definitions, table) : scheme->title + ".";
}

}  // namespace

std::vector<View> definition(const Definitions& definitions, const Measure& measure,
                             const Table* table) {
  const Survey* survey = definitions.find_survey(measure.survey);
  const Item* item = survey == nullptr ? nullptr : survey->find_item(measure.item);
  if (item == nullptr) {
    return {};
  }
  std::vector<View> terms{term("We asked", "“" + english(item->text) + "”")};
  const auto scale = survey->scales.find(item->scale);
  if (scale != survey->scales.end()) {
    terms.push_back(
        term("The answers", scale_words(scale->second) + excluded_words(scale->second)));
    const auto positive = labels_of(scale->second, item->positive);
    terms.push_back(
        term("What counts", std::string{wording::statistic(measure.statistic)} +
                                (positive.empty() ? "." : ": " + wording::list(positive) + ".")));
  }
  terms.push_back(term("Who is counted", base_rule(definitions, *survey, *item, measure)));
  terms.push_back(term("Survey", english(survey->title) + "." +
                                     (survey->self_selected ? " " + selection_line(*survey) : "")));
  if (table != nullptr) {
    terms.push_back(term("Weighting", weighting_words(definitions, *table)));
  }
  terms.push_back(term("Good is", measure.good == Measure::Direction::up ? "Higher." : "Lower."));
  if (measure.baseline) {
    terms.push_back(
        term("Baseline",
             wording::period(measure.baseline->period, survey) +
                 (measure.baseline->assumed ? ". We assume this; nobody has confirmed it." : ".")));
  }
  return terms;
}

/// "email link" for "email_link".
std::string spaced(std::string word) {
  std::ranges::replace(word, '_', ' ');
  return word;
}

/// A change after which figures may not be compared, or may.
View change_term(const Break& change) {
  const std::string what = change.kind == "scale"     ? "The scale of the answers"
                           : change.kind == "wording" ? "The wording of the question"
                                                      : "The way of asking";
  return term("Change in " + month_words(change.at) + (change.comparable ? "" : " [b]"),
              what + (change.assumed ? " is assumed to have changed" : " changed") +
                  (change.from.empty() ? "." : " from " + spaced(change.from) + ".") +
                  (change.comparable ? "" : " Earlier figures are not compared."));
}

std::vector<View> versions(const Definitions& definitions, const Measure& measure,
                           const Edition& edition, const Table* table) {
  const Survey* survey = definitions.find_survey(measure.survey);
  std::vector<View> terms;
  if (survey != nullptr) {
    terms.push_back(term("Survey definition", survey->version));
    if (const Scheme* scheme = scheme_of(definitions, table);
        scheme != nullptr && !scheme->version.empty()) {
      terms.push_back(term("Weighting", scheme->version));
    }
    for (const Break& each : survey->breaks) {
      terms.push_back(change_term(each));
    }
  }
  terms.push_back(term("All definitions", definitions.digest.substr(0, 12)));
  const bool released = table != nullptr && is_release(table->release);
  if (const std::string& release = released ? table->release : edition.release; !release.empty()) {
    terms.push_back(term("Release", release));
  }
  return terms;
}

}  // namespace soundings::pages
