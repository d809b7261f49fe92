#pragma once

#include <string>
#include <utility>
#include <variant>

#include "sane_abi.h"

namespace devices {

// Why a call did not succeed, as a keyword: the SANE status ("jammed", "no-docs", ...) or one of our own,
// "library-missing" (no libsane on this machine) and "incomplete" (the frame ended before its last line).
struct Failure {
  std::string status;
  std::string detail;
};

struct Nothing {};

template <typename T>
using Result = std::variant<T, Failure>;

std::string StatusKeyword(SANE_Status status);

inline Failure Fail(SANE_Status status, std::string detail = {}) { return Failure{StatusKeyword(status), std::move(detail)}; }

template <typename T>
const Failure* FailureOf(const Result<T>& result) {
  return std::get_if<Failure>(&result);
}

}  // namespace devices
