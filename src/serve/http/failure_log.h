// What fails where no reply can be given: on a connection before its request is read, or while one
// is accepted.
#pragma once

namespace soundings::serve {

/// From now on a connection that ends because there was no memory is a line of the log. Poco has
/// one such place for the whole process; calling this again changes nothing.
void log_failures();

}  // namespace soundings::serve
