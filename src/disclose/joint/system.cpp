// The joint system: sums, printed counts, printed per cents.
#include "joint/system.h"

#include <algorithm>
#include <map>
#include <numeric>

namespace soundings::disclose {
namespace {

constexpr std::int64_t whole = 1000;       // thousandths
constexpr std::int64_t hundred = 100'000;  // per cent, thousandths
constexpr std::int64_t finest = 100;       // a per cent to one decimal

class Builder {
 public:
  Builder(const Star& star, std::span<const PrintedFigure> printed, std::int64_t most)
      : star_(star) {
    system_.linear.limits.assign(star.unknowns(), Limits{.lower = 0, .upper = most});
    add_sums();
    add_order();
    add_answers();
    for (const PrintedFigure& figure : printed) {
      add(figure);
    }
  }

  JointSystem take() { return std::move(system_); }

 private:
  void add_row(std::vector<Term> terms, std::int64_t lower, std::int64_t upper) {
    std::erase_if(terms, [](const Term& term) { return term.factor == 0; });
    system_.linear.rows.push_back({std::move(terms), lower, upper});
  }

  /// Row: the cells from `first`, `count` of them, add up to the cell `sum`.
  void add_sum(std::size_t layer, const Counted& counted, std::size_t sum, std::size_t first,
               std::size_t count) {
    const auto line = star_.at(layer, counted, sum);
    if (!line || count == 0 || !star_.at(layer, counted, first)) {
      return;
    }
    std::vector<Term> terms{{*line, -1}};
    for (std::size_t cell = first; cell < first + count; ++cell) {
      terms.push_back({*star_.at(layer, counted, cell), 1});
    }
    add_row(std::move(terms), 0, 0);
  }

  void add_sums_of(std::size_t layer, const Counted& counted) {
    add_sum(layer, counted, 0, 1, star_.areas());
    for (const Star::Family& family : star_.families()) {
      const std::size_t codes = star_.publication().domains[family.domain].codes.size();
      for (std::size_t area = 0; area < (family.by_area ? star_.areas() : 1); ++area) {
        add_sum(layer, counted, family.by_area ? 1 + area : 0, family.first + area * codes, codes);
      }
    }
  }

  void add_sums() {
    for (const std::size_t layer : star_.layers()) {
      for (const Counted& counted : star_.counted()) {
        add_sums_of(layer, counted);
      }
    }
  }

  void add_at_most(std::size_t layer, const Counted& part, const Counted& of) {
    for (std::size_t cell = 0; cell < star_.cells().size(); ++cell) {
      const auto small = star_.at(layer, part, cell);
      const auto large = star_.at(layer, of, cell);
      if (small && large) {
        add_row({{*large, 1}, {*small, -1}}, 0, no_upper);
      }
    }
  }

  /// Satisfied are at most the base, and a base is at most the completed responses.
  void add_order() {
    const Counted responses{.item = star_.publication().items.size()};
    for (const std::size_t layer : star_.layers()) {
      for (const Counted& counted : star_.counted()) {
        if (counted.quantity == Quantity::satisfied) {
          add_at_most(layer, counted, {.item = counted.item});
        } else if (counted.quantity == Quantity::base && counted.item != responses.item) {
          add_at_most(layer, counted, responses);
        }
      }
    }
  }

  void add_answers_of(std::size_t layer, std::size_t item, std::size_t cell, Quantity quantity) {
    const auto& answers = star_.publication().items[item].answers;
    std::vector<Term> terms;
    for (std::size_t answer = 0; answer < answers.size(); ++answer) {
      const bool counts = quantity == Quantity::base
                              ? answers[answer].valid
                              : answers[answer].valid && answers[answer].satisfied;
      const auto one =
          star_.at(layer, {.item = item, .quantity = Quantity::count, .answer = answer}, cell);
      if (counts && one) {
        terms.push_back({*one, 1});
      }
    }
    const auto sum = star_.at(layer, {.item = item, .quantity = quantity}, cell);
    if (!terms.empty() && sum) {
      terms.push_back({*sum, -1});
      add_row(std::move(terms), 0, 0);
    }
  }

  void add_answers() {
    for (const std::size_t layer : star_.layers()) {
      for (std::size_t item = 0; item < star_.publication().items.size(); ++item) {
        for (std::size_t cell = 0; cell <= star_.areas(); ++cell) {
          add_answers_of(layer, item, cell, Quantity::base);
          add_answers_of(layer, item, cell, Quantity::satisfied);
        }
      }
    }
  }

  [[nodiscard]] std::vector<std::size_t> sum_of(const PrintedFigure& figure, Quantity quantity) {
    const std::string answer = quantity == Quantity::count ? figure.answer : "";
    return star_.sum(figure.layers, figure.item, figure.cell, quantity, answer);
  }

  void refuse(const PrintedFigure& figure) {
    if (!system_.not_printable) {
      system_.not_printable = name_of(figure);
    }
  }

  void add(const PrintedFigure& figure) {
    if (!figure.value) {
      return;
    }
    if (figure.unit < 1 || *figure.value < 0) {
      refuse(figure);
    } else if (figure.quantity == Quantity::per_cent) {
      add_per_cent(figure);
    } else {
      add_count(figure);
    }
  }

  void add_count(const PrintedFigure& figure) {
    const bool others = figure.quantity == Quantity::others;
    const std::vector<std::size_t> unknowns =
        sum_of(figure, others ? Quantity::base : figure.quantity);
    if (unknowns.empty() || figure.unit % whole != 0 || *figure.value % whole != 0) {
      return refuse(figure);
    }
    const std::int64_t value = *figure.value / whole;
    const std::int64_t unit = figure.unit / whole;
    const bool down = figure.rounding == Rounding::down;
    std::vector<Term> terms(unknowns.size());
    std::transform(unknowns.begin(), unknowns.end(), terms.begin(),
                   [](std::size_t unknown) { return Term{unknown, 1}; });
    if (others) {
      for (const std::size_t unknown : sum_of(figure, Quantity::satisfied)) {
        terms.push_back({unknown, -1});
      }
    }
    add_row(std::move(terms), down ? value : value - unit / 2,
            down ? value + unit - 1 : value + (unit + 1) / 2 - 1);
  }

  /// The base of a per cent: an answer that does not count in the base stands beside it.
  [[nodiscard]] std::map<std::size_t, std::int64_t> base_of(const PrintedFigure& figure,
                                                            std::span<const std::size_t> part) {
    std::map<std::size_t, std::int64_t> base;
    for (const std::size_t unknown : sum_of(figure, Quantity::base)) {
      base[unknown] += 1;
    }
    for (const PublishedItem& item : star_.publication().items) {
      for (const PublishedAnswer& answer : item.answers) {
        if (item.id == figure.item && answer.code == figure.answer && !answer.valid) {
          std::for_each(part.begin(), part.end(), [&base](std::size_t one) { base[one] += 1; });
        }
      }
    }
    return base;
  }

  void add_per_cent(const PrintedFigure& figure) {
    const std::vector<std::size_t> part =
        sum_of(figure, figure.answer.empty() ? Quantity::satisfied : Quantity::count);
    const std::map<std::size_t, std::int64_t> base = base_of(figure, part);
    if (part.empty() || base.empty() || *figure.value > hundred || figure.unit < finest) {
      return refuse(figure);
    }
    add_edge(part, base, 2 * *figure.value - figure.unit, 1, 0);
    add_edge(part, base, 2 * *figure.value + figure.unit, -1, 1);
  }

  /// Row: sign x (200,000 part - edge x base) >= least, its factors divided by what they share.
  void add_edge(std::span<const std::size_t> part, const std::map<std::size_t, std::int64_t>& base,
                std::int64_t edge, std::int64_t sign, std::int64_t least) {
    const std::int64_t shared = std::gcd(2 * hundred, edge);
    std::map<std::size_t, std::int64_t> factors;
    for (const std::size_t unknown : part) {
      factors[unknown] += sign * 2 * hundred / shared;
    }
    for (const auto& [unknown, times] : base) {
      factors[unknown] -= sign * edge / shared * times;
    }
    std::vector<Term> terms(factors.size());
    std::transform(factors.begin(), factors.end(), terms.begin(),
                   [](const auto& of) { return Term{of.first, of.second}; });
    add_row(std::move(terms), least, no_upper);
  }

  const Star& star_;
  JointSystem system_;
};

}  // namespace

JointSystem joint_system(const Star& star, std::span<const PrintedFigure> printed,
                         std::int64_t most) {
  return Builder(star, printed, most).take();
}

std::string name_of(const PrintedFigure& figure) {
  std::string text = figure.release + " " + figure.item;
  for (const std::string& part : {figure.cell.area, figure.cell.domain, figure.cell.code}) {
    text += part.empty() ? "" : " " + part;
  }
  return text;
}

}  // namespace soundings::disclose
