#include <Eigen/QR>
#include <unicode/unistr.h>

#include "../base/private.h"
