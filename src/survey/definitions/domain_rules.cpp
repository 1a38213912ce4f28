// The rules of domains and of the register of areas they look up.
#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "definitions/rules.h"
#include "definitions/spellings.h"
#include "definitions/value_text.h"

namespace soundings::definition {
namespace {

std::vector<Spelling> spellings_of(const Domain& domain, const std::string& at) {
  std::vector<Spelling> spellings;
  for (std::size_t i = 0; i < domain.codes.size(); ++i) {
    const DomainCode& code = domain.codes[i];
    const std::string place = at + "/codes/" + std::to_string(i);
    spellings.push_back({code.id, code.id, place + "/code"});
    const std::string labels = place + "/label/";
    for (const auto& [language, label] : code.label) {
      spellings.push_back({code.id, label, labels + language});
    }
    for (std::size_t j = 0; j < code.also.size(); ++j) {
      spellings.push_back({code.id, code.also[j], place + "/also/" + std::to_string(j)});
    }
  }
  for (const RefusedGroup& group : domain.refuse) {
    const std::string place = at + pointer_of({"refuse", group.id});
    spellings.push_back({group.reason, group.id, place});
    for (std::size_t j = 0; j < group.also.size(); ++j) {
      spellings.push_back({group.reason, group.also[j], place + "/also/" + std::to_string(j)});
    }
  }
  return spellings;
}

Faults band_faults(const Header& header, const Domain& domain, const std::string& at) {
  Faults faults;
  int reached = -1;
  for (std::size_t i = 0; i < domain.codes.size(); ++i) {
    const DomainCode& band = domain.codes[i];
    if (!band.from || !band.to || *band.to < *band.from || *band.from <= reached) {
      faults.push_back(
          fault(header, at + "/codes/" + std::to_string(i), band.id, "bands_in_order",
                "band " + band.id + " needs from and to, in order and clear of the band before"));
    }
    reached = std::max(reached, band.to.value_or(reached));
  }
  return faults;
}

Faults derivation_faults(const SurveyDraft& draft, const Domain& domain, const std::string& at) {
  const bool banded = domain.derived_from == "age";
  const Domain* looked_up = draft.survey.find_domain(domain.derived_from);
  if (!domain.derived_from.empty() && !banded &&
      (looked_up == nullptr || looked_up == &domain || looked_up->register_level.empty() ||
       domain.register_level.empty())) {
    return {fault(draft.header, at + "/derived_from", domain.derived_from, "derivation_known",
                  domain.id + " is derived from age, or from a domain of the register of areas")};
  }
  if (domain.register_level.empty() && domain.codes.empty()) {
    return {fault(draft.header, at + "/codes", "", "domain_has_codes",
                  domain.id + " has neither codes nor a level of the register")};
  }
  if (banded) {
    return band_faults(draft.header, domain, at);
  }
  return domain.below_min.empty()
             ? Faults{}
             : Faults{fault(draft.header, at + "/below_min", domain.below_min, "least_age_banded",
                            domain.id + " has no bands of ages to be below")};
}

Faults unweighted_faults(const Header& header, const Domain& domain, const std::string& at) {
  Faults faults;
  for (std::size_t i = 0; i < domain.unweighted.size(); ++i) {
    const std::string& code = domain.unweighted[i];
    if (domain.find(code) == nullptr) {
      faults.push_back(fault(header, at + "/unweighted/" + std::to_string(i), code,
                             "unweighted_code_exists", domain.id + " has no code " + code));
    }
  }
  return faults;
}

/// A domain and where it stands in its survey.
struct PlacedDomain {
  const SurveyDraft* survey = nullptr;
  const Domain* domain = nullptr;
  std::string at;
};

/// The domains of a role, of every survey that can be read.
std::vector<PlacedDomain> domains_with(const Draft& all, DomainRole role) {
  std::vector<PlacedDomain> found;
  for (const SurveyDraft& survey : all.surveys) {
    const auto& domains = survey.survey.domains;
    for (std::size_t i = 0; i < domains.size(); ++i) {
      if (domains[i].role == role && !all.broken.contains(survey.header.file)) {
        found.push_back(
            {.survey = &survey, .domain = &domains[i], .at = "/domains/" + std::to_string(i)});
      }
    }
  }
  return found;
}

Faults one_role_faults(const Draft& all, DomainRole role) {
  Faults faults;
  const std::string name(to_text(role));
  const std::vector<PlacedDomain> found = domains_with(all, role);
  for (std::size_t i = 0; i < found.size(); ++i) {
    const PlacedDomain& each = found[i];
    const PlacedDomain& first = found.front();
    const Header& header = each.survey->header;
    if (role == DomainRole::area && each.domain->register_level.empty()) {
      faults.push_back(fault(header, each.at + "/role", name, "area_role_in_register",
                             each.domain->id + " is the area, and no level of the register"));
    } else if (i > 0 && each.survey == found[i - 1].survey) {
      faults.push_back(fault(header, each.at + "/role", name, "role_unique",
                             found[i - 1].domain->id + " has the role " + name + " already"));
    } else if (each.domain->id != first.domain->id) {
      faults.push_back(fault(header, each.at + "/id", each.domain->id, "role_agrees",
                             "the domain with the role " + name + " is " + first.domain->id +
                                 " in the survey " + first.survey->survey.id));
    } else if (each.domain->register_level != first.domain->register_level) {
      faults.push_back(
          fault(header, each.at + "/register", each.domain->register_level, "role_agrees",
                "the domain with the role " + name + " has the level " +
                    first.domain->register_level + " in the survey " + first.survey->survey.id));
    }
  }
  return faults;
}

/// Areas lie in one of a higher level; NPUs and local authorities share one.
int height_of(const std::string& level) {
  if (level == "force") {
    return 2;
  }
  return level == "city" ? 1 : 0;
}

const Area* find(const std::vector<Area>& areas, const std::string& id) {
  const auto at = std::ranges::find(areas, id, &Area::id);
  return at == areas.end() ? nullptr : &*at;
}

Faults parent_faults(const AreasDraft& draft, const Area& area, const std::string& at) {
  if (area.level == "force") {
    return area.parent.empty() ? Faults{}
                               : Faults{fault(draft.header, at + "/parent", area.parent,
                                              "parent_above", "the force lies in no other area")};
  }
  const Area* parent = find(draft.areas, area.parent);
  if (parent == nullptr) {
    return {fault(draft.header, at + "/parent", area.parent, "parent_exists",
                  area.id + " lies in \"" + area.parent + "\", which the register does not hold")};
  }
  if (height_of(parent->level) <= height_of(area.level)) {
    return {fault(draft.header, at + "/parent", area.parent, "parent_above",
                  area.id + " lies in " + parent->id + ", which is of no higher level")};
  }
  return {};
}

Faults authority_faults(const AreasDraft& draft, const Area& area, const std::string& at) {
  const Area* authority = find(draft.areas, area.local_authority);
  const bool stands = area.level == "npu"
                          ? authority != nullptr && authority->level == "local_authority"
                          : area.local_authority.empty();
  if (stands) {
    return {};
  }
  return {fault(draft.header, at + "/local_authority", area.local_authority,
                "local_authority_exists",
                area.id + ": an NPU, and no other area, names a local authority of the register")};
}

}  // namespace

Faults domain_faults(const SurveyDraft& draft) {
  Faults faults = repeated_ids(draft.header, ids_of(draft.survey.domains, "/domains"));
  for (std::size_t i = 0; i < draft.survey.domains.size(); ++i) {
    const Domain& domain = draft.survey.domains[i];
    const std::string at = "/domains/" + std::to_string(i);
    faults = joined(std::move(faults),
                    repeated_ids(draft.header, ids_of(domain.codes, at + "/codes", "code")));
    faults = joined(std::move(faults), ambiguous_spellings(draft.header, spellings_of(domain, at),
                                                           "spelling_unambiguous"));
    faults = joined(std::move(faults), derivation_faults(draft, domain, at));
    faults = joined(std::move(faults), unweighted_faults(draft.header, domain, at));
  }
  return faults;
}

Faults role_faults(const Draft& all) {
  return joined(one_role_faults(all, DomainRole::area),
                one_role_faults(all, DomainRole::contact_channel));
}

Faults area_faults(const AreasDraft& draft) {
  Faults faults = repeated_ids(draft.header, ids_of(draft.areas, "/areas"));
  std::vector<Spelling> spellings;
  for (std::size_t i = 0; i < draft.areas.size(); ++i) {
    const Area& area = draft.areas[i];
    const std::string at = "/areas/" + std::to_string(i);
    faults = joined(std::move(faults), parent_faults(draft, area, at));
    faults = joined(std::move(faults), authority_faults(draft, area, at));
    if (area.level == "local_authority") {
      continue;  // never named by a sender: "Coventry" is the NPU
    }
    spellings.push_back({area.id, area.id, at + "/id"});
    spellings.push_back({area.id, area.name, at + "/name"});
    for (std::size_t j = 0; j < area.aliases.size(); ++j) {
      spellings.push_back({area.id, area.aliases[j], at + "/aliases/" + std::to_string(j)});
    }
  }
  const auto forces = std::ranges::count(draft.areas, "force", &Area::level);
  if (forces != 1) {
    faults.push_back(fault(draft.header, "/areas", std::to_string(forces), "one_force",
                           "the register holds one force, not " + std::to_string(forces)));
  }
  return joined(std::move(faults),
                ambiguous_spellings(draft.header, spellings, "alias_unambiguous"));
}

}  // namespace soundings::definition
