// CSV bodies: every line is the header, a submission or blank; a file cut anywhere, or taken in
// chunks, is the file; a row read alone under its header is the row it was.
#include "decoding.h"
#include "item_reader.h"

using namespace soundings;
using namespace soundings::fuzz;

namespace {

std::vector<Submission> read_rows(std::string_view body, const receive::Layout& layout,
                                  const receive::Limits& limits, std::size_t seed) {
  std::vector<Submission> read;
  receive::EncodingDetector detector;
  in_pieces(body, seed + 1, [&](std::string_view piece) { detector.see(piece); });
  receive::ItemReader reader(receive::ItemReader::Shape::csv, detector, layout, limits,
                             [&](Submission&& each) { read.push_back(std::move(each)); });
  in_pieces(body, seed, [&](std::string_view piece) { reader.feed(piece); });
  static_cast<void>(reader.finish());
  return read;
}

/// What may stand between two rows: line ends, rows without a value, byte order marks.
bool is_nothing(std::string_view text) {
  return std::ranges::none_of(text, [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
  });
}

/// Of a text in UTF-8 the rows stand in their order, and what is between them is nothing.
void must_cover(std::string_view body, const Decoded& decoded) {
  const bool repeats = std::ranges::any_of(decoded.findings, [](const Finding& finding) {
    return finding.code == "header_rows_passed_over";
  });
  if (repeats || body.find("sep=") != std::string_view::npos) {
    return;  // a row may then stand within what is passed over
  }
  std::size_t at = 0;
  const auto passes = [&](std::string_view raw) {
    const std::size_t from = body.find(raw, at);
    must(from != std::string_view::npos, "a row is part of its file");
    must(is_nothing(body.substr(at, from - at)), "no row is left out");
    at = from + raw.size();
  };
  std::string_view header = *decoded.submissions.front().header;
  header.remove_prefix(header.starts_with("sep=") ? 6 : 0);
  passes(header);
  for (const Submission& row : decoded.submissions) {
    passes(row.raw);
  }
  must(is_nothing(body.substr(at)), "no row is left over");
}

}  // namespace

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer's name.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Input input(data, size);
  const receive::Layout& layout = layout_of(input.choose(2) * 2);
  const auto limits = input.choose(2) == 0 ? receive::Limits{} : small_limits();
  const std::size_t seed = input.choose(256);
  const std::string_view body = input.rest();
  const Delivery delivery = delivery_of("text/csv", body);

  const Decoded decoded = receive::decode(delivery, layout, limits);
  must_account(decoded);
  const bool whole = !decoded.submissions.empty() && !decoded.submissions.front().header;
  if (whole) {
    must(decoded.submissions.size() == 1 && decoded.submissions.front().raw == body &&
             decoded.submissions.front().problem,
         "a file of which no row can be read is held as one");
  } else if (decoded.encoding == "utf-8" && !decoded.submissions.empty()) {
    must_cover(body, decoded);
  }

  std::vector<Submission> chunked;
  static_cast<void>(receive::decode_in_chunks(
      delivery, layout, limits, 1 + seed % 5, [&](std::vector<Submission>&& chunk) {
        std::ranges::move(chunk, std::back_inserter(chunked));
        return true;
      }));
  must_be_same(chunked, decoded.submissions, "a file in chunks is the file");
  if (!whole) {
    must_be_same(read_rows(body, layout, limits, seed), decoded.submissions,
                 "a text in pieces is the text");
  }
  for (const Submission& each : decoded.submissions) {
    // A Ctrl-Z at the end of a text is no part of it.
    if (each.header && !each.problem && !each.raw.ends_with('\x1A')) {
      const auto again = receive::reread(
          each.raw, {.form = "csv", .header = *each.header, .whole = false}, layout, limits);
      must(again.size() == 1 && same(again.front().fields, each.fields),
           "a row alone under its header is the row");
    }
  }
  return 0;
}
