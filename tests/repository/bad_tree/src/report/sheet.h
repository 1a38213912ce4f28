#include <nlohmann/json.hpp>
#include <SQLiteCpp/SQLiteCpp.h>
