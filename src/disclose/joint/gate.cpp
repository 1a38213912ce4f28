// The gate: demands to wishes over the joint system, parts, and witnesses put together from the
// solutions of the parts.
#include "joint/gate.h"

#include <algorithm>

#include "joint/part.h"
#include "joint/system.h"

namespace soundings::disclose {
namespace {

std::vector<Term> terms_of(const Star& star, const Condition& condition) {
  const auto sum = [&](Quantity quantity, const std::string& answer) {
    return star.sum(condition.layers, condition.item, condition.cell, quantity, answer);
  };
  std::vector<Term> terms;
  const auto add = [&terms](const std::vector<std::size_t>& unknowns, std::int64_t factor) {
    for (const std::size_t unknown : unknowns) {
      terms.push_back({unknown, factor});
    }
  };
  switch (condition.kind) {
    case ConditionKind::base_reaches:
    case ConditionKind::base_falls_to:
      add(sum(Quantity::base, ""), 1);
      break;
    case ConditionKind::satisfied_reaches:
      add(sum(Quantity::satisfied, ""), 1);
      break;
    case ConditionKind::others_reach:
      add(sum(Quantity::base, ""), 1);
      add(sum(Quantity::satisfied, ""), -1);
      break;
    case ConditionKind::answer_differs:
      add(sum(Quantity::count, condition.answer), 1);
      break;
  }
  return terms;
}

/// The wishes that serve a demand, each with its condition: another number is more or fewer.
struct Asked {
  Wishes wishes{};
  std::vector<Condition> conditions{};
};

Asked asked_by(const Star& star, const Demand& demand) {
  Asked asked;
  const auto add = [&asked](const Condition& condition, Row wish) {
    asked.wishes.push_back(std::move(wish));
    asked.conditions.push_back(condition);
  };
  for (const Condition& condition : demand.any_of) {
    const std::vector<Term> terms = terms_of(star, condition);
    if (condition.kind == ConditionKind::base_falls_to) {
      add(condition, {.terms = terms, .upper = condition.number});
    } else if (condition.kind == ConditionKind::answer_differs) {
      add(condition, {.terms = terms, .lower = condition.number + 1});
      add(condition, {.terms = terms, .upper = condition.number - 1});
    } else {
      add(condition, {.terms = terms, .lower = condition.number});
    }
  }
  return asked;
}

/// Whether printed rows show that nobody is in the cell.
bool is_known_empty(const Star& star, const Linear& system, const Condition& condition) {
  const auto base = star.sum(condition.layers, condition.item, condition.cell, Quantity::base, "");
  return !base.empty() && std::all_of(base.begin(), base.end(), [&system](std::size_t unknown) {
    return system.limits[unknown].upper == 0;
  });
}

class Gate {
 public:
  Gate(const Star& star, const ProtectionParameters& parameters, std::span<const Solution> known,
       Thorough thorough, std::int64_t& nodes)
      : star_(star),
        parameters_(parameters),
        known_(known),
        thorough_(thorough),
        truth_(star.truth()),
        nodes_(nodes) {
    answer_.witnesses.push_back(truth_);
  }

  GateAnswer run(std::span<const PrintedFigure> printed) && {
    const std::int64_t largest = *std::max_element(truth_.begin(), truth_.end());
    JointSystem system = joint_system(star_, printed, 2 * largest + 1000);
    answer_.not_printable = system.not_printable;
    answer_.contradiction = !holds(system.linear, truth_) || !tighten(system.linear);
    if (answer_.refusal()) {
      return std::move(answer_);
    }
    ask(system.linear, demands_of(star_.publication(), printed, parameters_));
    for (const Part& part : cut(system.linear, star_.kinds(), wishes_)) {
      serve(part);
      if (hopeless_) {
        answer_.failed.push_back(demands_[*hopeless_]);
        return std::move(answer_);
      }
    }
    settle();
    return std::move(answer_);
  }

 private:
  void ask(const Linear& system, std::vector<Demand> demands) {
    for (Demand& demand : demands) {
      if (!is_known_empty(star_, system, demand.any_of.front())) {
        Asked asked = asked_by(star_, demand);
        wishes_.push_back(std::move(asked.wishes));
        conditions_.push_back(std::move(asked.conditions));
        demands_.push_back(std::move(demand));
      }
    }
    served_.resize(demands_.size());
  }

  static std::vector<std::int64_t> local(const Part& part, const Solution& solution) {
    std::vector<std::int64_t> values;
    values.reserve(part.unknowns.size());
    for (const std::size_t unknown : part.unknowns) {
      values.push_back(solution[unknown]);
    }
    return values;
  }

  /// By demand of the part: whether there is nothing more to find out once it fails.
  [[nodiscard]] std::vector<bool> fatal_in(const Part& part) const {
    std::vector<bool> fatal;
    fatal.reserve(part.demands.size());
    for (const std::size_t demand : part.demands) {
      fatal.push_back(thorough_ == Thorough::no &&
                      demands_[demand].any_of.front().kind != ConditionKind::answer_differs);
    }
    return fatal;
  }

  void serve(const Part& part) {
    std::vector<std::vector<std::int64_t>> known;
    for (const Solution& solution : known_) {
      known.push_back(local(part, solution));
    }
    const PartAnswer answer =
        serve_demands(part, local(part, truth_), known, fatal_in(part), nodes_);
    if (answer.hopeless) {
      hopeless_ = part.demands[*answer.hopeless];
      return;
    }
    for (std::size_t at = 1; at < answer.solutions.size(); ++at) {
      if (answer_.witnesses.size() <= at) {
        answer_.witnesses.push_back(truth_);
      }
      for (std::size_t place = 0; place < part.unknowns.size(); ++place) {
        answer_.witnesses[at][part.unknowns[place]] = answer.solutions[at][place];
      }
    }
    for (std::size_t at = 0; at < part.demands.size(); ++at) {
      served_[part.demands[at]] = answer.served[at];
    }
  }

  /// Proofs of what is served; a demand in no part can be served by the truth alone.
  void settle() {
    for (std::size_t at = 0; at < demands_.size(); ++at) {
      std::optional<Served> served = served_[at];
      if (const auto wish = served_wish(wishes_[at], truth_); !served && wish) {
        served = Served{.wish = *wish, .solution = 0};
      }
      if (served) {
        answer_.proofs.push_back({conditions_[at][served->wish], served->solution});
      } else {
        answer_.failed.push_back(demands_[at]);
      }
    }
  }

  const Star& star_;
  const ProtectionParameters& parameters_;
  std::span<const Solution> known_;
  Thorough thorough_;
  Solution truth_;
  std::int64_t& nodes_;
  GateAnswer answer_;
  std::vector<Demand> demands_;
  std::vector<Wishes> wishes_;
  std::vector<std::vector<Condition>> conditions_;
  std::vector<std::optional<Served>> served_;
  std::optional<std::size_t> hopeless_;
};

}  // namespace

std::optional<Refusal> GateAnswer::refusal() const {
  if (not_printable) {
    return Refusal{.kind = RefusalKind::not_printable, .where = *not_printable};
  }
  if (contradiction) {
    return Refusal{.kind = RefusalKind::contradiction, .where = "printed rows"};
  }
  return std::nullopt;
}

GateAnswer gate(const Star& star, std::span<const PrintedFigure> printed,
                const ProtectionParameters& parameters, std::span<const Solution> known,
                Thorough thorough, std::int64_t& nodes) {
  return Gate(star, parameters, known, thorough, nodes).run(printed);
}

}  // namespace soundings::disclose
