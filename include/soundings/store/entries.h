// One submission on its way in, and what became of it.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "soundings/base/digest.h"
#include "soundings/base/finding.h"
#include "soundings/base/time.h"
#include "soundings/survey/response.h"

namespace soundings::store {

/// Fixed on arrival. The items with each of the five add up to what was received.
enum class Outcome { accepted, duplicate, older_version, conflict, quarantined };
[[nodiscard]] std::string_view to_text(Outcome outcome) noexcept;

/// What a person has decided of an item that was held on arrival.
enum class HeldState { held, admitted, discarded };
[[nodiscard]] std::string_view to_text(HeldState state) noexcept;
/// Nothing for a text that is none of them.
[[nodiscard]] std::optional<HeldState> held_state(std::string_view text) noexcept;

/// One submission, interpreted and ready to be committed.
struct Entry {
  std::string receipt;    ///< uuid_v7
  std::string delivery;   ///< id of its delivery
  bool in_parts = false;  ///< its delivery is committed in several batches
  std::string source;
  std::string survey;
  std::uint64_t position = 0;  ///< index in a batch, or line of a file
  Instant received_at;
  std::string webhook_id;  ///< empty when the strategy has none
  Sha256 body{};           ///< of the whole delivery as sent
  Sha256 content{};        ///< of what was read of it; without an id, of how it is written
  Sha256 spelling{};       ///< of its canonical text, which ledgers before 0007 stored as content
  Sha256 original{};       ///< of the item as sent
  std::string source_response_id;
  std::optional<Instant> modified_at;
  std::string kept;  ///< the item after dropped fields are removed
  std::string raw;   ///< as sent; stored only if the item is held, and encrypted
  std::size_t dropped = 0;
  std::size_t unmapped = 0;
  std::optional<Response> response;  ///< absent: to be held, for `code`
  std::string code;                  ///< reason it is held; empty otherwise
  std::vector<Finding> errors;
  // How it was read, for an item that is held: the adapter's id, the form of its delivery
  // (receive::form_of) and, of a row, its file's first line.
  std::string adapter;
  std::string form;
  std::shared_ptr<const std::string> header;
  std::vector<std::string> value_classes;  ///< beside each error, or none
  std::vector<std::string> several_ids;    ///< all it gives, when it is not clear which is its own
};

/// What became of an entry. For a duplicate: the receipt, status and version of the original.
struct Recorded {
  Outcome outcome = Outcome::accepted;
  std::string receipt;
  Outcome status = Outcome::accepted;
  int version = 0;   ///< of the response, from 1; 0 when held
  std::string code;  ///< of a held item
  std::vector<Finding> errors;
};

/// A name that a source's fields had and nobody read, and how many of them had a value.
struct UnreadField {
  std::string source;
  std::string name;
  std::int64_t values = 0;

  friend bool operator==(const UnreadField&, const UnreadField&) = default;
};

}  // namespace soundings::store
