#pragma once

#include <string>
#include <vector>

#include "result.h"
#include "sane_abi.h"

namespace devices {

// The functions of libsane.so.1, found at run time.
struct Library {
  SANE_Status (*init)(SANE_Int* version, SANE_Auth_Callback authorize);
  SANE_Status (*get_devices)(const SANE_Device*** list, SANE_Bool local_only);
  SANE_Status (*open)(SANE_String_Const name, SANE_Handle* handle);
  void (*close)(SANE_Handle handle);
  const SANE_Option_Descriptor* (*get_option_descriptor)(SANE_Handle handle, SANE_Int index);
  SANE_Status (*control_option)(SANE_Handle handle, SANE_Int index, SANE_Action action, void* value, SANE_Int* info);
  SANE_Status (*get_parameters)(SANE_Handle handle, SANE_Parameters* parameters);
  SANE_Status (*start)(SANE_Handle handle);
  SANE_Status (*read)(SANE_Handle handle, SANE_Byte* data, SANE_Int max_length, SANE_Int* length);
  void (*cancel)(SANE_Handle handle);
};

struct DeviceInfo {
  std::string name;
  std::string vendor;
  std::string model;
  std::string type;
};

// Loads and initialises libsane once per process; a failed attempt is repeated by the next call.
// Call it on the SANE thread only.
Result<const Library*> RequireLibrary();

// All devices, those on the network included. May take seconds.
Result<std::vector<DeviceInfo>> ListDevices();

}  // namespace devices
