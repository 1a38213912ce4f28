#include <Poco/Net/HTTPServer.h>

#include "soundings/survey/item.h"

#include "context.h"
#include "http/route.h"
