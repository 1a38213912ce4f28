#include "stewards/held_versions.h"

#include <algorithm>
#include <utility>

#include "soundings/wording/wording.h"

#include "web/moments.h"

namespace soundings::serve {
namespace {

constexpr std::string_view not_shown = "Not shown";
constexpr std::string_view nothing = "None";

std::string english(const Labels& labels, const std::string& otherwise) {
  const auto found = labels.find("en");
  return found == labels.end() ? otherwise : found->second;
}

std::string moment(const std::optional<Instant>& at) {
  return at ? second_words(*at) : std::string(nothing);
}

pages::VersionLine line(std::string name, std::string counted, std::string held) {
  const bool differs = counted != held;
  return {.name = std::move(name),
          .counted = std::move(counted),
          .held = std::move(held),
          .differs = differs};
}

/// Whether they differ, and nothing of what they say.
pages::VersionLine veiled(std::string name, bool differs) {
  return {.name = std::move(name),
          .counted = std::string(not_shown),
          .held = std::string(not_shown),
          .differs = differs};
}

std::string code_in(const Response& response, const std::string& domain) {
  const auto found = response.domains.find(domain);
  return found == response.domains.end() ? std::string{} : found->second;
}

/// Two versions of one survey.
class Pair {
 public:
  Pair(const Context& context, const Survey& survey, const Response& counted, const Response& held)
      : context_(context), survey_(survey), counted_(counted), held_(held) {}

  [[nodiscard]] std::vector<pages::VersionLine> lines() const {
    std::vector<pages::VersionLine> all{
        line("Completed", moment(counted_.completed_at), moment(held_.completed_at)),
        line("Changed", moment(counted_.modified_at), moment(held_.modified_at))};
    for (const Domain& domain : survey_.domains) {
      all.push_back(of(domain));
    }
    for (const Item& item : survey_.items) {
      if (item.kind == Item::Kind::scale) {
        all.push_back(
            line(english(item.text, item.id), answer(counted_, item), answer(held_, item)));
      }
    }
    all.push_back(veiled("What the person wrote", kept_text_of(counted_) != kept_text_of(held_)));
    return all;
  }

 private:
  [[nodiscard]] pages::VersionLine of(const Domain& domain) const {
    const std::string name = english(domain.label, domain.id);
    const std::string counted = code_in(counted_, domain.id);
    const std::string held = code_in(held_, domain.id);
    return domain.protected_characteristic
               ? veiled(name, counted != held)
               : line(name, label(domain, counted), label(domain, held));
  }

  [[nodiscard]] std::string label(const Domain& domain, const std::string& code) const {
    return code.empty() ? std::string(nothing)
                        : wording::code_label(context_.definitions, survey_, domain.id, code);
  }

  [[nodiscard]] std::string answer(const Response& response, const Item& item) const {
    const auto found = std::ranges::find(response.answers, item.id, &Answer::item);
    if (found == response.answers.end() || found->absence) {
      return found != response.answers.end() && found->absence == Absence::dont_know
                 ? "Don't know"
                 : std::string(nothing);
    }
    return wording::answer_label(survey_, item.id, std::to_string(found->code));
  }

  const Context& context_;
  const Survey& survey_;
  const Response& counted_;
  const Response& held_;
};

}  // namespace

std::vector<pages::VersionLine> version_lines(
    const Context& context, const std::string& survey,
    const Expected<intake::BothVersions, intake::QuarantineFault>& both) {
  const Survey* known = context.definitions.find_survey(survey);
  if (known == nullptr || !both || !both->counted || !both->held) {
    return {};
  }
  return Pair(context, *known, *both->counted, *both->held).lines();
}

}  // namespace soundings::serve
