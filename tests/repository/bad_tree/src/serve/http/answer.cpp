#include "http/route.h"
#include "soundings/survey/item.h"
#include "context.h"
#include <Poco/Net/HTTPServer.h>
