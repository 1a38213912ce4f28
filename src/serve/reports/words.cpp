// The words of an aim are written, unless somebody else has written others meanwhile.
#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "soundings/base/digest.h"
#include "soundings/base/text.h"
#include "soundings/store/store.h"

#include "reports/drafts.h"

namespace soundings::serve {
namespace {

constexpr std::size_t longest_words = 8000;
constexpr std::array kinds{store::WordsKind::commentary, store::WordsKind::actions};

bool is_aim(const Definitions& definitions, const std::string& aim) {
  const auto& aims = definitions.report.aims;
  return std::ranges::find(aims, aim, &Aim::id) != aims.end();
}

bool is_control(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return (byte < 0x20 && c != '\n' && c != '\r' && c != '\t') || byte == 0x7f;
}

std::string name_of(store::WordsKind kind) {
  return kind == store::WordsKind::commentary ? "Commentary" : "Response and actions";
}

/// `problem` with the kind of words that it is of: its name at the beginning, and as a pointer.
Problem of_kind(store::WordsKind kind, Problem problem) {
  problem.detail = name_of(kind) + " " + problem.detail;
  problem.errors = {{.code = problem.code,
                     .pointer = "/" + std::string(store::to_text(kind)),
                     .message = problem.detail}};
  return problem;
}

std::optional<Problem> not_words(const store::ReportWords& one) {
  if (one.text.size() > longest_words) {
    return of_kind(one.kind, {400,
                              "words_too_long",
                              "has " + std::to_string(one.text.size()) + " bytes, and may have " +
                                  std::to_string(longest_words) +
                                  ". A letter is one byte, a dash or a curly quotation mark three.",
                              {}});
  }
  if (!is_utf8(one.text) || std::ranges::any_of(one.text, is_control)) {
    return of_kind(one.kind,
                   {400,
                    "words_malformed",
                    "has control characters. It may have text, line breaks and tabs alone.",
                    {}});
  }
  return std::nullopt;
}

const std::string& text_of(const store::Report& report, const std::string& aim,
                           store::WordsKind kind) {
  static const std::string none;
  const store::ReportWords* words = report.find_words(aim, kind);
  return words == nullptr ? none : words->text;
}

/// Those of `words` that differ from what stands there.
std::vector<store::ReportWords> changed(const store::Report& report,
                                        const std::vector<store::ReportWords>& words) {
  std::vector<store::ReportWords> all;
  std::ranges::copy_if(words, std::back_inserter(all), [&](const store::ReportWords& one) {
    return text_of(report, one.aim, one.kind) != one.text;
  });
  return all;
}

/// The last of the words that `changes` take the place of and that another than `actor` wrote.
std::optional<store::Act> others_words(const store::Report& report,
                                       const std::vector<store::ReportWords>& changes,
                                       const std::string& actor) {
  std::optional<store::Act> last;
  for (const store::ReportWords& one : changes) {
    const store::ReportWords* before = report.find_words(one.aim, one.kind);
    if (before != nullptr && !before->text.empty() && before->written.actor != actor &&
        (!last || last->at < before->written.at)) {
      last = before->written;
    }
  }
  return last;
}

Problem words_changed() {
  return {409,
          "words_changed",
          "Somebody has saved other words of this aim since this form was opened. Yours are not "
          "saved.",
          {}};
}

Expected<WordsDone, Problem> write_in(store::Reports& reports, const std::string& id,
                                      const std::vector<store::ReportWords>& words,
                                      const std::optional<std::string>& seen,
                                      const store::Act& act) {
  const auto report = reports.find(id);
  if (!report) {
    return unexpected(no_report(id));
  }
  if (report->line.published) {
    return unexpected(problem_of(store::ReportFault::published, id));
  }
  const auto changes = changed(*report, words);
  if (!changes.empty() && seen && *seen != digest_of_words(*report, words.front().aim)) {
    return unexpected(words_changed());
  }
  WordsDone made{.line = report->line, .replaced = others_words(*report, changes, act.actor)};
  for (const store::ReportWords& one : changes) {
    const auto done = reports.write(id, one, act);
    if (!done) {
      return unexpected(problem_of(done.error(), id));
    }
    made.line = *done;
  }
  return made;
}

}  // namespace

std::string digest_of_words(const store::Report& report, const std::string& aim) {
  std::string all;
  for (const store::WordsKind kind : kinds) {
    const std::string& text = text_of(report, aim, kind);
    all += std::to_string(text.size()) + ":" + text;
  }
  return to_hex(sha256(all));
}

std::string without_controls(std::string text) {
  std::ranges::replace_if(text, is_control, ' ');
  return text;
}

Expected<WordsDone, Problem> write_words(const Definitions& definitions, intake::Intake& intake,
                                         const std::string& id,
                                         const std::vector<store::ReportWords>& words,
                                         const std::optional<std::string>& seen,
                                         const store::Act& act) {
  for (const store::ReportWords& one : words) {
    if (!is_aim(definitions, one.aim)) {
      return unexpected(no_aim(one.aim));
    }
    if (auto problem = not_words(one)) {
      return unexpected(*std::move(problem));
    }
  }
  Expected<WordsDone, Problem> done = unexpected(no_report(id));
  intake.with_store(
      [&](store::Store& store) { done = write_in(store.reports(), id, words, seen, act); });
  return done;
}

}  // namespace soundings::serve
