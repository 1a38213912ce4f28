// What a sentence that has been read claims: of each of its numbers, and of the words between them.
#pragma once

#include <algorithm>
#include <initializer_list>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "soundings/claims/claim.h"

#include "reading.h"

namespace soundings::claims {

/// Whether a word is one of these.
inline bool is_of(const Token& token, std::initializer_list<const char*> words) {
  return std::ranges::any_of(words, [&](const char* word) { return token.is(word); });
}

/// A word that says that something is above or below all others.
enum class Extreme { no, highest, lowest, best, worst };

/// A part of a sentence that is put together while its claims are found.
class Sentence {
 public:
  Sentence(const Reading& reading, const Points& points) : reading_(reading), points_(points) {}

  /// Of each number, of areas and groups that are set beside each other, and of the way something
  /// went.
  [[nodiscard]] std::vector<Claim> claims();
  /// Numbers, and words of size and direction, that no claim of claims() speaks of.
  [[nodiscard]] std::vector<std::string> unread() const;
  /// Whether it has numbers, or words of size or direction.
  [[nodiscard]] bool says_figures() const;

 private:
  enum class Role { value, by, from, to };
  enum class Part { now, base, since };

  /// The two sides of a comparison. named: how many others the sentence names. one_by_one: "higher
  /// in Dudley than in Walsall".
  struct Sides {
    std::vector<std::string> ours{};
    std::vector<std::string> others{};
    std::size_t named = 0;
    bool one_by_one = false;
  };

  /// Groups of people on the two sides of a comparison, and those that both are of.
  struct Groups {
    std::vector<std::string> ours{};
    std::vector<std::string> theirs{};
    std::vector<std::string> of_both{};
  };

  /// Of each number: a value, a change or a difference, of the series, area and time beside it.
  [[nodiscard]] std::vector<Claim> of_numbers();
  [[nodiscard]] std::vector<Claim> of_number(const NumberSpan& number);
  [[nodiscard]] std::vector<Claim> of_ranges() const;
  void set_ends_of_change(Claim& claim) const;
  [[nodiscard]] std::vector<Claim> of_pair(Claim& compared);
  [[nodiscard]] std::optional<Claim> multiple(const NumberSpan& number);
  [[nodiscard]] const AreaSpan* area_after(const NumberSpan& number) const;
  [[nodiscard]] Claim times_area(const NumberSpan& number, const AreaSpan& other) const;
  [[nodiscard]] Claim changed_by(const NumberSpan& number, bool verb);
  [[nodiscard]] std::optional<std::vector<std::string>> areas_within(const NumberSpan& low,
                                                                     const NumberSpan& high) const;
  [[nodiscard]] bool begins_range(const NumberSpan& low, const NumberSpan& high) const;
  [[nodiscard]] std::optional<Claim> range(const NumberSpan& low);
  [[nodiscard]] std::pair<const NumberSpan*, const NumberSpan*> numbers_beside(
      std::size_t at) const;
  [[nodiscard]] std::optional<Claim> order(std::size_t at);
  [[nodiscard]] std::optional<Claim> order_of_ends(const NumberSpan& to);
  [[nodiscard]] std::optional<When> time_before(std::size_t at) const;
  [[nodiscard]] Extreme extreme_at(std::size_t at) const;
  [[nodiscard]] bool is_unread(std::size_t at) const;
  [[nodiscard]] bool is_size(std::size_t at) const;
  [[nodiscard]] bool miscounts_areas(std::size_t at) const;
  void cover_all(std::initializer_list<const char*> words);
  [[nodiscard]] bool turned(std::size_t at);
  [[nodiscard]] std::optional<Claim> reaching(std::size_t at);
  [[nodiscard]] bool of_some_answers(const NumberSpan& number) const;
  [[nodiscard]] const NumberSpan* number_of(std::size_t at) const;
  [[nodiscard]] std::vector<std::vector<std::string>> code_labels(const Measure& measure) const;
  [[nodiscard]] bool of_gap_or_sum(const NumberSpan& number) const;
  [[nodiscard]] bool turns_meaning(std::size_t at) const;
  [[nodiscard]] bool says_size_or_way(std::size_t at) const;
  [[nodiscard]] bool says_pace(std::size_t at) const;
  [[nodiscard]] bool says_same(std::size_t at) const;
  [[nodiscard]] bool loosens_number(std::size_t at) const;
  [[nodiscard]] bool is_aim(std::size_t at) const;
  [[nodiscard]] bool is_covered(const NumberSpan& number) const;
  [[nodiscard]] const Token& token(std::size_t at) const;
  [[nodiscard]] std::size_t start_of(const NumberSpan& number) const;
  [[nodiscard]] bool moved_before(std::size_t at) const;
  [[nodiscard]] bool says_by_how_much(const NumberSpan& number, std::size_t start) const;
  [[nodiscard]] Role role_of(const NumberSpan& number) const;
  [[nodiscard]] std::optional<std::size_t> way_word(const NumberSpan& number) const;
  [[nodiscard]] std::optional<Way> way_of(const NumberSpan& number) const;
  [[nodiscard]] bool leads_to_base(std::size_t at, const TimeSpan& time) const;
  [[nodiscard]] bool says_no_time(std::size_t at) const;
  [[nodiscard]] Part part_of(const TimeSpan& time) const;
  [[nodiscard]] const TimeSpan* linked(const NumberSpan& number) const;
  [[nodiscard]] When now() const;
  [[nodiscard]] std::optional<When> base() const;
  [[nodiscard]] When time_of(const NumberSpan& number, Role role) const;
  [[nodiscard]] When time_of_start(const NumberSpan& number) const;
  [[nodiscard]] When time_of_all() const;
  [[nodiscard]] When time_at(const TimeSpan& time) const;
  [[nodiscard]] std::optional<When> span_with(const TimeSpan& time) const;
  [[nodiscard]] std::vector<std::string> areas_of(const NumberSpan& number) const;
  [[nodiscard]] std::optional<std::string> respective_area(const NumberSpan& number) const;
  [[nodiscard]] bool area_follows(const NumberSpan& number, const AreaSpan* before,
                                  const AreaSpan& after) const;
  [[nodiscard]] bool leads_to(const NumberSpan& number, const AreaSpan& area) const;
  [[nodiscard]] bool of_extreme_area(const NumberSpan& number) const;
  [[nodiscard]] bool areas_come_first(const std::vector<const NumberSpan*>& values) const;
  [[nodiscard]] const NumberSpan* whole_of(const NumberSpan& number) const;
  [[nodiscard]] std::vector<std::string> unnamed(const NumberSpan& number) const;
  [[nodiscard]] bool can_speak_of(const NumberSpan& number, Role role,
                                  const Mention& mention) const;
  [[nodiscard]] std::vector<std::string> series_of(const NumberSpan& number, Role role) const;
  [[nodiscard]] std::vector<std::string> series_of_words(std::size_t at,
                                                         const std::vector<std::string>& areas,
                                                         bool changes) const;
  [[nodiscard]] bool is_covered_whole(const NumberSpan& number) const;
  [[nodiscard]] bool is_greatest_month(const NumberSpan& number);
  [[nodiscard]] bool beside_area(const NumberSpan& number) const;
  [[nodiscard]] Claim change_of(const NumberSpan& number, Claim claim);
  [[nodiscard]] bool is_monthly_average(const NumberSpan& number) const;
  [[nodiscard]] Claim claim_of(const NumberSpan& number, Role role);
  [[nodiscard]] std::optional<Claim> comparison(std::size_t at);
  [[nodiscard]] std::optional<std::size_t> other_side(std::size_t at) const;
  [[nodiscard]] std::vector<std::string> others_after(std::size_t than) const;
  [[nodiscard]] Sides sides_of(std::size_t at, std::size_t than) const;
  [[nodiscard]] std::vector<std::string> average_after(
      std::size_t than, const std::vector<std::string>& series) const;
  [[nodiscard]] bool is_whole(const std::string& area) const;
  [[nodiscard]] bool all_others_after(std::size_t than) const;
  [[nodiscard]] Claim set_against(std::size_t at, std::size_t than, Sides sides);
  [[nodiscard]] std::string family_of_words() const;
  [[nodiscard]] bool says_change(std::size_t at) const;
  [[nodiscard]] const NumberSpan* number_that_ends(std::size_t at) const;
  [[nodiscard]] Groups groups_beside(std::size_t than) const;
  [[nodiscard]] std::optional<Claim> categories(std::size_t at, std::size_t than, Way way) const;
  [[nodiscard]] std::optional<Way> way_of_extreme(Extreme extreme,
                                                  const std::vector<std::string>& series) const;
  [[nodiscard]] std::vector<std::string> areas_of_extreme(std::size_t at, std::size_t end) const;
  [[nodiscard]] std::optional<Claim> extreme(std::size_t at);
  [[nodiscard]] std::optional<Claim> extreme_series(std::size_t at, Way way);
  [[nodiscard]] Went movement_at(std::size_t at) const;
  void set_times_of_movement(std::size_t at, Claim& claim) const;
  [[nodiscard]] std::optional<Claim> movement(std::size_t at);
  [[nodiscard]] std::vector<std::string> parts_between(std::size_t begin, std::size_t end) const;
  [[nodiscard]] std::vector<std::string> all_but(std::size_t at,
                                                 const std::vector<std::string>& series) const;
  [[nodiscard]] std::optional<Way> settled(Went went, const std::vector<std::string>& series) const;
  [[nodiscard]] bool denied(std::size_t at) const;

  const Reading& reading_;
  const Points& points_;
  std::vector<std::size_t> covered_;          ///< words whose way is part of a claim
  std::vector<std::size_t> covered_numbers_;  ///< where numbers stand that are part of a claim
};

}  // namespace soundings::claims
