// A sender of responses: how it proves who it is, and which adapter reads what it
// sends. Read from survey_defs/sources/*.json and survey_defs/adapters/*.json.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace soundings {

/// A way to prove that a delivery is the sender's.
enum class Verification { standard_webhooks, hex_body_hmac, bearer };

/// Where one field of the native response is found in what the sender posts.
struct FieldMapping {
  std::string field;               ///< "source_response_id", "npu", "answers/whole_experience"
  std::vector<std::string> paths;  ///< JSON pointers or column headers, the first that is there
  /// The sender's word -> ours, after folding; in whatever language of its form.
  std::map<std::string, std::string> values;
  std::vector<std::string> formats;  ///< dates: "iso8601", "dd/MM/yyyy HH:mm"
  std::string assume_zone;           ///< of dates without one: "Europe/London"
};

/// A sender's payload shape as data. An adapter without mappings reads the native shape.
struct Adapter {
  std::string id;
  std::string version;
  std::vector<std::string>
      records;  ///< JSON pointers to the array of responses, the first that is there
  std::vector<std::string> drop;        ///< personal fields: counted, never stored
  std::vector<std::string> not_needed;  ///< fields that are understood and not read
  std::vector<std::string> must_send;   ///< native fields that every file has a column for
  std::vector<FieldMapping> map;
  std::string scale_direction;  ///< "1_is_best" when declared
};

struct Source {
  std::string id;
  std::string title;
  bool retired = false;
  bool load_test = false;  ///< sends made-up responses; never chosen unless named
  Verification verification = Verification::standard_webhooks;
  std::string signature_header;  ///< hex_body_hmac: the header that carries "sha256=..."
  int tolerance_seconds = 300;
  /// survey id -> media type -> adapter id. Media type "": any other; adapter "": the native shape,
  /// which also reads what no media type stands for.
  std::map<std::string, std::map<std::string, std::string>> adapters;

  [[nodiscard]] bool sends(const std::string& survey) const;
  /// The id of the adapter that reads `survey` when it comes as `media_type`.
  [[nodiscard]] std::string adapter_for(const std::string& survey,
                                        const std::string& media_type) const;
};

}  // namespace soundings
