#pragma once

#include <atomic>
#include <condition_variable>
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

  // Returns at once. The reading thread cancels between two reads, and never before the first of a frame; only where it does
  // not come back from the driver soon is sane_cancel called beside it, as SANE allows: some backends then close a file twice.
  void Cancel();

  // Nobody will take rows any more; lets a waiting ReadFrame return.
  void Abandon();

  // Closing while a read is under way would crash inside most backends; on the SANE thread it cannot happen.
  void Close();

 private:
  explicit Scanner(const Library& sane, SANE_Handle handle) : sane_(sane), handle_(handle) {}
  Chunk ReadToEnd();
  bool ReserveWhole(RowStore* rows) const;
  bool MakeRoom(RowStore* rows, size_t due);
  SANE_Status ReadSome(SANE_Byte* bytes, SANE_Int size, SANE_Int* length);
  void CancelHere();
  void CancelBeside();

  const Library& sane_;
  SANE_Handle handle_;             // null after Close
  std::mutex handle_life_;         // held while cancelling and while closing
  std::condition_variable has_settled_;
  bool is_settled_ = false;        // the SANE thread itself has ended the scan; guarded by handle_life_
  bool is_unread_ = false;         // the driver has begun a frame that nobody has read from; the SANE thread's alone
  std::atomic<bool> is_cancelled_{false};
  std::unique_ptr<RowUnpacker> unpacker_;
  RowQueue queue_;
};

}  // namespace devices
