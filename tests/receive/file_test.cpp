#include <filesystem>
#include <fstream>
#include <functional>
#include <thread>

#include <catch2/catch.hpp>
#include <sys/stat.h>
#include <unistd.h>

#include "soundings/receive/receive.h"

#include "support/kept.h"

using namespace soundings;
using receive::decode;
using receive::Decoded;
using receive::Submission;

namespace {

Decoded decode_as(const std::string& media_type, const std::string& body,
                  const Adapter* adapter = nullptr) {
  Delivery delivery;
  delivery.media_type = media_type;
  delivery.body = body;
  return decode(delivery, adapter);
}

Decoded decode_csv(const std::string& body, const Adapter* adapter = nullptr) {
  return decode_as("text/csv", body, adapter);
}

std::string value(const Submission& submission, const std::string& name) {
  for (const receive::Field& field : submission.fields) {
    if (field.name == name) {
      return std::get<std::string>(field.value);
    }
  }
  return "(none)";
}

/// ASCII and U+00A3 and U+2019 alone, which is what these files have.
std::string encoded(const std::u16string& text, const std::string& encoding) {
  std::string bytes;
  for (const char16_t c : text) {
    if (encoding == "utf-16le" || encoding == "utf-16be") {
      const char low = static_cast<char>(c & 0xFFU);
      const char high = static_cast<char>(c >> 8U);
      bytes += encoding == "utf-16le" ? low : high;
      bytes += encoding == "utf-16le" ? high : low;
    } else if (c == 0x2019) {
      bytes += encoding == "utf-8" ? "\xE2\x80\x99" : "\x92";
    } else if (c == 0xA3) {
      bytes += encoding == "utf-8" ? "\xC2\xA3" : "\xA3";
    } else {
      bytes += static_cast<char>(c);
    }
  }
  return bytes;
}

/// A file that is removed again.
class ScratchFile {
 public:
  explicit ScratchFile(const std::string& content)
      : path_(std::filesystem::temp_directory_path() /
              ("soundings-file-test-" + std::to_string(::getpid()))) {
    std::ofstream(path_, std::ios::binary) << content;
  }
  ~ScratchFile() { std::filesystem::remove(path_); }
  ScratchFile(const ScratchFile&) = delete;
  ScratchFile& operator=(const ScratchFile&) = delete;
  [[nodiscard]] std::string path() const { return path_.string(); }

 private:
  std::filesystem::path path_;
};

Adapter livechat_columns() {
  Adapter adapter;
  adapter.id = "livechat_csv";
  adapter.drop = {"Name"};
  FieldMapping id;
  id.field = "source_response_id";
  id.paths = {"Chat ID"};
  FieldMapping rating;
  rating.field = "answers/rating";
  rating.paths = {"Rating", "How would you rate LiveChat?"};
  adapter.map = {id, rating};
  return adapter;
}

}  // namespace

TEST_CASE("native columns name fields, answers and items alike", "[receive]") {
  const Decoded decoded = decode_csv(
      "source_response_id,npu,answers/whole_experience,follow_up\r\na1,BE,3,\r\na2,BW,4,5\r\n");
  CHECK(decoded.batch);
  CHECK(decoded.encoding == "utf-8");
  REQUIRE(decoded.submissions.size() == 2);
  CHECK(decoded.submissions[0].line == 2);
  CHECK(decoded.submissions[0].raw == "a1,BE,3,");
  CHECK(value(decoded.submissions[0], "answers/whole_experience") == "3");
  CHECK(value(decoded.submissions[0], "answers/follow_up") == "(none)");
  CHECK(value(decoded.submissions[1], "answers/follow_up") == "5");
  CHECK(decoded.submissions[1].fields[2].pointer == "/answers/whole_experience");
  CHECK(
      testing::kept(decoded.submissions[1]) ==
      R"({"source_response_id":"a2","npu":"BW","answers":{"whole_experience":"4","follow_up":"5"}})");
}

TEST_CASE("a posted file in chunks is the same rows as whole", "[receive]") {
  Delivery delivery;
  delivery.media_type = "text/csv";
  delivery.body = "source_response_id,npu\n";
  for (int i = 0; i < 25; ++i) {
    delivery.body += "r" + std::to_string(i) + (i == 17 ? "\n" : ",BE\n");
  }
  const Decoded whole = receive::decode(delivery, nullptr);
  std::vector<receive::Submission> rows;
  std::vector<std::size_t> sizes;
  const auto take = [&](std::vector<receive::Submission>&& chunk) {
    sizes.push_back(chunk.size());
    std::ranges::move(chunk, std::back_inserter(rows));
    return true;
  };
  const Decoded told = receive::decode_in_chunks(delivery, nullptr, {}, 10, take);
  CHECK(sizes == std::vector<std::size_t>{10, 10, 5});
  CHECK(told.submissions.empty());
  CHECK(told.batch);
  CHECK(told.encoding == whole.encoding);
  REQUIRE(rows.size() == whole.submissions.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    CHECK(rows[i].content == whole.submissions[i].content);
    CHECK(rows[i].line == whole.submissions[i].line);
    CHECK(rows[i].index == whole.submissions[i].index);
    CHECK(rows[i].problem == whole.submissions[i].problem);
  }
  rows.clear();
  static_cast<void>(receive::decode_in_chunks(delivery, nullptr, {.file_items = 24}, 10, take));
  REQUIRE(rows.size() == 1);
  CHECK(rows[0].problem->code == "too_many_items");
}

TEST_CASE("the columns of an adapter are its headers, personal ones dropped", "[receive]") {
  const Adapter adapter = livechat_columns();
  const Decoded decoded = decode_csv(
      "Chat ID,Name,How would you rate LiveChat?,Agent\n17,Jane Doe,Good,42\n18,,Poor,\n",
      &adapter);
  REQUIRE(decoded.submissions.size() == 2);
  CHECK(value(decoded.submissions[0], "answers/rating") == "Good");
  CHECK(decoded.submissions[0].fields[1].pointer == "/How would you rate LiveChat?");
  CHECK(decoded.submissions[0].dropped == 1);
  CHECK(decoded.submissions[0].unmapped == 1);
  CHECK(testing::kept(decoded.submissions[0]) ==
        R"({"source_response_id":"17","answers":{"rating":"Good"}})");
  CHECK(decoded.submissions[1].dropped == 0);
}

TEST_CASE("quotes, doubled quotes and line ends within them are RFC 4180", "[receive]") {
  const Decoded decoded = decode_csv(
      "source_response_id,comment\r\na1,\"one, \"\"two\"\"\r\nthree\"\r\na2,plain \"inside\"\r\n");
  REQUIRE(decoded.submissions.size() == 2);
  CHECK(value(decoded.submissions[0], "comment") == "one, \"two\"\r\nthree");
  CHECK(value(decoded.submissions[1], "comment") == "plain \"inside\"");
  CHECK(decoded.submissions[0].line == 2);
  CHECK(decoded.submissions[1].line == 4);
}

TEST_CASE("comma, semicolon and tab are told apart by the first line", "[receive]") {
  for (const auto* text : {"npu,comment\nBE,a\n", "npu;comment\nBE;a\n", "npu\tcomment\nBE\ta\n"}) {
    const Decoded decoded = decode_csv(text);
    REQUIRE(decoded.submissions.size() == 1);
    CHECK(value(decoded.submissions[0], "npu") == "BE");
  }
  const Decoded quoted = decode_csv("npu;\"comment\"\nBE;\"a,b,c\"\n");
  CHECK(value(quoted.submissions.at(0), "comment") == "a,b,c");
  const Decoded told = decode_csv("sep=;\r\nnpu;comment\r\nBE;a\r\n");
  CHECK(value(told.submissions.at(0), "comment") == "a");
}

TEST_CASE("one text in any encoding is the same rows and the same contents", "[receive]") {
  const std::u16string text = u"source_response_id;comment\r\na1;It cost £20\r\na2;wasn’t told\r\n";
  const Decoded plain = decode_csv(encoded(text, "utf-8"));
  REQUIRE(plain.submissions.size() == 2);
  CHECK(value(plain.submissions[1], "comment") == "wasn\xE2\x80\x99t told");
  struct Case {
    std::string body;
    std::string encoding;
  };
  const std::vector<Case> cases = {{"\xEF\xBB\xBF" + encoded(text, "utf-8"), "utf-8"},
                                   {"\xFF\xFE" + encoded(text, "utf-16le"), "utf-16le"},
                                   {"\xFE\xFF" + encoded(text, "utf-16be"), "utf-16be"},
                                   {encoded(text, "utf-16le"), "utf-16le"},
                                   {encoded(text, "utf-16be"), "utf-16be"},
                                   {encoded(text, "windows-1252"), "windows-1252"}};
  for (const Case& one : cases) {
    const Decoded decoded = decode_csv(one.body);
    CHECK(decoded.encoding == one.encoding);
    REQUIRE(decoded.submissions.size() == 2);
    CHECK(decoded.submissions[0].content == plain.submissions[0].content);
    CHECK(decoded.submissions[1].content == plain.submissions[1].content);
  }
}

TEST_CASE("a file cut within a character is still UTF-8, and its last row a reject", "[receive]") {
  const std::string cut = GENERATE("\xC3", "\xE2\x80", "\xF0\x9F\x91");
  CAPTURE(cut);
  const Decoded rows = decode_csv("npu,comment\nBE,caf\xC3\xA9\nBW,ok\nCV,caf" + cut);
  CHECK(rows.encoding == "utf-8");
  REQUIRE(rows.submissions.size() == 3);
  CHECK(value(rows.submissions[0], "comment") == "café");
  CHECK_FALSE(rows.submissions[1].problem);
  REQUIRE(rows.submissions[2].problem);
  CHECK(rows.submissions[2].problem->code == "invalid_utf8");
  CHECK(rows.submissions[2].line == 4);
  const Decoded lines =
      decode_as("application/x-ndjson", "{\"comment\":\"caf\xC3\xA9\"}\n{\"comment\":\"caf" + cut);
  CHECK(lines.encoding == "utf-8");
  REQUIRE(lines.submissions.size() == 2);
  CHECK(value(lines.submissions[0], "comment") == "café");
  REQUIRE(lines.submissions[1].problem);
  CHECK(lines.submissions[1].problem->code == "invalid_utf8");
  CHECK(lines.submissions[1].line == 2);
}

TEST_CASE("a UTF-16 file cut within a character loses its last row alone", "[receive]") {
  const std::string text = encoded(u"npu,comment\nBE,£20\nBW,£30", "utf-16le");
  for (const std::string& mark : {std::string("\xFF\xFE"), std::string()}) {
    const Decoded whole = decode_csv(mark + text);
    CHECK_FALSE(whole.submissions.at(1).problem);
    const Decoded cut = decode_csv(mark + text.substr(0, text.size() - 1));
    CHECK(cut.encoding == "utf-16le");
    REQUIRE(cut.submissions.size() == 2);
    CHECK_FALSE(cut.submissions[0].problem);
    REQUIRE(cut.submissions[1].problem);
    CHECK(cut.submissions[1].problem->code == "invalid_utf8");
    CHECK(cut.submissions[1].line == 3);
  }
}

TEST_CASE("a Windows-1252 file may end in its only accented letter", "[receive]") {
  const Decoded decoded = decode_csv("npu,comment\nBE,caf\xE9");
  CHECK(decoded.encoding == "windows-1252");
  CHECK(value(decoded.submissions.at(0), "comment") == "café");
}

TEST_CASE("bytes that Windows-1252 has no character for give a finding", "[receive]") {
  const Decoded decoded = decode_csv("npu,comment\nBE,caf\xE9 \x81\n");
  CHECK(decoded.encoding == "windows-1252");
  REQUIRE(decoded.findings.size() == 1);
  CHECK(decoded.findings[0].code == "unassigned_bytes");
}

TEST_CASE("a trailing Ctrl-Z is removed, with a finding", "[receive]") {
  for (const std::string end : {"\r\n\x1A", "\x1A"}) {
    const Decoded decoded = decode_csv("npu,comment\r\nBE,a\r\nBW,b" + end);
    REQUIRE(decoded.submissions.size() == 2);
    CHECK(value(decoded.submissions[1], "comment") == "b");
    REQUIRE(decoded.findings.size() == 1);
    CHECK(decoded.findings[0].code == "trailing_ctrl_z");
  }
}

TEST_CASE("a truncated last line is one problem with its line number", "[receive]") {
  const Decoded ragged = decode_csv("npu,comment,age\nBE,\"a\nb\",40\nBW,b");
  REQUIRE(ragged.submissions.size() == 2);
  CHECK_FALSE(ragged.submissions[0].problem);
  CHECK(ragged.submissions[1].problem->code == "ragged_row");
  CHECK(ragged.submissions[1].line == 4);
  CHECK(ragged.submissions[1].raw == "BW,b");
  const Decoded open = decode_csv("npu,comment\nBE,a\nBW,\"b");
  REQUIRE(open.submissions.size() == 2);
  CHECK(open.submissions[1].problem->code == "unterminated_quote");
  CHECK(open.submissions[1].line == 3);
}

TEST_CASE("bad rows are named and the rows around them kept", "[receive]") {
  const std::string long_cell(64 * 1024 + 1, 'x');
  const Decoded decoded =
      decode_csv("npu,comment\nBE,a,b\n\nBW,\"b\"c\nCV," + long_cell + "\nDY,ok,,\n");
  REQUIRE(decoded.submissions.size() == 4);
  CHECK(decoded.submissions[0].problem->code == "ragged_row");
  CHECK(decoded.submissions[1].problem->code == "malformed_row");
  CHECK(decoded.submissions[1].line == 4);
  CHECK(decoded.submissions[2].problem->code == "string_too_long");
  CHECK_FALSE(decoded.submissions[3].problem);
  CHECK(decoded.submissions[3].line == 6);
}

TEST_CASE("a file whose first line names nothing is one submission", "[receive]") {
  for (const std::string body : {"", "a,b,c\n1,2,3\n4,5,6\n", "npu,npu\nBE,BW\n"}) {
    const Decoded decoded = decode_csv(body);
    REQUIRE(decoded.submissions.size() == 1);
    CHECK(decoded.submissions[0].problem->code == "header_unreadable");
    CHECK(decoded.submissions[0].raw == body);
  }
}

TEST_CASE("a line of NDJSON is one response or an array of them, good or bad", "[receive]") {
  const Decoded decoded =
      decode_as("application/x-ndjson",
                "{\"npu\":\"BE\"}\r\n\n{\"npu\":\n[1,{\"npu\":\"CV\"}]\n{\"npu\":\"BW\"}");
  REQUIRE(decoded.submissions.size() == 5);
  CHECK_FALSE(decoded.submissions[0].problem);
  CHECK(decoded.submissions[1].problem->code == "malformed_json");
  CHECK(decoded.submissions[1].line == 3);
  CHECK(decoded.submissions[2].problem->code == "not_an_object");
  CHECK(value(decoded.submissions[3], "npu") == "CV");
  CHECK(decoded.submissions[3].line == 4);
  CHECK(value(decoded.submissions[4], "npu") == "BW");
  CHECK(decoded.submissions[4].line == 5);
  CHECK(decoded.submissions[4].index == 4);
}

TEST_CASE("a form is one response", "[receive]") {
  const std::string type = "application/x-www-form-urlencoded";
  const Decoded decoded = decode_as(
      type, "source_response_id=f1&npu=Birmingham+East&answers%5Brating%5D=2&comment=caf%C3%A9");
  CHECK_FALSE(decoded.batch);
  REQUIRE(decoded.submissions.size() == 1);
  CHECK(value(decoded.submissions[0], "npu") == "Birmingham East");
  CHECK(value(decoded.submissions[0], "answers/rating") == "2");
  CHECK(value(decoded.submissions[0], "comment") == "café");
  const auto code = [&](const std::string& body) {
    return decode_as(type, body).submissions.at(0).problem.value().code;
  };
  CHECK(code("npu=%zz") == "malformed_form");
  CHECK(code("npu=%4") == "malformed_form");
  CHECK(code("npu=a%00") == "nul_byte");
  CHECK(code("npu=%ff") == "invalid_utf8");
  CHECK(code("npu=BE&npu=BW") == "duplicate_key");
  CHECK(code("x") == "header_unreadable");
}

TEST_CASE("a file is decoded in chunks, in order, as a body would be", "[receive]") {
  std::string body = "source_response_id,npu,comment\n";
  for (int i = 0; i < 20000; ++i) {
    body +=
        "r" + std::to_string(i) + ",BE,\"a comment of some length, £" + std::to_string(i) + "\"\n";
  }
  const ScratchFile file(body);
  std::vector<std::size_t> sizes;
  std::size_t next = 0;
  bool in_order = true;
  receive::FileProgress last;
  const auto done = receive::decode_file(
      file.path(), "text/csv", nullptr, {}, 500,
      [&](std::vector<Submission>&& chunk, const receive::FileProgress& progress) {
        sizes.push_back(chunk.size());
        for (const Submission& submission : chunk) {
          in_order = in_order &&
                     value(submission, "source_response_id") == "r" + std::to_string(next) &&
                     submission.line == next + 2;
          ++next;
        }
        last = progress;
        return true;
      });
  REQUIRE(done);
  CHECK(done->encoding == "utf-8");
  CHECK(in_order);
  CHECK(next == 20000);
  CHECK(sizes == std::vector<std::size_t>(40, 500));
  CHECK(last.bytes_read == body.size());
  CHECK(last.bytes_total == body.size());
}

TEST_CASE("decoding a file stops when it is told to", "[receive]") {
  const ScratchFile file("{}\n{}\n{}\n{}\n{}\n");
  std::size_t chunks = 0;
  const auto done = receive::decode_file(
      file.path(), "application/x-ndjson", nullptr, {}, 2,
      [&](std::vector<Submission>&&, const receive::FileProgress&) { return ++chunks < 2; });
  REQUIRE(done);
  CHECK(chunks == 2);
}

TEST_CASE("a file of JSON has any number of items, in any encoding", "[receive]") {
  std::string items = "[";
  for (int i = 0; i < 10001; ++i) {
    items += i == 0 ? "{\"comment\":\"caf\xE9\"}" : ",{\"npu\":\"BE\"}";
  }
  const ScratchFile file(items + "]");
  std::size_t read = 0;
  std::string first;
  const auto done =
      receive::decode_file(file.path(), "application/json", nullptr, {}, 500,
                           [&](std::vector<Submission>&& chunk, const receive::FileProgress&) {
                             first = read == 0 ? value(chunk.at(0), "comment") : first;
                             read += chunk.size();
                             return true;
                           });
  REQUIRE(done);
  CHECK(done->encoding == "windows-1252");
  CHECK(read == 10001);
  CHECK(first == "café");
  const ScratchFile marked("\xEF\xBB\xBF[{\"npu\":\"BE\"}]");
  REQUIRE(receive::decode_file(marked.path(), "application/json", nullptr, {}, 500,
                               [&](std::vector<Submission>&& chunk, const receive::FileProgress&) {
                                 CHECK_FALSE(chunk.at(0).problem);
                                 return true;
                               }));
}

TEST_CASE("a file that is not there, or of no known type, is a fault", "[receive]") {
  const auto take = [](std::vector<Submission>&&, const receive::FileProgress&) { return true; };
  CHECK(receive::decode_file("/nonexistent.csv", "text/csv", nullptr, {}, 1, take).error().code ==
        "file_unreadable");
  CHECK(receive::decode_file("/nonexistent.csv", "text/plain", nullptr, {}, 1, take).error().code ==
        "unsupported_media_type");
  const std::string folder = std::filesystem::temp_directory_path().string();  // read() fails
  for (const auto* type : {"text/csv", "application/x-ndjson", "application/json"}) {
    CHECK(receive::decode_file(folder, type, nullptr, {}, 1, take).error().code ==
          "file_unreadable");
  }
  CHECK(receive::supported_media_type("Text/CSV; charset=utf-8"));
  CHECK_FALSE(receive::supported_media_type("application/xml"));
}

TEST_CASE("a file that cannot be read twice, or that shrinks meanwhile, is no empty file",
          "[receive]") {
  const std::string row = "BE,somebody came\n";
  std::string text = "npu,comment\n";
  for (int k = 0; k < 100'000; ++k) {
    text += row;
  }
  const auto file = std::filesystem::temp_directory_path() /
                    ("soundings-rows-" + std::to_string(::getpid()) + ".csv");
  const auto read = [&](const std::function<void()>& meanwhile) {
    return receive::decode_file(file.string(), "text/csv", nullptr, {}, 1,
                                [&](std::vector<Submission>&&, const receive::FileProgress&) {
                                  meanwhile();
                                  return true;
                                });
  };
  REQUIRE(::mkfifo(file.c_str(), 0600) == 0);
  std::thread writer([&] { std::ofstream(file) << text; });
  const auto piped = read([] {});
  writer.join();
  std::filesystem::remove(file);
  REQUIRE_FALSE(piped);
  CHECK(piped.error().code == "file_unreadable");

  std::ofstream(file) << text;
  CHECK(read([] {}).has_value());
  const auto shrunk = read([&] { std::filesystem::resize_file(file, 500'000); });
  std::filesystem::remove(file);
  REQUIRE_FALSE(shrunk);
  CHECK(shrunk.error().code == "file_unreadable");
}

TEST_CASE("a line too long to be read is one held item, and what follows is read", "[receive]") {
  const std::string record = R"({"npu":"BE"})";
  std::string long_line = "[";
  while (long_line.size() < std::size_t{5} * 1024 * 1024) {
    long_line += record + ",";
  }
  long_line += record + "]";
  const auto decoded =
      decode_as("application/x-ndjson", record + "\n" + long_line + "\n" + record + "\n");
  REQUIRE(decoded.submissions.size() == 3);
  CHECK_FALSE(decoded.submissions[0].problem);
  REQUIRE(decoded.submissions[1].problem);
  CHECK(decoded.submissions[1].problem->code == "line_too_long");
  CHECK(decoded.submissions[1].line == 2);
  CHECK_FALSE(decoded.submissions[2].problem);
  CHECK(decoded.submissions[2].line == 3);
}
