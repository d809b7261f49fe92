#pragma once

#include <napi.h>

#include <functional>
#include <memory>
#include <utility>

#include "../core/result.h"
#include "../core/sane_thread.h"

namespace devices::binding {

// An Error whose `status` is the keyword of the failure.
inline Napi::Value ErrorOf(Napi::Env env, const Failure& failure) {
  const std::string detail = failure.detail.empty() ? "" : ": " + failure.detail;
  Napi::Error error = Napi::Error::New(env, "SANE " + failure.status + detail);
  error.Set("status", Napi::String::New(env, failure.status));
  return error.Value();
}

// A JavaScript promise that any thread may settle, once. While it is open the process stays alive.
class Promise {
 public:
  using Settle = std::function<void(Napi::Env, const Napi::Promise::Deferred&)>;

  explicit Promise(Napi::Env env)
      : deferred_(Napi::Promise::Deferred::New(env)),
        to_main_(Napi::ThreadSafeFunction::New(env, Napi::Function(), "devices", /*maxQueueSize=*/0, /*initialThreadCount=*/1)) {}

  Napi::Promise value() const { return deferred_.Promise(); }

  void SettleWith(Settle settle) const {
    auto* carried = new std::function<void(Napi::Env)>(
        [deferred = deferred_, settle = std::move(settle)](Napi::Env env) { settle(env, deferred); });
    const napi_status status = to_main_.NonBlockingCall(carried, [](Napi::Env env, Napi::Function, std::function<void(Napi::Env)>* work) {
      const std::unique_ptr<std::function<void(Napi::Env)>> owned(work);
      const Napi::HandleScope scope(env);
      (*owned)(env);
    });
    if (status != napi_ok) delete carried;  // the environment is going away; nobody waits any more
    to_main_.Release();
  }

 private:
  Napi::Promise::Deferred deferred_;
  mutable Napi::ThreadSafeFunction to_main_;
};

// Runs `work` on the SANE thread, settles the promise with what `convert` makes of its result, and then runs `after`
// on the SANE thread, before anything posted later.
template <typename T>
Napi::Promise OnSaneThread(Napi::Env env, std::function<Result<T>()> work, std::function<Napi::Value(Napi::Env, T&)> convert,
                           std::function<void()> after = nullptr) {
  auto promise = std::make_shared<Promise>(env);
  const Napi::Promise value = promise->value();
  PostToSaneThread([promise, work = std::move(work), convert = std::move(convert), after = std::move(after)] {
    auto result = std::make_shared<Result<T>>(work());
    const bool has_succeeded = FailureOf(*result) == nullptr;
    promise->SettleWith([result, convert](Napi::Env env, const Napi::Promise::Deferred& deferred) {
      if (const Failure* failure = FailureOf(*result)) return deferred.Reject(ErrorOf(env, *failure));
      deferred.Resolve(convert(env, std::get<T>(*result)));
    });
    if (has_succeeded && after) after();
  });
  return value;
}

}  // namespace devices::binding
