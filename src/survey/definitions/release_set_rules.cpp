// The rules of publication sets.
#include <algorithm>
#include <optional>
#include <utility>

#include "soundings/survey/invitation.h"
#include "soundings/survey/scheme.h"

#include "definitions/rules.h"

namespace soundings::definition {
namespace {

using Strings = std::vector<std::string>;

bool holds(const Strings& all, const std::string& one) {
  return std::ranges::find(all, one) != all.end();
}

std::string at_of(const char* part, std::size_t index) {
  return "/" + std::string(part) + "/" + std::to_string(index);
}

/// "npu and sex".
std::string named(const Strings& by) {
  std::string text;
  for (const std::string& domain : by) {
    text += (text.empty() ? "" : " and ") + domain;
  }
  return text.empty() ? "the force" : text;
}

/// A set, its survey, and every other file.
struct Read {
  const ReleaseSetDraft& draft;
  const Survey& survey;
  const Draft& all;

  [[nodiscard]] const ReleaseSet& set() const { return draft.set; }
  [[nodiscard]] DefinitionFault fault(std::string pointer, const std::string& value,
                                      std::string rule, std::string message) const {
    return definition::fault(draft.header, std::move(pointer), value, std::move(rule),
                             std::move(message));
  }
  /// The domain at the middle of the star: the areas.
  [[nodiscard]] std::string centre() const {
    const Domain* areas = survey.domain_with(DomainRole::area);
    return areas == nullptr ? std::string() : areas->id;
  }
};

/// Whether the item has a scale, positive answers, and a measure that is fixed in no domain.
Faults item_faults(const Read& read, const std::string& item, const std::string& at) {
  const Item* found = read.survey.find_item(item);
  if (found == nullptr || found->kind != Item::Kind::scale || found->positive.empty()) {
    return {read.fault(at, item, "release_item_exists",
                       read.survey.id + " has no item " + item +
                           " with a scale of which some answers are positive")};
  }
  const auto& measures = read.all.measures;
  const bool measured = !measures || read.all.broken.contains(measures->header.file) ||
                        std::ranges::any_of(measures->measures, [&](const Measure& measure) {
                          return measure.survey == read.survey.id && measure.item == item &&
                                 measure.filter_domain.empty();
                        });
  return measured ? Faults{}
                  : Faults{read.fault(at, item, "release_item_measured",
                                      item + " has no measure that is of all who answered")};
}

Faults items_of_table_faults(const Read& read, const ReleasedTable& table, const std::string& at) {
  Faults faults;
  for (std::size_t i = 0; i < table.items.size(); ++i) {
    if (!holds(read.set().items, table.items[i])) {
      faults.push_back(read.fault(at + "/items/" + std::to_string(i), table.items[i],
                                  "release_item_exists",
                                  table.items[i] + " is not among the items of the set"));
    }
  }
  return faults;
}

/// The force and the areas are class A, no table by two domains is, and what is coarse is printed
/// without weights and without each answer.
bool class_fits(const Read& read, const ReleasedTable& table) {
  const bool whole = table.by.empty() || (table.by.size() == 1 && table.by[0] == read.centre());
  switch (table.print) {
    case PrintClass::a:
      return whole;
    case PrintClass::b:
      return !whole && !table.answers;
    case PrintClass::c:
      return table.by.size() == 2 && !table.answers && !table.weighted;
  }
  return false;
}

Faults table_faults(const Read& read, std::size_t index) {
  const ReleasedTable& table = read.set().tables[index];
  const std::string at = at_of("tables", index);
  Faults faults = items_of_table_faults(read, table, at);
  for (std::size_t i = 0; i < table.by.size(); ++i) {
    if (read.survey.find_domain(table.by[i]) == nullptr) {
      faults.push_back(read.fault(at + "/by/" + std::to_string(i), table.by[i],
                                  "release_domain_exists",
                                  read.survey.id + " has no domain " + table.by[i]));
    }
  }
  if (!faults.empty()) {
    return faults;
  }
  if (table.by.size() == 2 && (read.centre().empty() || !holds(table.by, read.centre()))) {
    faults.push_back(
        read.fault(at + "/by", named(table.by), "release_not_a_star",
                   "a table by two domains is by the areas and one other; " + named(table.by) +
                       " would close a ring, in which a safe release cannot be told from others"));
  } else if (!class_fits(read, table)) {
    faults.push_back(read.fault(at + "/class", std::string(to_text(table.print)),
                                "release_class_fits",
                                "class A is for the force and the areas; B for other tables, "
                                "without answers; C for two domains, without answers or weights"));
  }
  return faults;
}

Faults repeated_table_faults(const Read& read) {
  Faults faults;
  const auto& tables = read.set().tables;
  for (std::size_t i = 0; i < tables.size(); ++i) {
    for (std::size_t j = 0; j < i; ++j) {
      if (std::ranges::is_permutation(tables[i].by, tables[j].by)) {
        faults.push_back(read.fault(at_of("tables", i) + "/by", named(tables[i].by),
                                    "release_table_once",
                                    "the table by " + named(tables[i].by) + " stands twice"));
      }
    }
  }
  return faults;
}

/// A table by two domains is printed beside the tables of both, of the same items: they are its
/// totals.
Faults totals_faults(const Read& read, std::size_t index) {
  Faults faults;
  const ReleasedTable& table = read.set().tables[index];
  for (const std::string& domain : table.by.size() == 2 ? table.by : Strings{}) {
    const ReleasedTable* totals = read.set().find_table({domain});
    const bool printed =
        totals != nullptr && !totals->windows_only &&
        std::ranges::all_of(read.set().items_of(table), [&](const std::string& item) {
          return holds(read.set().items_of(*totals), item);
        });
    if (!printed) {
      faults.push_back(read.fault(
          at_of("tables", index) + "/by", domain, "release_totals_given",
          "the set has no table by " + domain + " with the items of that by " + named(table.by)));
    }
  }
  return faults;
}

/// A domain made of another one's codes is an equation between their tables that nothing here
/// knows: Birmingham less Birmingham East would reveal Birmingham West.
Faults nested_faults(const Read& read, std::size_t index) {
  Faults faults;
  for (const std::string& id : read.set().tables[index].by) {
    const Domain* domain = read.survey.find_domain(id);
    const std::string made_of = domain == nullptr ? std::string() : domain->derived_from;
    const bool shown = std::ranges::any_of(
        read.set().tables, [&](const ReleasedTable& each) { return holds(each.by, made_of); });
    if (!made_of.empty() && shown) {
      faults.push_back(
          read.fault(at_of("tables", index) + "/by", id, "release_areas_not_nested",
                     "the set has a table by " + made_of + ", which " + id + " is made of"));
    }
  }
  return faults;
}

/// What the weighted figures of a table are made of: the cells by its own domains and those of the
/// scheme's margin. Nothing where the scheme itself is at fault, which other rules say.
std::optional<Strings> cells_of_weights(const Read& read, const Scheme& scheme,
                                        const ReleasedTable& table) {
  if (scheme.margins.size() != 1) {
    return std::nullopt;
  }
  Strings cells = table.by;
  for (const std::string& part : margin_parts(scheme.margins.front())) {
    if (read.survey.find_domain(part) == nullptr || !counts_invitations(part)) {
      return std::nullopt;
    }
    if (!holds(cells, part)) {
      cells.insert(cells.begin(), part);
    }
  }
  return cells;
}

/// Why the set cannot print the table weighted; empty when it can. A weighted figure is made of
/// printed cells by the domains of the weights, and these must not be coarse. Of a raked scheme
/// nothing is made of what is printed.
std::string weights_not_published(const Read& read, const ReleasedTable& table) {
  if (read.survey.default_scheme == "none") {
    return read.survey.id + " has no default weighting";
  }
  const auto draft = std::ranges::find_if(read.all.schemes, [&](const SchemeDraft& each) {
    return each.scheme.survey == read.survey.id && each.scheme.id == read.survey.default_scheme;
  });
  if (draft == read.all.schemes.end()) {
    return "";
  }
  if (draft->scheme.method == Scheme::Method::rake) {
    return table.by.size() < 2 ? "" : "a raked survey is printed weighted by one domain at most";
  }
  const auto cells = cells_of_weights(read, draft->scheme, table);
  const bool printed =
      !cells || std::ranges::any_of(read.set().tables, [&](const ReleasedTable& each) {
        return each.print != PrintClass::c && std::ranges::is_permutation(each.by, *cells);
      });
  return printed ? ""
                 : "the weighted table by " + named(table.by) + " is made of that by " +
                       named(*cells) + ", which the set does not have in class A or B";
}

Faults weight_faults(const Read& read, std::size_t index) {
  const ReleasedTable& table = read.set().tables[index];
  const std::string why = table.weighted ? weights_not_published(read, table) : "";
  return why.empty() ? Faults{}
                     : Faults{read.fault(at_of("tables", index) + "/weighted", "true",
                                         "release_weights_told", why)};
}

/// Codes of a domain; nothing when it, or the register it needs, is not known.
std::optional<Strings> codes_of(const Read& read, const std::string& domain) {
  const Domain* found = read.survey.find_domain(domain);
  return found == nullptr ? std::nullopt : read.all.codes_of(*found);
}

Faults row_faults(const Read& read, const std::string& domain, const Strings& codes,
                  const std::string& at) {
  if (read.survey.find_domain(domain) == nullptr) {
    return {read.fault(at + "/domain", domain, "release_domain_exists",
                       read.survey.id + " has no domain " + domain)};
  }
  Faults faults;
  const auto known = codes_of(read, domain);
  for (const std::string& code : codes) {
    if (known && !holds(*known, code)) {
      faults.push_back(
          read.fault(at, code, "release_code_exists", domain + " has no code " + code));
    }
  }
  return faults;
}

Faults pooled_faults(const Read& read, std::size_t index) {
  const PooledRow& row = read.set().pooled[index];
  const std::string at = at_of("pooled", index);
  Faults faults = row_faults(read, row.domain, row.codes, at);
  const auto known = codes_of(read, row.domain);
  const bool taken = known && holds(*known, row.code);
  const auto same = std::ranges::count(read.set().pooled, row.domain, &PooledRow::domain);
  if (taken || same > 1 || row.domain == read.centre()) {
    faults.push_back(read.fault(at + "/code", row.code, "release_pooled_row_own",
                                row.domain +
                                    " has one pooled row, under a code that no other row has; "
                                    "areas have none"));
  }
  return faults;
}

Faults joined_faults(const Read& read, std::size_t index) {
  const JoinedRow& row = read.set().pool_with[index];
  const std::string at = at_of("pool_with", index);
  Faults faults = row_faults(read, row.domain, {row.code, row.into}, at);
  const PooledRow* pooled = read.set().pooled_row(row.domain);
  const bool gone =
      pooled != nullptr && (holds(pooled->codes, row.code) || holds(pooled->codes, row.into));
  const bool again = std::ranges::any_of(read.set().pool_with, [&](const JoinedRow& each) {
    return &each != &row && each.domain == row.domain &&
           (each.code == row.into || each.code == row.code);
  });
  if (row.code == row.into || gone || again || row.domain == read.centre()) {
    faults.push_back(read.fault(at, row.code, "release_joined_once",
                                "a row joins another one once, never itself, a row that joins "
                                "another or one that is pooled; areas do not join"));
  }
  return faults;
}

bool window_fits(const ReleaseWindow& window, bool waved) {
  using Kind = ReleaseWindow::Kind;
  switch (window.kind) {
    case Kind::quarter:
      return !waved && window.count == 0 && window.from.empty();
    case Kind::months:
      return !waved && window.count > 1 && window.from.empty();
    case Kind::since:
      return !waved && window.count == 0 && !window.from.empty();
    case Kind::waves:
      return waved && window.count > 1 && window.from.empty();
  }
  return false;
}

Faults window_faults(const Read& read) {
  Faults faults;
  for (std::size_t i = 0; i < read.set().windows.size(); ++i) {
    if (!window_fits(read.set().windows[i], read.survey.waved)) {
      faults.push_back(
          read.fault(at_of("windows", i), read.survey.id, "release_window_fits",
                     "quarter, months and since are windows of a continuous survey, "
                     "waves of one in waves; months and waves need count, since from"));
    }
  }
  return faults;
}

/// Provisional figures are of an item that everybody is asked, in a continuous survey, whose totals
/// by area are printed whole with the month.
Faults provisional_faults(const Read& read) {
  const std::string& item = read.set().provisional;
  const ReleasedTable* areas = read.set().find_table({read.centre()});
  const Item* found = read.survey.find_item(item);
  const bool fits = !read.survey.waved && areas != nullptr && !areas->windows_only &&
                    holds(read.set().items_of(*areas), item) && found != nullptr && !found->ask_if;
  return item.empty() || fits
             ? Faults{}
             : Faults{read.fault("/provisional", item, "release_provisional_fits",
                                 "provisional figures are of an item that everybody is asked, of a "
                                 "continuous survey, in the table by the areas")};
}

}  // namespace

Faults release_set_faults(const ReleaseSetDraft& draft, const Draft& all) {
  const SurveyDraft* survey = all.find_survey(draft.set.survey);
  if (survey == nullptr) {
    return all.survey_stands(draft.set.survey)
               ? Faults{}
               : Faults{fault(draft.header, "/id", draft.set.survey, "release_survey_exists",
                              draft.set.survey + " is no survey")};
  }
  const Read read{draft, survey->survey, all};
  Faults faults;
  for (std::size_t i = 0; i < draft.set.items.size(); ++i) {
    faults = joined(std::move(faults), item_faults(read, draft.set.items[i], at_of("items", i)));
  }
  faults = joined(std::move(faults), repeated_table_faults(read));
  for (std::size_t i = 0; i < draft.set.tables.size(); ++i) {
    Faults of_table = table_faults(read, i);
    const bool sound = of_table.empty();
    faults = joined(std::move(faults), std::move(of_table));
    if (sound) {
      faults = joined(std::move(faults), totals_faults(read, i));
      faults = joined(std::move(faults), nested_faults(read, i));
      faults = joined(std::move(faults), weight_faults(read, i));
    }
  }
  for (std::size_t i = 0; i < draft.set.pooled.size(); ++i) {
    faults = joined(std::move(faults), pooled_faults(read, i));
  }
  for (std::size_t i = 0; i < draft.set.pool_with.size(); ++i) {
    faults = joined(std::move(faults), joined_faults(read, i));
  }
  faults = joined(std::move(faults), window_faults(read));
  return joined(std::move(faults), provisional_faults(read));
}

}  // namespace soundings::definition
