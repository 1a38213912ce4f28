#include "json_document.h"

#include <algorithm>
#include <cstring>
#include <iterator>
#include <utility>

#include <nlohmann/json.hpp>

#include "soundings/base/number.h"
#include "soundings/base/text.h"
#include "soundings/receive/names.h"
#include "soundings/receive/problem.h"

#include "unicode.h"

namespace soundings::receive {
namespace {

/// Reads the text for the parser and knows how far it has got.
class Cursor {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  Cursor(const char* at, const char** seen) noexcept : at_(at), seen_(seen) {}

  reference operator*() const noexcept { return *at_; }
  Cursor& operator++() noexcept {
    *seen_ = ++at_;
    return *this;
  }
  friend bool operator==(const Cursor& a, const Cursor& b) noexcept { return a.at_ == b.at_; }
  friend bool operator!=(const Cursor& a, const Cursor& b) noexcept { return a.at_ != b.at_; }

 private:
  const char* at_;
  const char** seen_;
};

/// What nlohmann's parser reports, as nodes. Names are the parser's.
class TreeBuilder {
 public:
  using number_integer_t = nlohmann::json::number_integer_t;
  using number_unsigned_t = nlohmann::json::number_unsigned_t;
  using number_float_t = nlohmann::json::number_float_t;
  using string_t = nlohmann::json::string_t;
  using binary_t = nlohmann::json::binary_t;

  TreeBuilder(std::string_view text, const char* const* seen, const Limits& limits)
      : text_(text), seen_(seen), limits_(limits) {
    constexpr std::size_t usual_members = 16;
    document_.nodes.reserve(text.size() / 16 + 4);
    keys_.reserve(usual_members);
  }

  bool null() {
    add(JsonKind::null);
    return true;
  }
  bool boolean(bool value) {
    add(JsonKind::boolean).boolean = value;
    return true;
  }
  bool number_integer(number_integer_t value) {
    add(JsonKind::integer).integer = value;
    return true;
  }
  bool number_unsigned(number_unsigned_t value) {
    if (!std::in_range<std::int64_t>(value)) {
      add(JsonKind::integer);
      mark(problem::number_out_of_range);
      return true;
    }
    add(JsonKind::integer).integer = static_cast<std::int64_t>(value);
    return true;
  }
  bool number_float(number_float_t value, const string_t& written) {
    JsonNode& node = add(JsonKind::real);
    node.real = value;
    node.text = written;
    if (written.find_first_of(".eE") == string_t::npos) {
      mark(problem::number_out_of_range);
    }
    return true;
  }
  bool string(string_t& value) {
    JsonNode& node = add(JsonKind::string);
    node.text = std::move(value);
    if (node.text.size() > limits_.string_bytes) {
      mark(problem::string_too_long);
    }
    return true;
  }
  bool binary(binary_t& /*value*/) { return false; }
  bool start_object(std::size_t /*members*/) { return open(JsonKind::object); }
  bool start_array(std::size_t /*elements*/) { return open(JsonKind::array); }
  bool key(string_t& value) {
    key_ = std::move(value);
    return true;
  }
  bool end_object() {
    close();
    return true;
  }
  bool end_array() {
    close();
    return true;
  }
  bool parse_error(std::size_t /*position*/, const std::string& /*token*/,
                   const nlohmann::json::exception& error) {
    constexpr int number_overflow = 406;
    const std::string_view what = error.what();
    if (error.id == number_overflow) {
      fault_ = problem::number_out_of_range;
    } else if (what.find("surrogate") != std::string_view::npos) {
      fault_ = problem::lone_surrogate;
    } else {
      fault_ = problem::malformed_json;
    }
    return false;
  }

  [[nodiscard]] std::string_view fault() const noexcept { return fault_; }
  [[nodiscard]] JsonDocument take() { return std::move(document_); }

 private:
  JsonNode& add(JsonKind kind) {
    JsonNode& node = document_.nodes.emplace_back();
    node.kind = kind;
    node.key = std::move(key_);
    key_.clear();
    node.end = static_cast<std::uint32_t>(document_.nodes.size());
    if (node.key.size() > limits_.string_bytes) {
      mark(problem::string_too_long);
    }
    return node;
  }
  void mark(std::string_view code) {
    document_.defects.push_back({code, static_cast<std::uint32_t>(document_.nodes.size() - 1)});
  }
  bool open(JsonKind kind) {
    if (open_.size() == limits_.json_depth) {
      fault_ = problem::too_deep;
      return false;
    }
    add(kind).from = position() - 1;
    open_.push_back(static_cast<std::uint32_t>(document_.nodes.size() - 1));
    return true;
  }
  void close() {
    const std::uint32_t at = open_.back();
    open_.pop_back();
    JsonNode& node = document_.nodes[at];
    node.end = static_cast<std::uint32_t>(document_.nodes.size());
    node.to = position();
    if (node.kind == JsonKind::object && has_repeated_key(at)) {
      document_.defects.push_back({problem::duplicate_key, at});
    }
  }
  [[nodiscard]] bool has_repeated_key(std::uint32_t object) {
    keys_.clear();
    const auto& nodes = document_.nodes;
    for (std::uint32_t i = object + 1; i < nodes[object].end; i = nodes[i].end) {
      keys_.emplace_back(nodes[i].key);
    }
    std::ranges::sort(keys_);
    return std::ranges::adjacent_find(keys_) != keys_.end();
  }
  [[nodiscard]] std::size_t position() const noexcept {
    return static_cast<std::size_t>(*seen_ - text_.data());
  }

  std::string_view text_;
  const char* const* seen_;
  const Limits& limits_;
  JsonDocument document_;
  std::vector<std::uint32_t> open_;
  std::vector<std::string_view> keys_;
  std::string key_;
  std::string_view fault_;
};

Finding whole_body(std::string_view code) {
  const auto message = [&]() -> std::string_view {
    if (code == problem::byte_order_mark) {
      return "The body begins with a byte order mark; JSON is sent without one.";
    }
    if (code == problem::nul_byte) {
      return "The body has a NUL byte in it.";
    }
    if (code == problem::invalid_utf8) {
      return "The body is not valid UTF-8.";
    }
    if (code == problem::lone_surrogate) {
      return "A string has half of a surrogate pair in it.";
    }
    if (code == problem::too_deep) {
      return "The body is nested too deeply.";
    }
    if (code == problem::number_out_of_range) {
      return "A number is too large to be kept exactly.";
    }
    return "The body is not JSON.";
  }();
  return {.code = std::string(code), .message = std::string(message)};
}

}  // namespace

std::uint32_t JsonDocument::child(std::uint32_t node, std::string_view name) const noexcept {
  const JsonNode& parent = nodes[node];
  if (parent.kind == JsonKind::array) {
    const auto wanted = parse_integer(name);
    std::int64_t index = 0;
    for (std::uint32_t i = node + 1; i < parent.end; i = nodes[i].end, ++index) {
      if (wanted == index) {
        return i;
      }
    }
    return 0;
  }
  if (parent.kind == JsonKind::object) {
    for (std::uint32_t i = node + 1; i < parent.end; i = nodes[i].end) {
      if (nodes[i].key == name) {
        return i;
      }
    }
  }
  return 0;
}

const std::string& JsonDocument::name_key_of(std::uint32_t node) const {
  if (name_keys_.empty()) {
    name_keys_.reserve(nodes.size());
    for (const JsonNode& named : nodes) {
      name_keys_.push_back(name_key(named.key));
    }
  }
  return name_keys_[node];
}

std::string JsonDocument::pointer(std::uint32_t ancestor, std::uint32_t node) const {
  std::string path;
  while (ancestor != node) {
    std::size_t index = 0;
    std::uint32_t at = ancestor + 1;
    while (nodes[at].end <= node) {
      at = nodes[at].end;
      ++index;
    }
    path += '/';
    path += nodes[ancestor].kind == JsonKind::array ? std::to_string(index)
                                                    : pointer_segment(nodes[at].key);
    ancestor = at;
  }
  return path;
}

Expected<JsonDocument, Finding> parse_json(std::string_view text, const Limits& limits) {
  if (text.starts_with("\xEF\xBB\xBF")) {
    return unexpected(whole_body(problem::byte_order_mark));
  }
  if (!text.empty() && std::memchr(text.data(), 0, text.size()) != nullptr) {
    return unexpected(whole_body(problem::nul_byte));
  }
  if (!is_utf8(text)) {
    return unexpected(whole_body(problem::invalid_utf8));
  }
  const char* seen = text.data();
  TreeBuilder builder(text, &seen, limits);
  const bool whole = nlohmann::json::sax_parse(Cursor(text.data(), &seen),
                                               Cursor(text.data() + text.size(), &seen), &builder);
  if (!whole) {
    return unexpected(whole_body(builder.fault()));
  }
  return builder.take();
}

std::string pointer_segment(std::string_view text) {
  if (std::ranges::none_of(text, [](char c) { return c == '~' || c == '/'; })) {
    return std::string(text);
  }
  std::string escaped;
  for (const char c : text) {
    if (c == '~') {
      escaped += "~0";
    } else if (c == '/') {
      escaped += "~1";
    } else {
      escaped += c;
    }
  }
  return escaped;
}

}  // namespace soundings::receive
