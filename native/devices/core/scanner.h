#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "library.h"
#include "options.h"
#include "row_queue.h"
#include "rows.h"

namespace devices {

// One opened device. SANE allows one thread per handle, so everything runs on the SANE thread,
// save Next, Cancel and Abandon, which any thread may call. Cancelling is final: after it only Close is useful.
class Scanner : public std::enable_shared_from_this<Scanner> {
 public:
  static Result<std::shared_ptr<Scanner>> Open(const std::string& name);

  Result<std::vector<Option>> ReadOptions();
  Result<SetOutcome> SetOption(int index, const OptionValue& value);

  // Begins the next frame. When it succeeds, call ReadFrame next.
  Result<Frame> Start();

  // Reads the frame into the queue and returns at its end, its failure or its abandonment.
  void ReadFrame();

  bool Next(Deliver deliver) { return queue_.Next(std::move(deliver)); }

  // Returns at once. sane_cancel itself can block (net backend, frozen server), so it gets a thread of its own.
  void Cancel();

  // Nobody will take rows any more; lets a waiting ReadFrame return.
  void Abandon();

  // Closing while a read is under way would crash inside most backends; on the SANE thread it cannot happen.
  void Close();

 private:
  explicit Scanner(const Library& sane, SANE_Handle handle) : sane_(sane), handle_(handle) {}
  Chunk ReadToEnd();

  const Library& sane_;
  SANE_Handle handle_;             // null after Close
  std::mutex handle_life_;         // held while cancelling from outside and while closing
  std::atomic<bool> is_cancelled_{false};
  std::unique_ptr<RowUnpacker> unpacker_;
  RowQueue queue_;
};

}  // namespace devices
