#pragma once

#include <napi.h>

#include <vector>

#include "../core/library.h"
#include "../core/options.h"
#include "../core/rows.h"

namespace devices::binding {

Napi::Value ToJs(Napi::Env env, const std::vector<DeviceInfo>& devices);
Napi::Value ToJs(Napi::Env env, const std::vector<Option>& options);
Napi::Value ToJs(Napi::Env env, const SetOutcome& outcome);
Napi::Value ToJs(Napi::Env env, const Frame& frame);

// Anything but a boolean, a number or a string becomes "no value", which the core refuses.
OptionValue FromJs(const Napi::Value& value);

}  // namespace devices::binding
