#include "reference_table.h"

#include <utility>
#include <variant>

namespace soundings::intake {

namespace {

constexpr std::size_t rows_at_once = 500;
constexpr auto csv_type = "text/csv";

/// `take`, and before it what the rows say that nobody reads.
Take heard(const Take& take, PassedOver& passed_over) {
  return [&take, &passed_over](std::vector<Submission>&& chunk) {
    for (const Submission& row : chunk) {
      for (const receive::Field& unread : row.unread) {
        passed_over.unread.add(unread.name);
      }
    }
    return take(std::move(chunk));
  };
}

}  // namespace

/// A table of named columns read by the same rules as a file of responses.
Adapter columns(std::string id, std::span<const std::string_view> names,
                std::span<const std::string_view> needed) {
  Adapter adapter{.id = std::move(id), .version = "1.0.0"};
  for (const std::string_view name : names) {
    adapter.map.push_back({.field = std::string(name), .paths = {std::string(name)}});
  }
  adapter.must_send.assign(needed.begin(), needed.end());
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

Chunks chunks_of_file(const std::string& path, PassedOver& passed_over) {
  return [path, &passed_over](const Adapter& adapter, const Take& take) -> std::optional<Finding> {
    const Take hear = heard(take, passed_over);
    auto read = receive::decode_file(
        path, csv_type, &adapter, {}, rows_at_once,
        [&hear](std::vector<Submission>&& chunk, const receive::FileProgress&) {
          return hear(std::move(chunk));
        });
    if (!read) {
      return std::move(read.error());
    }
    passed_over.findings = std::move(read->findings);
    return std::nullopt;
  };
}

Chunks chunks_of_text(std::string_view csv, PassedOver& passed_over) {
  return [csv, &passed_over](const Adapter& adapter, const Take& take) -> std::optional<Finding> {
    const Delivery file{
        .lane = Delivery::Lane::import, .media_type = csv_type, .body = std::string(csv)};
    passed_over.findings =
        receive::decode_in_chunks(file, &adapter, {}, rows_at_once, heard(take, passed_over))
            .findings;
    return std::nullopt;
  };
}

}  // namespace soundings::intake
