// What the pages of accounts share.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "soundings/accounts/accounts.h"
#include "soundings/pages/account_pages.h"

#include "context.h"

namespace soundings::serve {

/// Whether what is asked would leave one administrator fewer who can sign in.
enum class Removing { nobody, an_admin };

/// Why the account that the address names may not be changed by whoever asks: it is their own, or
/// that of the last administrator.
[[nodiscard]] std::optional<Reply> refusal_of(const Context& context, const Request& request,
                                              Removing removing);

/// "Sandwell and Dudley", in the order of the register.
[[nodiscard]] std::string npu_names(const Definitions& definitions,
                                    const std::vector<std::string>& npus);

/// An account in words. own: the account of whoever looks.
[[nodiscard]] pages::AccountLine account_line(const Definitions& definitions,
                                              const accounts::ListedAccount& account,
                                              const std::string& own);

}  // namespace soundings::serve
