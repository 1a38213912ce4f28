// A small victim survey, poll and register of areas for tests of the way in: enough to
// break every rule of reading a response, small enough to be seen whole.
#pragma once

#include <string>

#include "soundings/survey/definitions.h"

namespace soundings::support {

inline ScalePoint scale_point(int code, const std::string& english,
                              const std::string& polish = {}) {
  ScalePoint made;
  made.code = code;
  made.label["en"] = english;
  if (!polish.empty()) {
    made.label["pl"] = polish;
  }
  return made;
}

inline Scale seven_points() {
  Scale scale;
  scale.id = "sat7";
  scale.points = {scale_point(1, "Completely satisfied", "Całkowicie zadowolony(-a)"),
                  scale_point(2, "Very satisfied"),
                  scale_point(3, "Fairly satisfied"),
                  scale_point(4, "Neither satisfied nor dissatisfied"),
                  scale_point(5, "Fairly dissatisfied"),
                  scale_point(6, "Very dissatisfied"),
                  scale_point(7, "Completely dissatisfied")};
  scale.excluded = {{scale_point(97, "Don't know"), Absence::dont_know},
                    {scale_point(98, "Not applicable"), Absence::not_applicable},
                    {scale_point(99, "Refused"), Absence::refused}};
  scale.excluded[1].point.also = {"n/a"};
  scale.missing = {"", "-", "No answer"};
  return scale;
}

inline Scale yes_or_no() {
  Scale scale;
  scale.id = "yesno";
  scale.kind = Scale::Kind::nominal;
  scale.points = {scale_point(1, "Yes", "Tak"), scale_point(2, "No", "Nie")};
  scale.excluded = {{scale_point(97, "Don't know"), Absence::dont_know}};
  scale.missing = {"", "-"};
  return scale;
}

inline Item scale_item(const std::string& id, const std::string& scale,
                       const std::string& stage = {}) {
  Item item;
  item.id = id;
  item.scale = scale;
  item.stage = stage;
  return item;
}

inline DomainCode domain_code(const std::string& id, const std::string& label,
                              std::vector<std::string> also = {}) {
  DomainCode made;
  made.id = id;
  made.label["en"] = label;
  made.also = std::move(also);
  return made;
}

inline DomainCode age_band(const std::string& id, int from, int to) {
  DomainCode made = domain_code(id, id);
  made.from = from;
  made.to = to;
  return made;
}

inline std::vector<Domain> small_domains() {
  Domain npu;
  npu.id = "npu";
  npu.register_level = "npu";
  npu.role = DomainRole::area;
  npu.codes = {domain_code("unknown_npu", "Area not known")};
  npu.required = true;
  Domain channel;
  channel.id = "contact_channel";
  channel.role = DomainRole::contact_channel;
  channel.codes = {domain_code("999", "999"), domain_code("101", "101", {"101 call"}),
                   domain_code("online", "Online", {"website"}),
                   domain_code("not_applicable", "Not applicable", {"n/a"})};
  Domain crime;
  crime.id = "crime_group";
  crime.codes = {domain_code("burglary", "Burglary"), domain_code("vehicle", "Vehicle crime")};
  crime.refuse = {{.id = "domestic_abuse",
                   .reason = "safeguarding_exclusion",
                   .also = {"domestic abuse - violence", "child victim"}}};
  Domain age;
  age.id = "age_band";
  age.derived_from = "age";
  age.codes = {age_band("18-24", 18, 24), age_band("25-34", 25, 34), age_band("75+", 75, 120)};
  Domain authority;
  authority.id = "local_authority";
  authority.register_level = "local_authority";
  authority.derived_from = "npu";
  return {npu, channel, crime, age, authority};
}

inline Survey small_victim_survey() {
  Survey survey;
  survey.id = "victim_satisfaction";
  survey.version = "2.0.0";
  survey.scales = {{"sat7", seven_points()}, {"yesno", yes_or_no()}};
  Item contact = scale_item("ease_of_contact", "sat7", "contact");
  contact.ask_if = Routing{.domain = "contact_channel", .codes = {"999", "101", "online"}};
  Item actions = scale_item("actions", "sat7", "actions");
  actions.ask_if = Routing{.item = "police_attended", .answers = {1}};
  Item comment;
  comment.id = "comment";
  comment.kind = Item::Kind::free_text;
  comment.max_graphemes = 200;
  survey.items = {contact,
                  actions,
                  scale_item("follow_up", "sat7", "follow_up"),
                  scale_item("whole_experience", "sat7", "overall"),
                  scale_item("police_attended", "yesno"),
                  comment};
  survey.domains = small_domains();
  return survey;
}

/// A poll with a wave in February 2019 and one in May, 7 days' grace each.
inline Survey small_poll() {
  Survey survey;
  survey.id = "how_are_we_doing";
  survey.version = "1.0.0";
  survey.waved = true;
  survey.scales = {{"sat7", seven_points()}};
  survey.items = {scale_item("confidence", "sat7", "overall")};
  survey.domains = small_domains();
  survey.waves = {{.number = 3,
                   .month = Month(2019, 2),
                   .label = "wave 3 (February 2019)",
                   .opens = "2019-02-01",
                   .closes = "2019-02-28",
                   .grace_days = 7},
                  {.number = 4,
                   .month = Month(2019, 5),
                   .label = "wave 4 (May 2019)",
                   .opens = "2019-05-01",
                   .closes = "2019-05-31",
                   .grace_days = 7}};
  return survey;
}

inline AreaRegister small_register() {
  const std::string city = "E08000025";
  return AreaRegister(
      {{"force", "West Midlands", "force", "", "", {"WMP"}},
       {"birmingham", "Birmingham", "city", "force", "", {"B'ham", "Brum"}},
       {"BE", "Birmingham East", "npu", "birmingham", city, {"B'ham East", "Brum East"}},
       {"BW", "Birmingham West", "npu", "birmingham", city, {"Brum West", "Bham W"}},
       {"SW", "Sandwell", "npu", "force", "E08000028", {"West Brom"}},
       {"WV", "Wolverhampton", "npu", "force", "E08000031", {"W'ton", "Wolves"}},
       {"E08000028", "Sandwell", "local_authority", "force", "", {}}});
}

inline Definitions small_definitions() {
  Definitions definitions;
  definitions.areas = small_register();
  definitions.surveys = {small_victim_survey(), small_poll()};
  return definitions;
}

}  // namespace soundings::support
