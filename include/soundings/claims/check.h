// A file of claims held against the imported series: rows in the form of statements.csv, or plain
// text with one sentence a line.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "soundings/base/expected.h"
#include "soundings/base/finding.h"
#include "soundings/claims/judge.h"

namespace soundings::claims {

/// id: of a row, or the number of a line. text: what was claimed.
struct Checked {
  std::string id;
  std::string text;
  Judgement judgement;
};

/// The text of a file of claims, in any encoding that `series import` takes. Nothing where it holds
/// what stands in no text: control characters, or bytes of no character.
[[nodiscard]] std::optional<std::string> text_of_file(std::string_view bytes);

/// Whether a text is a file of rows: its first line names the columns measure and statistic.
[[nodiscard]] bool is_rows(std::string_view text);

/// CSV `id,aim,measure,areas,period,comparison,statistic,value,unit,approximate,...`; other columns
/// are not read. A row is a claim of the report: one that only the commentary itself bears out has
/// no source. Errors: one for each row that cannot be read; pointer "line 3".
[[nodiscard]] Expected<std::vector<Checked>, std::vector<Finding>> check_rows(
    std::string_view csv, const Evidence& evidence);

/// One for each line that is not blank. A line that says nothing of any series has no source.
[[nodiscard]] std::vector<Checked> check_sentences(std::string_view text, const Evidence& evidence);

/// One sentence.
[[nodiscard]] Judgement check_sentence(std::string_view sentence, const Evidence& evidence);

/// What the words of an aim speak of. aim: its id. leading: the series that is meant where a word
/// of the aim's title or wording stands for it: "satisfaction fell".
struct AimSubject {
  std::string aim;
  std::string leading;
};
/// A sentence of the words of an aim.
[[nodiscard]] Judgement check_sentence(std::string_view sentence, const Evidence& evidence,
                                       const AimSubject& of);

/// How many there are of each verdict, in the order of the enumeration.
struct Totals {
  std::size_t holds = 0;
  std::size_t rounding = 0;
  std::size_t contradicted = 0;
  std::size_t no_source = 0;
};
[[nodiscard]] Totals totals_of(const std::vector<Checked>& checked);

}  // namespace soundings::claims
