// Which faults only repeat what is already said of a file's form.
#include "definitions/repeats.h"

#include <algorithm>
#include <array>

namespace soundings::definition {
namespace {

enum class Reach { whole_part, beside };

/// A rule whose outcome hangs on another part of its file: anything in a part of that name, or
/// the field of that name in an object around the fault.
struct Dependence {
  std::string_view rule;
  Reach reach;
  std::string_view part;
};

constexpr std::array dependences{
    Dependence{"scale_exists", Reach::whole_part, "scales"},
    Dependence{"scale_exists", Reach::beside, "type"},
    Dependence{"positive_code_in_scale", Reach::whole_part, "scales"},
    Dependence{"positive_code_in_scale", Reach::beside, "scale"},
    Dependence{"negative_code_in_scale", Reach::whole_part, "scales"},
    Dependence{"negative_code_in_scale", Reach::beside, "scale"},
    Dependence{"negative_not_positive", Reach::beside, "positive"},
    Dependence{"item_kind_consistent", Reach::beside, "type"},
    Dependence{"routing_target_exists", Reach::whole_part, "items"},
    Dependence{"routing_target_exists", Reach::whole_part, "domains"},
    Dependence{"routing_code_exists", Reach::whole_part, "items"},
    Dependence{"routing_code_exists", Reach::whole_part, "domains"},
    Dependence{"routing_code_exists", Reach::whole_part, "scales"},
    Dependence{"labels_complete", Reach::beside, "languages"},
    Dependence{"waves_with_fieldwork", Reach::beside, "fieldwork"},
    Dependence{"waves_with_fieldwork", Reach::beside, "waves"},
    Dependence{"waves_do_not_overlap", Reach::whole_part, "waves"},
    Dependence{"break_within_validity", Reach::beside, "valid_from"},
    Dependence{"break_within_validity", Reach::beside, "valid_to"},
    Dependence{"derivation_known", Reach::whole_part, "domains"},
    Dependence{"area_role_in_register", Reach::beside, "register"},
    Dependence{"role_agrees", Reach::beside, "register"},
    Dependence{"measure_group_exists", Reach::whole_part, "groups"},
    Dependence{"one_leading_group", Reach::whole_part, "groups"},
    Dependence{"section_group_exists", Reach::whole_part, "groups"},
    Dependence{"group_in_one_section", Reach::whole_part, "groups"},
    Dependence{"group_in_one_section", Reach::whole_part, "sections"},
    Dependence{"unweighted_code_exists", Reach::whole_part, "domains"},
    Dependence{"parent_exists", Reach::whole_part, "areas"},
    Dependence{"parent_above", Reach::whole_part, "areas"},
    Dependence{"local_authority_exists", Reach::whole_part, "areas"},
    Dependence{"one_force", Reach::whole_part, "areas"},
    Dependence{"alias_unambiguous", Reach::whole_part, "areas"},
    Dependence{"id_matches_file", Reach::beside, "survey"},
    Dependence{"poststratify_one_margin", Reach::beside, "method"},
    Dependence{"bounds_on_raked_only", Reach::beside, "method"},
    Dependence{"invitation_margin_known", Reach::beside, "totals"},
    Dependence{"targets_with_file", Reach::beside, "totals"},
    Dependence{"collapse_margin_known", Reach::whole_part, "margins"},
    Dependence{"collapse_category_exists", Reach::beside, "within"},
    Dependence{"signature_header_given", Reach::beside, "verification"},
};

/// Parts that other files refer to.
constexpr std::array<std::string_view, 8> referred_to{"id",        "scales", "items",  "domains",
                                                      "fieldwork", "areas",  "survey", "surveys"};

/// Fields that nothing else hangs on, wherever they stand.
constexpr std::array<std::string_view, 8> for_people{"label", "text",  "stage", "also",
                                                     "name",  "state", "title", "aliases"};

/// Whether the value at `pointer` is the one at `whole`, or a part of it.
bool lies_in(std::string_view pointer, std::string_view whole) {
  return pointer.starts_with(whole) &&
         (pointer.size() == whole.size() || pointer[whole.size()] == '/');
}

std::string_view around(std::string_view pointer) {
  return pointer.substr(0, pointer.empty() ? 0 : pointer.rfind('/'));
}

std::string_view last_step(std::string_view pointer) {
  return pointer.substr(pointer.empty() ? 0 : pointer.rfind('/') + 1);
}

std::string_view first_step(std::string_view pointer) {
  const std::string_view steps = pointer.substr(pointer.empty() ? 0 : 1);
  return steps.substr(0, steps.find('/'));
}

bool is_for_people(std::string_view pointer) {
  for (; !pointer.empty(); pointer = around(pointer)) {
    if (std::ranges::count(for_people, last_step(pointer)) > 0) {
      return true;
    }
  }
  return false;
}

/// Whether what stands at a fault of form is in doubt, and not merely too much.
bool leaves_doubt(const DefinitionFault& form) {
  constexpr std::array<std::string_view, 3> superfluous{"schema_unknown_field",
                                                        "schema_unique_items", "schema_max_items"};
  return std::ranges::count(superfluous, form.rule) == 0 && !is_for_people(form.pointer);
}

/// Whether `doubtful` is, or lies in, the field `name` of an object around `pointer`.
bool stands_beside(std::string_view pointer, std::string_view doubtful, std::string_view name) {
  for (; !doubtful.empty(); doubtful = around(doubtful)) {
    if (last_step(doubtful) == name && lies_in(pointer, around(doubtful))) {
      return true;
    }
  }
  return false;
}

bool hangs_on(const DefinitionFault& fault, std::string_view doubtful) {
  return std::ranges::any_of(dependences, [&](const Dependence& dependence) {
    if (dependence.rule != fault.rule) {
      return false;
    }
    return dependence.reach == Reach::whole_part
               ? first_step(doubtful) == dependence.part
               : stands_beside(fault.pointer, doubtful, dependence.part);
  });
}

/// An unknown field may be a known one misspelt: that one is then missing for no other reason.
bool is_misspelling(const DefinitionFault& fault, const DefinitionFault& form) {
  const std::string_view object = around(form.pointer);
  return form.rule == "schema_unknown_field" && fault.value.empty() &&
         (fault.pointer == object || around(fault.pointer) == object);
}

}  // namespace

bool is_repeat(const DefinitionFault& fault, const Doubts& doubts) {
  const auto speaks_of = [&fault](const std::string& left_out) {
    return lies_in(fault.pointer, left_out) || lies_in(left_out, fault.pointer);
  };
  const auto follows_from = [&fault](const DefinitionFault& form) {
    return fault.pointer == form.pointer || is_misspelling(fault, form) ||
           (leaves_doubt(form) && hangs_on(fault, form.pointer));
  };
  return std::ranges::any_of(doubts.left_out, speaks_of) ||
         std::ranges::any_of(doubts.form, follows_from);
}

bool doubtful_to_others(const Doubts& doubts) {
  return std::ranges::any_of(doubts.form, [](const DefinitionFault& form) {
    return leaves_doubt(form) &&
           (form.pointer.empty() || std::ranges::count(referred_to, first_step(form.pointer)) > 0);
  });
}

}  // namespace soundings::definition
