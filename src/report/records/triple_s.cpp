// Respondent records as Triple-S XML 2.0: a description of the variables, and CSV of numbers.
//
// Written from the description of the standard (www.triple-s.org): a coded variable is of type
// single, a number a quantity; an empty field is an answer that is not there.
#include <algorithm>
#include <utility>

#include "soundings/base/number.h"

#include "records/record_files.h"

namespace soundings::report {
namespace {

constexpr std::size_t bytes_at_once = 65536;
constexpr std::size_t date_length = 10;
constexpr std::size_t time_at = 11;
constexpr std::size_t time_length = 8;

/// Text between two tags or in an attribute.
std::string escaped(std::string_view text) {
  std::string made;
  for (const char character : text) {
    switch (character) {
      case '&':
        made += "&amp;";
        break;
      case '<':
        made += "&lt;";
        break;
      case '>':
        made += "&gt;";
        break;
      case '"':
        made += "&quot;";
        break;
      default:
        made += static_cast<unsigned char>(character) < ' ' ? ' ' : character;
    }
  }
  return made;
}

std::string use_of(const RecordVariable& variable) {
  switch (variable.use) {
    case RecordVariable::Use::serial:
      return " use=\"serial\"";
    case RecordVariable::Use::weight:
      return " use=\"weight\"";
    case RecordVariable::Use::none:
      break;
  }
  return "";
}

std::string values_of(const RecordVariable& variable) {
  if (variable.kind == RecordVariable::Kind::number) {
    const auto [low, high] = std::ranges::minmax(variable.numbers);
    return "          <range from=\"" + number_text(low) + "\" to=\"" + number_text(high) +
           "\"/>\n";
  }
  std::string made;
  for (const RecordValue& value : variable.values) {
    made += "          <value code=\"" + std::to_string(value.number) + "\">" +
            escaped(value.label) + "</value>\n";
  }
  return made;
}

std::string variable_of(const RecordVariable& variable, std::size_t position) {
  const std::string place = std::to_string(position);
  const bool number = variable.kind == RecordVariable::Kind::number;
  return "      <variable ident=\"" + place + "\" type=\"" + (number ? "quantity" : "single") +
         "\"" + use_of(variable) + ">\n        <name>" + escaped(variable.name) +
         "</name>\n        <label>" + escaped(variable.label) +
         "</label>\n        <position start=\"" + place + "\"/>\n        <values>\n" +
         values_of(variable) + "        </values>\n      </variable>\n";
}

/// A variable of which no value is defined has no place in a description.
std::vector<const RecordVariable*> described(const RespondentRecords& records) {
  std::vector<const RecordVariable*> variables;
  for (const RecordVariable& variable : records.variables) {
    if (variable.kind == RecordVariable::Kind::number || !variable.values.empty()) {
      variables.push_back(&variable);
    }
  }
  return variables;
}

std::string data_name(const RespondentRecords& records) {
  return records.name() + ".triple-s.csv";
}

void write_description(const RecordBundle& bundle, const Sink& sink) {
  const RespondentRecords& records = bundle.records;
  const std::string at = rfc3339(bundle.at);
  sink("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<sss version=\"2.0\">\n  <date>" +
       at.substr(0, date_length) + "</date>\n  <time>" + at.substr(time_at, time_length) +
       "</time>\n  <origin>" + escaped(bundle.maker) + "</origin>\n  <user>" +
       escaped(records.notice()) + "</user>\n  <survey>\n    <name>" + escaped(records.name()) +
       "</name>\n    <title>" +
       escaped(records.title + ", " + records.period_words + ". " + records.notice()) +
       "</title>\n    <record ident=\"R\" href=\"" + escaped(data_name(records)) +
       "\" format=\"csv\" skip=\"1\">\n");
  std::size_t position = 0;
  for (const RecordVariable* variable : described(records)) {
    sink(variable_of(*variable, ++position));
  }
  sink("    </record>\n  </survey>\n</sss>\n");
}

/// The line that is skipped: the names, and behind the last of them what the file is.
std::string first_line(const RespondentRecords& records) {
  std::string names;
  for (const RecordVariable* variable : described(records)) {
    names += variable->name + ",";
  }
  return names + "\"" + records.notice() + "\"\r\n";
}

void write_data(const RespondentRecords& records, const Sink& sink) {
  sink(first_line(records));
  const std::vector<const RecordVariable*> variables = described(records);
  std::string lines;
  for (std::size_t at = 0; at < records.count; ++at) {
    for (const RecordVariable* variable : variables) {
      lines += variable == variables.front() ? "" : ",";
      if (variable->kind == RecordVariable::Kind::number) {
        lines += number_text(variable->numbers[at]);
      } else if (const std::uint16_t chosen = variable->chosen[at]; chosen != 0) {
        lines += std::to_string(variable->values[chosen - 1U].number);
      }
    }
    lines += "\r\n";
    if (lines.size() >= bytes_at_once) {
      sink(std::exchange(lines, {}));
    }
  }
  sink(lines);
}

}  // namespace

std::vector<RecordFile> triple_s_files(const RecordBundle& bundle) {
  return {{bundle.records.name() + ".triple-s.xml",
           [&](const Sink& sink) { write_description(bundle, sink); }},
          {data_name(bundle.records), [&](const Sink& sink) { write_data(bundle.records, sink); }}};
}

}  // namespace soundings::report
