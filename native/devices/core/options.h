#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "library.h"
#include "result.h"

namespace devices {

// A number stands for SANE's int and fixed; a vector for options of several words.
using OptionValue = std::variant<std::monostate, bool, double, std::string, std::vector<double>>;

struct Range {
  double min;
  double max;
  double quant;
};

struct Option {
  int index;
  std::string name;
  std::string title;
  std::string type;  // bool, int, fixed, string, button, group
  std::string unit;  // none, pixel, bit, mm, dpi, percent, microsecond
  bool is_active;
  bool is_settable;
  std::optional<Range> range;
  std::vector<double> numbers;       // word list; empty when there is none
  std::vector<std::string> strings;  // string list; empty when there is none
  OptionValue value;
};

struct SetOutcome {
  OptionValue value;  // what the device made of it
  bool is_inexact;
  bool reloads_options;
};

Result<std::vector<Option>> ReadOptions(const Library& sane, SANE_Handle handle);
Result<SetOutcome> SetOption(const Library& sane, SANE_Handle handle, int index, const OptionValue& value);

}  // namespace devices
