#include "scanner.h"

#include <chrono>
#include <thread>
#include <utility>

namespace devices {
namespace {

using Clock = std::chrono::steady_clock;

constexpr size_t kReadBytes = 256 * 1024;
constexpr size_t kChunkBytes = 1024 * 1024;
// A slow scanner still shows that it works.
constexpr auto kChunkAge = std::chrono::milliseconds(250);
constexpr auto kTimeToNoticeCancel = std::chrono::milliseconds(300);
constexpr auto kPauseAfterEmptyRead = std::chrono::milliseconds(2);

}  // namespace

Result<std::shared_ptr<Scanner>> Scanner::Open(const std::string& name) {
  const auto required = RequireLibrary();
  if (const Failure* failure = FailureOf(required)) return *failure;
  const Library& sane = *std::get<const Library*>(required);

  SANE_Handle handle = nullptr;
  const SANE_Status status = sane.open(name.c_str(), &handle);
  if (status != SANE_STATUS_GOOD) return Fail(status, "sane_open");
  return std::shared_ptr<Scanner>(new Scanner(sane, handle));
}

Result<std::vector<Option>> Scanner::ReadOptions() {
  if (handle_ == nullptr) return Fail(SANE_STATUS_INVAL, "closed");
  return devices::ReadOptions(sane_, handle_);
}

Result<SetOutcome> Scanner::SetOption(int index, const OptionValue& value) {
  if (handle_ == nullptr) return Fail(SANE_STATUS_INVAL, "closed");
  return devices::SetOption(sane_, handle_, index, value);
}

Result<Frame> Scanner::Start() {
  if (handle_ == nullptr) return Fail(SANE_STATUS_INVAL, "closed");
  if (is_cancelled_) return Fail(SANE_STATUS_CANCELLED);
  SANE_Status status = sane_.start(handle_);
  if (status != SANE_STATUS_GOOD) return Fail(is_cancelled_ ? SANE_STATUS_CANCELLED : status, "sane_start");

  SANE_Parameters parameters{};
  status = sane_.get_parameters(handle_, &parameters);
  auto unpacker = status == SANE_STATUS_GOOD ? RowUnpacker::For(parameters) : Result<RowUnpacker>(Fail(status, "sane_get_parameters"));
  if (const Failure* failure = FailureOf(unpacker)) {
    CancelHere();
    return *failure;
  }
  if (!queue_.Reopen()) {
    CancelHere();
    return Fail(SANE_STATUS_INVAL, "the frame before was not read to its end");
  }
  unpacker_ = std::make_unique<RowUnpacker>(std::move(std::get<RowUnpacker>(unpacker)));
  return unpacker_->frame();
}

void Scanner::ReadFrame() {
  if (!queue_.Push(ReadToEnd())) CancelHere();
}

Chunk Scanner::ReadToEnd() {
  std::vector<uint8_t> raw(kReadBytes);
  std::vector<uint8_t> rows;
  auto last_push = Clock::now();
  for (;;) {
    SANE_Int length = 0;
    SANE_Status status = SANE_STATUS_CANCELLED;
    if (!is_cancelled_) status = sane_.read(handle_, raw.data(), static_cast<SANE_Int>(raw.size()), &length);
    // Whatever the read answered, "end of file" among it: the page is not wanted any more.
    if (is_cancelled_) {
      CancelHere();
      return Fail(SANE_STATUS_CANCELLED);
    }
    if (status == SANE_STATUS_EOF) break;
    if (status != SANE_STATUS_GOOD) return Fail(status, "sane_read");
    // A dead net backend answers "good, nothing" for ever; do not spin with it. The parent's watch ends it.
    if (length <= 0) {
      std::this_thread::sleep_for(kPauseAfterEmptyRead);
      continue;
    }
    unpacker_->Feed(raw.data(), static_cast<size_t>(length), &rows);
    if (unpacker_->IsOverfull()) return Failure{"incomplete", "more lines than promised"};
    if (rows.size() >= kChunkBytes || (!rows.empty() && Clock::now() - last_push >= kChunkAge)) {
      if (!queue_.Push(std::exchange(rows, {}))) return Fail(SANE_STATUS_CANCELLED);
      last_push = Clock::now();
    }
  }
  // "End of file" also comes after a cancel or a lost connection: only the count of lines says that the page is whole.
  if (!unpacker_->IsComplete()) return Failure{"incomplete", "fewer lines than promised"};
  if (!rows.empty() && !queue_.Push(std::move(rows))) return Fail(SANE_STATUS_CANCELLED);
  return FrameEnd{};
}

void Scanner::Cancel() {
  if (is_cancelled_.exchange(true)) return;
  // A thread of its own, because sane_cancel itself can block (net backend, frozen server).
  std::thread([self = shared_from_this()] { self->CancelBeside(); }).detach();
}

void Scanner::CancelBeside() {
  std::unique_lock<std::mutex> lock(handle_life_);
  has_settled_.wait_for(lock, kTimeToNoticeCancel, [this] { return is_settled_; });
  if (!is_settled_) sane_.cancel(handle_);
}

void Scanner::CancelHere() {
  const std::lock_guard<std::mutex> lock(handle_life_);
  sane_.cancel(handle_);
  is_settled_ = true;
  has_settled_.notify_all();
}

void Scanner::Abandon() {
  if (queue_.Abandon()) Cancel();
  is_cancelled_ = true;
}

void Scanner::Close() {
  const std::lock_guard<std::mutex> lock(handle_life_);
  if (handle_ == nullptr) return;
  // Ends a feeder batch; harmless when nothing is under way.
  sane_.cancel(handle_);
  sane_.close(handle_);
  handle_ = nullptr;
  is_settled_ = true;
  has_settled_.notify_all();
}

}  // namespace devices
