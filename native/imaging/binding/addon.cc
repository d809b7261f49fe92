#include <napi.h>

#include <new>

#include "../core/recode.h"

namespace imaging::binding {
namespace {

Napi::Value BytesOf(Napi::Env env, const std::vector<uint8_t>& bytes) {
  Napi::Uint8Array array = Napi::Uint8Array::New(env, bytes.size());
  std::copy(bytes.begin(), bytes.end(), array.Data());
  return array;
}

Napi::Value ToJs(Napi::Env env, const Raster& raster) {
  Napi::Object object = Napi::Object::New(env);
  object.Set("width", raster.width);
  object.Set("height", raster.height);
  object.Set("data", BytesOf(env, raster.data));
  return object;
}

Napi::Value ToJs(Napi::Env env, const Page& page) {
  Napi::Object object = Napi::Object::New(env);
  object.Set("widthPx", page.width);
  object.Set("heightPx", page.height);
  object.Set("grey", ToJs(env, page.grey));
  object.Set("colour", ToJs(env, page.colour));
  object.Set("jpeg", BytesOf(env, page.jpeg));
  return object;
}

Napi::Value ToJs(Napi::Env env, const Failure& failure) {
  Napi::Object object = Napi::Object::New(env);
  object.Set("status", failure.status);
  object.Set("detail", failure.detail);
  return object;
}

Limits LimitsOf(const Napi::Object& options) {
  const auto number = [&options](const char* name) { return options.Get(name).As<Napi::Number>(); };
  return {static_cast<uint64_t>(number("maxPixels").Int64Value()), number("deadlineMs").Int64Value(), number("maxScans").Int32Value(),
          number("maxLongEdge").Uint32Value(), number("colourStep").Uint32Value()};
}

// recode(bytes, limits): works on the calling thread, which is a worker of its own.
Napi::Value RecodeJpeg(const Napi::CallbackInfo& info) {
  if (info.Length() < 2 || !info[0].IsTypedArray() || !info[1].IsObject()) throw Napi::TypeError::New(info.Env(), "recode(bytes, limits)");
  const auto bytes = info[0].As<Napi::Uint8Array>();
  try {
    const auto result = Recode(bytes.Data(), bytes.ByteLength(), LimitsOf(info[1].As<Napi::Object>()));
    return std::visit([&info](const auto& outcome) { return ToJs(info.Env(), outcome); }, result);
  } catch (const std::bad_alloc&) {
    return ToJs(info.Env(), Failure{"too-large", "out of memory"});
  }
}

Napi::Object Init(Napi::Env env, Napi::Object exports) {
  exports.Set("recode", Napi::Function::New(env, RecodeJpeg));
  return exports;
}

}  // namespace
}  // namespace imaging::binding

static Napi::Object InitModule(Napi::Env env, Napi::Object exports) { return imaging::binding::Init(env, exports); }

NODE_API_MODULE(imaging, InitModule)
