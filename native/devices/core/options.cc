#include "options.h"

#include <algorithm>
#include <cmath>
#include <cstring>

namespace devices {
namespace {

std::string TypeKeyword(SANE_Value_Type type) {
  switch (type) {
    case SANE_TYPE_BOOL: return "bool";
    case SANE_TYPE_INT: return "int";
    case SANE_TYPE_FIXED: return "fixed";
    case SANE_TYPE_STRING: return "string";
    case SANE_TYPE_BUTTON: return "button";
    case SANE_TYPE_GROUP: return "group";
  }
  return "group";
}

std::string UnitKeyword(SANE_Unit unit) {
  switch (unit) {
    case SANE_UNIT_NONE: return "none";
    case SANE_UNIT_PIXEL: return "pixel";
    case SANE_UNIT_BIT: return "bit";
    case SANE_UNIT_MM: return "mm";
    case SANE_UNIT_DPI: return "dpi";
    case SANE_UNIT_PERCENT: return "percent";
    case SANE_UNIT_MICROSECOND: return "microsecond";
  }
  return "none";
}

std::string TextOf(SANE_String_Const text) { return text == nullptr ? std::string() : std::string(text); }

double NumberOf(SANE_Value_Type type, SANE_Word word) {
  return type == SANE_TYPE_FIXED ? static_cast<double>(word) / kSaneFixedScale : static_cast<double>(word);
}

// Numbers beyond a word saturate: the device then refuses or rounds them, and says so.
SANE_Word WordOf(SANE_Value_Type type, double number) {
  const double scaled = type == SANE_TYPE_FIXED ? number * kSaneFixedScale : number;
  if (std::isnan(scaled)) return 0;
  return static_cast<SANE_Word>(std::lround(std::clamp(scaled, -2147483648.0, 2147483647.0)));
}

bool HasValue(const SANE_Option_Descriptor& descriptor) {
  return descriptor.type != SANE_TYPE_BUTTON && descriptor.type != SANE_TYPE_GROUP && descriptor.size > 0 &&
         (descriptor.cap & SANE_CAP_SOFT_DETECT) != 0 && (descriptor.cap & SANE_CAP_INACTIVE) == 0;
}

OptionValue ReadValue(const Library& sane, SANE_Handle handle, int index, const SANE_Option_Descriptor& descriptor) {
  if (!HasValue(descriptor)) return std::monostate{};
  // One word more than asked for: a string that fills its buffer still ends.
  std::vector<SANE_Word> words(static_cast<size_t>(descriptor.size) / sizeof(SANE_Word) + 2, 0);
  if (sane.control_option(handle, index, SANE_ACTION_GET_VALUE, words.data(), nullptr) != SANE_STATUS_GOOD) return std::monostate{};

  if (descriptor.type == SANE_TYPE_STRING) return TextOf(reinterpret_cast<const char*>(words.data()));
  if (descriptor.type == SANE_TYPE_BOOL) return words[0] != 0;
  const size_t count = static_cast<size_t>(descriptor.size) / sizeof(SANE_Word);
  if (count <= 1) return NumberOf(descriptor.type, words[0]);
  std::vector<double> numbers(count);
  std::transform(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(count), numbers.begin(),
                 [&](SANE_Word word) { return NumberOf(descriptor.type, word); });
  return numbers;
}

void ReadConstraint(const SANE_Option_Descriptor& descriptor, Option* option) {
  const auto& constraint = descriptor.constraint;
  switch (descriptor.constraint_type) {
    case SANE_CONSTRAINT_NONE: return;
    case SANE_CONSTRAINT_RANGE:
      if (constraint.range == nullptr) return;
      option->range = Range{NumberOf(descriptor.type, constraint.range->min), NumberOf(descriptor.type, constraint.range->max),
                            NumberOf(descriptor.type, constraint.range->quant)};
      return;
    case SANE_CONSTRAINT_WORD_LIST:
      // The first word of the list is its length.
      for (SANE_Word i = 1; constraint.word_list != nullptr && i <= constraint.word_list[0]; ++i) {
        option->numbers.push_back(NumberOf(descriptor.type, constraint.word_list[i]));
      }
      return;
    case SANE_CONSTRAINT_STRING_LIST:
      for (auto entry = constraint.string_list; entry != nullptr && *entry != nullptr; ++entry) option->strings.emplace_back(*entry);
      return;
  }
}

Option ReadOption(const Library& sane, SANE_Handle handle, int index, const SANE_Option_Descriptor& descriptor) {
  Option option{};
  option.index = index;
  option.name = TextOf(descriptor.name);
  option.title = TextOf(descriptor.title);
  option.type = TypeKeyword(descriptor.type);
  option.unit = UnitKeyword(descriptor.unit);
  option.is_active = (descriptor.cap & SANE_CAP_INACTIVE) == 0;
  option.is_settable = (descriptor.cap & SANE_CAP_SOFT_SELECT) != 0;
  ReadConstraint(descriptor, &option);
  option.value = ReadValue(sane, handle, index, descriptor);
  return option;
}

// The bytes that sane_control_option expects, or nothing when the value's kind does not fit the option's type.
std::optional<std::vector<SANE_Word>> Encode(const SANE_Option_Descriptor& descriptor, const OptionValue& value) {
  if (descriptor.type == SANE_TYPE_STRING) {
    const auto* text = std::get_if<std::string>(&value);
    if (text == nullptr || text->size() + 1 > static_cast<size_t>(descriptor.size)) return std::nullopt;
    std::vector<SANE_Word> words(static_cast<size_t>(descriptor.size) / sizeof(SANE_Word) + 2, 0);
    std::memcpy(words.data(), text->data(), text->size());
    return words;
  }
  // A button is pressed by being set; it has no value.
  if (descriptor.type == SANE_TYPE_BUTTON) return std::vector<SANE_Word>{0};
  if (descriptor.size != static_cast<SANE_Int>(sizeof(SANE_Word))) return std::nullopt;
  if (descriptor.type == SANE_TYPE_BOOL) {
    const auto* flag = std::get_if<bool>(&value);
    return flag == nullptr ? std::nullopt : std::make_optional(std::vector<SANE_Word>{*flag ? 1 : 0});
  }
  if (descriptor.type == SANE_TYPE_INT || descriptor.type == SANE_TYPE_FIXED) {
    const auto* number = std::get_if<double>(&value);
    return number == nullptr ? std::nullopt : std::make_optional(std::vector<SANE_Word>{WordOf(descriptor.type, *number)});
  }
  return std::nullopt;
}

}  // namespace

Result<std::vector<Option>> ReadOptions(const Library& sane, SANE_Handle handle) {
  // Option 0 is the number of options. Its descriptor has to be fetched before its value, for the net backend's sake.
  const SANE_Option_Descriptor* first = sane.get_option_descriptor(handle, 0);
  SANE_Word count = 0;
  const SANE_Status status =
      first == nullptr ? SANE_STATUS_INVAL : sane.control_option(handle, 0, SANE_ACTION_GET_VALUE, &count, nullptr);
  if (status != SANE_STATUS_GOOD) return Fail(status, "number of options");

  std::vector<Option> options;
  for (SANE_Word index = 1; index < count; ++index) {
    const SANE_Option_Descriptor* descriptor = sane.get_option_descriptor(handle, index);
    if (descriptor != nullptr) options.push_back(ReadOption(sane, handle, index, *descriptor));
  }
  return options;
}

Result<SetOutcome> SetOption(const Library& sane, SANE_Handle handle, int index, const OptionValue& value) {
  const SANE_Option_Descriptor* descriptor = sane.get_option_descriptor(handle, index);
  if (descriptor == nullptr) return Fail(SANE_STATUS_INVAL, "no such option");
  auto words = Encode(*descriptor, value);
  if (!words) return Fail(SANE_STATUS_INVAL, "value does not fit the option");

  SANE_Int info = 0;
  const SANE_Status status = sane.control_option(handle, index, SANE_ACTION_SET_VALUE, words->data(), &info);
  if (status != SANE_STATUS_GOOD) return Fail(status, TextOf(descriptor->name));

  // Setting may have moved the descriptors; ask again before reading back.
  descriptor = sane.get_option_descriptor(handle, index);
  const OptionValue now = descriptor == nullptr ? OptionValue{} : ReadValue(sane, handle, index, *descriptor);
  return SetOutcome{now, (info & SANE_INFO_INEXACT) != 0, (info & SANE_INFO_RELOAD_OPTIONS) != 0};
}

}  // namespace devices
