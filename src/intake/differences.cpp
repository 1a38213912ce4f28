#include "differences.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string_view>

#include "soundings/base/civil_time.h"
#include "soundings/normalise/reason.h"

namespace soundings::intake {
namespace {

/// Findings about a comment: they stay when the comment has been kept for long enough and goes.
constexpr std::array about_text = {
    normalise::finding::encoding_repaired,     normalise::finding::bidi_controls_removed,
    normalise::finding::controls_removed,      normalise::finding::white_space_folded,
    normalise::finding::invalid_text_replaced, normalise::finding::text_truncated,
};

/// The codes that a body can give again. A kept body has a pseudonym in place of the respondent's
/// id, so there is no finding about that id.
std::multiset<std::string> comparable(const std::vector<Finding>& findings, bool with_text) {
  std::multiset<std::string> codes;
  for (const Finding& finding : findings) {
    const bool of_text = std::ranges::find(about_text, finding.code) != about_text.end();
    if (finding.code != normalise::finding::respondent_unusable && (with_text || !of_text)) {
      codes.insert(finding.code);
    }
  }
  return codes;
}

struct FindingCodes {
  std::multiset<std::string> stored;
  std::multiset<std::string> read;
};

FindingCodes finding_codes(const store::KeptItem& item, const Response& read) {
  // A text that is not kept may have had findings as well.
  const bool with_text = !kept_text_of(read).empty() && read.free_texts.size() == 1;
  return {.stored = comparable(item.response->findings, with_text),
          .read = comparable(read.findings, with_text)};
}

class Fields {
 public:
  template <typename Value>
  void compare(const char* field, const Value& stored, const Value& read) {
    if (!(stored == read)) {
      add(field);
    }
  }
  void add(std::string field) { found_.push_back(std::move(field)); }
  [[nodiscard]] std::vector<std::string> take() { return std::move(found_); }
  [[nodiscard]] bool empty() const noexcept { return found_.empty(); }

 private:
  std::vector<std::string> found_;
};

void compare_times(Fields& fields, const Response& said, const Response& read) {
  fields.compare("completed_at", said.completed_at, read.completed_at);
  fields.compare("invited_at", said.invited_at, read.invited_at);
  fields.compare("month", said.month, read.month);
  fields.compare("invited_month", said.invited_month, read.invited_month);
  fields.compare("wave", said.wave, read.wave);
}

void compare_domains(Fields& fields, const Response& said, const Response& read) {
  std::set<std::string> ids;
  for (const auto& [id, code] : said.domains) {
    ids.insert(id);
  }
  for (const auto& [id, code] : read.domains) {
    ids.insert(id);
  }
  for (const std::string& id : ids) {
    const auto stored = said.domains.find(id);
    const auto today = read.domains.find(id);
    const bool both = stored != said.domains.end() && today != read.domains.end();
    if (!both || stored->second != today->second) {
      fields.add(id);
    }
  }
}

std::map<std::string, Answer> by_item(const std::vector<Answer>& answers) {
  std::map<std::string, Answer> all;
  for (const Answer& answer : answers) {
    all[answer.item] = answer;
  }
  return all;
}

void compare_answers(Fields& fields, const Response& said, const Response& read) {
  const auto stored = by_item(said.answers);
  const auto today = by_item(read.answers);
  std::set<std::string> items;
  for (const auto* all : {&stored, &today}) {
    for (const auto& [item, answer] : *all) {
      items.insert(item);
    }
  }
  for (const std::string& item : items) {
    const auto one = stored.find(item);
    const auto other = today.find(item);
    if (one == stored.end() || other == today.end() || !(one->second == other->second)) {
      fields.add("answers/" + item);
    }
  }
}

/// Of an item with an id, where the rows have the hash of what was read.
bool compares_content(const store::KeptItem& item, const normalise::Interpreted& read,
                      bool pepper_changed) {
  const bool names_one = !read.persons.empty();
  return read.content && !item.form.empty() && !item.state && !(names_one && pepper_changed);
}

/// As one of its own, or as an area of its level.
bool has_code(const Domain& domain, const std::string& code, const Definitions& definitions) {
  if (domain.find(code) != nullptr) {
    return true;
  }
  const Area* area = domain.register_level.empty() ? nullptr : definitions.areas.find(code);
  return area != nullptr && area->level == domain.register_level;
}

}  // namespace

std::vector<std::string> differences(const store::KeptItem& item,
                                     const normalise::Interpreted& read, bool pepper_changed) {
  Fields fields;
  if (item.response && !read.response) {
    fields.add("everything: it is held today");
    return fields.take();
  }
  fields.compare("source_response_id", item.source_response_id, read.source_response_id);
  fields.compare("modified_at", item.modified_at, read.modified_at);
  if (item.response) {
    const Response& said = *item.response;
    const Response& today = *read.response;
    compare_times(fields, said, today);
    if (said.person != today.person && said.person != item.stands_for) {
      fields.add("respondent");
    }
    compare_domains(fields, said, today);
    compare_answers(fields, said, today);
    fields.compare("comment", kept_text_of(said), kept_text_of(today));
    const FindingCodes codes = finding_codes(item, today);
    if (!std::ranges::includes(codes.read, codes.stored)) {
      fields.add("findings");
    }
  }
  if (fields.empty() && item.response && compares_content(item, read, pepper_changed) &&
      *read.content != item.content) {
    fields.add("content");
  }
  return fields.take();
}

bool findings_added(const store::KeptItem& item, const normalise::Interpreted& read) {
  if (!item.response || !read.response) {
    return false;
  }
  const FindingCodes codes = finding_codes(item, *read.response);
  return codes.read.size() > codes.stored.size();
}

std::vector<std::string> undefined_codes(const Response& said, const Definitions& definitions,
                                         const Survey& survey) {
  std::vector<std::string> found;
  for (const auto& [id, code] : said.domains) {
    const Domain* domain = survey.find_domain(id);
    if (domain == nullptr || !has_code(*domain, code, definitions)) {
      found.push_back(id);
    }
  }
  for (const Answer& answer : said.answers) {
    const Item* item = survey.find_item(answer.item);
    const auto scale = item == nullptr ? survey.scales.end() : survey.scales.find(item->scale);
    const bool on_scale =
        scale != survey.scales.end() &&
        (answer.absence || std::ranges::any_of(scale->second.points, [&](const ScalePoint& point) {
           return point.code == answer.code;
         }));
    if (!on_scale) {
      found.push_back("answers/" + answer.item);
    }
  }
  return found;
}

std::vector<std::string> wrong_months(const Response& said) {
  std::vector<std::string> found;
  if (said.month != london_month(said.completed_at)) {
    found.emplace_back("month");
  }
  const auto invited =
      said.invited_at ? std::optional(london_month(*said.invited_at)) : std::nullopt;
  if (said.invited_month != invited) {
    found.emplace_back("invited_month");
  }
  return found;
}

}  // namespace soundings::intake
