// Respondent records as an SPSS system file, by libreadstat.
#include <algorithm>
#include <array>
#include <memory>
#include <stdexcept>

#include <readstat.h>

#include "records/record_files.h"

namespace soundings::report {
namespace {

/// What the format has room for.
constexpr std::size_t file_label_room = 64;
constexpr std::size_t label_room = 252;
constexpr std::size_t value_label_room = 120;
constexpr std::size_t separate_missing_values = 3;
constexpr std::int64_t microseconds = 1000000;
constexpr std::int32_t largest_uncompressed_width = 12;

struct Closed {
  void operator()(readstat_writer_t* writer) const noexcept { readstat_writer_free(writer); }
};
using Writer = std::unique_ptr<readstat_writer_t, Closed>;

void checked(readstat_error_t error) {
  if (error != READSTAT_OK) {
    throw std::runtime_error(std::string("the SPSS file: ") + readstat_error_message(error));
  }
}

/// As much of a text as there is room for, cut between two characters.
std::string cut(const std::string& text, std::size_t room) {
  if (text.size() <= room) {
    return text;
  }
  std::size_t end = room;
  constexpr unsigned char inside = 0x80;
  constexpr unsigned char top_two = 0xC0;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & top_two) == inside) {
    --end;
  }
  return text.substr(0, end);
}

ssize_t take(const void* data, std::size_t length, void* sink) {
  (*static_cast<const Sink*>(sink))({static_cast<const char*>(data), length});
  return static_cast<ssize_t>(length);
}

/// Values outside every base: at most three stand alone, more of them are one range. The numbers of
/// such values lie beyond those of all others.
void mark_missing(const RecordVariable& variable, readstat_variable_t* written) {
  std::vector<double> missing;
  for (const RecordValue& value : variable.values) {
    if (value.missing) {
      missing.push_back(value.number);
    }
  }
  if (missing.size() <= separate_missing_values) {
    for (const double value : missing) {
      checked(readstat_variable_add_missing_double_value(written, value));
    }
    return;
  }
  const auto [low, high] = std::ranges::minmax(missing);
  checked(readstat_variable_add_missing_double_range(written, low, high));
}

void add_values(readstat_writer_t* writer, const RecordVariable& variable,
                readstat_variable_t* written) {
  if (variable.kind == RecordVariable::Kind::number) {
    readstat_variable_set_measure(written, READSTAT_MEASURE_SCALE);
    return;
  }
  readstat_variable_set_measure(written, READSTAT_MEASURE_NOMINAL);
  readstat_label_set_t* labels =
      readstat_add_label_set(writer, READSTAT_TYPE_DOUBLE, variable.name.c_str());
  for (const RecordValue& value : variable.values) {
    readstat_label_double_value(labels, value.number, cut(value.label, value_label_room).c_str());
  }
  readstat_variable_set_label_set(written, labels);
  mark_missing(variable, written);
}

std::vector<readstat_variable_t*> add_variables(readstat_writer_t* writer,
                                                const RespondentRecords& records) {
  std::vector<readstat_variable_t*> written;
  for (const RecordVariable& variable : records.variables) {
    readstat_variable_t* one =
        readstat_add_variable(writer, variable.name.c_str(), READSTAT_TYPE_DOUBLE, 0);
    const bool fraction = variable.name.ends_with("weight");
    readstat_variable_set_format(one, fraction ? "F12.6" : "F8.0");
    readstat_variable_set_display_width(one, largest_uncompressed_width);
    readstat_variable_set_label(one, cut(variable.label, label_room).c_str());
    add_values(writer, variable, one);
    if (variable.use == RecordVariable::Use::weight) {
      checked(readstat_writer_set_fweight_variable(writer, one));
    }
    written.push_back(one);
  }
  return written;
}

void write_rows(readstat_writer_t* writer, const RespondentRecords& records,
                const std::vector<readstat_variable_t*>& written) {
  for (std::size_t at = 0; at < records.count; ++at) {
    checked(readstat_begin_row(writer));
    for (std::size_t column = 0; column < written.size(); ++column) {
      const RecordVariable& variable = records.variables[column];
      if (variable.kind == RecordVariable::Kind::number) {
        checked(readstat_insert_double_value(writer, written[column], variable.numbers[at]));
      } else if (const std::uint16_t chosen = variable.chosen[at]; chosen == 0) {
        checked(readstat_insert_missing_value(writer, written[column]));
      } else {
        checked(readstat_insert_double_value(writer, written[column],
                                             variable.values[chosen - 1U].number));
      }
    }
    checked(readstat_end_row(writer));
  }
}

void write_sav(const RecordBundle& bundle, const Sink& sink) {
  const RespondentRecords& records = bundle.records;
  const Writer writer(readstat_writer_init());
  checked(readstat_set_data_writer(writer.get(), take));
  checked(
      readstat_writer_set_file_label(writer.get(), cut(records.notice(), file_label_room).c_str()));
  checked(readstat_writer_set_file_timestamp(writer.get(),
                                             epoch_microseconds(bundle.at) / microseconds));
  checked(readstat_writer_set_compression(writer.get(), READSTAT_COMPRESS_ROWS));
  readstat_add_note(writer.get(), records.notice().c_str());
  readstat_add_note(writer.get(), (records.title + ", " + records.period_words).c_str());
  const auto written = add_variables(writer.get(), records);
  Sink bytes = sink;
  checked(readstat_begin_writing_sav(writer.get(), &bytes, static_cast<long>(records.count)));
  write_rows(writer.get(), records, written);
  checked(readstat_end_writing(writer.get()));
}

}  // namespace

std::vector<RecordFile> sav_files(const RecordBundle& bundle) {
  return {
      {bundle.records.name() + ".records.sav", [&](const Sink& sink) { write_sav(bundle, sink); }}};
}

}  // namespace soundings::report
