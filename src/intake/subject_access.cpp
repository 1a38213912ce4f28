#include "soundings/intake/subject_access.h"

#include <algorithm>
#include <utility>

#include "soundings/intake/retention.h"
#include "soundings/normalise/reason.h"

namespace soundings::intake {
namespace {

bool guarded(const store::HeldItem& item) {
  const auto is = [](std::string_view code) {
    return code == normalise::hold::safeguarding_exclusion;
  };
  return is(item.code) ||
         std::ranges::any_of(item.errors, [&](const Finding& error) { return is(error.code); });
}

SubjectArrival arrival_of(const store::Store& store, store::KeptArrival kept) {
  SubjectArrival arrival{.kept = std::move(kept), .held = std::nullopt, .original = std::nullopt};
  if (!arrival.kept.item.state) {
    return arrival;
  }
  const std::string& receipt = arrival.kept.item.receipt;
  arrival.held = store.held().find(receipt);
  if (auto original = store.held().original(receipt)) {
    arrival.original = std::move(original->bytes);
  }
  arrival.safeguarded = arrival.held && guarded(*arrival.held);
  return arrival;
}

}  // namespace

SubjectFile gather_for_subject(const Intake& intake, const store::Store& store,
                               const std::string& source, const std::string& respondent) {
  Found found = find_records(intake, store,
                             {.persons = intake.pseudonyms(source, respondent), .source = source},
                             respondent);
  SubjectFile file{.unclear = std::move(found.unclear)};
  for (store::Record& record : found.records) {
    SubjectRecord all{.record = std::move(record)};
    for (store::KeptArrival& kept : store.removal().kept(all.record.receipt)) {
      all.arrivals.push_back(arrival_of(store, std::move(kept)));
    }
    file.records.push_back(std::move(all));
  }
  return file;
}

}  // namespace soundings::intake
