// The pages of what is held, for stewards and for safeguarding: each a model in words, and the HTML
// made of it. Forms change something by POST with the token of their visit.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "soundings/pages/account_pages.h"
#include "soundings/pages/fact.h"
#include "soundings/pages/frame.h"

namespace soundings::pages {

struct ReasonLine {
  std::string code;
  std::string name;
  std::string href;
  std::string items;
  std::string oldest;
};

struct HeldLine {
  std::string href;
  std::string name;
  std::string says;  ///< the first thing that is wrong with it
  std::string source;
  std::string received;
  std::string state;
};

/// What waits for a person, at /responses/quarantine; of safeguarding at /responses/safeguarding.
struct QuarantinePage {
  bool safeguarding = false;
  std::vector<ChoiceList> choices;
  std::vector<ReasonLine> reasons;
  std::vector<HeldLine> items;
  std::string finding;  ///< "7 items wait for a person. The oldest came 3 days ago."
  std::string said;     ///< what was done before
  std::string preview_href;
  std::string preview_words;  ///< "Preview a replay of 7 items"
  std::string next_href;
  PageFrame frame;
};
[[nodiscard]] std::string quarantine(const Definitions& definitions, const QuarantinePage& page);

struct ErrorLine {
  std::string field;
  std::string says;
  std::string kind;
};

/// Something that two versions say, side by side.
struct VersionLine {
  std::string name;
  std::string counted;
  std::string held;
  bool differs = false;
};

/// One held item. may_*: the form is there.
struct HeldItemPage {
  bool safeguarding = false;
  std::string receipt;
  std::string name;
  std::string meaning;
  std::string remedy;
  std::vector<ErrorLine> errors;
  std::vector<Fact> facts;
  std::vector<VersionLine> versions;
  std::string said;         ///< what was done before: "It was accepted."
  std::string decided;      ///< "Discarded by s.patel on 3 June 2019, 10:00: a mistake"
  std::string replay_says;  ///< what a replay would come to
  bool may_replay = false;
  std::string admit_says;
  bool may_admit = false;
  bool over_newer = false;  ///< admitting it replaces a newer version, which must be said
  bool may_discard = false;
  std::string reason;  ///< as it was typed
  FormFault fault;     ///< field: "admit-reason", "over-newer", "discard-reason" or empty
  PageFrame frame;
};
[[nodiscard]] std::string held_item(const Definitions& definitions, const HeldItemPage& page);

struct PreviewLine {
  std::string href;
  std::string name;
  std::string source;
  std::string received;
  std::string becomes;
};

/// What a replay would come to, before it is done.
struct ReplayPage {
  std::string summary;  ///< "7 items: 6 would be accepted, 1 would still fail (area unknown)."
  std::vector<PreviewLine> items;
  std::string receipts;  ///< what the form replays
  std::string button;    ///< "Replay 7 items"; empty where nothing would change
  std::string back_href;
  PageFrame frame;
};
[[nodiscard]] std::string replay_preview(const Definitions& definitions, const ReplayPage& page);

}  // namespace soundings::pages
