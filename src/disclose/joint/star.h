// The unknown whole numbers of a publication, numbered: for each layer, what is counted (base,
// satisfied, answers of each item, completed responses) in each cell of the star.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "soundings/disclose/printed.h"
#include "soundings/disclose/publication.h"
#include "soundings/disclose/witness.h"

namespace soundings::disclose {

/// What is counted: of an item, or `items.size()` for completed responses.
struct Counted {
  std::size_t item = 0;
  Quantity quantity = Quantity::base;
  std::size_t answer = 0;  ///< with Quantity::count
  friend auto operator<=>(const Counted&, const Counted&) = default;
};

/// Immutable. Cells are the force, the areas when a printed row names one, and for each other
/// domain that printed rows name its areas by codes, or its codes alone when no row crosses it with
/// the areas.
class Star {
 public:
  /// What an unknown counts: family 0 is the force and the areas, the others are those of
  /// families(), from 1.
  struct Kind {
    std::size_t layer = 0;
    std::size_t item = 0;
    std::size_t family = 0;
    bool responses = false;  ///< completed responses, of no item
    Quantity quantity = Quantity::base;
    std::size_t code = 0;  ///< of the family's domain
  };
  struct Family {
    std::size_t domain = 0;
    bool by_area = false;
    std::size_t first = 0;  ///< the place of its first cell; areas first, then codes
  };

  Star(Publication publication, std::span<const PrintedFigure> printed);

  [[nodiscard]] const Publication& publication() const noexcept { return publication_; }
  [[nodiscard]] std::size_t areas() const noexcept { return areas_; }
  [[nodiscard]] const std::vector<Family>& families() const noexcept { return families_; }
  [[nodiscard]] const std::vector<FigureCell>& cells() const noexcept { return cells_; }
  [[nodiscard]] const std::vector<std::size_t>& layers() const noexcept { return layers_; }
  [[nodiscard]] const std::vector<Counted>& counted() const noexcept { return counted_; }
  [[nodiscard]] std::size_t unknowns() const noexcept { return names_.size(); }

  /// Empty where the unknown does not exist: answers are counted for the force and areas alone.
  [[nodiscard]] std::optional<std::size_t> at(std::size_t layer, const Counted& counted,
                                              std::size_t cell) const;

  /// By unknown.
  [[nodiscard]] std::vector<Kind> kinds() const;

  /// The places of the cells that a printed cell is the sum of; empty when a name is not known.
  [[nodiscard]] std::vector<std::size_t> parts(const FigureCell& cell) const;

  /// The unknowns that a figure's quantity is the sum of; empty when a name is not known.
  [[nodiscard]] std::vector<std::size_t> sum(std::span<const std::string> layers,
                                             const std::string& item, const FigureCell& cell,
                                             Quantity quantity, const std::string& answer) const;

  /// A solution as a witness, sorted. values: one for each unknown.
  [[nodiscard]] Witness witness(std::span<const std::int64_t> values) const;

  /// A solution of another star of the same publication that has all of this one's cells or parts
  /// of them.
  [[nodiscard]] std::vector<std::int64_t> taken_from(const Star& other,
                                                     std::span<const std::int64_t> values) const;

  /// A witness as a solution: an unknown that it does not have is at its truth.
  [[nodiscard]] std::vector<std::int64_t> solution(const Witness& witness) const;

  /// The true number of each unknown, from the counts of the publication.
  [[nodiscard]] std::vector<std::int64_t> truth() const;

 private:
  struct Name {
    std::size_t layer;
    Counted counted;
    std::size_t cell;
  };

  void find_layers(std::span<const PrintedFigure> printed);
  void find_counted(std::span<const PrintedFigure> printed);
  void find_cells(std::span<const PrintedFigure> printed);
  void add_family(std::size_t domain, bool by_area);
  void number_unknowns();
  [[nodiscard]] std::vector<std::size_t> parts_of_code(const FigureCell& cell) const;
  [[nodiscard]] std::optional<Counted> counted_as(const std::string& item, Quantity quantity,
                                                  const std::string& answer) const;
  [[nodiscard]] WitnessNumber number_of(const Name& name, std::int64_t value) const;
  [[nodiscard]] std::int64_t true_count(const Name& name) const;

  Publication publication_;
  std::vector<std::size_t> layers_;
  std::vector<Counted> counted_;
  std::size_t areas_ = 0;
  std::vector<Family> families_;
  std::vector<FigureCell> cells_;
  std::map<FigureCell, std::size_t> places_;
  std::vector<Name> names_;
  std::map<std::pair<std::size_t, Counted>, std::vector<std::optional<std::size_t>>> numbered_;
};

}  // namespace soundings::disclose
