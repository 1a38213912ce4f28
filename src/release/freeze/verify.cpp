// A release against itself: hashes, figures worked out from figures, and witnesses.
#include <algorithm>

#include "soundings/base/digest.h"
#include "soundings/disclose/witness.h"
#include "soundings/release/release.h"
#include "soundings/survey/sample_data.h"

#include "freeze/held_against.h"
#include "freeze/manifest_json.h"
#include "freeze/proof_json.h"
#include "tables/lines.h"
#include "tables/printed_rows.h"
#include "tables/tables.h"

namespace soundings::release {
namespace {

using store::Check;

Check check(const char* name, const std::string& fault, const std::string& passed) {
  return {.name = name, .passed = fault.empty(), .detail = fault.empty() ? passed : fault};
}

/// The first file that is not as the manifest says, is not in it, or is not there.
std::string hash_fault(const store::Release& release, const Manifest& manifest) {
  for (const store::ReleaseFile& file : release.files) {
    const auto hash = manifest.hashes.find(file.name);
    const bool same = file.name == manifest_name ||
                      (hash != manifest.hashes.end() && hash->second == to_hex(sha256(file.bytes)));
    if (!same || sha256(file.bytes) != file.digest) {
      return file.name + " is not what was released";
    }
  }
  for (const auto& [name, hash] : manifest.hashes) {
    if (release.file(name) == nullptr) {
      return name + " is missing";
    }
  }
  return "";
}

/// The definitions of a digest, which one of the releases was made by. given: those that are known
/// already.
std::optional<Definitions> kept_elsewhere(const std::string& digest, const Definitions& given,
                                          std::span<const store::Release> others) {
  for (const store::Release& other : others) {
    auto kept = kept_definitions(given, other);
    if (kept && kept->digest == digest) {
      return kept;
    }
  }
  return std::nullopt;
}

/// The first table that is not what its primitives make.
std::string table_fault(const Definitions& definitions, const store::Release& release,
                        const Plan& plan, const std::vector<Manifest::Period>& periods,
                        bool sample) {
  const auto printed = printed_of(release, plan, LayerHistory(plan, {}));
  const PrintedNumbers numbers(printed);
  for (const Manifest::Period& period : periods) {
    const auto read = parse_period(period.period);
    if (!read) {
      return "the manifest names no period " + period.period;
    }
    const TableContext context{definitions, plan, release.line.id, *read};
    const TableFiles made =
        tables_of(context, printed_prints(printed, numbers, period.prints, period.targets));
    for (const store::ReleaseFile& file : made.files) {
      const store::ReleaseFile* kept = release.file(file.name);
      if (kept == nullptr || kept->bytes != (sample ? marked_csv(file.bytes) : file.bytes)) {
        return file.name + " is not what its primitives make";
      }
    }
  }
  return "";
}

/// The same of all tables of a survey; nothing where the definitions that they were made by are not
/// there.
std::optional<std::string> survey_fault(const Definitions& definitions,
                                        const store::Release& release,
                                        std::span<const store::Release> others,
                                        const std::string& survey, const Manifest::SurveyPart& part,
                                        bool sample) {
  const bool same = part.definitions == definitions.digest;
  const auto kept = same ? std::nullopt : kept_elsewhere(part.definitions, definitions, others);
  const Definitions* made_by = same ? &definitions : kept ? &*kept : nullptr;
  const ReleaseSet* set = made_by == nullptr ? nullptr : made_by->find_release_set(survey);
  if (set == nullptr) {
    return std::nullopt;
  }
  return table_fault(*made_by, release, plan_of(*made_by, *set, release.line.id), part.periods,
                     sample);
}

/// The releases that a survey was held against, and this one last; nothing when one is gone.
std::optional<std::vector<store::Release>> held_together(const store::Release& release,
                                                         std::span<const store::Release> others,
                                                         const ProofFile& proofs) {
  std::vector<store::Release> together;
  for (const std::string& id : proofs.held_against) {
    const auto other = std::ranges::find_if(
        others, [&id](const store::Release& each) { return each.line.id == id; });
    if (other == others.end()) {
      return std::nullopt;
    }
    together.push_back(*other);
  }
  together.push_back(release);
  return together;
}

/// All that they printed, in the layers that the last of them knows.
std::vector<disclose::PrintedFigure> all_printed(const std::vector<store::Release>& together,
                                                 const Plan& plan) {
  const LayerHistory history(plan, together);
  std::vector<disclose::PrintedFigure> printed;
  for (const store::Release& release : together) {
    const auto more = printed_of(release, plan, history);
    printed.insert(printed.end(), more.begin(), more.end());
  }
  return printed;
}

std::string witness_fault(const store::Release& release, std::span<const store::Release> others,
                          const Plan& plan, std::size_t& proved) {
  const std::string name = witnesses_name(plan.survey->id);
  const store::ReleaseFile* file = release.file(name);
  const auto proofs = file == nullptr ? std::nullopt : parse_proofs(file->bytes);
  if (!proofs) {
    return name + " cannot be read";
  }
  const auto together = held_together(release, others, *proofs);
  if (!together) {
    return name + " names a release that is not here";
  }
  const auto provisional = parse_printed(proofs->provisional, plan.areas);
  if (!provisional) {
    return name + " cannot be read";
  }
  std::vector<disclose::PrintedFigure> printed = all_printed(*together, plan);
  printed.insert(printed.end(), provisional->begin(), provisional->end());
  proved += proofs->proofs.size();
  return disclose::check_proofs(printed, proofs->rules, proofs->witnesses, proofs->proofs) ==
                 disclose::WitnessFault::none
             ? ""
             : "a witness in " + name + " does not agree with what is printed";
}

}  // namespace

std::vector<Check> verify(const Definitions& definitions, const store::Release& release,
                          std::span<const store::Release> others) {
  const store::ReleaseFile* file = release.file(manifest_name);
  const auto manifest = file == nullptr ? std::nullopt : parse_manifest(file->bytes);
  if (!manifest) {
    return {check("manifest", "the manifest cannot be read", "")};
  }
  std::vector<Check> checks{
      check("hashes", hash_fault(release, *manifest), "every file is what was released")};
  bool made_again = true;
  std::string tables;
  std::string witnesses;
  std::size_t proved = 0;
  for (const auto& [survey, part] : manifest->surveys) {
    const ReleaseSet* set = definitions.find_release_set(survey);
    if (set == nullptr) {
      witnesses = "no definition says what is released of " + survey;
      continue;
    }
    const Plan plan = plan_of(definitions, *set, release.line.id);
    const auto fault = survey_fault(definitions, release, others, survey, part, manifest->sample);
    made_again = made_again && fault;
    tables = tables.empty() ? fault.value_or("") : tables;
    if (witnesses.empty()) {
      witnesses = witness_fault(release, others, plan, proved);
    }
  }
  checks.push_back(check("derived_figures", tables,
                         made_again ? "every table is what its primitives make"
                                    : "not made again: " + std::string(other_definitions)));
  checks.push_back(check("witnesses", witnesses,
                         std::to_string(proved) + " conditions have witnesses that agree with "
                                                  "what is printed"));
  return checks;
}

}  // namespace soundings::release
