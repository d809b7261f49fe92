#include "sane_thread.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>

namespace devices {
namespace {

struct Tasks {
  std::mutex mutex;
  std::condition_variable has_task;
  std::deque<std::function<void()>> queue;
};

[[noreturn]] void Run(Tasks* tasks) {
  for (;;) {
    std::function<void()> task;
    {
      std::unique_lock<std::mutex> lock(tasks->mutex);
      tasks->has_task.wait(lock, [tasks] { return !tasks->queue.empty(); });
      task = std::move(tasks->queue.front());
      tasks->queue.pop_front();
    }
    task();
  }
}

// Never destroyed: the thread may still be inside a backend when the process ends.
Tasks* StartOnce() {
  static Tasks* const tasks = [] {
    auto* created = new Tasks();
    std::thread(Run, created).detach();
    return created;
  }();
  return tasks;
}

}  // namespace

void PostToSaneThread(std::function<void()> task) {
  Tasks* const tasks = StartOnce();
  {
    const std::lock_guard<std::mutex> lock(tasks->mutex);
    tasks->queue.push_back(std::move(task));
  }
  tasks->has_task.notify_one();
}

}  // namespace devices
