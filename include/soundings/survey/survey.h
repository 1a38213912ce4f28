// A survey as fielded: its scales, items, domains, waves and retention, read from
// survey_defs/surveys/*.json. The engine knows no survey by name.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "soundings/base/time.h"
#include "soundings/survey/scale.h"

namespace soundings {

/// When an item is asked: the domain or the item named has one of these codes.
struct Routing {
  std::string domain;  ///< either a domain id, with `codes` ...
  std::string item;    ///< ... or an item id, with `answers`
  std::vector<std::string> codes;
  std::vector<int> answers;
};

struct Item {
  enum class Kind { scale, free_text };

  std::string id;
  Kind kind = Kind::scale;
  std::string scale;          ///< id of a scale of the same survey
  std::vector<int> positive;  ///< codes that count as positive; may be empty
  std::vector<int> negative;  ///< codes that count as negative; none of them positive
  std::string stage;
  Labels text;  ///< the question as asked
  std::optional<Routing> ask_if;
  std::size_t max_graphemes = 0;  ///< free text only
};

/// One code of a domain with the spellings accepted for it.
struct DomainCode {
  std::string id;
  Labels label;
  std::vector<std::string> also;
  std::optional<int> from;  ///< derived bands: whole years, both ends included
  std::optional<int> to;
};

/// A group whose responses are held, under every name it is given.
struct RefusedGroup {
  std::string id;
  std::string reason;  ///< "safeguarding_exclusion"
  std::vector<std::string> also;
};

/// What a domain is to headlines and pages, whatever it is called. Domains of one role have one id
/// in every survey.
enum class DomainRole {
  none,
  area,             ///< the areas whose figures are set beside the force's
  contact_channel,  ///< how the person reached the police
};

/// "area", "contact_channel"; empty for none.
[[nodiscard]] std::string_view to_text(DomainRole role) noexcept;
/// none for any other word.
[[nodiscard]] DomainRole parse_domain_role(std::string_view text) noexcept;

/// A dimension along which responses are analysed. `register_level`: codes are the areas of
/// that level. `derived_from`: the response field it is banded from ("age") or the domain it
/// is looked up from ("npu" for local_authority).
struct Domain {
  std::string id;
  Labels label;
  std::vector<DomainCode> codes;
  std::string register_level;
  std::string derived_from;
  std::vector<RefusedGroup> refuse;
  /// Bands: the reason for which an age below the least is held; empty: age_out_of_range.
  std::string below_min;
  /// Codes that no weighting target covers; they weigh as "(missing)".
  std::vector<std::string> unweighted;
  bool required = false;
  bool protected_characteristic = false;
  DomainRole role = DomainRole::none;

  [[nodiscard]] const DomainCode* find(std::string_view code) const noexcept;
};

/// One fielding of a poll. Dates are local days, both included; then `grace_days` more in
/// which a late answer is accepted and flagged.
struct Wave {
  int number = 0;
  Month month;        ///< the month it is labelled with
  std::string label;  ///< "wave 3 (February 2019)"
  std::string opens;  ///< "2019-02-01"
  std::string closes;
  int grace_days = 0;
};

/// A change after which figures are not compared with earlier ones.
struct Break {
  Month at;
  std::string kind;  ///< "mode", "scale", "wording"
  std::string from;
  std::string to;
  bool comparable = false;
  bool assumed = false;  ///< never stated as fact on a page
};

struct Retention {
  int raw_payload_days = 90;
  int free_text_days = 365;
  int answers_days = 2192;
};

/// Immutable once read; safe to share between threads.
struct Survey {
  std::string id;
  std::string version;     ///< semantic version a response is read under
  std::string valid_from;  ///< "2018-11-01": no response was completed before it; empty: any day
  Labels title;
  std::string population;
  std::string mode;  ///< "email_link", "online_poll", "exit_popup"
  bool self_selected = false;
  bool waved = false;  ///< periods are waves, not months
  int future_tolerance_seconds = 300;
  std::map<std::string, Scale> scales;
  std::vector<Item> items;      ///< in the order of the form
  std::vector<Domain> domains;  ///< in the order of the definition
  std::vector<Wave> waves;
  std::vector<Break> breaks;
  Retention retention;
  std::string default_scheme;        ///< weighting scheme id, or "none"
  std::vector<std::string> schemes;  ///< further schemes to choose from

  [[nodiscard]] const Item* find_item(std::string_view id) const noexcept;
  [[nodiscard]] const Domain* find_domain(std::string_view id) const noexcept;
  /// The domain of a role; nullptr where the survey has none.
  [[nodiscard]] const Domain* domain_with(DomainRole role) const noexcept;
  [[nodiscard]] const Wave* find_wave(int number) const noexcept;
};

}  // namespace soundings
