// The two indexes in which repeats are looked for.
#pragma once

#include "sqlite/repeat_index.h"

namespace soundings::store::sqlite {

inline constexpr RepeatSql items_filed{
    .what = "item",
    .waiting =
        "SELECT source, item_key, seq FROM submission WHERE seq > ? AND item_key IS NOT NULL",
    .find = "SELECT submission FROM filed_item WHERE source = ? AND key = ? ORDER BY submission",
    .file =
        "INSERT INTO filed_item (source, key, submission) VALUES (?, ?, ?)"
        " ON CONFLICT DO NOTHING"};

inline constexpr RepeatSql webhooks_filed{
    .what = "webhook",
    .waiting =
        "SELECT source, webhook_key, seq FROM delivery"
        " WHERE seq > ? AND webhook_key IS NOT NULL",
    .find = "SELECT delivery FROM filed_webhook WHERE source = ? AND key = ? ORDER BY delivery",
    .file =
        "INSERT INTO filed_webhook (source, key, delivery) VALUES (?, ?, ?)"
        " ON CONFLICT DO NOTHING"};

}  // namespace soundings::store::sqlite
