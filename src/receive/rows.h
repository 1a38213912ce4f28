// Rows of named columns, of a CSV file or a form, as submissions: in the native
// columns, or found by the headers of an adapter.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "soundings/receive/layout.h"
#include "soundings/receive/receive.h"

namespace soundings::receive {

/// Why no row under a header can be read.
struct HeaderFault {
  Finding finding;
  /// An import refuses such a file: a header stands twice, or a column is missing that the adapter
  /// says is always there. A posted one is held.
  bool refused = false;
};

/// What each column of a header is: decided once, used for every row.
class Columns {
 public:
  /// file: a column that every row needs must be there. form: an absent field is a blank one.
  enum class Of { file, form };

  /// Errors: header_unreadable when a name stands twice, or two give the same field, or when
  /// no column is known; field_missing or no_known_answer when every row
  /// would be held for want of a column.
  [[nodiscard]] static Expected<Columns, HeaderFault> from(const std::vector<std::string>& header,
                                                           const Layout& layout, Of of);

  /// Each name by itself, whatever stands beside it: for claims() and unread().
  [[nodiscard]] static Columns each(const std::vector<std::string>& header, const Layout& layout);

  /// How many names of a header are known.
  [[nodiscard]] static std::size_t known(const std::vector<std::string>& header,
                                         const Layout& layout);

  /// cells: may be fewer than columns, or more by empty ones, as files have it; any other count
  /// is ragged_row. line: 0 for a form. raw is moved from.
  [[nodiscard]] Submission read(std::vector<std::string>&& cells, std::string&& raw,
                                std::size_t index, std::uint64_t line) const;

  /// Submission::claims of a row that cannot be used, of as many cells as it has.
  [[nodiscard]] std::vector<Field> claims(const std::vector<std::string>& cells) const;
  /// Submission::unread of such a row, when no cell can have moved.
  [[nodiscard]] std::vector<Field> unread(const std::vector<std::string>& cells) const;

  /// Whether a row is the header once more, as in files that were joined.
  [[nodiscard]] bool repeats_header(const std::vector<std::string>& cells) const;

 private:
  enum class Use { field, dropped, not_needed, unmapped };
  struct Column {
    Use use = Use::unmapped;
    bool known = false;  ///< a field of the survey's, so far as the layout says
    std::string name;    ///< of the field
    std::string pointer;
    std::string header;
    std::string printed;  ///< the header, as it is printed
    std::string key;

    [[nodiscard]] bool unread() const noexcept {
      return use == Use::unmapped || (use == Use::field && !known);
    }
    /// Whether both give one thing. open: names that nobody knows may be answers.
    [[nodiscard]] bool same_as(const Column& other, bool open) const noexcept;
  };

  /// A path of an adapter's mapping, by their places. also_known: whether it may rename a column
  /// that is known by another.
  struct FieldPath {
    const Layout& layout;
    std::size_t mapping = 0;
    std::size_t path = 0;
    bool also_known = false;
  };

  void name_native(const std::vector<std::string>& names, const Layout& layout);
  void name_adapted(const std::vector<std::string>& names, const Layout& layout);
  /// Whether any column has the path's spelling.
  bool name_by_path(const FieldPath& by, const std::vector<std::string>& names);
  [[nodiscard]] std::optional<Finding> repeated(const Layout& layout) const;
  [[nodiscard]] std::optional<HeaderFault> missing(const Layout& layout) const;
  /// What no row of a survey can be without.
  [[nodiscard]] std::optional<Finding> missing_for(const Survey& survey,
                                                   const Layout& layout) const;
  [[nodiscard]] bool gives(std::string_view field) const;
  /// The domain itself, or the age that it is derived from; one that is looked up needs no column.
  [[nodiscard]] bool gives(const Domain& domain) const;
  [[nodiscard]] Finding field_missing(std::string_view field, const Layout& layout) const;
  [[nodiscard]] std::string unread_words() const;
  /// Adds a cell that is not empty to a row.
  static void put(std::string&& cell, const Column& column, Submission& to);
  [[nodiscard]] Submission ragged(const std::vector<std::string>& cells, const std::string& raw,
                                  std::size_t index, std::uint64_t line) const;
  [[nodiscard]] static Field unread_field(const Column& column, const std::string& cell);

  std::vector<Column> columns_;
};

/// Whether a text has nothing in it but white space, invisible characters and NULs.
[[nodiscard]] bool is_blank(std::string_view text);

}  // namespace soundings::receive
