// What one survey puts up for release: its domains and items, the tables that are named for
// publication, the counts of its people by layer, and what was printed of them before.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "soundings/disclose/printed.h"
#include "soundings/disclose/witness.h"

namespace soundings::disclose {

/// a: whole bases, per cents to one decimal, answers by category. b: the same without answers.
/// c: coarse bases and per cents.
enum class PrintClass { a, b, c };

struct PublishedCode {
  std::string code;
  std::string pool_with{};  ///< the row that a row of 1 to 9 people joins; empty when none is named
};

struct PublishedDomain {
  std::string id;
  std::vector<PublishedCode> codes;  ///< in the order in which they are printed
};

struct PublishedAnswer {
  std::string code;
  bool valid = true;       ///< counts in the base; "don't know" does not
  bool satisfied = false;  ///< counts as satisfied
};

struct PublishedItem {
  std::string id;
  bool routed = false;  ///< not everybody was asked
  std::vector<PublishedAnswer> answers{};
};

struct ItemCount {
  std::int64_t base = 0;
  std::int64_t satisfied = 0;
  /// One for each answer of the item; empty counts as not known, where no table prints answers.
  std::vector<std::int64_t> answers{};
};

struct CellCount {
  std::int64_t people = 0;     ///< distinct respondents
  std::int64_t responses = 0;  ///< completed responses; at least the base of every item
  std::vector<ItemCount> items{};
};

/// A set of people that every figure counts together: a month, a batch of late or of
/// withdrawn answers, a provisional batch. A month from which answers were withdrawn is two
/// layers, what stayed and what went: figures are sums of layers and never differences.
struct Layer {
  std::string id;
  /// One for each area of the publication; one alone when the survey has no areas.
  std::vector<CellCount> areas;
  /// For each other domain, its cells: areas first, then codes within an area. Answers may be
  /// empty.
  std::vector<std::vector<CellCount>> domains;
  /// Part of a layer of which the answers without a known area were printed: they stay, however few
  /// they are in this part.
  bool unknown_area_printed = false;
};

/// A table named for publication, over the sum of `layers`.
struct PublishedTable {
  std::string id;
  bool by_area = false;
  std::string domain{};  ///< empty: none beside the area
  PrintClass print_class = PrintClass::b;
  bool answers = false;              ///< prints answers by category (class a)
  bool responses = false;            ///< prints the count of completed responses
  std::vector<std::string> items{};  ///< empty: all
  std::vector<std::string> layers{};
  /// The layers that the first print counted, when this table revises one; else empty.
  std::vector<std::string> revises{};
  /// What prints that came between the first one and this counted: a cell that one of them printed
  /// is revised beside that one, by another table, and stands here.
  std::vector<std::vector<std::string>> revised_since{};
  /// The codes that are printed as one row, in order; empty: `pooled_rows` decides.
  std::vector<std::vector<std::string>> rows{};
  /// Distinct respondents of each cell, areas first, then rows within an area, without the answers
  /// that are left out for want of an area; one for each code when `rows` is empty. Empty: the sums
  /// of the layers' people, which count a person once for each layer and cell.
  std::vector<std::int64_t> people{};
};

/// What the newest provisional figure of an area counted: true numbers, not as they were printed.
struct ProvisionalCounted {
  std::string item;
  std::string area;
  std::vector<std::string> layers;  ///< those whom it counts are among these people
  std::int64_t base = 0;
  std::int64_t satisfied = 0;
};

/// One survey in one release. `domains` are those other than the areas' (`npu`), which may have no
/// codes. Months come before the windows that contain them in `tables`.
struct Publication {
  std::string release;
  PublishedDomain areas{};
  std::string unknown_area{};  ///< the code of answers without a known area; empty: there is none
  std::vector<PublishedDomain> domains{};
  std::vector<PublishedItem> items{};
  std::vector<PublishedTable> tables{};
  std::vector<Layer> layers{};
  /// What earlier releases and revisions printed or hid over these layers.
  std::vector<PrintedFigure> earlier{};
  std::vector<ProvisionalCounted> provisional{};
  /// Witnesses of earlier releases: tried before any is looked for. Their word is not taken.
  std::vector<Witness> known{};
};

}  // namespace soundings::disclose
