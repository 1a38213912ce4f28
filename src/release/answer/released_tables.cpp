#include "answer/released_tables.h"

#include <algorithm>
#include <utility>

#include "soundings/base/number.h"

namespace soundings::release {
namespace {

constexpr std::string_view unweighted = "none";
constexpr std::string_view coarse_class = "C";

std::optional<double> number(const std::string& printed) {
  return printed.empty() ? std::nullopt : parse_double(printed);
}

std::optional<Shown> shown(const store::ReleaseRow& row) {
  const auto value = number(row.value);
  return value ? std::optional(Shown{.value = *value, .lo = number(row.lo), .hi = number(row.hi)})
               : std::nullopt;
}

std::vector<std::string> marks_of(const store::ReleaseRow& row) {
  std::vector<std::string> marks;
  for (const char mark : row.marks) {
    marks.emplace_back(1, mark);
  }
  return marks;
}

bool within(const DomainKey& codes, const DomainKey& slice) {
  return std::ranges::all_of(slice, [&](const auto& one) {
    const auto found = codes.find(one.first);
    return found != codes.end() && found->second == one.second;
  });
}

/// Fills a table with the rows of the release's tables.
class Filling {
 public:
  Filling(const figures::Asked& asked, const FrozenTables& frozen)
      : asked_(asked), frozen_(frozen), slice_(asked.slice()), table_(heading()) {}

  /// The rows by `domains` within the slice. False when there are none.
  bool add(const std::vector<std::string>& domains) {
    std::vector<std::string> all = domains;
    for (const auto& [domain, code] : slice_) {
      all.push_back(domain);
    }
    bool found = false;
    for (const FrozenRow& frozen :
         frozen_.rows(asked_.survey->id, asked_.period, std::move(all), asked_.item->id)) {
      if (within(frozen.codes, slice_) && wanted(*frozen.row)) {
        add(*frozen.row, key_of(frozen.codes, domains));
        found = true;
      }
    }
    return found;
  }

  /// A table is weighted where all its rows are; one that is printed without weights in part has
  /// none here.
  [[nodiscard]] Table table() && {
    const bool partly = std::ranges::any_of(table_.rows, [](const Row& row) {
      return !row.hidden && row.base.value_or(0) > 0 && !row.weighted;
    });
    if (partly) {
      table_.scheme = unweighted;
      table_.scheme_version.clear();
      std::ranges::for_each(table_.rows, [](Row& row) { row.weighted.reset(); });
    }
    if (table_.scheme != unweighted && asked_.scheme->method == Scheme::Method::rake) {
      table_.decimals = 0;  // raked figures are printed whole
    }
    return std::move(table_);
  }

 private:
  [[nodiscard]] Table heading() const {
    return {.survey = asked_.survey->id,
            .measure = asked_.measure->id,
            .item = asked_.item->id,
            .statistic = asked_.statistic,
            .period = asked_.period,
            .release = frozen_.release().line.id,
            .by = asked_.by,
            .scheme = std::string(unweighted),
            .interval = "wilson",
            .level = figures::usual_level,
            .definition_version = asked_.survey->version,
            .data_version = frozen_.release().line.data_version};
  }

  [[nodiscard]] bool wanted(const store::ReleaseRow& row) const {
    const bool one_answer = !row.answer.empty();
    const bool scheme = asked_.scheme != nullptr && row.weighting == asked_.scheme->id;
    return one_answer == (asked_.statistic == Statistic::distribution) &&
           (scheme || row.weighting == unweighted);
  }

  [[nodiscard]] DomainKey key_of(const DomainKey& codes,
                                 const std::vector<std::string>& domains) const {
    DomainKey key = asked_.of;
    for (const std::string& domain : domains) {
      key[domain] = codes.at(domain);
    }
    return key;
  }

  void add(const store::ReleaseRow& printed, DomainKey key) {
    const auto same = [&](const Row& row) {
      return row.key == key && row.answer == printed.answer;
    };
    auto at = std::ranges::find_if(table_.rows, same);
    if (at == table_.rows.end()) {
      at = table_.rows.insert(at, Row{.key = std::move(key), .answer = printed.answer});
    }
    if (printed.weighting != unweighted) {
      table_.scheme = asked_.scheme->id;
      table_.scheme_version = asked_.scheme->version;
      at->weighted = shown(printed);
      return;
    }
    if (printed.print_class == coarse_class) {
      table_.coarse = true;
      table_.decimals = 0;
    }
    at->marks = marks_of(printed);
    if (std::ranges::find(at->marks, "c") != at->marks.end()) {
      at->hidden = Hidden::complementary;  // which rule hid it is not published
      return;
    }
    at->response_rate = number(printed.response_rate);
    at->base = parse_integer(printed.n);
    at->unweighted = shown(printed);
  }

  const figures::Asked& asked_;
  const FrozenTables& frozen_;
  DomainKey slice_;
  Table table_;
};

std::string in_words(const std::vector<std::string>& domains, const DomainKey& slice) {
  std::string words;
  const auto add = [&words](const std::string& part) {
    words += (words.empty() ? "" : ",") + part;
  };
  std::ranges::for_each(domains, add);
  for (const auto& [domain, code] : slice) {
    add(domain + "=" + code);
  }
  return words;
}

}  // namespace

figures::Fault outside_release(std::string field, std::string value, const std::string& rule) {
  std::string message = field + " \"" + value + "\": " + rule;
  return {.code = std::string(not_released),
          .field = std::move(field),
          .value = std::move(value),
          .message = std::move(message)};
}

Expected<Table, figures::Fault> released_table(const figures::Asked& asked,
                                               const FrozenTables& tables) {
  Filling filling(asked, tables);
  const bool whole = filling.add({});
  bool found = asked.by.empty() && whole;
  for (const std::string& domain : asked.by) {
    found = filling.add({domain}) || found;
  }
  if (asked.by.size() == 2) {
    found = filling.add(asked.by);
  }
  if (!found) {
    return unexpected(outside_release("by", in_words(asked.by, asked.slice()),
                                      "release " + tables.release().line.id +
                                          " has no such table of " + asked.item->id + " in " +
                                          to_text(asked.period) + "; it has " +
                                          tables.tables_in_words(asked.survey->id, asked.period)));
  }
  return std::move(filling).table();
}

}  // namespace soundings::release
