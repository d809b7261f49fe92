#include <napi.h>

#include "../core/library.h"
#include "convert.h"
#include "promise.h"
#include "scanner_object.h"

namespace devices::binding {
namespace {

Napi::Value ListDevices(const Napi::CallbackInfo& info) {
  return OnSaneThread<std::vector<DeviceInfo>>(
      info.Env(), [] { return devices::ListDevices(); },
      [](Napi::Env env, std::vector<DeviceInfo>& found) { return ToJs(env, found); });
}

Napi::Value OpenScanner(const Napi::CallbackInfo& info) {
  const std::string name = info[0].IsString() ? info[0].As<Napi::String>().Utf8Value() : "";
  return OnSaneThread<std::shared_ptr<Scanner>>(
      info.Env(), [name] { return Scanner::Open(name); },
      [](Napi::Env env, std::shared_ptr<Scanner>& scanner) { return ScannerObject::Wrap(env, scanner); });
}

Napi::Object Init(Napi::Env env, Napi::Object exports) {
  env.SetInstanceData(new Napi::FunctionReference(Napi::Persistent(ScannerObject::Define(env))));
  exports.Set("listDevices", Napi::Function::New(env, ListDevices));
  exports.Set("openScanner", Napi::Function::New(env, OpenScanner));
  return exports;
}

}  // namespace
}  // namespace devices::binding

static Napi::Object InitModule(Napi::Env env, Napi::Object exports) { return devices::binding::Init(env, exports); }

NODE_API_MODULE(devices, InitModule)
