#include "reference_table.h"

#include <variant>

namespace soundings::intake {

namespace {

constexpr std::size_t rows_at_once = 500;
constexpr auto csv_type = "text/csv";

}  // namespace

/// A table of named columns read by the same rules as a file of responses.
Adapter columns(std::string id, std::span<const std::string_view> names) {
  Adapter adapter{.id = std::move(id), .version = "1.0.0"};
  for (const std::string_view name : names) {
    adapter.map.push_back({.field = std::string(name), .paths = {std::string(name)}});
  }
  return adapter;
}

std::string cell(const Submission& row, std::string_view column) {
  for (const receive::Field& field : row.fields) {
    if (field.name == column) {
      const auto* held = std::get_if<std::string>(&field.value);
      return held == nullptr ? "" : *held;
    }
  }
  return "";
}

Chunks chunks_of_file(const std::string& path) {
  return [path](const Adapter& adapter, const Take& take) -> std::optional<Finding> {
    const auto read = receive::decode_file(
        path, csv_type, &adapter, {}, rows_at_once,
        [&take](std::vector<Submission>&& chunk, const receive::FileProgress&) {
          return take(std::move(chunk));
        });
    return read ? std::nullopt : std::optional(read.error());
  };
}

Chunks chunks_of_text(std::string_view csv) {
  return [csv](const Adapter& adapter, const Take& take) -> std::optional<Finding> {
    const Delivery file{
        .lane = Delivery::Lane::import, .media_type = csv_type, .body = std::string(csv)};
    static_cast<void>(receive::decode_in_chunks(file, &adapter, {}, rows_at_once, take));
    return std::nullopt;
  };
}

}  // namespace soundings::intake
