#pragma once

#include <functional>

namespace devices {

// Runs `task` on the one thread of this process that calls libsane, after the tasks posted before.
// The thread lives as long as the process; a backend that never returns keeps it, and only killing the process helps.
void PostToSaneThread(std::function<void()> task);

}  // namespace devices
