// The transaction of a batch.
#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include "sqlite/binding.h"

namespace soundings::store::sqlite {

/// A write transaction by statements that were prepared before: SQLite::Transaction parses its own
/// each time, which a commit of one response feels.
class BatchTransaction {
 public:
  BatchTransaction(SQLite::Statement& begin, SQLite::Statement& commit, SQLite::Statement& rollback)
      : commit_(commit), rollback_(rollback) {
    run(begin);
  }
  ~BatchTransaction() {
    if (open_) {
      rollback_.tryReset();
      static_cast<void>(rollback_.tryExecuteStep());
      rollback_.tryReset();
    }
  }
  BatchTransaction(const BatchTransaction&) = delete;
  BatchTransaction& operator=(const BatchTransaction&) = delete;

  void commit() {
    run(commit_);
    open_ = false;
  }

 private:
  SQLite::Statement& commit_;
  SQLite::Statement& rollback_;
  bool open_ = true;
};

}  // namespace soundings::store::sqlite
