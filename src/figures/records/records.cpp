// Records read, weighed, sorted and put into columns.
#include "soundings/figures/records.h"

#include <algorithm>
#include <numeric>
#include <span>
#include <unordered_map>
#include <utility>

#include "soundings/base/nearest.h"
#include "soundings/figures/tabulate.h"
#include "soundings/store/records.h"
#include "soundings/wording/wording.h"

#include "answer/gather.h"
#include "answer/statistics.h"
#include "question/domain_codes.h"
#include "question/fault.h"
#include "records/coded_variables.h"
#include "records/record_weights.h"

namespace soundings::figures {
namespace {

std::string english(const Labels& labels, const std::string& otherwise) {
  const auto found = labels.find("en");
  return found == labels.end() ? otherwise : found->second;
}

constexpr int hundred = 100;

Period stratum_of(const Period& period, int at) {
  return period.kind == Period::Kind::waves ? Period::waves(at, at)
                                            : Period::month(Month::from_index(at));
}

/// The month or wave a record is of. A month's number is as 201905.
RecordVariable stratum_variable(const Survey& survey, const Period& period) {
  const bool waved = period.kind == Period::Kind::waves;
  RecordVariable variable{.name = waved ? "wave" : "month",
                          .label = waved ? "Wave" : "Month of the answer"};
  const int first = waved ? period.first_wave : period.first.index();
  const int last = waved ? period.last_wave : period.last.index();
  for (int at = first; at <= last; ++at) {
    const Period one = stratum_of(period, at);
    variable.values.push_back(
        {.code = to_text(one),
         .number = waved ? at : one.first.year() * hundred + one.first.month(),
         .label = wording::period(one, &survey)});
  }
  return variable;
}

RecordVariable cell_variable(const std::string& margin, const RecordWeights& weights) {
  RecordVariable variable{.name = cell_column(margin), .label = "Weighting cell of " + margin};
  for (const RecordTarget& target : weights.targets) {
    if (target.margin == margin) {
      variable.values.push_back({.code = target.category,
                                 .number = static_cast<int>(variable.values.size()) + 1,
                                 .label = target.category});
    }
  }
  return variable;
}

/// Records as they are read: a row of chosen values each, the stratum first, then domains, items
/// and weighting cells.
class Gathering {
 public:
  Gathering(const Definitions& definitions, const Survey& survey, const Period& period,
            RecordWeights weights)
      : survey_(survey), period_(period), weights_(std::move(weights)) {
    columns_.emplace_back(stratum_variable(survey, period));
    for (const Domain& domain : survey.domains) {
      columns_.emplace_back(domain_variable(definitions, survey, domain));
    }
    for (const std::string& domain : weights_.domains) {
      const auto at = std::ranges::find(survey.domains, domain, &Domain::id);
      crossed_.push_back(static_cast<std::size_t>(at - survey.domains.begin()));
    }
    for (const Item& item : survey.items) {
      if (item.kind == Item::Kind::scale) {
        columns_.emplace_back(item_variable(survey, item));
        items_.push_back(&item);
      }
    }
    for (const std::string& margin : weights_.margins) {
      columns_.emplace_back(cell_variable(margin, weights_));
    }
  }

  void add(const store::KeptRecord& record) {
    std::size_t at = 0;
    const std::string stratum = to_text(stratum_of(period_, record.stratum));
    rows_.push_back(columns_[at++].choose(stratum));
    for (const std::string_view code : record.domains) {
      rows_.push_back(columns_[at++].choose(code));
    }
    for (std::size_t item = 0; item < items_.size(); ++item) {
      rows_.push_back(columns_[at++].choose(code_of(survey_, *items_[item], record.answers[item])));
    }
    std::vector<std::string_view> codes(crossed_.size());
    std::ranges::transform(crossed_, codes.begin(),
                           [&record](std::size_t domain) { return record.domains[domain]; });
    const auto cell = weights_.cells.find(cell_key(stratum, codes));
    complete_ = complete_ && cell != weights_.cells.end() && cell->second.left-- > 0;
    if (!complete_) {
      return;
    }
    for (const std::string& category : cell->second.categories) {
      rows_.push_back(columns_[at++].choose(category));
    }
    base_.push_back(cell->second.base);
    weight_.push_back(cell->second.weight);
    people_.push_back(person_of(record.person));
  }

  /// Whether the records are those that were counted.
  [[nodiscard]] bool complete() const {
    return complete_ && std::ranges::all_of(weights_.cells,
                                            [](const auto& cell) { return cell.second.left == 0; });
  }

  /// All of it in columns, sorted by what the records hold.
  void put_into(RespondentRecords& made) const {
    const std::size_t width = columns_.size();
    std::vector<std::uint32_t> order(people_.size());
    std::iota(order.begin(), order.end(), 0U);
    const auto row = [&](std::uint32_t at) { return std::span(rows_).subspan(at * width, width); };
    std::ranges::sort(order, [&](std::uint32_t a, std::uint32_t b) {
      const auto one = row(a);
      const auto other = row(b);
      const auto compared = std::lexicographical_compare_three_way(one.begin(), one.end(),
                                                                   other.begin(), other.end());
      return compared != 0 ? compared < 0 : a < b;
    });
    made.count = order.size();
    put_people(order, made);
    for (std::size_t column = 0; column < width; ++column) {
      RecordVariable variable = columns_[column].variable();
      variable.chosen.reserve(order.size());
      for (const std::uint32_t at : order) {
        variable.chosen.push_back(row(at)[column]);
      }
      made.variables.push_back(std::move(variable));
    }
    if (!weights_.margins.empty()) {
      put_number(order, base_, {.name = "base_weight", .label = "Weight before calibration"}, made);
      put_number(order, weight_,
                 {.name = "weight",
                  .label = "Final weight: " + made.scheme,
                  .use = RecordVariable::Use::weight},
                 made);
    }
  }

 private:
  /// A number of this reading alone; a person of whom nothing is known is nobody else.
  std::uint32_t person_of(std::string_view person) {
    if (person.empty()) {
      return next_person_++;
    }
    const auto [known, fresh] = known_people_.try_emplace(std::string(person), next_person_);
    next_person_ += fresh ? 1 : 0;
    return known->second;
  }

  static void put_number(const std::vector<std::uint32_t>& order,
                         const std::vector<double>& numbers, RecordVariable variable,
                         RespondentRecords& made) {
    variable.kind = RecordVariable::Kind::number;
    variable.numbers.reserve(order.size());
    for (const std::uint32_t at : order) {
      variable.numbers.push_back(numbers[at]);
    }
    made.variables.push_back(std::move(variable));
  }

  /// Records are numbered as they stand, people by their first record.
  void put_people(const std::vector<std::uint32_t>& order, RespondentRecords& made) const {
    RecordVariable record{.name = "record",
                          .label = "Number of the record in this file",
                          .kind = RecordVariable::Kind::number,
                          .use = RecordVariable::Use::serial};
    RecordVariable person{.name = "person",
                          .label = "Number of the person in this file",
                          .kind = RecordVariable::Kind::number};
    std::vector<std::uint32_t> numbers(next_person_, 0);
    std::uint32_t people = 0;
    for (std::size_t at = 0; at < order.size(); ++at) {
      std::uint32_t& number = numbers[people_[order[at]]];
      number = number == 0 ? ++people : number;
      record.numbers.push_back(static_cast<double>(at + 1));
      person.numbers.push_back(number);
    }
    made.variables.push_back(std::move(record));
    made.variables.push_back(std::move(person));
  }

  const Survey& survey_;
  const Period& period_;
  RecordWeights weights_;
  std::vector<CodedVariable> columns_;
  std::vector<std::size_t> crossed_;
  std::vector<const Item*> items_;
  std::vector<std::uint16_t> rows_;
  std::vector<double> base_;
  std::vector<double> weight_;
  std::vector<std::uint32_t> people_;
  std::unordered_map<std::string, std::uint32_t> known_people_;
  std::uint32_t next_person_ = 0;
  bool complete_ = true;
};

/// What each answer counts in each measure of the survey.
std::vector<RecordScore> scores_of(const Definitions& definitions, const Survey& survey,
                                   const WeightsQuestion& question) {
  std::vector<RecordScore> scores;
  for (const Measure& measure : definitions.measures) {
    if (measure.survey != survey.id || !measure.headline) {
      continue;
    }
    const auto asked = understand(
        definitions, {.measure = measure.id, .period = question.period, .scheme = question.scheme});
    if (!asked || asked->statistic == Statistic::distribution) {
      continue;
    }
    const std::vector<Part> parts = parts_of(*asked, Cells{});
    const Scale& scale = survey.scales.at(asked->item->scale);
    for (std::size_t at = 0; at < scale.points.size(); ++at) {
      scores.push_back({.measure = measure.id,
                        .item = measure.item,
                        .code = std::to_string(scale.points[at].code),
                        .counts = parts.front().variable.value[at].value_or(0.0),
                        .interval = std::string(estimate::to_text(interval_of(*asked))),
                        .domain = measure.filter_domain,
                        .domain_code = measure.filter_code});
    }
  }
  return scores;
}

/// A question whose evidence holds every response to the survey.
Expected<Asked, Fault> asked_of(const Definitions& definitions, const Survey& survey,
                                const WeightsQuestion& question) {
  const auto measure = std::ranges::find(definitions.measures, survey.id, &Measure::survey);
  if (measure == definitions.measures.end()) {
    return unexpected(fault("unknown_measure", "survey", survey.id, "it has no measures"));
  }
  return understand(definitions,
                    {.measure = measure->id, .period = question.period, .scheme = question.scheme});
}

}  // namespace

Expected<RespondentRecords, Fault> records(const Definitions& definitions, store::CellReader& cells,
                                           const store::RecordReader& reader,
                                           const WeightsQuestion& question) {
  const Survey* survey = definitions.find_survey(question.survey);
  if (survey == nullptr) {
    return unexpected(fault("unknown_survey", "survey", question.survey,
                            "no survey of the definitions has this id" +
                                did_you_mean(nearest(question.survey, ids(definitions.surveys)))));
  }
  const auto asked = asked_of(definitions, *survey, question);
  if (!asked) {
    return unexpected(asked.error());
  }
  const Evidence evidence = gather(definitions, cells, *asked);
  const std::string period = to_text(question.period);
  if (evidence.cells->cells.empty()) {
    return unexpected(fault("no_answers", "period", period, "nobody answered " + survey->id));
  }
  auto weights = record_weights(*asked, evidence);
  if (!weights) {
    return unexpected(fault("weighting_infeasible", "period", period,
                            "no weights meet the targets: " + weights.error()));
  }
  RespondentRecords made{.survey = survey->id,
                         .title = english(survey->title, survey->id),
                         .period = question.period,
                         .period_words = wording::period(question.period, survey),
                         .scheme = asked->scheme == nullptr ? "none" : asked->scheme->id,
                         .method = weights->method,
                         .bounds = weights->bounds,
                         .targets = weights->targets,
                         .scores = scores_of(definitions, *survey, question)};
  Gathering gathering(definitions, *survey, question.period, *std::move(weights));
  reader.read(*survey, question.period,
              [&](const store::KeptRecord& record) { gathering.add(record); });
  if (!gathering.complete()) {
    return unexpected(fault("answers_changed", "period", period,
                            "answers arrived while they were read; ask again"));
  }
  gathering.put_into(made);
  return made;
}

}  // namespace soundings::figures
