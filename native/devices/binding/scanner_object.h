#pragma once

#include <napi.h>

#include <memory>

#include "../core/scanner.h"

namespace devices::binding {

// The JavaScript face of a Scanner. One that is forgotten without close() closes itself when it is collected.
class ScannerObject : public Napi::ObjectWrap<ScannerObject> {
 public:
  static Napi::Function Define(Napi::Env env);
  static Napi::Value Wrap(Napi::Env env, const std::shared_ptr<Scanner>& scanner);

  explicit ScannerObject(const Napi::CallbackInfo& info);
  ~ScannerObject() override;

 private:
  Napi::Value Options(const Napi::CallbackInfo& info);
  Napi::Value Set(const Napi::CallbackInfo& info);
  Napi::Value Start(const Napi::CallbackInfo& info);
  Napi::Value Read(const Napi::CallbackInfo& info);
  Napi::Value Cancel(const Napi::CallbackInfo& info);
  Napi::Value Close(const Napi::CallbackInfo& info);

  std::shared_ptr<Scanner> scanner_;
};

}  // namespace devices::binding
