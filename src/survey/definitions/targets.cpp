// Files of weighting targets, as CSV with a header line (RFC 4180, no line breaks in quotes).
#include "definitions/targets.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "soundings/base/number.h"

#include "definitions/value_text.h"

namespace soundings::definition {
namespace {

constexpr std::string_view header = "margin,category,target,kind,source,as_of";

/// The fields of one line; nothing when a quote is left open or follows text.
std::optional<std::vector<std::string>> split(std::string_view line) {
  std::vector<std::string> fields(1);
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (quoted && c == '"' && i + 1 < line.size() && line[i + 1] == '"') {
      fields.back() += c;
      ++i;
    } else if (c == '"') {
      if (!quoted && !fields.back().empty()) {
        return std::nullopt;
      }
      quoted = !quoted;
    } else if (c == ',' && !quoted) {
      fields.emplace_back();
    } else {
      fields.back() += c;
    }
  }
  if (quoted) {
    return std::nullopt;
  }
  return fields;
}

std::optional<Target> read_target(std::string_view line) {
  const auto fields = split(line);
  if (!fields || fields->size() != 6) {
    return std::nullopt;
  }
  const auto number = parse_double((*fields)[2]);
  const std::string& kind = (*fields)[3];
  if (!number || !std::isfinite(*number) || *number <= 0.0 ||
      (kind != "count" && kind != "share")) {
    return std::nullopt;
  }
  return Target{.margin = (*fields)[0],
                .category = (*fields)[1],
                .target = *number,
                .kind = kind == "count" ? Target::Kind::count : Target::Kind::share,
                .source = (*fields)[4],
                .as_of = (*fields)[5]};
}

/// Whether a line names the six fields in their order, in whatever spelling; never one twice.
bool is_header(std::string_view line) {
  constexpr std::string_view mark = "\xEF\xBB\xBF";
  while (line.starts_with(mark)) {
    line.remove_prefix(mark.size());
  }
  const auto given = split(line);
  const auto wanted = split(header);
  return given && wanted && std::ranges::equal(*given, *wanted, {}, spelling_key, spelling_key);
}

/// The lines of `text` without their ends; a last line end adds no line.
std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  for (std::size_t from = 0; from < text.size();) {
    const auto end = std::min(text.find('\n', from), text.size());
    std::string_view line = text.substr(from, end - from);
    if (line.ends_with('\r')) {
      line.remove_suffix(1);
    }
    lines.push_back(line);
    from = end + 1;
  }
  return lines;
}

}  // namespace

TargetFile read_targets(const std::string& file, std::string_view text) {
  TargetFile read;
  const auto refuse = [&](std::size_t number, std::string_view line, const std::string& why) {
    const std::string where = "line " + std::to_string(number);
    read.faults.push_back({.file = file,
                           .pointer = where,
                           .value = shortened(line),
                           .rule = "target_readable",
                           .message = file + " " + where + ": " + why});
  };
  const auto lines = lines_of(text);
  if (lines.empty() || !is_header(lines.front())) {
    refuse(1, lines.empty() ? "" : lines.front(), "the header must be " + std::string(header));
    return read;
  }
  for (std::size_t at = 1; at < lines.size(); ++at) {
    if (auto target = read_target(lines[at])) {
      read.targets.push_back({.line = at + 1, .target = std::move(*target)});
    } else {
      refuse(at + 1, lines[at],
             "a target is six fields, its number above 0, its kind count or share");
    }
  }
  return read;
}

}  // namespace soundings::definition
