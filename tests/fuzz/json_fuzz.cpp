// JSON and NDJSON bodies: every byte of a body belongs to a submission or stands between two, and
// an item read alone is the item it was in its batch.
#include "decoding.h"
#include "item_reader.h"

using namespace soundings;
using namespace soundings::fuzz;

namespace {

/// Between the items of an array in the native shape nothing stands but its punctuation.
void must_cover(std::string_view body, const Decoded& decoded) {
  std::size_t at = 0;
  const auto passes_over = [&](std::size_t to) {
    for (; at < to; ++at) {
      must(std::string_view("[], \t\r\n").find(body[at]) != std::string_view::npos,
           "what is no item is punctuation");
    }
  };
  for (const Submission& each : decoded.submissions) {
    const std::size_t from = body.find(each.raw, at);
    must(from != std::string_view::npos && !each.raw.empty(), "an item is part of its body");
    passes_over(from);
    at += each.raw.size();
  }
  passes_over(body.size());
}

void try_json(std::string_view body, const receive::Layout& layout, const receive::Limits& limits) {
  const Decoded decoded = receive::decode(delivery_of("application/json", body), layout, limits);
  must_account(decoded);
  if (!decoded.batch) {
    must(decoded.submissions.size() == 1, "a body that is no array is one submission");
    must(decoded.submissions.front().raw == body, "which is all of it");
  } else if (layout.native()) {
    must_cover(body, decoded);
  }
  for (const Submission& each : decoded.submissions) {
    const auto again =
        receive::reread(each.raw, {.form = "json", .whole = !decoded.batch}, layout, limits);
    must(again.size() == 1, "an item by itself is one submission");
    must(same(again.front().problem, each.problem) && same(again.front().fields, each.fields),
         "an item by itself is read as in its batch");
  }
}

std::vector<Submission> read_lines(std::string_view body, const receive::Layout& layout,
                                   const receive::Limits& limits, std::size_t seed) {
  std::vector<Submission> read;
  receive::EncodingDetector detector;
  in_pieces(body, seed + 1, [&](std::string_view piece) { detector.see(piece); });
  receive::ItemReader reader(receive::ItemReader::Shape::ndjson, detector, layout, limits,
                             [&](Submission&& each) { read.push_back(std::move(each)); });
  in_pieces(body, seed, [&](std::string_view piece) { reader.feed(piece); });
  static_cast<void>(reader.finish());
  return read;
}

void try_lines(std::string_view body, const receive::Layout& layout, const receive::Limits& limits,
               std::size_t seed) {
  const Delivery delivery = delivery_of("application/x-ndjson", body);
  const Decoded decoded = receive::decode(delivery, layout, limits);
  must_account(decoded);
  std::vector<Submission> chunked;
  static_cast<void>(receive::decode_in_chunks(
      delivery, layout, limits, 1 + seed % 5, [&](std::vector<Submission>&& chunk) {
        std::ranges::move(chunk, std::back_inserter(chunked));
        return true;
      }));
  must_be_same(chunked, decoded.submissions, "a file in chunks is the file");
  const auto pieces = read_lines(body, layout, limits, seed);
  if (pieces.size() <= limits.file_items) {
    must_be_same(pieces, decoded.submissions, "a text in pieces is the text");
  }
}

}  // namespace

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer's name.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Input input(data, size);
  const receive::Layout& layout = layout_of(input.choose(3));
  const auto limits = input.choose(2) == 0 ? receive::Limits{} : small_limits();
  const std::size_t seed = input.choose(256);
  try_json(input.rest(), layout, limits);
  try_lines(input.rest(), layout, limits, seed);
  return 0;
}
