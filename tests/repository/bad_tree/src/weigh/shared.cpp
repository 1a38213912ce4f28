#include "../base/private.h"
#  include <unicode/unistr.h>
#include <Eigen/QR>
