// A submission while it is being read: its fields, what they are read with, and the
// doubts gathered on the way.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "soundings/normalise/normalise.h"
#include "soundings/normalise/safeguard.h"

namespace soundings::normalise {

/// One thread, one submission.
class FieldCursor {
 public:
  FieldCursor(const receive::Submission& submission, const Context& context);

  [[nodiscard]] const Context& context() const noexcept { return context_; }
  [[nodiscard]] const Survey& survey() const noexcept { return *context_.survey; }

  /// The field of that name, which counts as known from now on; nullptr when there is none.
  [[nodiscard]] const receive::Field* take(std::string_view name);

  /// The same of the field "answers/" and `item`.
  [[nodiscard]] const receive::Field* take_answer(std::string_view item);

  /// A field's value as text, trimmed, after the adapter's value map; empty for null.
  [[nodiscard]] std::string text(const receive::Field& field) const;

  /// The adapter's mapping of a field; nullptr in the native shape.
  [[nodiscard]] const FieldMapping* mapping(std::string_view field) const noexcept;

  /// What the survey guards against, made at the first call where the context has none.
  [[nodiscard]] const Safeguard& safeguard();

  /// Records a reason to hold the submission. True when it was waived: it is then a finding.
  bool hold(std::string_view code, std::string pointer, std::string message);
  /// The same for a reason that is not to be waived here, whatever a person says of its code.
  void hold_firmly(std::string_view code, std::string pointer, std::string message);
  /// The same for a value that its field does not know; one that is the name of a refused group is
  /// held for that group, and the other reason goes unsaid.
  bool hold_value(std::string_view code, const receive::Field& field, std::string message);
  void hold_value_firmly(std::string_view code, const receive::Field& field, std::string message);
  /// Holds for a group that the definition refuses; reason: the group's.
  void hold_group(std::string_view reason, const receive::Field& field);
  void note(std::string_view code, std::string pointer, std::string message);

  [[nodiscard]] const std::vector<Finding>& errors() const noexcept { return errors_; }
  /// One an error: Hold::value_classes.
  [[nodiscard]] const std::vector<std::string>& value_classes() const noexcept {
    return value_classes_;
  }
  [[nodiscard]] const std::vector<Finding>& findings() const noexcept { return findings_; }
  /// The fields that were taken, in their order.
  [[nodiscard]] std::vector<const receive::Field*> known() const;
  [[nodiscard]] std::size_t unknown() const noexcept;
  /// Those that were not and have a value, as Submission::unread has them.
  [[nodiscard]] std::vector<receive::Field> unread() const;

 private:
  /// Answers whose name is another spelling of an item's.
  void settle_spellings();
  void settle_spelling(std::size_t at, std::string name);
  [[nodiscard]] std::string_view name_of(std::size_t at) const;
  /// Whether the text of a field names a refused group, for which it is then held.
  [[nodiscard]] bool held_for_group(const receive::Field& field);
  template <typename Is>
  [[nodiscard]] const receive::Field* take_first(const Is& is);

  const receive::Submission& submission_;
  const Context& context_;
  std::optional<Safeguard> safeguard_;
  std::vector<bool> taken_;
  std::vector<std::string> names_;  ///< of fields in another spelling; empty when there are none
  std::vector<Finding> errors_;
  std::vector<std::string> value_classes_;
  std::vector<Finding> findings_;
};

/// As in Hold::value_classes.
[[nodiscard]] std::string_view value_class(const receive::Scalar& value);

/// A value as a message may name it, because messages are kept and sent in clear. Quoted: a whole
/// number of up to 6 digits, a date or time, and one word of up to 24 letters, digits and "'/-:."
/// with at most 4 digits in all. Anything else, and what is shaped like a postcode, is described:
/// "a text of 37 characters".
[[nodiscard]] std::string value_words(std::string_view value);

/// The same of a value that should name an area, which may have several words: "Brum Est".
[[nodiscard]] std::string area_words(std::string_view value);

}  // namespace soundings::normalise
