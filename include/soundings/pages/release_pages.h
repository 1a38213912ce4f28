// The pages of those who decide what is published: every release with its state, and one release
// with what can be done about it. Forms change something by POST with the token of their visit.
#pragma once

#include <string>
#include <vector>

#include "soundings/pages/account_pages.h"
#include "soundings/pages/fact.h"
#include "soundings/pages/frame.h"

namespace soundings::pages {

/// A release as the list says it.
struct ReleaseEntry {
  std::string href;
  std::string id;
  std::string title;  ///< "May 2019, revision 1"
  std::string state;  ///< "Draft", "Published", "Withdrawn", "Withdrawal asked for"
  std::string says;   ///< "Published on 12 June 2019 by b.clark: monthly publication"
};

/// Every release, at /releases.
struct ReleasesPage {
  std::string finding;  ///< "One draft waits to be approved or thrown away."
  std::string said;     ///< what was done before
  std::vector<ReleaseEntry> releases;
  PageFrame frame;
};
[[nodiscard]] std::string releases(const Definitions& definitions, const ReleasesPage& page);

/// A table of a release: rows that it prints, those of few answers and those that are hidden.
struct ReleasedTableLine {
  std::string survey;
  std::string table;  ///< "May 2019, by NPU"
  std::string rows;
  std::string few;
  std::string hidden;
};

/// A row that two releases print differently.
struct DifferenceLine {
  std::string figure;  ///< "Whole experience: Walsall"
  std::string table;
  std::string before;
  std::string after;
};

struct CheckLine {
  std::string name;
  std::string says;
  bool passed = false;
};

/// One release, at /releases/{release}. may_*: the form is there.
struct ReleasePage {
  std::string id;
  std::string title;
  std::string state;
  std::string finding;
  std::string said;
  std::vector<Fact> facts;
  std::string look_href;  ///< its figures as readers see them; empty for one that is withdrawn
  std::string look_words;
  std::vector<CheckLine> checks;  ///< of a draft
  std::vector<ReleasedTableLine> tables;
  std::vector<ChoiceList> choices;  ///< what it is compared with; empty where there is nothing
  std::string compared;             ///< "12 of 4,310 rows differ from those of 2019-05.r0."
  std::vector<DifferenceLine> differences;
  bool may_approve = false;
  bool may_discard = false;
  bool may_withdraw = false;
  std::string withdraw_says;
  std::string reason;  ///< as it was typed
  FormFault fault;     ///< field: "approve-reason", "discard-reason", "withdraw-reason" or empty
  PageFrame frame;
};
[[nodiscard]] std::string release_page(const Definitions& definitions, const ReleasePage& page);

}  // namespace soundings::pages
