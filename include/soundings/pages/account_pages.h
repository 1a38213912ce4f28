// The pages of signing in and of accounts. Each form changes something: it is sent by POST with the
// token of its visit, and answered with 303 where it succeeds.
#pragma once

#include <string>
#include <vector>

#include "soundings/pages/pages.h"

namespace soundings::pages {

/// What is wrong with a form that was sent, in a sentence. field: empty for the form as a whole.
struct FormFault {
  std::string field;
  std::string message;
};

/// name: what was typed. next: the page that is wanted, as a path.
struct SignInPage {
  std::string next;
  std::string name;
  std::string said;  ///< what happened before: "You have signed out."
  FormFault fault;
  PageFrame frame;
};

/// The second step.
struct CodePage {
  std::string next;
  FormFault fault;
  PageFrame frame;
};

/// must: before anything else. shortest: characters.
struct PasswordPage {
  bool must = false;
  std::size_t shortest = 0;
  FormFault fault;
  PageFrame frame;
};

/// A session in words.
struct SessionLine {
  std::string begun;
  std::string seen;
  std::string address;
  std::string agent;
  std::string id;  ///< by which it can be ended
  bool mine = false;
};

struct AccountPage {
  std::string name;
  std::string role;
  std::string npus;  ///< of a lead
  std::string said;
  bool second_factor = false;
  std::size_t recovery_codes = 0;
  std::vector<SessionLine> sessions;
  PageFrame frame;
};

/// An account in words.
struct AccountLine {
  std::string name;
  std::string role;
  std::string npus;
  std::string second_factor;
  std::string signed_in;
  bool disabled = false;
  bool mine = false;  ///< of whoever looks at the page
};

struct AccountsPage {
  std::vector<AccountLine> accounts;
  std::string said;
  PageFrame frame;
};

/// A form for a new account. roles: the list to choose from.
struct NewAccountPage {
  std::string name;
  std::string npus;  ///< as they were typed, with commas
  std::vector<Choice> roles;
  FormFault fault;
  PageFrame frame;
};

/// One account, and what an administrator may do with it; nothing of it where it is their own.
struct ManagedAccountPage {
  AccountLine account;
  std::string npus;  ///< as the form has them
  std::vector<Choice> roles;
  std::string said;
  FormFault fault;
  PageFrame frame;
};

/// Something that is said once: "Password", "k3v9x-...".
struct SaidOnce {
  std::string label;
  std::string value;
};

/// A page that is shown once, right after its secrets were made.
struct SecretsPage {
  std::string title;
  std::string lede;
  std::vector<SaidOnce> lines;
  std::vector<std::string> recovery;  ///< codes
  std::string back;                   ///< the address to go on to, and its words
  std::string back_words;
  PageFrame frame;
};

/// A reading key in words.
struct ReadingKeyLine {
  std::string id;
  std::string label;
  std::string made;
  std::string ends;
  bool holds = false;
};

struct ReadingKeysPage {
  std::vector<ReadingKeyLine> keys;
  std::string label;  ///< as they were typed
  std::string ends;
  std::string said;
  FormFault fault;
  PageFrame frame;
};

[[nodiscard]] std::string sign_in(const Definitions& definitions, const SignInPage& page);
[[nodiscard]] std::string code(const Definitions& definitions, const CodePage& page);
[[nodiscard]] std::string password(const Definitions& definitions, const PasswordPage& page);
[[nodiscard]] std::string account(const Definitions& definitions, const AccountPage& page);
[[nodiscard]] std::string accounts(const Definitions& definitions, const AccountsPage& page);
[[nodiscard]] std::string new_account(const Definitions& definitions, const NewAccountPage& page);
[[nodiscard]] std::string managed_account(const Definitions& definitions,
                                          const ManagedAccountPage& page);
[[nodiscard]] std::string secrets(const Definitions& definitions, const SecretsPage& page);
[[nodiscard]] std::string reading_keys(const Definitions& definitions, const ReadingKeysPage& page);

}  // namespace soundings::pages
