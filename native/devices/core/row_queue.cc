#include "row_queue.h"

#include <utility>

namespace devices {

bool RowQueue::Push(Chunk chunk) {
  Deliver deliver;
  {
    std::unique_lock<std::mutex> lock(mutex_);
    has_room_.wait(lock, [this, &chunk] { return is_abandoned_ || HasRoomFor(chunk); });
    if (is_abandoned_) return false;
    if (!waiting_) {
      if (!chunks_.empty() && std::holds_alternative<Progress>(chunks_.back())) chunks_.pop_back();
      chunks_.push_back(std::move(chunk));
      return true;
    }
    deliver = std::exchange(waiting_, nullptr);
    if (IsLast(chunk)) is_frame_open_ = false;
  }
  deliver(std::move(chunk));
  return true;
}

bool RowQueue::HasRoomFor(const Chunk& chunk) const { return std::holds_alternative<Progress>(chunk) || chunks_.size() < kMaxChunks; }

bool RowQueue::Next(Deliver deliver) {
  Chunk chunk = Fail(SANE_STATUS_CANCELLED);
  {
    std::unique_lock<std::mutex> lock(mutex_);
    if (waiting_) return false;
    if (!is_abandoned_) {
      if (!is_frame_open_) return false;
      if (chunks_.empty()) {
        waiting_ = std::move(deliver);
        return true;
      }
      chunk = std::move(chunks_.front());
      chunks_.pop_front();
      if (IsLast(chunk)) is_frame_open_ = false;
    }
  }
  has_room_.notify_one();
  deliver(std::move(chunk));
  return true;
}

bool RowQueue::Abandon() {
  Deliver deliver;
  bool was_open = false;
  {
    std::unique_lock<std::mutex> lock(mutex_);
    is_abandoned_ = true;
    was_open = std::exchange(is_frame_open_, false);
    chunks_.clear();
    deliver = std::exchange(waiting_, nullptr);
  }
  has_room_.notify_all();
  if (deliver) deliver(Fail(SANE_STATUS_CANCELLED));
  return was_open;
}

bool RowQueue::Reopen() {
  std::unique_lock<std::mutex> lock(mutex_);
  if (is_frame_open_ || is_abandoned_) return false;
  is_frame_open_ = true;
  return true;
}

}  // namespace devices
