// Files: decoded in chunks as a body would be, from disk and as posted, whatever happens to them.
#include <filesystem>
#include <fstream>
#include <functional>
#include <thread>

#include <catch2/catch.hpp>
#include <sys/stat.h>
#include <unistd.h>

#include "soundings/receive/receive.h"

#include "receive/decoded.h"

using namespace soundings;
using receive::Decoded;
using receive::Submission;
using testing::value;

namespace {

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

}  // namespace

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
  const Decoded reported = receive::decode_in_chunks(delivery, nullptr, {}, 10, take);
  CHECK(sizes == std::vector<std::size_t>{10, 10, 5});
  CHECK(reported.submissions.empty());
  CHECK(reported.batch);
  CHECK(reported.encoding == whole.encoding);
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

TEST_CASE("decoding a file stops when it is asked to", "[receive]") {
  const ScratchFile file("{}\n{}\n{}\n{}\n{}\n");
  std::size_t chunks = 0;
  const auto done = receive::decode_file(
      file.path(), "application/x-ndjson", nullptr, {}, 2,
      [&](std::vector<Submission>&&, const receive::FileProgress&) { return ++chunks < 2; });
  REQUIRE(done);
  CHECK(chunks == 2);
}

TEST_CASE("a file of JSON that would fill memory is refused before it is read", "[receive]") {
  const auto code_of = [](const std::string& text) {
    const ScratchFile file(text);
    std::size_t rows = 0;
    const auto done =
        receive::decode_file(file.path(), "application/json", nullptr, {}, 500,
                             [&](std::vector<Submission>&& chunk, const receive::FileProgress&) {
                               rows += chunk.size();
                               return true;
                             });
    CHECK(done.has_value() == (rows > 0));
    return done ? std::string("(read)") : done.error().code + " " + done.error().message;
  };
  const auto array_of = [](std::size_t items) {
    std::string text = "[";
    for (std::size_t i = 0; i < items; ++i) {
      text += i == 0 ? R"({"a":1})" : R"(,{"a":1})";
    }
    return text + "]";
  };
  CHECK(code_of("[\"" + std::string(1'000'000, ',') + "\\\"[[{{\"]") == "(read)");
  CHECK(code_of(array_of(249'999)) == "(read)");
  CHECK(code_of(array_of(250'000)) ==
        "too_many_items The file has more than 500000 values, and a file of JSON is read whole. "
        "Write one response a line (NDJSON): such a file may have any length.");
  CHECK(code_of(std::string(500'001, '[')).starts_with("too_many_items"));
  CHECK(code_of("[1]" + std::string(std::size_t{32} * 1024 * 1024, ' '))
            .starts_with("too_many_items The file has more than 33554432 bytes"));
}

TEST_CASE("a file of JSON has more items than a posted body, in any encoding", "[receive]") {
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
