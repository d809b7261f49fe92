#include "result.h"

namespace devices {

std::string StatusKeyword(SANE_Status status) {
  switch (status) {
    case SANE_STATUS_GOOD: return "good";
    case SANE_STATUS_UNSUPPORTED: return "unsupported";
    case SANE_STATUS_CANCELLED: return "cancelled";
    case SANE_STATUS_DEVICE_BUSY: return "device-busy";
    case SANE_STATUS_INVAL: return "inval";
    case SANE_STATUS_EOF: return "eof";
    case SANE_STATUS_JAMMED: return "jammed";
    case SANE_STATUS_NO_DOCS: return "no-docs";
    case SANE_STATUS_COVER_OPEN: return "cover-open";
    case SANE_STATUS_IO_ERROR: return "io-error";
    case SANE_STATUS_NO_MEM: return "no-mem";
    case SANE_STATUS_ACCESS_DENIED: return "access-denied";
  }
  return "unknown-" + std::to_string(static_cast<int>(status));
}

}  // namespace devices
