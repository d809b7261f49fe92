#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <optional>
#include <variant>

#include "result.h"
#include "row_store.h"

namespace devices {

struct FrameEnd {};
// So many bytes of a frame whose rows come all at once have been read.
struct Progress {
  size_t bytes;
};
using Chunk = std::variant<Block, Progress, FrameEnd, Failure>;

inline bool IsLast(const Chunk& chunk) { return std::holds_alternative<FrameEnd>(chunk) || std::holds_alternative<Failure>(chunk); }
using Deliver = std::function<void(Chunk)>;

// Between the thread that reads the device and the one that uses the rows. When it is full the reader waits:
// that is the back-pressure. Progress never waits: of what nobody has taken yet only the newest counts.
// The last chunk of a frame is its end or its failure.
class RowQueue {
 public:
  // The reader's side. False when nobody wants the frame any more.
  bool Push(Chunk chunk);

  // The user's side: `deliver` is called once, now or when the reader pushes. False when one is waiting already.
  bool Next(Deliver deliver);

  // Ends the frame for both sides; a waiting `deliver` hears "cancelled". True when a frame was under way.
  bool Abandon();

  // Makes room for the next frame. False while the last one has not been taken to its end.
  bool Reopen();

 private:
  bool HasRoomFor(const Chunk& chunk) const;

  static constexpr size_t kMaxChunks = 8;

  std::mutex mutex_;
  std::condition_variable has_room_;
  std::deque<Chunk> chunks_;
  Deliver waiting_;
  bool is_abandoned_ = false;
  bool is_frame_open_ = false;
};

}  // namespace devices
