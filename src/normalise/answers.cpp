#include "answers.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "soundings/base/number.h"
#include "soundings/normalise/reason.h"

#include "utf8.h"

namespace soundings::normalise {
namespace {

constexpr std::string_view overall_stage = "overall";

template <typename Same>
bool any_spelling(const ScalePoint& point, const Same& same) {
  return std::ranges::any_of(point.label, [&](const auto& label) { return same(label.second); }) ||
         std::ranges::any_of(point.also, same);
}

/// The first reply of a scale, opinion or not, for which `is` holds.
template <typename Is>
std::optional<Answer> first_reply(const Scale& scale, const Is& is) {
  for (const ScalePoint& point : scale.points) {
    if (is(point)) {
      return Answer{.code = point.code, .absence = std::nullopt};
    }
  }
  for (const ExcludedReply& reply : scale.excluded) {
    if (is(reply.point)) {
      return Answer{.code = reply.point.code, .absence = reply.state};
    }
  }
  return std::nullopt;
}

/// The answer a text or number gives on a scale; nothing when it is off it. Most senders spell a
/// label exactly; only the rest are folded.
std::optional<Answer> find_reply(const Scale& scale, std::string_view given) {
  if (const auto code = parse_integer(given)) {
    return first_reply(scale, [&](const ScalePoint& point) { return point.code == *code; });
  }
  const auto exactly = [&](const std::string& spelling) { return spelling == given; };
  if (auto reply = first_reply(
          scale, [&](const ScalePoint& point) { return any_spelling(point, exactly); })) {
    return reply;
  }
  const std::string key = match_key(given);
  const auto alike = [&](const std::string& spelling) {
    return !key.empty() && match_key(spelling) == key;
  };
  return first_reply(scale, [&](const ScalePoint& point) { return any_spelling(point, alike); });
}

/// A number that is no token itself is a code: only words are folded.
bool means_no_answer(const Scale& scale, std::string_view given) {
  if (given.empty() || std::ranges::find(scale.missing, given) != scale.missing.end()) {
    return true;
  }
  if (parse_integer(given)) {
    return false;
  }
  const std::string key = match_key(given);
  return !key.empty() && std::ranges::any_of(scale.missing, [&](const std::string& token) {
    return match_key(token) == key;
  });
}

/// Whether the adapter says that codes run the other way than the scale does. Labels then still
/// say what they mean; bare codes do not.
bool reversed(const FieldCursor& cursor, const Scale& scale) {
  const Adapter* adapter = cursor.context().adapter;
  if (adapter == nullptr || adapter->scale_direction.empty() ||
      scale.kind != Scale::Kind::ordinal || scale.points.size() < 2) {
    return false;
  }
  const bool low_is_best = scale.points.front().code < scale.points.back().code;
  return (adapter->scale_direction == "1_is_best") != low_is_best;
}

/// "3.0" from a number that JSON wrote as a real is 3.
std::string answer_text(const FieldCursor& cursor, const receive::Field& field) {
  if (const auto* real = std::get_if<double>(&field.value)) {
    return rounded(*real, 0) == shortest(*real) ? rounded(*real, 0) : shortest(*real);
  }
  return cursor.text(field);
}

Answer blank(const Item& item) {
  return {.item = item.id, .code = 0, .absence = Absence::blank};
}

Answer read_answer(FieldCursor& cursor, const Item& item) {
  const receive::Field* field = cursor.take_answer(item.id);
  if (field == nullptr) {
    field = cursor.take(item.id);
  }
  const auto scale = cursor.survey().scales.find(item.scale);
  if (field == nullptr || scale == cursor.survey().scales.end()) {
    return blank(item);
  }
  const std::string given = answer_text(cursor, *field);
  if (means_no_answer(scale->second, given)) {
    return blank(item);
  }
  auto answer = find_reply(scale->second, given);
  if (!answer) {
    cursor.hold_value(
        hold::answer_out_of_scale, *field,
        value_words(given) + " is not on the scale " + item.scale + " of " + item.id + ".");
    return blank(item);
  }
  if (!answer->absence && parse_integer(given) && reversed(cursor, scale->second)) {
    cursor.hold(hold::scale_reversed, field->pointer,
                "The codes of " + item.id + " run the other way than its scale.");
    return blank(item);
  }
  answer->item = item.id;
  return std::move(*answer);
}

/// What the routing says of an item: `unknown` when the question it hangs on has no reply, which
/// contradicts nothing.
enum class Asked { yes, no, unknown };

Asked asked(const Item& item, const std::map<std::string, std::string>& domains,
            const std::vector<Answer>& answers) {
  if (!item.ask_if) {
    return Asked::yes;
  }
  const Routing& routing = *item.ask_if;
  if (!routing.domain.empty()) {
    const auto at = domains.find(routing.domain);
    if (at == domains.end()) {
      return Asked::unknown;
    }
    return std::ranges::find(routing.codes, at->second) != routing.codes.end() ? Asked::yes
                                                                               : Asked::no;
  }
  const auto at = std::ranges::find(answers, routing.item, &Answer::item);
  if (at == answers.end() || at->absence == Absence::blank) {
    return Asked::unknown;
  }
  const bool among = std::ranges::find(routing.answers, at->code) != routing.answers.end();
  return among ? Asked::yes : Asked::no;
}

void apply_routing(FieldCursor& cursor, const Item& item,
                   const std::map<std::string, std::string>& domains,
                   const std::vector<Answer>& given, Answer& answer) {
  if (asked(item, domains, given) != Asked::no) {
    return;
  }
  if (answer.absence == Absence::blank || answer.absence == Absence::not_applicable) {
    answer.absence = Absence::not_asked;
    return;
  }
  answer.absence = Absence::routing_conflict;
  cursor.note(finding::routing_conflict, "/answers/" + item.id,
              "The item " + item.id + " was answered by someone it is not asked of.");
}

}  // namespace

std::vector<Answer> read_answers(FieldCursor& cursor,
                                 const std::map<std::string, std::string>& domains) {
  std::vector<Answer> given;
  given.reserve(cursor.survey().items.size());
  const std::size_t doubts = cursor.errors().size() + cursor.findings().size();
  for (const Item& item : cursor.survey().items) {
    if (item.kind == Item::Kind::scale) {
      given.push_back(read_answer(cursor, item));
    }
  }
  const bool answered = std::ranges::any_of(
      given, [](const Answer& answer) { return answer.absence != Absence::blank; });
  if (!answered && cursor.errors().size() + cursor.findings().size() == doubts) {
    cursor.hold(hold::no_known_answer, "/answers",
                "No answer of the survey " + cursor.survey().id + " is known.");
  }
  std::vector<Answer> answers = given;
  for (Answer& answer : answers) {
    const Item& item = *cursor.survey().find_item(answer.item);
    apply_routing(cursor, item, domains, given, answer);
    if (item.stage == overall_stage && answer.absence == Absence::blank) {
      cursor.note(finding::partial, "/answers/" + item.id,
                  "The item " + item.id + " has no answer.");
    }
  }
  return answers;
}

}  // namespace soundings::normalise
