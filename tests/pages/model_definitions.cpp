// Definitions made by hand for the tests and the preview.
#include <array>
#include <utility>

#include "pages/model_pages.h"

namespace soundings::pages {
namespace {

constexpr std::array<std::string_view, 8> npu_ids{"BE", "BW", "CV", "DY", "SW", "SH", "WS", "WV"};

Item item(std::string id, std::string text) {
  return {.id = std::move(id),
          .kind = Item::Kind::scale,
          .scale = "sat7",
          .positive = {1, 2, 3},
          .text = {{"en", std::move(text)}},
          .max_graphemes = 0};
}

Domain channels() {
  const auto code = [](std::string id, std::string label) {
    return DomainCode{.id = std::move(id), .label = {{"en", std::move(label)}}};
  };
  Domain domain;
  domain.id = "contact_channel";
  domain.role = DomainRole::contact_channel;
  domain.label = {{"en", "Contact channel"}};
  domain.codes = {code("999", "999"),
                  code("101", "101"),
                  code("online", "Online"),
                  code("livechat", "Live Chat"),
                  code("front_counter", "Front counter"),
                  code("officer", "Officer"),
                  code("none", "No contact")};
  return domain;
}

Domain npus() {
  Domain domain;
  domain.id = "npu";
  domain.role = DomainRole::area;
  domain.label = {{"en", "NPU"}};
  domain.register_level = "npu";
  return domain;
}

Survey survey(std::string id, std::string title, std::string mode, std::vector<Item> items) {
  Survey made;
  made.id = std::move(id);
  made.version = "2.0.0";
  made.title = {{"en", std::move(title)}};
  made.mode = std::move(mode);
  made.items = std::move(items);
  made.domains = {npus(), channels()};
  made.default_scheme = "none";
  return made;
}

Measure measure(std::string id, std::string of, std::string asks, std::string title,
                std::string subtitle, std::string group, int decimals) {
  Measure made;
  made.id = std::move(id);
  made.survey = std::move(of);
  made.item = std::move(asks);
  made.title = {{"en", std::move(title)}};
  made.subtitle = {{"en", std::move(subtitle)}};
  made.group = std::move(group);
  made.decimals = decimals;
  made.item_decimals = 1;
  return made;
}

}  // namespace

Definitions model_definitions() {
  Definitions made;
  const auto shipped = read_definitions(std::string(SOUNDINGS_SOURCE_DIR) + "/survey_defs");
  made.groups = shipped.value().groups;
  made.force_sections = shipped.value().force_sections;
  made.area_sections = shipped.value().area_sections;
  std::vector<Area> areas{{.id = "force", .name = "West Midlands Police", .level = "force"}};
  constexpr std::array<std::string_view, 8> names{"Birmingham East", "Birmingham West", "Coventry",
                                                  "Dudley",          "Sandwell",        "Solihull",
                                                  "Walsall",         "Wolverhampton"};
  for (std::size_t at = 0; at < npu_ids.size(); ++at) {
    areas.push_back({.id = std::string{npu_ids[at]},
                     .name = std::string{names[at]},
                     .level = "npu",
                     .parent = "force"});
  }
  made.areas = AreaRegister{std::move(areas)};

  Item contact = item("ease_of_contact", "How easy was it to contact someone who could help you?");
  contact.ask_if = Routing{.domain = "contact_channel",
                           .codes = {"999", "101", "online", "livechat", "front_counter"}};
  Survey victims =
      survey("victim_satisfaction", "Victim satisfaction survey", "email_link",
             {contact, item("actions", "The initial actions?"), item("follow_up", "Kept informed?"),
              item("treatment", "The way you were treated?"),
              item("whole_experience",
                   "Taking the whole experience into account, are you satisfied with the service "
                   "provided by the Police in this case?")});
  victims.breaks = {{.at = Month{2018, 11},
                     .kind = "mode",
                     .from = "telephone",
                     .to = "email_link",
                     .comparable = false,
                     .assumed = true}};
  victims.domains.push_back({.id = "crime_group",
                             .label = {{"en", "Crime group"}},
                             .codes = {{.id = "burglary", .label = {{"en", "Burglary"}}},
                                       {.id = "violence", .label = {{"en", "Violence"}}},
                                       {.id = "hate", .label = {{"en", "Hate crime"}}}}});
  Survey voice = survey("public_voice", "Listening to the Public Voice", "poll",
                        {item("confidence_in_wmp", "I have confidence in West Midlands Police."),
                         item("local_police_good_job", "How good a job are the police doing?")});
  voice.waved = true;
  Survey members =
      survey("how_are_we_doing", "How are we doing", "online_poll",
             {item("confidence_in_local_police", "I have confidence in my local police.")});
  members.waved = true;
  members.self_selected = true;
  members.waves = {{.number = 3,
                    .month = Month{2019, 2},
                    .label = "wave 3 (February 2019)",
                    .opens = "2019-02-01",
                    .closes = "2019-02-28",
                    .grace_days = 7}};
  const Survey chats = survey("livechat", "Live Chat exit survey", "exit_popup",
                              {item("rating", "How would you rate LiveChat?")});
  made.surveys = {victims, voice, members, chats};

  made.measures = {
      measure("victim_satisfied_whole_experience", "victim_satisfaction", "whole_experience",
              "Victims satisfied overall", "Satisfied with the whole experience", "overall", 0),
      measure("victim_satisfied_contact_999", "victim_satisfaction", "ease_of_contact",
              "First contact by 999", "Ease of contact, victims who called 999", "stages", 1),
      measure("victim_satisfied_contact_101", "victim_satisfaction", "ease_of_contact",
              "First contact by 101", "Ease of contact, victims who called 101", "stages", 1),
      measure("victim_satisfied_contact_online", "victim_satisfaction", "ease_of_contact",
              "First contact online", "Ease of contact, victims who reported online", "stages", 1),
      measure("victim_satisfied_initial_actions", "victim_satisfaction", "actions",
              "Initial actions", "Actions taken by the police who came to see them", "stages", 1),
      measure("victim_satisfied_feedback", "victim_satisfaction", "follow_up", "Feedback",
              "How well they were kept informed", "stages", 1),
      measure("victim_satisfied_treatment", "victim_satisfaction", "treatment", "Treatment",
              "How they were treated by officers and staff", "stages", 1),
      measure("victim_ease_of_contact", "victim_satisfaction", "ease_of_contact", "Ease of contact",
              "How easy it was to contact someone who could help", "stages", 1),
      measure("public_voice_confidence_in_wmp", "public_voice", "confidence_in_wmp",
              "Confidence in West Midlands Police", "", "confidence", 0),
      measure("public_voice_local_police_good_job", "public_voice", "local_police_good_job",
              "Neighbourhood police doing a good job", "", "confidence", 0),
      measure("how_are_we_doing_confidence_in_local_police", "how_are_we_doing",
              "confidence_in_local_police", "Confidence in local police", "", "confidence", 1),
      measure("livechat_rated_excellent_or_good", "livechat", "rating",
              "Rated Live Chat excellent or good", "Live Chat exit survey", "livechat", 0)};
  Scheme invited;
  invited.id = "invited_by_npu";
  invited.survey = "victim_satisfaction";
  invited.title = "Eligible invitations by NPU";
  invited.margins = {"npu"};
  invited.totals.kind = TargetSource::Kind::eligible_invitations;
  made.schemes = {invited};
  made.digest = "3f2a91c0b7d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e";
  return made;
}

}  // namespace soundings::pages
