#include "convert.h"

namespace devices::binding {
namespace {

Napi::Value ListOf(Napi::Env env, const std::vector<double>& numbers) {
  Napi::Array list = Napi::Array::New(env, numbers.size());
  for (size_t i = 0; i < numbers.size(); ++i) list.Set(static_cast<uint32_t>(i), Napi::Number::New(env, numbers[i]));
  return list;
}

Napi::Value ListOf(Napi::Env env, const std::vector<std::string>& strings) {
  Napi::Array list = Napi::Array::New(env, strings.size());
  for (size_t i = 0; i < strings.size(); ++i) list.Set(static_cast<uint32_t>(i), Napi::String::New(env, strings[i]));
  return list;
}

struct ValueToJs {
  Napi::Env env;
  Napi::Value operator()(std::monostate) const { return env.Null(); }
  Napi::Value operator()(bool flag) const { return Napi::Boolean::New(env, flag); }
  Napi::Value operator()(double number) const { return Napi::Number::New(env, number); }
  Napi::Value operator()(const std::string& text) const { return Napi::String::New(env, text); }
  Napi::Value operator()(const std::vector<double>& numbers) const { return ListOf(env, numbers); }
};

Napi::Value RangeOf(Napi::Env env, const std::optional<Range>& range) {
  if (!range) return env.Null();
  Napi::Object object = Napi::Object::New(env);
  object.Set("min", range->min);
  object.Set("max", range->max);
  object.Set("quant", range->quant);
  return object;
}

Napi::Value ToJs(Napi::Env env, const Option& option) {
  Napi::Object object = Napi::Object::New(env);
  object.Set("index", option.index);
  object.Set("name", option.name);
  object.Set("title", option.title);
  object.Set("type", option.type);
  object.Set("unit", option.unit);
  object.Set("isActive", option.is_active);
  object.Set("isSettable", option.is_settable);
  object.Set("range", RangeOf(env, option.range));
  object.Set("numbers", ListOf(env, option.numbers));
  object.Set("strings", ListOf(env, option.strings));
  object.Set("value", std::visit(ValueToJs{env}, option.value));
  return object;
}

}  // namespace

Napi::Value ToJs(Napi::Env env, const std::vector<DeviceInfo>& devices) {
  Napi::Array list = Napi::Array::New(env, devices.size());
  for (size_t i = 0; i < devices.size(); ++i) {
    Napi::Object object = Napi::Object::New(env);
    object.Set("name", devices[i].name);
    object.Set("vendor", devices[i].vendor);
    object.Set("model", devices[i].model);
    object.Set("type", devices[i].type);
    list.Set(static_cast<uint32_t>(i), object);
  }
  return list;
}

Napi::Value ToJs(Napi::Env env, const std::vector<Option>& options) {
  Napi::Array list = Napi::Array::New(env, options.size());
  for (size_t i = 0; i < options.size(); ++i) list.Set(static_cast<uint32_t>(i), ToJs(env, options[i]));
  return list;
}

Napi::Value ToJs(Napi::Env env, const SetOutcome& outcome) {
  Napi::Object object = Napi::Object::New(env);
  object.Set("value", std::visit(ValueToJs{env}, outcome.value));
  object.Set("isInexact", outcome.is_inexact);
  object.Set("reloadsOptions", outcome.reloads_options);
  return object;
}

Napi::Value ToJs(Napi::Env env, const Frame& frame) {
  Napi::Object object = Napi::Object::New(env);
  object.Set("format", frame.format);
  object.Set("isLast", frame.is_last);
  object.Set("widthPx", frame.width);
  object.Set("lines", frame.lines);
  object.Set("channels", frame.channels);
  return object;
}

OptionValue FromJs(const Napi::Value& value) {
  if (value.IsBoolean()) return value.As<Napi::Boolean>().Value();
  if (value.IsNumber()) return value.As<Napi::Number>().DoubleValue();
  if (value.IsString()) return value.As<Napi::String>().Utf8Value();
  return std::monostate{};
}

}  // namespace devices::binding
