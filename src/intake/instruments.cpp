#include "instruments.h"

#include <algorithm>
#include <ranges>
#include <utility>

#include "soundings/base/log.h"
#include "soundings/normalise/normalise.h"
#include "soundings/normalise/reason.h"

namespace soundings::intake {
namespace {

constexpr auto arrivals = "soundings_submissions_total";
constexpr auto commits = "soundings_commit_seconds";
constexpr auto commit_failures = "soundings_commit_failures_total";
constexpr auto fields_removed = "soundings_fields_removed_total";
constexpr auto held_items = "soundings_held_items";
constexpr auto last_received_at = "soundings_last_received_timestamp_seconds";
constexpr auto quarantined = "soundings_quarantined_total";
constexpr auto queue_items = "soundings_queue_items";
constexpr auto refusals = "soundings_refused_deliveries_total";
constexpr auto findings_total = "soundings_remarks_total";
constexpr auto sender_skew = "soundings_sender_skew_seconds";
constexpr auto unread_fields = "soundings_unread_fields_total";
constexpr auto wal_size = "soundings_wal_bytes";

/// Of what safeguarding holds: no public number says how many there are.
constexpr auto not_named = "other";

using Label = std::pair<std::string, std::string>;

bool is_held(store::Outcome outcome) noexcept {
  return outcome == store::Outcome::quarantined || outcome == store::Outcome::conflict;
}

/// One commit, summed up.
struct Group {
  using Come = std::pair<std::string_view, store::Outcome>;
  std::map<Come, std::int64_t> arrived;
  std::map<std::string_view, Instant> heard;
  std::map<Label, std::size_t> removed;
  std::map<Label, std::size_t> findings;

  void add(const store::Entry& entry, const store::Recorded& recorded) {
    arrived[{entry.source, recorded.outcome}] += 1;
    auto& at = heard[entry.source];
    at = std::max(at, entry.received_at);
    if (entry.dropped > 0) {
      removed[{entry.source, "dropped"}] += entry.dropped;
    }
    if (entry.unmapped > 0) {
      removed[{entry.source, "unmapped"}] += entry.unmapped;
    }
    if (recorded.outcome == store::Outcome::accepted && entry.response) {
      for (const Finding& finding : entry.response->findings) {
        ++findings[{entry.source, finding.code}];
      }
    }
  }
};

std::vector<store::UnreadField> listed(
    const std::map<std::pair<std::string, std::string>, std::int64_t>& counts) {
  std::vector<store::UnreadField> fields;
  fields.reserve(counts.size());
  for (const auto& [known, values] : counts) {
    fields.push_back({.source = known.first, .name = known.second, .values = values});
  }
  return fields;
}

double seconds_since_epoch(Instant at) {
  return static_cast<double>(epoch_microseconds(at)) / 1e6;
}

}  // namespace

Instruments::Instruments(Metrics& metrics, const store::Arrivals& arrived,
                         const store::HeldItems& waiting)
    : metrics_(metrics) {
  metrics_.declare_counter(arrivals, "Submissions by source and outcome since the start.");
  metrics_.declare_histogram(commits, "Seconds from the start of a group to its commit.",
                             {0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.5, 1, 5});
  metrics_.declare_counter(commit_failures, "Groups that could not be committed.");
  metrics_.declare_counter(fields_removed,
                           "Fields left out of what is kept, by source and kind: personal ones "
                           "(dropped) and those no one asks for (unmapped).");
  metrics_.declare_gauge(last_received_at, "When a source was last heard, in Unix time.");
  metrics_.declare_counter(quarantined, "Submissions held for a person, by source and reason.");
  metrics_.declare_gauge(held_items, "Items that wait for a person now, by source and reason.");
  metrics_.declare_gauge(wal_size, "Bytes of the database's write-ahead log.");
  metrics_.declare_gauge(queue_items, "Submissions that wait for the writer.");
  metrics_.declare_counter(refusals, "Deliveries that got no receipt, by source and reason.");
  metrics_.declare_counter(findings_total, "Findings about accepted responses, by source.");
  metrics_.declare_counter(unread_fields, "Fields that had a value and were not read, by source.");
  metrics_.declare_gauge(sender_skew, "The sender's last timestamp less our clock.");
  for (const auto& last : arrived.last_received()) {
    last_[last.source] = last.at;
    metrics_.set(last_received_at, seconds_since_epoch(last.at), {{"source", last.source}});
  }
  for (store::UnreadField& field : arrived.unread_fields()) {
    unread_[{std::move(field.source), std::move(field.name)}] = field.values;
  }
  metrics_.set(queue_items, 0.0);
  held(waiting);
}

void Instruments::committed(std::span<const std::span<const store::Entry>> deliveries,
                            std::span<const store::Recorded> results, double seconds) {
  Group group;
  std::map<Reason, std::int64_t> now_held;
  auto result = results.begin();
  for (const store::Entry& entry : deliveries | std::views::join) {
    const store::Recorded& recorded = *result++;
    group.add(entry, recorded);
    if (is_held(recorded.outcome)) {
      now_held[{entry.source, reason_held(entry, recorded)}] += 1;
    }
  }
  for (const auto& [reason, items] : now_held) {
    held_[reason] += items;
  }
  show_held(now_held);
  metrics_.observe(commits, seconds);
  for (const auto& [label, fields] : group.removed) {
    metrics_.add(fields_removed, {{"source", label.first}, {"kind", label.second}},
                 static_cast<double>(fields));
  }
  for (const auto& [label, responses] : group.findings) {
    metrics_.add(findings_total, {{"source", label.first}, {"code", label.second}},
                 static_cast<double>(responses));
  }
  const std::lock_guard lock(mutex_);
  for (const auto& [come, items] : group.arrived) {
    const auto& [source, outcome] = come;
    metrics_.add(arrivals,
                 {{"source", std::string(source)}, {"outcome", std::string(to_text(outcome))}},
                 static_cast<double>(items));
  }
  for (const auto& [source, at] : group.heard) {
    auto& last = last_[std::string(source)];
    last = std::max(last, at);
    metrics_.set(last_received_at, seconds_since_epoch(last), {{"source", std::string(source)}});
  }
}

/// As a metric may show it; what safeguarding holds is one of many here, and a person reads of it
/// in the log.
std::string Instruments::reason_held(const store::Entry& entry, const store::Recorded& recorded) {
  const bool apart = std::ranges::any_of(recorded.errors, [](const Finding& error) {
    return normalise::code_for_sender(error.code) != error.code;
  });
  if (apart) {
    alert(entry.source, entry.survey, recorded.receipt);
  }
  const std::string& code = recorded.code;
  const bool shown = !apart && normalise::code_for_sender(code) == code;
  std::string reason = shown ? code : not_named;
  if (recorded.outcome == store::Outcome::quarantined) {
    metrics_.add(quarantined, {{"source", entry.source}, {"reason", reason}});
  }
  return reason;
}

void Instruments::alert(const std::string& source, const std::string& survey,
                        const std::string& receipt) {
  log::warning("safeguarding_hold", {{"source", source}, {"survey", survey}, {"receipt", receipt}});
}

void Instruments::commit_failed() {
  metrics_.add(commit_failures);
}

void Instruments::refused(const std::string& source, std::string_view reason) {
  metrics_.add(refusals, {{"source", source}, {"reason", std::string(reason)}});
}

void Instruments::skew(const std::string& source, std::chrono::seconds skew) {
  metrics_.set(sender_skew, static_cast<double>(skew.count()), {{"source", source}});
}

void Instruments::unread(const std::string& source, const receive::UnreadNames& names) {
  constexpr std::size_t most_logged = 500;
  constexpr int most_at_once = 10;
  if (names.empty()) {
    return;
  }
  std::uint64_t fields = names.unnamed();
  int fresh = 0;
  const std::lock_guard lock(mutex_);
  for (const auto& [name, times] : names.names()) {
    fields += times;
    if (const std::pair known{source, name};
        unread_.size() < most_logged || unread_.contains(known)) {
      new_name_ = new_name_ || !unread_.contains(known);
      unread_[known] += static_cast<std::int64_t>(times);
      unwritten_[known] += static_cast<std::int64_t>(times);
    }
    if (fresh < most_at_once && logged_.size() < most_logged &&
        logged_.emplace(source, name).second) {
      ++fresh;
      log::warning("field_not_read", {{"source", source}, {"name", name}});
    }
  }
  metrics_.add(unread_fields, {{"source", source}}, static_cast<double>(fields));
}

std::vector<store::UnreadField> Instruments::named_unread() const {
  const std::lock_guard lock(mutex_);
  return listed(unread_);
}

void Instruments::keep_unread(store::Ledger& ledger, When when) {
  const auto now = std::chrono::steady_clock::now();
  Unread pending;
  {
    const std::lock_guard lock(mutex_);
    if (unwritten_.empty() || (when == When::at_leisure && !new_name_ && now < next_write_)) {
      return;
    }
    pending.swap(unwritten_);
    new_name_ = false;
    next_write_ = now + std::chrono::minutes(1);
  }
  try {
    ledger.count_unread(listed(pending));
  } catch (...) {
    const std::lock_guard lock(mutex_);
    for (const auto& [known, values] : pending) {
      unwritten_[known] += values;
    }
    throw;
  }
}

void Instruments::wal(std::uintmax_t bytes) {
  metrics_.set(wal_size, static_cast<double>(bytes));
}

void Instruments::held(const store::HeldItems& waiting) {
  for (auto& [reason, items] : held_) {
    items = 0;  // and shown as that: a series that goes away looks like one that stands still
  }
  const store::HeldQuery query{.state = store::HeldState::held,
                               .apart = std::string(normalise::hold::safeguarding_exclusion)};
  for (const auto& count : waiting.counts(query)) {
    held_[{count.source, count.apart ? not_named : count.code}] += count.items;
  }
  show_held(held_);
}

void Instruments::show_held(const std::map<Reason, std::int64_t>& moved) {
  for (const auto& [reason, unused] : moved) {
    metrics_.set(held_items, static_cast<double>(held_[reason]),
                 {{"source", reason.first}, {"reason", reason.second}});
  }
}

void Instruments::queued(std::size_t items) {
  metrics_.set(queue_items, static_cast<double>(items));
}

}  // namespace soundings::intake
