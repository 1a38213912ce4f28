// Grouping, lists, plurals and months by ICU.
#include "british.h"

#include <memory>
#include <stdexcept>
#include <vector>

#include <unicode/dtfmtsym.h>
#include <unicode/listformatter.h>
#include <unicode/numberformatter.h>
#include <unicode/plurrule.h>

namespace soundings::wording {
namespace {

/// ICU without its en-GB data is a broken installation, not an answer we cannot give.
void require(UErrorCode status) {
  if (U_FAILURE(status)) {
    throw std::runtime_error(std::string("ICU: ") + u_errorName(status));
  }
}

const icu::Locale& british() {
  static const icu::Locale locale("en", "GB");
  return locale;
}

std::string utf8(const icu::UnicodeString& text) {
  std::string out;
  return text.toUTF8String(out);
}

std::vector<std::string> month_names() {
  UErrorCode status = U_ZERO_ERROR;
  const icu::DateFormatSymbols symbols(british(), status);
  require(status);
  std::int32_t count = 0;
  const icu::UnicodeString* names =
      symbols.getMonths(count, icu::DateFormatSymbols::STANDALONE, icu::DateFormatSymbols::WIDE);
  std::vector<std::string> months;
  for (const icu::UnicodeString& name : std::span(names, static_cast<std::size_t>(count))) {
    months.push_back(utf8(name));
  }
  return months;
}

}  // namespace

std::string grouped(std::int64_t value) {
  static const icu::number::LocalizedNumberFormatter formatter =
      icu::number::NumberFormatter::withLocale(british()).precision(
          icu::number::Precision::integer());
  UErrorCode status = U_ZERO_ERROR;
  const icu::number::FormattedNumber number = formatter.formatInt(value, status);
  std::string text = utf8(number.toString(status));
  require(status);
  return text;
}

std::string joined(std::span<const std::string> parts) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::ListFormatter> formatter(
      icu::ListFormatter::createInstance(british(), status));
  require(status);
  std::vector<icu::UnicodeString> items;
  for (const std::string& part : parts) {
    items.push_back(icu::UnicodeString::fromUTF8(part));
  }
  icu::UnicodeString text;
  formatter->format(items.data(), static_cast<std::int32_t>(items.size()), text, status);
  require(status);
  return utf8(text);
}

std::string plural(std::int64_t count, const std::string& one, const std::string& other) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::PluralRules> rules(icu::PluralRules::forLocale(british(), status));
  require(status);
  return utf8(rules->select(static_cast<double>(count))) == "one" ? one : other;
}

std::string month_and_year(Month month) {
  static const std::vector<std::string> names = month_names();
  return names.at(static_cast<std::size_t>(month.month() - 1)) + " " + std::to_string(month.year());
}

}  // namespace soundings::wording
