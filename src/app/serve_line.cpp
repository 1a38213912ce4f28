// The options of `serve`.
#include "command_line.h"
#include "commands.h"

namespace soundings::app {
namespace {

/// Who is let in, over what, by which names and how often.
void add_listeners(CLI::App& sub, ServeOptions& options) {
  sub.add_option(
      "--sender-listen", options.sender_listen,
      "ADDRESS:PORT for senders on other machines: posts and receipts, no page or figure");
  sub.add_flag("--plain-http", options.plain_http,
               "Let --sender-listen speak plain HTTP to other machines");
  sub.add_option("--tls-cert", options.tls_certificate, "Certificate chain (PEM): speak HTTPS");
  sub.add_option("--tls-key", options.tls_key, "Its private key (PEM)");
  sub.add_option("--host", options.names, "Answer by this host name too (repeatable)");
  sub.add_option("--trusted-proxy", options.trusted_proxies,
                 "Believe X-Forwarded-For from this address (repeatable)");
  sub.add_option("--proxy-user-header", options.proxy_user_header,
                 "Header in which a trusted proxy names the account of who asks (default: none)");
  sub.add_option(
      "--cors-origin", options.cors_origins,
      "Let scripts of this web site read replies of the API (repeatable; default: none)");
  sub.add_flag("--sign-in-required", options.sign_in_required,
               "Show figures to nobody who has not signed in, not even on this machine");
  sub.add_option("--rate-per-address", options.rate_per_address,
                 "Requests a second of one address; 0: no limit (default: 200, for other machines)")
      ->check(CLI::NonNegativeNumber);
  sub.add_option("--rate-per-source", options.rate_per_source,
                 "Requests a second of one source; 0: no limit (default: 1000, for other machines)")
      ->check(CLI::NonNegativeNumber);
  sub.add_option("--connections-per-address", options.connections_per_address,
                 "Connections one other machine may have open")
      ->check(CLI::PositiveNumber)
      ->capture_default_str();
}

/// When a source is late, and where that and what safeguarding holds are reported.
void add_alarms(CLI::App& sub, ServeOptions& options) {
  sub.add_option("--late-after", options.late_after,
                 "SOURCE=HOURS: how long a source may be silent (repeatable; default: 24)");
  sub.add_option("--alarm-command", options.alarm_command,
                 "Program to run, without a shell, when a source is late or safeguarding holds "
                 "something: PROGRAM KIND SOURCE TIME COUNT")
      ->check(CLI::ExistingFile);
  sub.add_option("--alarm-mail", options.alarm_mail, "Address that is written to then");
  sub.add_option("--alarm-mail-from", options.alarm_mail_from, "Address that the letters are from");
  sub.add_option("--alarm-mail-server", options.alarm_mail_server,
                 "HOST:PORT of a mail server that takes them without a password")
      ->capture_default_str();
}

}  // namespace

void add_serve(CLI::App& app, Command& command, ServeOptions& options) {
  CLI::App& sub = *app.add_subcommand("serve", "Take responses over HTTP and serve the pages");
  add_paths(sub, options.paths);
  sub.add_option("--listen", options.listen,
                 "ADDRESS:PORT of pages and figures; off loopback everybody signs in, over TLS or "
                 "through a trusted proxy. Port 0 picks a free one")
      ->capture_default_str();
  add_listeners(sub, options);
  add_alarms(sub, options);
  sub.add_option("--web-dir", options.web_dir, "Read page assets from this folder instead");
  sub.add_flag("--sample", options.sample, "Mark every page as sample data");
  sub.add_option("--config", options.config,
                 "Options from this file too, in lines of NAME = VALUE");
  sub.callback([&command, &options] { command = [&options] { return serve(options); }; });
}

}  // namespace soundings::app
