#include "domains.h"

#include <algorithm>
#include <optional>

#include "soundings/base/number.h"
#include "soundings/normalise/reason.h"

#include "written_age.h"

namespace soundings::normalise {
namespace {

using Codes = std::map<std::string, std::string>;

constexpr std::string_view kept_at_parent = "unknown_npu";
constexpr std::string_view age_field = "age";

bool spelled_exactly(const Area& area, std::string_view given) {
  return area.id == given || area.name == given ||
         std::ranges::find(area.aliases, given) != area.aliases.end();
}

bool spelled_alike(const Area& area, std::string_view key) {
  const auto same = [&](std::string_view spelling) { return match_key(spelling) == key; };
  return same(area.id) || same(area.name) || std::ranges::any_of(area.aliases, same);
}

/// The area of that name: of the level asked for first, else of any other. Most senders spell one
/// exactly; only the rest are folded.
const Area* find_area(const AreaRegister& areas, std::string_view level, std::string_view given) {
  for (const Area& area : areas.areas()) {
    if (area.level == level && spelled_exactly(area, given)) {
      return &area;
    }
  }
  const std::string key = match_key(given);
  const Area* elsewhere = nullptr;
  for (const Area& area : areas.areas()) {
    const bool wanted = area.level == level;
    if ((wanted || elsewhere == nullptr) && spelled_alike(area, key)) {
      if (wanted) {
        return &area;
      }
      elsewhere = &area;
    }
  }
  return elsewhere;
}

bool lies_in(const AreaRegister& areas, const Area& area, std::string_view ancestor) {
  const Area* at = &area;
  while (at != nullptr) {
    if (at->id == ancestor || at->local_authority == ancestor) {
      return true;
    }
    at = at->parent.empty() ? nullptr : areas.find(at->parent);
  }
  return false;
}

/// The local authority that every area of `level` within `area` lies in; empty when they differ.
std::string common_authority(const AreaRegister& areas, const Area& area, std::string_view level) {
  if (!area.local_authority.empty()) {
    return area.local_authority;
  }
  std::string common;
  for (const Area* inner : areas.at_level(level)) {
    if (!lies_in(areas, *inner, area.id)) {
      continue;
    }
    if (!common.empty() && common != inner->local_authority) {
      return {};
    }
    common = inner->local_authority;
  }
  return common;
}

struct PlacedArea {
  std::string code;
  std::string authority;
};

/// An area that holds several of the level asked for cannot say which: the answer is kept at
/// `unknown_npu`, never guessed at.
std::optional<PlacedArea> read_area(FieldCursor& cursor, const Domain& domain,
                                    const receive::Field& field, const std::string& given) {
  const AreaRegister& areas = cursor.context().definitions->areas;
  if (domain.find(given) != nullptr && areas.find(given) == nullptr) {
    return PlacedArea{.code = given};
  }
  const Area* area = find_area(areas, domain.register_level, given);
  if (area == nullptr) {
    const bool waived =
        cursor.hold_value(hold::area_unknown, field,
                          "The area " + area_words(given) + " is not in the register of areas.");
    return waived ? std::optional(PlacedArea{.code = std::string(kept_at_parent)}) : std::nullopt;
  }
  if (area->level == domain.register_level) {
    return PlacedArea{.code = area->id, .authority = area->local_authority};
  }
  cursor.note(finding::area_ambiguous, field.pointer,
              "The area " + area_words(given) + " holds several units; kept as unknown_npu.");
  return PlacedArea{.code = std::string(kept_at_parent),
                    .authority = common_authority(areas, *area, domain.register_level)};
}

bool spelled(const DomainCode& code, std::string_view key) {
  const auto same = [&](std::string_view spelling) { return match_key(spelling) == key; };
  return same(code.id) || std::ranges::any_of(code.also, same) ||
         std::ranges::any_of(code.label, [&](const auto& label) { return same(label.second); });
}

/// Whether a word nobody has looked up may be a refused group under another name.
bool guarded(const Domain& domain) noexcept {
  return !domain.refuse.empty() || !domain.below_min.empty();
}

/// Whether `given` is an age, however it is written, below every band.
bool below_bands(const Domain& domain, const std::string& given) {
  if (domain.below_min.empty()) {
    return false;
  }
  std::optional<double> least;
  for (const DomainCode& band : domain.codes) {
    if (band.from && (!least || *band.from < *least)) {
      least = *band.from;
    }
  }
  return least && written_below(given, *least);
}

void hold_unknown(FieldCursor& cursor, const Domain& domain, const receive::Field& field,
                  std::string_view code, const std::string& words) {
  if (domain.required || guarded(domain)) {
    cursor.hold_value_firmly(code, field, words);
  } else {
    cursor.hold_value(code, field, words);
  }
}

std::optional<std::string> read_code(FieldCursor& cursor, const Domain& domain,
                                     const receive::Field& field, const std::string& given) {
  // No spelling stands for a code and a refused group (spelling_unambiguous).
  if (const DomainCode* exact = domain.find(given)) {
    return exact->id;
  }
  const std::string key = match_key(given);
  const auto at = std::ranges::find_if(domain.codes,
                                       [&](const DomainCode& code) { return spelled(code, key); });
  if (at != domain.codes.end()) {
    return at->id;
  }
  if (below_bands(domain, given)) {
    cursor.hold_group(domain.below_min, field);
    return std::nullopt;
  }
  hold_unknown(cursor, domain, field, hold::code_unknown,
               value_words(given) + " is not a code of " + domain.id + ".");
  return std::nullopt;
}

std::optional<std::string> read_band(FieldCursor& cursor, const Domain& domain,
                                     const receive::Field& field, const std::string& given) {
  const auto years = parse_integer(given);
  for (const DomainCode& band : domain.codes) {
    const bool has_ends = band.from || band.to;
    if (years && has_ends && (!band.from || *years >= *band.from) &&
        (!band.to || *years <= *band.to)) {
      return band.id;
    }
  }
  if (below_bands(domain, given)) {
    cursor.hold_group(domain.below_min, field);
    return std::nullopt;
  }
  hold_unknown(cursor, domain, field, hold::age_out_of_range,
               value_words(given) + " is not an age this survey asks.");
  return std::nullopt;
}

bool says_nothing(const std::string& given) {
  return given.empty() || given == "-";
}

/// The field a domain is read from: its own, or the one it is banded from.
const receive::Field* field_of(FieldCursor& cursor, const Domain& domain) {
  const receive::Field* source =
      domain.derived_from == age_field ? cursor.take(age_field) : nullptr;
  const receive::Field* own = cursor.take(domain.id);
  return source != nullptr && !says_nothing(cursor.text(*source)) ? source : own;
}

/// A band that is given beside an age decides nothing, but has to be one.
void check_band_beside_age(FieldCursor& cursor, const Domain& domain) {
  const receive::Field* band = cursor.take(domain.id);
  const std::string given = band == nullptr ? std::string{} : cursor.text(*band);
  if (!says_nothing(given)) {
    static_cast<void>(read_code(cursor, domain, *band, given));
  }
}

void read_domain(FieldCursor& cursor, const Domain& domain, Codes& codes, Codes& authorities) {
  const receive::Field* field = field_of(cursor, domain);
  const std::string given = field == nullptr ? std::string{} : cursor.text(*field);
  if (says_nothing(given)) {
    if (domain.required) {
      cursor.hold(hold::field_missing, field == nullptr ? "/" + domain.id : field->pointer,
                  "The field " + domain.id + " is missing.");
    }
    return;
  }
  std::optional<std::string> code;
  if (!domain.register_level.empty()) {
    if (auto place = read_area(cursor, domain, *field, given)) {
      code = std::move(place->code);
      authorities[domain.id] = std::move(place->authority);
    }
  } else if (field->name == age_field) {
    code = read_band(cursor, domain, *field, given);
    check_band_beside_age(cursor, domain);
  } else {
    code = read_code(cursor, domain, *field, given);
  }
  if (code) {
    codes[domain.id] = std::move(*code);
  }
}

}  // namespace

std::map<std::string, std::string> read_domains(FieldCursor& cursor) {
  Codes codes;
  Codes authorities;
  const auto looked_up = [&](const Domain& domain) {
    return !domain.derived_from.empty() && domain.derived_from != age_field;
  };
  for (const Domain& domain : cursor.survey().domains) {
    if (!looked_up(domain)) {
      read_domain(cursor, domain, codes, authorities);
    }
  }
  for (const Domain& domain : cursor.survey().domains) {
    const auto at = authorities.find(domain.derived_from);
    if (looked_up(domain) && at != authorities.end() && !at->second.empty()) {
      codes[domain.id] = at->second;
    }
  }
  return codes;
}

}  // namespace soundings::normalise
