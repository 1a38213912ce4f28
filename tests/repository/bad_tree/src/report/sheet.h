#include <SQLiteCpp/SQLiteCpp.h>
#include <nlohmann/json.hpp>
