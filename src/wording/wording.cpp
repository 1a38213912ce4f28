// Figures, ranges, periods and marks in words.
#include "soundings/wording/wording.h"

#include <algorithm>
#include <array>

#include "soundings/base/number.h"

#include "british.h"

namespace soundings::wording {
namespace {

/// "May 2019", "year ending December 2018", "November 2018 to May 2019".
std::string months(const Period& period) {
  if (period.single()) {
    return month_and_year(period.last);
  }
  return period.length() == 12
             ? "year ending " + month_and_year(period.last)
             : month_and_year(period.first) + " to " + month_and_year(period.last);
}

std::string waves(const Period& period, const Survey* survey) {
  const std::string first = std::to_string(period.first_wave);
  if (!period.single()) {
    return "waves " + first + " to " + std::to_string(period.last_wave);
  }
  const Wave* wave = survey == nullptr ? nullptr : survey->find_wave(period.first_wave);
  if (wave == nullptr) {
    return "wave " + first;
  }
  return wave->label.empty() ? "wave " + first + " (" + month_and_year(wave->month) + ")"
                             : wave->label;
}

/// "\u22126.9" for "-6.9".
std::string with_true_minus(const std::string& text) {
  return text.starts_with('-') ? "\u2212" + text.substr(1) : text;
}

}  // namespace

std::string percent(std::optional<double> value, int decimals) {
  return value ? rounded(*value, decimals) + "%" : "[c]";
}

std::string response_rate(std::optional<double> rate) {
  if (!rate) {
    return "[x]";
  }
  return percent(rate, 1) + (*rate > 100.0 ? ", more answers than people invited" : "");
}

std::string figure(std::optional<double> value, Statistic statistic, int decimals) {
  if (!value || (statistic != Statistic::net && statistic != Statistic::mean)) {
    return percent(value, decimals);
  }
  std::string text = rounded(*value, decimals);
  if (statistic == Statistic::net && text.front() != '-' && *value > 0.0) {
    text.insert(0, "+");
  }
  return with_true_minus(text);
}

std::string_view statistic(Statistic statistic) noexcept {
  switch (statistic) {
    case Statistic::pct_positive:
      return "per cent positive";
    case Statistic::pct_negative:
      return "per cent negative";
    case Statistic::net:
      return "net, per cent positive less per cent negative";
    case Statistic::mean:
      return "mean score from 0 to 100";
    case Statistic::distribution:
      break;
  }
  return "every answer, per cent";
}

std::string range(std::optional<double> lo, std::optional<double> hi, int decimals) {
  if (!lo || !hi) {
    return "[x]";
  }
  const bool alike = rounded(*lo, decimals) == rounded(*hi, decimals);
  const int places = alike && *lo < *hi ? decimals + 1 : decimals;
  return with_true_minus(rounded(*lo, places)) + " to " + with_true_minus(rounded(*hi, places));
}

std::string coarse(const Definitions& definitions) {
  return "Rounded: bases to " + std::to_string(definitions.protection.coarse_base) +
         ", per cents to " + std::to_string(definitions.protection.coarse_per_cent) +
         "; parts do not add up.";
}

std::string print_note(const Definitions& definitions, std::span<const Table* const> tables) {
  const bool rounded = std::ranges::any_of(tables, &Table::coarse);
  const bool revised = std::ranges::any_of(tables, [](const Table* table) {
    return std::ranges::any_of(table->rows, [](const Row& row) {
      return std::ranges::find(row.marks, "r") != row.marks.end();
    });
  });
  std::string note = rounded ? coarse(definitions) : std::string();
  if (revised) {
    note += std::string(note.empty() ? "" : " ") +
            "Figures marked [r] are revised; the others are not, and stand as first published, so "
            "that parts need not add up.";
  }
  return note;
}

std::string range_meaning(const Survey* survey, double level) {
  if (survey != nullptr && survey->self_selected) {
    return "These are the views of the people who chose to answer.";
  }
  const std::string share = rounded(100.0 * level, 6) == "95.000000"
                                ? "19 in 20"
                                : significant(100.0 * level, 6) + " in 100";
  return "Of ranges made in this way, " + share +
         " hold the figure that asking again and again would average. People who did not reply may "
         "think differently.";
}

std::string count(std::int64_t value) {
  return grouped(value);
}

std::string answers(std::optional<std::int64_t> base) {
  return base ? grouped(*base) + " " + plural(*base, "answer", "answers") : "[c]";
}

std::string period(const Period& period, const Survey* survey) {
  return period.kind == Period::Kind::months ? months(period) : waves(period, survey);
}

std::string list(std::span<const std::string> parts) {
  return joined(parts);
}

std::string marks(std::span<const std::string> marks) {
  std::string text;
  for (const std::string& mark : marks) {
    text += "[" + mark + "]";
  }
  return text;
}

std::string_view hidden(Hidden /*why*/) noexcept {
  // One sentence for every reason: the reason itself would reveal something of the answers.
  return "Hidden to protect the people who answered.";
}

std::string_view modelled() noexcept {
  return "Modelled: each area is drawn towards the mean of all by how little its own answers tell. "
         "Do not set these figures beside direct estimates, or rank areas by them.";
}

std::span<const Symbol> symbols() noexcept {
  static constexpr std::array<Symbol, 7> all{{
      {"c", "Hidden to protect the people who answered."},
      {"u", "Fewer than 30 people answered: treat with care."},
      {"p", "Provisional: answers may still arrive and the figure may change."},
      {"r", "Revised since it was first published."},
      {"b", "Break in the series: not comparable with earlier figures."},
      {"x", "Not available."},
      {"z", "Not applicable."},
  }};
  return all;
}

}  // namespace soundings::wording
