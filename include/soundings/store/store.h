// An open database and its faces, one for each kind of work. Who uses a face includes its header.
#pragma once

#include "soundings/store/failure.h"

namespace soundings::store {

class Accounts;
class Arrivals;
class Audit;
class HeldItems;
class Keys;
class Ledger;
class Maintenance;
class Peppers;
class ProvisionalFigures;
class ReferenceFigures;
class Releases;
class Removal;
class Reports;
class SampleMark;

/// An open database. One thread uses it at a time, but for what Maintenance says of its own.
/// A store that was opened for reading is const, so that it offers only what reads. Every call may
/// throw StoreFailure when the machine fails.
class Store {
 public:
  virtual ~Store() = default;

  [[nodiscard]] virtual Ledger& ledger() noexcept = 0;
  [[nodiscard]] virtual Accounts& accounts() noexcept = 0;
  [[nodiscard]] virtual const Accounts& accounts() const noexcept = 0;
  [[nodiscard]] virtual const Arrivals& arrivals() const noexcept = 0;
  [[nodiscard]] virtual Audit& audit() noexcept = 0;
  [[nodiscard]] virtual const Audit& audit() const noexcept = 0;
  [[nodiscard]] virtual HeldItems& held() noexcept = 0;
  [[nodiscard]] virtual const HeldItems& held() const noexcept = 0;
  [[nodiscard]] virtual Keys& keys() noexcept = 0;
  [[nodiscard]] virtual const Keys& keys() const noexcept = 0;
  [[nodiscard]] virtual ProvisionalFigures& provisional() noexcept = 0;
  [[nodiscard]] virtual const ProvisionalFigures& provisional() const noexcept = 0;
  [[nodiscard]] virtual ReferenceFigures& reference() noexcept = 0;
  [[nodiscard]] virtual const ReferenceFigures& reference() const noexcept = 0;
  [[nodiscard]] virtual Releases& releases() noexcept = 0;
  [[nodiscard]] virtual const Releases& releases() const noexcept = 0;
  [[nodiscard]] virtual Removal& removal() noexcept = 0;
  [[nodiscard]] virtual const Removal& removal() const noexcept = 0;
  [[nodiscard]] virtual Reports& reports() noexcept = 0;
  [[nodiscard]] virtual const Reports& reports() const noexcept = 0;
  [[nodiscard]] virtual SampleMark& sample_mark() noexcept = 0;
  [[nodiscard]] virtual const SampleMark& sample_mark() const noexcept = 0;
  [[nodiscard]] virtual Peppers& peppers() noexcept = 0;
  [[nodiscard]] virtual const Peppers& peppers() const noexcept = 0;
  [[nodiscard]] virtual Maintenance& maintenance() noexcept = 0;
  [[nodiscard]] virtual const Maintenance& maintenance() const noexcept = 0;
};

}  // namespace soundings::store
