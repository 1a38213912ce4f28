// Files as senders and spreadsheets make them: which delimiter, which header, which rows.
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <catch2/catch.hpp>
#include <unistd.h>

#include "soundings/receive/receive.h"

#include "support/small_survey.h"
#include "support/spellings.h"

using namespace soundings;
using receive::decode;
using receive::Decoded;
using receive::Submission;

namespace {

const std::string mark = "\xEF\xBB\xBF";

FieldMapping mapping(const std::string& field, std::vector<std::string> paths) {
  FieldMapping made;
  made.field = field;
  made.paths = std::move(paths);
  return made;
}

Adapter exported() {
  Adapter adapter;
  adapter.id = "exported";
  adapter.drop = {"Name"};
  adapter.not_needed = {"Agent"};
  adapter.map = {mapping("source_response_id", {"Chat ID", "source_response_id"}),
                 mapping("completed_at", {"Ended", "Modified", "completed_at"}),
                 mapping("modified_at", {"Modified"}),
                 mapping("npu", {"NPU"}),
                 mapping("age", {"Age"}),
                 mapping("answers/whole_experience", {"How would you rate it, all in all?"}),
                 mapping("comment", {"Comment"})};
  return adapter;
}

Decoded decode_csv(const std::string& body, const receive::Layout& layout = nullptr) {
  Delivery delivery;
  delivery.media_type = "text/csv";
  delivery.body = body;
  return decode(delivery, layout);
}

std::string value(const Submission& submission, const std::string& name) {
  for (const receive::Field& field : submission.fields) {
    if (field.name == name) {
      return std::get<std::string>(field.value);
    }
  }
  return "(none)";
}

std::string problem_of(const Decoded& decoded) {
  REQUIRE(decoded.submissions.size() == 1);
  const auto& problem = decoded.submissions[0].problem;
  return problem ? problem->code : "(none)";
}

std::string message_of(const Decoded& decoded) {
  return decoded.submissions.at(0).problem.value().message;
}

std::vector<std::string> codes(const std::vector<Finding>& findings) {
  std::vector<std::string> found;
  for (const Finding& finding : findings) {
    found.push_back(finding.code);
  }
  return found;
}

class ScratchFile {
 public:
  ScratchFile(const std::string& name, const std::string& content)
      : path_(std::filesystem::temp_directory_path() /
              ("soundings-columns-" + std::to_string(::getpid()) + name)) {
    std::ofstream(path_, std::ios::binary) << content;
  }
  ~ScratchFile() { std::filesystem::remove(path_); }
  ScratchFile(const ScratchFile&) = delete;
  ScratchFile& operator=(const ScratchFile&) = delete;
  [[nodiscard]] std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_;
};

/// The submissions of a file, or the code of why there are none.
Expected<std::vector<Submission>, std::string> decode_path(const std::string& path,
                                                           const receive::Layout& layout) {
  std::vector<Submission> all;
  const auto decoded =
      receive::decode_file(path, "text/csv", layout, {}, 100,
                           [&](std::vector<Submission>&& chunk, const receive::FileProgress&) {
                             std::ranges::move(chunk, std::back_inserter(all));
                             return true;
                           });
  if (!decoded) {
    return unexpected(decoded.error().code);
  }
  return all;
}

}  // namespace

TEST_CASE("a column is found whatever the spelling of its header", "[receive]") {
  const Adapter adapter = exported();
  for (const std::string& spelling : support::spellings_of("Chat ID")) {
    CAPTURE(spelling);
    const Decoded decoded =
        decode_csv(support::cell_of(spelling) + ",Comment\nc1,Kind\nc2,\n", &adapter);
    REQUIRE(decoded.submissions.size() == 2);
    CHECK(value(decoded.submissions[0], "source_response_id") == "c1");
    CHECK(decoded.submissions[0].unread.empty());
  }
  for (const std::string& spelling : support::spellings_of("source_response_id")) {
    CAPTURE(spelling);
    CHECK(value(decode_csv(support::cell_of(spelling) + "\nr1\n").submissions.at(0),
                "source_response_id") == "r1");
  }
}

TEST_CASE("a spelling changes neither the fields nor the content of a row", "[receive]") {
  const auto row = [](const std::string& id) {
    return decode_csv(id + ",npu\nr1,BE\n").submissions.at(0);
  };
  CHECK(row("Source response ID").content == row("source_response_id").content);
  CHECK(row(mark + mark + mark + "\"source_response_id\"").content ==
        row("source_response_id").content);
}

TEST_CASE("a header that stands twice is refused, in one spelling or two", "[receive]") {
  const Survey survey = support::small_victim_survey();
  const Adapter adapter = exported();
  for (const std::string header :
       {"Chat ID,Age,Age,Comment", "Chat ID,Age,AGE,Comment",
        "Chat ID,source_response_id,Age,Ended", "Other,Chat ID,Age,Other"}) {
    CAPTURE(header);
    const Decoded decoded = decode_csv(header + "\nc1,2,3,4\nc2,2,3,4\n", &adapter);
    CHECK_FALSE(decoded.batch);
    CHECK(problem_of(decoded) == "header_unreadable");
    CHECK(decoded.submissions[0].raw == header + "\nc1,2,3,4\nc2,2,3,4\n");
  }
  CHECK(problem_of(decode_csv("npu,age,Age\nBE,2,3\n")) == "header_unreadable");
  const ScratchFile file(".csv", "Chat ID,Age,Age\nc1,2,3\n");
  CHECK(decode_path(file.path(), &adapter).error() == "header_unreadable");
  CHECK(problem_of(decode_csv("npu,follow_up,answers/follow_up\nBE,2,3\n", {nullptr, &survey})) ==
        "header_unreadable");
  CHECK(problem_of(decode_csv("npu,followUp,Follow-up\nBE,2,3\n")) == "header_unreadable");
  // Columns without a name, and those an adapter sets aside, may be as many as they like.
  CHECK(decode_csv("Chat ID,,,Name,Name,Agent,agent\n1,,,,,,\n", &adapter).batch);
  // A second name of one field that is the first of another is that other.
  const Decoded both = decode_csv("Chat ID,Ended,Modified\n1,2,3\n", &adapter);
  CHECK(value(both.submissions.at(0), "completed_at") == "2");
  CHECK(value(both.submissions.at(0), "modified_at") == "3");
}

TEST_CASE("a first line that is no header is not reported, for it holds values", "[receive]") {
  const Adapter adapter = exported();
  CHECK(message_of(decode_csv("Jane Doe,7,7\nJoan Roe,7,7\n", &adapter)) ==
        "No column of the first line is a known field.");
}

TEST_CASE("a form that gives a field in two spellings gives a key twice", "[receive]") {
  Delivery delivery;
  delivery.media_type = "application/x-www-form-urlencoded";
  delivery.body = "npu=BE&age=40&Age=16";
  const Decoded decoded = decode(delivery, nullptr);
  CHECK(problem_of(decoded) == "duplicate_key");
  CHECK(decoded.submissions[0].claims.size() == 3);
}

TEST_CASE("a file without a column that every row needs is held as one", "[receive]") {
  const Survey survey = support::small_victim_survey();
  const std::string rows = "\na,b,c\nd,e,f\n";
  const auto native = [&](const std::string& header) {
    return decode_csv(header + rows, {nullptr, &survey});
  };
  CHECK(problem_of(native("npu,follow_up,Complete at")) == "field_missing");
  CHECK(message_of(native("npu,follow_up,Complete at")) ==
        "No column gives the field completed_at; the nearest header is \"Complete at\". Not read: "
        "\"Complete at\".");
  CHECK(problem_of(native("completed_at,follow_up,area")) == "field_missing");
  CHECK(problem_of(native("completed_at,npu,q1")) == "no_known_answer");
  CHECK(message_of(native("completed_at,npu,q1")) ==
        "No column gives an answer of the survey. Not read: \"q1\".");
  CHECK(native("completed_at,npu,Follow up").submissions.size() == 2);
  // Of a form, which is one item, an absent field is a blank one.
  Delivery delivery;
  delivery.media_type = "application/x-www-form-urlencoded";
  delivery.body = "npu=BE";
  CHECK_FALSE(decode(delivery, {nullptr, &survey}).submissions.at(0).problem);
}

TEST_CASE("a file lacking what its sender must send is held as one, and its import refused",
          "[receive]") {
  Adapter adapter = exported();
  adapter.must_send = {"age"};
  const std::string body = "Chat ID,Ages,Agent\nc1,40,x\nc2,50,y\n";
  const Decoded decoded = decode_csv(body, &adapter);
  CHECK(problem_of(decoded) == "field_missing");
  CHECK(decoded.submissions[0].problem->pointer == "/age");
  CHECK(message_of(decoded).find("\"Ages\"") != std::string::npos);
  CHECK(decoded.submissions[0].raw == body);
  const ScratchFile file(".csv", body);
  CHECK(decode_path(file.path(), &adapter).error() == "field_missing");
  const ScratchFile spelled("-2.csv", "chat id,AGE\nc1,40\n");
  CHECK(decode_path(spelled.path(), &adapter).value().size() == 1);
}

TEST_CASE("the delimiter is the one that gives known columns and even rows", "[receive]") {
  const Adapter adapter = exported();
  const std::string agree = "I agree, freely, that my answers, name removed, may be kept";
  for (const std::string delimiter : {"\t", ";"}) {
    const std::string text = "Chat ID" + delimiter + "Ended" + delimiter + agree + "\nc1" +
                             delimiter + "then" + delimiter + "yes\n";
    CAPTURE(text);
    const Decoded decoded = decode_csv(text, &adapter);
    REQUIRE(decoded.submissions.size() == 1);
    CHECK(value(decoded.submissions[0], "source_response_id") == "c1");
    CHECK(decoded.submissions[0].unread.at(0).name == agree);
  }
  const Decoded commas =
      decode_csv("Chat ID,Ended,\"Rate; please; now\",a;b;c;d\nc1,2,3,4\n", &adapter);
  CHECK(value(commas.submissions.at(0), "completed_at") == "2");
  // Nothing known by either: the rows decide, and of two that are even the more columns.
  const Decoded even = decode_csv("npu;a,b,c,d;e\nBE;1;2\n");
  CHECK(value(even.submissions.at(0), "npu") == "BE");
  const ScratchFile tabbed(".tsv", "Chat ID\tEnded,Comment\nc1\tx,y\n");
  CHECK(value(decode_path(tabbed.path(), &adapter).value().at(0), "source_response_id") == "c1");
}

TEST_CASE("byte order marks before rows are passed over, however many", "[receive]") {
  for (const std::string& marks : {mark, mark + mark, mark + mark + mark}) {
    const std::string text = marks + "\"source_response_id\",comment\n" + marks + "a1,x\n";
    const Decoded decoded = decode_csv(text);
    REQUIRE(decoded.submissions.size() == 1);
    CHECK(value(decoded.submissions[0], "source_response_id") == "a1");
  }
  Delivery lines;
  lines.media_type = "application/x-ndjson";
  lines.body =
      mark + mark + "{\"source_response_id\":\"a\"}\n" + mark + "{\"source_response_id\":\"b\"}\n";
  const Decoded decoded = decode(lines, nullptr);
  REQUIRE(decoded.submissions.size() == 2);
  CHECK_FALSE(decoded.submissions[0].problem);
  CHECK_FALSE(decoded.submissions[1].problem);
}

TEST_CASE("rows with no value, and the header once more, are passed over and counted",
          "[receive]") {
  const Decoded decoded = decode_csv(
      ",,\nsource_response_id,npu,comment\n,,\nr1,BE,x\n, ,\xC2\xA0\n,,,,,,\n,\n"
      "Source Response ID,\"NPU\",Comment\nr2,BW,y\n" +
      std::string(3, '\0') + "\n");
  REQUIRE(decoded.submissions.size() == 2);
  CHECK(value(decoded.submissions[1], "source_response_id") == "r2");
  CHECK(codes(decoded.findings) ==
        std::vector<std::string>{"blank_rows_passed_over", "header_rows_passed_over"});
  CHECK(decoded.findings[0].message == "6 rows without a value in any cell were passed over.");
  CHECK(decoded.findings[1].message == "1 row like the first line was passed over.");
}

TEST_CASE("a text that a spreadsheet wrote as a formula is the text", "[receive]") {
  const Decoded decoded = decode_csv(
      "source_response_id,comment\n=\"007123\",\"=\"\"00\"\"\"\"7\"\"\"\n=1+1,=\"open\n");
  REQUIRE(decoded.submissions.size() == 2);
  CHECK(value(decoded.submissions[0], "source_response_id") == "007123");
  CHECK(value(decoded.submissions[0], "comment") == "00\"7");
  CHECK(value(decoded.submissions[1], "source_response_id") == "=1+1");
  CHECK(value(decoded.submissions[1], "comment") == "=\"open");
}

TEST_CASE("columns, cells and bytes are limited while they are read", "[receive]") {
  const std::string commas(3'000'000, ',');
  CHECK(problem_of(decode_csv("npu" + commas + "x\nBE\n")) == "too_many_columns");
  CHECK(decode_csv("npu,comment\n" + commas + "\nBE,x\n").submissions.size() == 1);
  const Decoded wide = decode_csv("npu,comment\nBE" + commas + "x\nBE,x\n");
  REQUIRE(wide.submissions.size() == 2);
  CHECK(wide.submissions[0].problem->code == "too_many_columns");
  CHECK(wide.submissions[0].raw.size() <= std::size_t{2} * 1024 * 1024);
  CHECK(wide.submissions[0].claims.size() < 10);
  CHECK_FALSE(wide.submissions[1].problem);
  std::string header = "npu";
  std::string row = "BE";
  for (int i = 0; i < 999; ++i) {
    header += ",q" + std::to_string(i);
    row += ",1";
  }
  std::string file = header + "\n";
  for (int i = 0; i < 2000; ++i) {
    file += row + "\n";
  }
  CHECK(problem_of(decode_csv(file)) == "too_many_items");
}

TEST_CASE("a row by itself is read as in its file, whatever said how to read that", "[receive]") {
  const std::string header = "source_response_id%npu%comment";
  const auto with = [](std::string text, char delimiter) {
    std::ranges::replace(text, '%', delimiter);
    return text;
  };
  // A delimiter that only "sep=" names; one that the rows decide; bytes that only a mark calls
  // UTF-8.
  for (const std::string& file :
       {"sep=|\n" + with(header + "\nr-1%Sandwell%yes\n", '|'),
        with("source_response_id%npu%comment,or;not\nr-1%Sandwell%a;b,c\nr-2%Dudley%d\n", '\t'),
        "\xEF\xBB\xBF" + with(header + "\nr-1%Sandwell%caf\xE9\n", ',')}) {
    Delivery delivery;
    delivery.media_type = "text/csv";
    delivery.body = file;
    for (const auto& row : receive::decode(delivery, nullptr).submissions) {
      REQUIRE(row.header != nullptr);
      const auto again =
          receive::reread(row.raw, {.form = "csv", .header = *row.header, .whole = false}, nullptr);
      REQUIRE(again.size() == 1);
      CHECK(again.front().content == row.content);
      CHECK(again.front().problem.has_value() == row.problem.has_value());
    }
  }
}

TEST_CASE("a file of nothing but blanks is held with all its bytes", "[receive]") {
  for (const std::string& file : {std::string("\x08"), std::string(" ,,\r\n\r\n,\t\n")}) {
    const Decoded decoded = decode_csv(file);
    REQUIRE(decoded.submissions.size() == 1);
    CHECK(decoded.submissions.front().problem->code == "header_unreadable");
    CHECK(decoded.submissions.front().raw == file);
  }
}
