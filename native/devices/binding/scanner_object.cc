#include "scanner_object.h"

#include <utility>

#include "convert.h"
#include "promise.h"

namespace devices::binding {
namespace {

// Rows as a Buffer, or how many bytes have come of a frame whose rows come all at once; a null at the end.
void SettleRead(Napi::Env env, const Napi::Promise::Deferred& deferred, Chunk& chunk) {
  if (const auto* failure = std::get_if<Failure>(&chunk)) return deferred.Reject(ErrorOf(env, *failure));
  if (const auto* progress = std::get_if<Progress>(&chunk)) return deferred.Resolve(Napi::Number::New(env, static_cast<double>(progress->bytes)));
  auto* block = std::get_if<Block>(&chunk);
  if (block == nullptr) return deferred.Resolve(env.Null());
  // Copied where the engine has a memory cage (Electron): it allows no buffer outside of it.
  uint8_t* bytes = block->bytes.release();
  deferred.Resolve(Napi::Buffer<uint8_t>::NewOrCopy(env, bytes, block->size, [](Napi::Env, uint8_t* done) { delete[] done; }));
}

}  // namespace

Napi::Function ScannerObject::Define(Napi::Env env) {
  return DefineClass(env, "Scanner",
                     {InstanceMethod<&ScannerObject::Options>("options"), InstanceMethod<&ScannerObject::Set>("set"),
                      InstanceMethod<&ScannerObject::Start>("start"), InstanceMethod<&ScannerObject::Read>("read"),
                      InstanceMethod<&ScannerObject::Cancel>("cancel"), InstanceMethod<&ScannerObject::Close>("close")});
}

Napi::Value ScannerObject::Wrap(Napi::Env env, const std::shared_ptr<Scanner>& scanner) {
  const Napi::Object object = env.GetInstanceData<Napi::FunctionReference>()->New({});
  Unwrap(object)->scanner_ = scanner;
  return object;
}

ScannerObject::ScannerObject(const Napi::CallbackInfo& info) : Napi::ObjectWrap<ScannerObject>(info) {}

ScannerObject::~ScannerObject() {
  if (!scanner_) return;
  scanner_->Abandon();
  PostToSaneThread([scanner = scanner_] { scanner->Close(); });
}

Napi::Value ScannerObject::Options(const Napi::CallbackInfo& info) {
  return OnSaneThread<std::vector<Option>>(
      info.Env(), [scanner = scanner_] { return scanner->ReadOptions(); },
      [](Napi::Env env, std::vector<Option>& options) { return ToJs(env, options); });
}

Napi::Value ScannerObject::Set(const Napi::CallbackInfo& info) {
  const int index = info[0].IsNumber() ? info[0].As<Napi::Number>().Int32Value() : -1;
  return OnSaneThread<SetOutcome>(
      info.Env(), [scanner = scanner_, index, value = FromJs(info[1])] { return scanner->SetOption(index, value); },
      [](Napi::Env env, SetOutcome& outcome) { return ToJs(env, outcome); });
}

Napi::Value ScannerObject::Start(const Napi::CallbackInfo& info) {
  return OnSaneThread<Frame>(
      info.Env(), [scanner = scanner_] { return scanner->Start(); }, [](Napi::Env env, Frame& frame) { return ToJs(env, frame); },
      [scanner = scanner_] { scanner->ReadFrame(); });
}

Napi::Value ScannerObject::Read(const Napi::CallbackInfo& info) {
  const auto promise = std::make_shared<Promise>(info.Env());
  const auto settle = [promise](Chunk chunk) {
    promise->SettleWith([chunk = std::make_shared<Chunk>(std::move(chunk))](Napi::Env env, const Napi::Promise::Deferred& deferred) {
      SettleRead(env, deferred, *chunk);
    });
  };
  if (!scanner_->Next(settle)) settle(Fail(SANE_STATUS_INVAL, "nothing to read, or being read already"));
  return promise->value();
}

Napi::Value ScannerObject::Cancel(const Napi::CallbackInfo& info) {
  scanner_->Cancel();
  return info.Env().Undefined();
}

Napi::Value ScannerObject::Close(const Napi::CallbackInfo& info) {
  scanner_->Abandon();
  return OnSaneThread<Nothing>(
      info.Env(),
      [scanner = scanner_]() -> Result<Nothing> {
        scanner->Close();
        return Nothing{};
      },
      [](Napi::Env env, Nothing&) { return env.Undefined(); });
}

}  // namespace devices::binding
