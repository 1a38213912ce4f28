// Workbooks by libxlsxwriter.
#include "soundings/report/workbook.h"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <map>
#include <stdexcept>
#include <utility>

#include <xlsxwriter.h>

#include "soundings/base/number.h"

#include "xlsx/memory_file.h"
#include "xlsx/text.h"

namespace soundings::report {
namespace {

constexpr double narrow = 10;
constexpr double wide = 46;
constexpr double cover_width = 90;
constexpr lxw_color_t value_colour = 0x33566B;
constexpr lxw_color_t range_colour = 0x7590A1;
constexpr double chart_width = 1.6;
constexpr double chart_height = 1.5;
constexpr double chart_title_size = 12;
constexpr std::uint16_t chart_gap = 60;
constexpr std::size_t ranged_parts = 3;
constexpr std::uint8_t paper_a4 = 9;

void checked(lxw_error error) {
  if (error != LXW_NO_ERROR) {
    throw std::runtime_error(std::string("the workbook: ") + lxw_strerror(error));
  }
}

lxw_row_t row_of(std::size_t at) {
  return static_cast<lxw_row_t>(at);
}

lxw_col_t column_of(std::size_t at) {
  return static_cast<lxw_col_t>(at);
}

int decimals_of(const std::string& number) {
  const auto point = number.find('.');
  return point == std::string::npos ? 0 : static_cast<int>(number.size() - point - 1);
}

/// How wide a column must be for its header and cells; longer texts are wrapped.
double width_of(const WorkbookTable& table, std::size_t column) {
  std::size_t longest = table.columns[column].size();
  for (const auto& row : table.rows) {
    longest = std::max(longest, row[column].text.size());
  }
  return std::clamp(static_cast<double>(longest) + 2, narrow, wide);
}

/// One file being made.
class Writer {
 public:
  explicit Writer(const Workbook& workbook) : workbook_(workbook), book_(begin(file_)) {
    title_ = workbook_add_format(book_);
    format_set_bold(title_);
    constexpr double title_size = 14;
    format_set_font_size(title_, title_size);
    head_ = wrapped();
    format_set_bold(head_);
    text_ = wrapped();
    link_ = workbook_get_default_url_format(book_);
  }

  ~Writer() {
    if (book_ != nullptr) {
      lxw_workbook_free(book_);
    }
  }
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  std::string written() {
    set_properties();
    add_cover();
    add_contents();
    add_table(workbook_.notes);
    for (const WorkbookTable& table : workbook_.tables) {
      add_table(table);
    }
    checked(workbook_close(std::exchange(book_, nullptr)));
    return file_.content();
  }

 private:
  static lxw_workbook* begin(const MemoryFile& file) {
    lxw_workbook* book = workbook_new(file.name().c_str());
    if (book == nullptr) {
      throw std::runtime_error("the workbook cannot be begun");
    }
    return book;
  }

  lxw_format* wrapped() {
    lxw_format* format = workbook_add_format(book_);
    format_set_text_wrap(format);
    format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    return format;
  }

  lxw_format* number_format(int decimals) {
    lxw_format*& format = numbers_[decimals];
    if (format == nullptr) {
      format = workbook_add_format(book_);
      const std::string shape =
          decimals == 0 ? "#,##0" : "#,##0." + std::string(static_cast<std::size_t>(decimals), '0');
      format_set_num_format(format, shape.c_str());
      format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    }
    return format;
  }

  lxw_worksheet* add_sheet(const std::string& name) {
    lxw_worksheet* sheet = workbook_add_worksheet(book_, name.c_str());
    if (sheet == nullptr) {
      throw std::runtime_error("the workbook: a sheet cannot be called " + name);
    }
    worksheet_set_paper(sheet, paper_a4);
    worksheet_set_landscape(sheet);
    worksheet_fit_to_pages(sheet, 1, 0);
    return sheet;
  }

  static void write(lxw_worksheet* sheet, std::size_t row, std::size_t column,
                    const std::string& text, lxw_format* format) {
    checked(worksheet_write_string(sheet, row_of(row), column_of(column), cell_text(text).c_str(),
                                   format));
  }

  void write(lxw_worksheet* sheet, std::size_t row, std::size_t column, const WorkbookCell& cell) {
    const auto number = cell.number ? parse_double(cell.text) : std::nullopt;
    if (!number) {
      write(sheet, row, column, cell.text, text_);
      return;
    }
    checked(worksheet_write_number(sheet, row_of(row), column_of(column), *number,
                                   number_format(decimals_of(cell.text))));
  }

  void set_properties() {
    std::string title = printable(workbook_.title);
    std::string company = printable(workbook_.company);
    std::string author = "Soundings";
    std::string subject = printable("Release " + workbook_.release);
    lxw_doc_properties properties{};
    properties.title = title.data();
    properties.subject = subject.data();
    properties.author = author.data();
    properties.company = company.data();
    properties.created = std::chrono::system_clock::to_time_t(
        std::chrono::floor<std::chrono::seconds>(workbook_.created));
    checked(workbook_set_properties(book_, &properties));
    checked(workbook_set_custom_property_string(book_, "Release",
                                                printable(workbook_.release).c_str()));
  }

  void add_cover() {
    lxw_worksheet* sheet = add_sheet("Cover");
    checked(worksheet_set_column(sheet, 0, 0, cover_width, nullptr));
    write(sheet, 0, 0, workbook_.title, title_);
    for (std::size_t at = 0; at < workbook_.cover.size(); ++at) {
      write(sheet, at + 1, 0, workbook_.cover[at], text_);
    }
  }

  /// The sheets with their titles; each name leads to its sheet.
  void add_contents() {
    WorkbookTable contents{.name = "Contents",
                           .title = "Contents",
                           .notes = {"Every sheet below has one table."},
                           .columns = {"Sheet", "What it holds", "Rows"},
                           .rows = {},
                           .chart = {}};
    const auto add = [&](const WorkbookTable& table) {
      contents.rows.push_back(
          {{table.name}, {table.title}, {std::to_string(table.rows.size()), true}});
    };
    add(workbook_.notes);
    for (const WorkbookTable& table : workbook_.tables) {
      add(table);
    }
    lxw_worksheet* sheet = add_table(contents);
    for (std::size_t at = 0; at < contents.rows.size(); ++at) {
      const std::string& name = contents.rows[at][0].text;
      const std::size_t row = contents.notes.size() + 2 + at;
      checked(worksheet_write_url_opt(sheet, row_of(row), 0, ("internal:" + name + "!A1").c_str(),
                                      link_, name.c_str(), nullptr));
    }
  }

  lxw_worksheet* add_table(const WorkbookTable& table) {
    lxw_worksheet* sheet = add_sheet(table.name);
    write(sheet, 0, 0, table.title, title_);
    for (std::size_t at = 0; at < table.notes.size(); ++at) {
      write(sheet, at + 1, 0, table.notes[at], nullptr);
    }
    const std::size_t head = table.notes.size() + 1;
    mark_up(sheet, table, head);
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
      for (std::size_t column = 0; column < table.columns.size(); ++column) {
        write(sheet, head + 1 + row, column, table.rows[row].at(column));
      }
    }
    worksheet_freeze_panes(sheet, row_of(head + 1), 0);
    if (table.chart) {
      add_chart(sheet, table, *table.chart, head);
    }
    return sheet;
  }

  /// Says to programs, and to those who listen, that this is a table and which its headers are.
  void mark_up(lxw_worksheet* sheet, const WorkbookTable& table, std::size_t head) {
    std::vector<std::string> names;
    for (std::size_t at = 0; at < table.columns.size(); ++at) {
      names.push_back(cell_text(table.columns[at]));
      checked(
          worksheet_set_column(sheet, column_of(at), column_of(at), width_of(table, at), nullptr));
    }
    std::vector<lxw_table_column> columns(names.size());
    std::vector<lxw_table_column*> pointers;
    for (std::size_t at = 0; at < names.size(); ++at) {
      columns[at].header = names[at].data();
      columns[at].header_format = head_;
      pointers.push_back(&columns[at]);
    }
    pointers.push_back(nullptr);
    std::string name = "of_" + table.name;
    lxw_table_options options{};
    options.name = name.data();
    options.no_autofilter = LXW_TRUE;
    options.no_banded_rows = LXW_TRUE;
    options.style_type = LXW_TABLE_STYLE_TYPE_LIGHT;
    options.style_type_number = 1;
    options.columns = pointers.data();
    checked(worksheet_add_table(sheet, row_of(head), 0, row_of(head + table.rows.size()),
                                column_of(names.size() - 1), &options));
  }

  /// The first row at the top, and the numbers at the bottom. Of bars, x is the axis of values.
  static void set_axes(lxw_chart* chart, const WorkbookChart& asked) {
    lxw_chart_font font{};
    font.size = chart_title_size;
    font.bold = LXW_TRUE;
    chart_title_set_name(chart, printable(asked.title).c_str());
    chart_title_set_name_font(chart, &font);
    chart_axis_set_name(chart->x_axis, printable(asked.axis).c_str());
    chart_axis_set_label_position(chart->x_axis, LXW_CHART_AXIS_LABEL_POSITION_HIGH);
    chart_axis_set_reverse(chart->y_axis);
    chart_set_series_gap(chart, chart_gap);
  }

  void add_chart(lxw_worksheet* sheet, const WorkbookTable& table, const WorkbookChart& asked,
                 std::size_t head) {
    lxw_chart* chart = workbook_add_chart(book_, LXW_CHART_BAR_STACKED);
    const bool ranged = asked.parts.size() == ranged_parts;
    for (std::size_t part = 0; part < asked.parts.size(); ++part) {
      lxw_chart_series* series = chart_add_series(chart, nullptr, nullptr);
      const lxw_row_t first = row_of(head + 1);
      const lxw_row_t last = row_of(head + table.rows.size());
      const lxw_col_t labels = column_of(asked.labels);
      const lxw_col_t values = column_of(asked.parts[part]);
      chart_series_set_categories(series, table.name.c_str(), first, labels, last, labels);
      chart_series_set_values(series, table.name.c_str(), first, values, last, values);
      chart_series_set_name_range(series, table.name.c_str(), row_of(head), values);
      lxw_chart_fill fill{};
      fill.color = part + 1 == ranged_parts ? range_colour : value_colour;
      fill.none = ranged && part == 0 ? LXW_TRUE : LXW_FALSE;
      chart_series_set_fill(series, &fill);
    }
    set_axes(chart, asked);
    // Programs disagree which entry of a legend is the series that is not drawn.
    chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
    std::string description = printable(asked.description);
    lxw_chart_options options{};
    options.x_scale = chart_width;
    options.y_scale = chart_height;
    options.description = description.data();
    checked(worksheet_insert_chart_opt(sheet, row_of(head), column_of(table.columns.size() + 1),
                                       chart, &options));
  }

  const Workbook& workbook_;
  MemoryFile file_;
  lxw_workbook* book_;
  lxw_format* title_ = nullptr;
  lxw_format* head_ = nullptr;
  lxw_format* text_ = nullptr;
  lxw_format* link_ = nullptr;
  std::map<int, lxw_format*> numbers_;
};

}  // namespace

std::string xlsx(const Workbook& workbook) {
  return Writer(workbook).written();
}

}  // namespace soundings::report
