// The part of the SANE 1.0 interface that we call, written from the published standard (https://sane-project.gitlab.io/standard/).
// Declared here so that building needs no development package and running decides at run time whether SANE is there.
#pragma once

#include <cstdint>

extern "C" {

using SANE_Byte = unsigned char;
using SANE_Word = int;
using SANE_Bool = SANE_Word;
using SANE_Int = SANE_Word;
using SANE_Char = char;
using SANE_String_Const = const SANE_Char*;
using SANE_Handle = void*;

constexpr SANE_Word kSaneFixedScale = 1 << 16;
constexpr int kSaneMajorVersion = 1;

enum SANE_Status {
  SANE_STATUS_GOOD = 0,
  SANE_STATUS_UNSUPPORTED,
  SANE_STATUS_CANCELLED,
  SANE_STATUS_DEVICE_BUSY,
  SANE_STATUS_INVAL,
  SANE_STATUS_EOF,
  SANE_STATUS_JAMMED,
  SANE_STATUS_NO_DOCS,
  SANE_STATUS_COVER_OPEN,
  SANE_STATUS_IO_ERROR,
  SANE_STATUS_NO_MEM,
  SANE_STATUS_ACCESS_DENIED,
};

enum SANE_Value_Type { SANE_TYPE_BOOL = 0, SANE_TYPE_INT, SANE_TYPE_FIXED, SANE_TYPE_STRING, SANE_TYPE_BUTTON, SANE_TYPE_GROUP };

enum SANE_Unit {
  SANE_UNIT_NONE = 0,
  SANE_UNIT_PIXEL,
  SANE_UNIT_BIT,
  SANE_UNIT_MM,
  SANE_UNIT_DPI,
  SANE_UNIT_PERCENT,
  SANE_UNIT_MICROSECOND,
};

enum SANE_Constraint_Type { SANE_CONSTRAINT_NONE = 0, SANE_CONSTRAINT_RANGE, SANE_CONSTRAINT_WORD_LIST, SANE_CONSTRAINT_STRING_LIST };

enum SANE_Action { SANE_ACTION_GET_VALUE = 0, SANE_ACTION_SET_VALUE, SANE_ACTION_SET_AUTO };

enum SANE_Frame { SANE_FRAME_GRAY = 0, SANE_FRAME_RGB, SANE_FRAME_RED, SANE_FRAME_GREEN, SANE_FRAME_BLUE };

constexpr SANE_Int SANE_CAP_SOFT_SELECT = 1 << 0;
constexpr SANE_Int SANE_CAP_SOFT_DETECT = 1 << 2;
constexpr SANE_Int SANE_CAP_INACTIVE = 1 << 5;

constexpr SANE_Int SANE_INFO_INEXACT = 1 << 0;
constexpr SANE_Int SANE_INFO_RELOAD_OPTIONS = 1 << 1;

struct SANE_Range {
  SANE_Word min;
  SANE_Word max;
  SANE_Word quant;
};

struct SANE_Option_Descriptor {
  SANE_String_Const name;
  SANE_String_Const title;
  SANE_String_Const desc;
  SANE_Value_Type type;
  SANE_Unit unit;
  SANE_Int size;
  SANE_Int cap;
  SANE_Constraint_Type constraint_type;
  union {
    const SANE_String_Const* string_list;
    const SANE_Word* word_list;
    const SANE_Range* range;
  } constraint;
};

struct SANE_Device {
  SANE_String_Const name;
  SANE_String_Const vendor;
  SANE_String_Const model;
  SANE_String_Const type;
};

struct SANE_Parameters {
  SANE_Frame format;
  SANE_Bool last_frame;
  SANE_Int bytes_per_line;
  SANE_Int pixels_per_line;
  SANE_Int lines;
  SANE_Int depth;
};

using SANE_Auth_Callback = void (*)(SANE_String_Const resource, SANE_Char* username, SANE_Char* password);

}  // extern "C"
