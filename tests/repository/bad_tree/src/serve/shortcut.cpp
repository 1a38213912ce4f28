#include "soundings/store/cells.h"
#include <Poco/Net/HTTPServer.h>
