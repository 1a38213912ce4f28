#include <Poco/Net/HTTPServer.h>

#include "soundings/store/cells.h"
