#include <string>

#include <nlohmann/json.hpp>
