// Reports to a board: drafts, numbered within their month, whose words can be changed and whose
// aims are signed off; and published reports, which are kept as the bytes that were published and
// never change.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "soundings/base/digest.h"
#include "soundings/base/expected.h"
#include "soundings/base/time.h"
#include "soundings/store/act.h"

namespace soundings::store {

enum class ReportState { draft, published };

/// "draft", "published".
[[nodiscard]] std::string_view to_text(ReportState state) noexcept;

/// What somebody wrote about an aim: what they say of its figures, or what is done about it.
enum class WordsKind { commentary, actions };

/// "commentary", "actions".
[[nodiscard]] std::string_view to_text(WordsKind kind) noexcept;
[[nodiscard]] std::optional<WordsKind> parse_words_kind(std::string_view text) noexcept;

/// What a list shows. digest, bytes: of the published file.
struct ReportLine {
  std::string id;       ///< "2019-06.2"
  std::string day;      ///< on which it appears: "2019-06-18"
  int number = 1;       ///< of the draft, within its month
  std::string release;  ///< whose figures it has: "2019-05.r0"
  ReportState state = ReportState::draft;
  Act made;
  std::optional<Act> published;
  Sha256 digest{};
  std::int64_t bytes = 0;
};

struct ReportWords {
  std::string aim;
  WordsKind kind = WordsKind::commentary;
  std::string text;
  Act written;
};

/// content: a digest of all that the aim showed when it was signed off.
struct ReportSignOff {
  std::string aim;
  Sha256 content{};
  Act signed_at;
};

/// file: what was published; empty for a draft.
struct Report {
  ReportLine line;
  std::vector<ReportWords> words;
  std::vector<ReportSignOff> sign_offs;
  std::string file;

  /// Empty where nobody has written any.
  [[nodiscard]] const ReportWords* find_words(std::string_view aim, WordsKind kind) const noexcept;
  [[nodiscard]] const ReportSignOff* find_sign_off(std::string_view aim) const noexcept;
};

enum class ReportFault {
  unknown,          ///< no report has this id
  published,        ///< it is published, and never changes
  superseded,       ///< a later draft of its month is there
  unknown_release,  ///< the release is not there, or not published
};

/// Each change has its row of the audit, in the same transaction.
class Reports {
 public:
  virtual ~Reports() = default;

  /// The latest first.
  [[nodiscard]] virtual std::vector<ReportLine> list() const = 0;
  [[nodiscard]] virtual std::optional<Report> find(std::string_view id) const = 0;

  /// The next draft of the day's month. It takes over the words of the report before it in its
  /// month, and no sign-off. day: "2019-06-18". Errors: unknown_release.
  [[nodiscard]] virtual Expected<ReportLine, ReportFault> begin(const std::string& day,
                                                                const std::string& release,
                                                                const Act& act) = 0;
  /// Takes the place of earlier words, and takes the sign-off of the aim away. Who and when are
  /// those of `act`. Errors: unknown, published, superseded.
  [[nodiscard]] virtual Expected<ReportLine, ReportFault> write(std::string_view id,
                                                                const ReportWords& words,
                                                                const Act& act) = 0;
  /// Each of them, or none. Who and when are those of `act`. Errors: unknown, published,
  /// superseded.
  [[nodiscard]] virtual Expected<ReportLine, ReportFault> sign(
      std::string_view id, const std::vector<ReportSignOff>& sign_offs, const Act& act) = 0;
  /// Errors: unknown, published, superseded.
  [[nodiscard]] virtual Expected<ReportLine, ReportFault> publish(std::string_view id,
                                                                  const std::string& file,
                                                                  const Act& act) = 0;
};

}  // namespace soundings::store
