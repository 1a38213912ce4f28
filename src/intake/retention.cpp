#include "soundings/intake/retention.h"

#include <algorithm>
#include <cctype>
#include <utility>

#include "soundings/store/maintenance.h"

namespace soundings::intake {
namespace {

/// How much goes in one transaction: a few milliseconds of the writer's time.
constexpr std::int64_t step = 500;

/// Whether `word` stands in `text` between characters that could not belong to it.
bool has_word(std::string_view text, std::string_view word) {
  const auto belongs = [&](std::size_t at) {
    return at < text.size() && std::isalnum(static_cast<unsigned char>(text[at])) != 0;
  };
  for (auto at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
    if ((at == 0 || !belongs(at - 1)) && !belongs(at + word.size())) {
      return true;
    }
  }
  return false;
}

enum class Meant { no, yes, among_others };

Meant meant(const Named& named, const store::Erasure& erasure) {
  const auto holds = [](const std::vector<std::string>& all, const std::string& one) {
    return std::ranges::find(all, one) != all.end();
  };
  const bool by_person = std::ranges::any_of(
      named.persons, [&](const auto& person) { return holds(erasure.persons, person); });
  const std::string& id = erasure.source_response_id;
  if (!by_person && (id.empty() || !holds(named.response_ids, id))) {
    return Meant::no;
  }
  return named.items == 1 ? Meant::yes : Meant::among_others;
}

}  // namespace

Found find_records(const Intake& intake, const store::Store& store, store::Erasure erasure,
                   std::string_view respondent) {
  Found found;
  std::vector<std::string> looked_like;
  for (const std::string& receipt : store.held().with_original(erasure.source)) {
    const auto original = store.held().original(receipt);
    if (!original) {
      continue;
    }
    const Meant is = meant(intake.named_in(*original), erasure);
    if (is == Meant::yes) {
      erasure.receipts.push_back(receipt);
    } else if (is == Meant::among_others ||
               (!respondent.empty() && has_word(original->bytes, respondent))) {
      looked_like.push_back(receipt);
    }
  }
  found.records = store.removal().records(erasure);
  for (const std::string& receipt : looked_like) {
    const auto of = store.removal().records({.receipts = {receipt}});
    const bool goes =
        !of.empty() && std::ranges::find(found.records, of.front().receipt,
                                         &store::Record::receipt) != found.records.end();
    if (!goes) {
      found.unclear.push_back(receipt);
    }
  }
  return found;
}

std::vector<Waiting> waiting(const store::Due& due) {
  std::vector<Waiting> all;
  for (const store::Expired& kind : due.expired) {
    if (const auto why = store::doubt(due, kind)) {
      all.push_back({.what = kind.what, .survey = kind.survey, .items = kind.items, .why = *why});
    }
  }
  return all;
}

PurgeReport purge(Intake& intake, const Definitions& definitions, const store::Due& due,
                  const store::Act& act, Doubts doubts) {
  PurgeReport report;
  if (doubts == Doubts::wait) {
    report.waiting = waiting(due);
  }
  for (const store::Expired& kind : due.expired) {
    if (doubts == Doubts::wait && store::doubt(due, kind)) {
      continue;
    }
    for (std::int64_t from = 0; from < kind.items; from += step) {
      intake.with_store([&](store::Store& store) {
        store.removal().purge(kind, {.from = from, .items = step}, definitions, act);
      });
    }
    report.purged.push_back({.what = kind.what, .survey = kind.survey, .items = kind.items});
  }
  intake.with_store(
      [&](store::Store& store) { report.wal_emptied = store.maintenance().forget_deleted(); });
  return report;
}

}  // namespace soundings::intake
