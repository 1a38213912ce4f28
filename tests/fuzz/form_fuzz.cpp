// Form bodies: each is one submission that stands for all of it, and no value of it goes missing
// without being counted.
#include "soundings/base/text.h"

#include "decoding.h"

using namespace soundings;
using namespace soundings::fuzz;

namespace {

/// Pairs whose value is not empty, read here and not by the product.
std::size_t values_in(std::string_view body) {
  std::size_t values = 0;
  while (!body.empty()) {
    const auto pair = body.substr(0, body.find('&'));
    const auto equals = pair.find('=');
    values += equals != std::string_view::npos && equals + 1 < pair.size() ? 1U : 0U;
    body.remove_prefix(std::min(pair.size() + 1, body.size()));
  }
  return values;
}

/// The same form with every byte of its names and values escaped, read here and not by the product.
std::string escaped(std::string_view body) {
  constexpr std::string_view hex = "0123456789ABCDEF";
  std::string out;
  bool value = false;
  for (std::size_t at = 0; at < body.size(); ++at) {
    const char c = body[at];
    if (c == '&' || (c == '=' && !value)) {
      value = c == '=';
      out += c;
    } else if (c == '%') {
      out.append(body.substr(at, 3));
      at += 2;
    } else {
      const auto byte = static_cast<unsigned char>(c == '+' ? ' ' : c);
      out.append({'%', hex[byte >> 4U], hex[byte & 15U]});
    }
  }
  return out;
}

}  // namespace

// NOLINTNEXTLINE(readability-identifier-naming): libFuzzer's name.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Input input(data, size);
  const std::size_t choice = input.choose(2) * 2;
  const receive::Layout& layout = layout_of(choice);
  const auto limits = input.choose(2) == 0 ? receive::Limits{} : small_limits();
  const std::string_view body = input.rest();
  const auto decode = [&](std::string_view form) {
    return receive::decode(delivery_of("application/x-www-form-urlencoded", form), layout, limits);
  };
  const Decoded decoded = decode(body);
  must_account(decoded);
  must(!decoded.batch && decoded.submissions.size() == 1, "a form is one submission");
  const Submission& read = decoded.submissions.front();
  must(read.raw == body, "which is all of it");
  if (read.problem) {
    return 0;
  }
  const std::size_t accounted = read.fields.size() + read.dropped + read.unmapped;
  must(accounted <= values_in(body), "no value is made up");
  // A name of blanks names no field of the native shape, and its value is counted as unmapped.
  must(accounted == values_in(body), "no value goes missing");

  const Decoded again = decode(escaped(body));
  must(again.submissions.front().content == read.content, "however escaped, it is the same form");
  return 0;
}
