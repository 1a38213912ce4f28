#include "soundings/release/file_names.h"

#include <algorithm>
#include <vector>

#include "soundings/survey/period.h"
#include "soundings/wording/wording.h"

namespace soundings::release {
namespace {

std::vector<std::string> parts_of(const std::string& name) {
  std::vector<std::string> parts;
  for (std::size_t at = 0; at <= name.size();) {
    const std::size_t end = std::min(name.find('.', at), name.size());
    parts.push_back(name.substr(at, end - at));
    at = end + 1;
  }
  return parts;
}

std::string english(const Labels& labels, const std::string& otherwise) {
  const auto found = labels.find("en");
  return found == labels.end() ? otherwise : found->second;
}

/// "contact channel" for "Contact channel"; "NPU" stays.
std::string in_a_sentence(std::string words) {
  const auto is_capital = [](char c) { return c >= 'A' && c <= 'Z'; };
  if (!words.empty() && is_capital(words.front()) && (words.size() < 2 || !is_capital(words[1]))) {
    words.front() = static_cast<char>(words.front() - 'A' + 'a');
  }
  return words;
}

std::string month_or(const std::string& text) {
  const auto month = parse_month(text);
  return month ? wording::period(Period::month(*month), nullptr) : text;
}

/// "2019-05", "2018-08_to_2019-05", "wave-4" and "waves-1-4" in words.
std::string period_of(const std::string& part) {
  constexpr std::string_view to = "_to_";
  if (const auto at = part.find(to); at != std::string::npos) {
    return month_or(part.substr(0, at)) + " to " + month_or(part.substr(at + to.size()));
  }
  for (const std::string_view word : {"waves-", "wave-"}) {
    if (part.starts_with(word)) {
      std::string numbers = part.substr(word.size());
      if (const auto dash = numbers.find('-'); dash != std::string::npos) {
        numbers.replace(dash, 1, " to ");
      }
      const std::string words = std::string(word.substr(0, word.size() - 1)) + " " + numbers;
      return "W" + words.substr(1);
    }
  }
  return month_or(part);
}

std::string item_words(const Survey* survey, const std::string& id) {
  const Item* item = survey == nullptr ? nullptr : survey->find_item(id);
  return item == nullptr ? id : english(item->text, id);
}

std::string domain_words(const Survey* survey, const std::string& id) {
  const Domain* domain = survey == nullptr ? nullptr : survey->find_domain(id);
  return in_a_sentence(domain == nullptr ? id : english(domain->label, id));
}

/// What a table is by: "by NPU and contact channel, weighted: Confidence in WMP".
std::string tabled_by(const Definitions& definitions, const Survey* survey,
                      const std::vector<std::string>& parts) {
  std::vector<std::string> domains;
  std::string more;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parts[i] == "against_rest") {
      more += " against the rest of the force";
    } else if (parts[i] == "weighted" && i + 1 < parts.size()) {
      ++i;
      more += ", weighted: " + item_words(survey, parts[i]);
    } else if (parts[i] != "force") {
      domains.push_back(domain_words(survey, parts[i]));
    }
  }
  return (domains.empty() ? wording::force_name(definitions) : "by " + wording::list(domains)) +
         more;
}

/// Who mostly comes for a table: "For leads of NPUs: ".
std::string for_whom(const Survey* survey, const std::vector<std::string>& parts) {
  bool areas = false;
  bool channels = false;
  std::size_t domains = 0;
  for (const std::string& part : parts) {
    const Domain* domain = survey == nullptr ? nullptr : survey->find_domain(part);
    domains += domain == nullptr ? 0U : 1U;
    areas = areas || (domain != nullptr && domain->role == DomainRole::area);
    channels = channels || (domain != nullptr && domain->role == DomainRole::contact_channel);
  }
  if (domains == 0) {
    return "For everybody: ";
  }
  if (areas) {
    return domains == 1 ? "For leads of areas: " : "For leads and their analysts: ";
  }
  return channels ? "For those who run a contact channel: " : "For analysts: ";
}

FileWords of_table(const Definitions& definitions, std::vector<std::string> parts) {
  const std::string survey = parts.front();
  const Survey* known = definitions.find_survey(survey);
  parts.erase(parts.begin());
  parts.pop_back();  // "csv"
  if (parts.size() == 1 && parts.front() == "primitives") {
    return {.kind = FileWords::Kind::primitives,
            .survey = survey,
            .title = "Every printed number",
            .holds =
                "For analysts: each base, per cent and count as it prints. All tables are "
                "worked out from it."};
  }
  const std::string period = parts.empty() ? "" : period_of(parts.front());
  if (!parts.empty()) {
    parts.erase(parts.begin());
  }
  const bool rest = std::ranges::find(parts, "against_rest") != parts.end();
  return {
      .survey = survey,
      .title = period + ", " + tabled_by(definitions, known, parts),
      .holds = for_whom(known, parts) + (rest ? "each difference with its range, and what it says."
                                              : "each item with value, range and answers.")};
}

}  // namespace

std::string survey_title(const Definitions& definitions, const std::string& id) {
  const Survey* survey = definitions.find_survey(id);
  return survey == nullptr ? id : english(survey->title, id);
}

FileWords words_of_file(const Definitions& definitions, const std::string& name) {
  if (name == "manifest.json") {
    return {.kind = FileWords::Kind::manifest,
            .survey = "",
            .title = "Manifest",
            .holds =
                "For those who check: definitions, periods, how many cells are hidden, and "
                "the SHA-256 of every file. JSON."};
  }
  if (name == "revisions.csv") {
    return {.kind = FileWords::Kind::revisions,
            .survey = "",
            .title = "What this revision changed",
            .holds =
                "For everybody who used the release before: each figure that was printed "
                "anew, as it was and as it is."};
  }
  return of_table(definitions, parts_of(name));
}

}  // namespace soundings::release
