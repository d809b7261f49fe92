#include "library.h"

#include <dlfcn.h>
#include <signal.h>

namespace devices {
namespace {

template <typename Function>
bool Find(void* object, const char* name, Function* function) {
  *function = reinterpret_cast<Function>(dlsym(object, name));
  return *function != nullptr;
}

bool FindAll(void* object, Library* library) {
  return Find(object, "sane_init", &library->init) && Find(object, "sane_get_devices", &library->get_devices) &&
         Find(object, "sane_open", &library->open) && Find(object, "sane_close", &library->close) &&
         Find(object, "sane_get_option_descriptor", &library->get_option_descriptor) &&
         Find(object, "sane_control_option", &library->control_option) &&
         Find(object, "sane_get_parameters", &library->get_parameters) && Find(object, "sane_start", &library->start) &&
         Find(object, "sane_read", &library->read) && Find(object, "sane_cancel", &library->cancel);
}

// Many backends share a helper (sanei_thread) that turns an ignored SIGPIPE back into a deadly one, process-wide: the next
// write to a closed pipe, ours or its own, would end us. It leaves a handler alone, even one that does nothing.
void KeepClosedPipesHarmless() {
  struct sigaction action = {};
  action.sa_handler = [](int) {};
  action.sa_flags = SA_RESTART;
  sigaction(SIGPIPE, &action, nullptr);
}

std::string TextOf(SANE_String_Const text) { return text == nullptr ? std::string() : std::string(text); }

}  // namespace

Result<const Library*> RequireLibrary() {
  static Library library;
  static bool is_ready = false;
  if (is_ready) return &library;

  void* object = dlopen("libsane.so.1", RTLD_LAZY | RTLD_LOCAL);
  if (object == nullptr) return Failure{"library-missing", TextOf(dlerror())};
  if (!FindAll(object, &library)) return Failure{"library-missing", "libsane.so.1 lacks a function of SANE 1.0"};

  KeepClosedPipesHarmless();
  SANE_Int version = 0;
  const SANE_Status status = library.init(&version, nullptr);
  if (status != SANE_STATUS_GOOD) return Fail(status, "sane_init");
  if ((version >> 24) != kSaneMajorVersion) return Failure{"library-missing", "libsane.so.1 is not SANE 1"};
  is_ready = true;
  return &library;
}

Result<std::vector<DeviceInfo>> ListDevices() {
  const auto required = RequireLibrary();
  if (const Failure* failure = FailureOf(required)) return *failure;
  const Library& sane = *std::get<const Library*>(required);

  const SANE_Device** list = nullptr;
  const SANE_Status status = sane.get_devices(&list, /*local_only=*/0);
  if (status != SANE_STATUS_GOOD) return Fail(status, "sane_get_devices");

  std::vector<DeviceInfo> devices;
  for (; list != nullptr && *list != nullptr; ++list) {
    devices.push_back({TextOf((*list)->name), TextOf((*list)->vendor), TextOf((*list)->model), TextOf((*list)->type)});
  }
  return devices;
}

}  // namespace devices
