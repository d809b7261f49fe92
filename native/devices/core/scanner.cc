#include "scanner.h"

#include <algorithm>
#include <chrono>
#include <thread>
#include <utility>

namespace devices {
namespace {

using Clock = std::chrono::steady_clock;

constexpr size_t kReadBytes = 256 * 1024;
constexpr size_t kPieceBytes = 1024 * 1024;
// What no decoder on the way would take: see page-reader.ts.
constexpr uint64_t kMaxWholeBytes = 3ull * 0x3fff * 0x3fff;
// A slow scanner still shows that it works.
constexpr auto kSilence = std::chrono::milliseconds(250);
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
  is_unread_ = true;

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

// Of a frame whose end nobody knows, or that is larger than any page, rows are handed on in pieces.
bool Scanner::ReserveWhole(RowStore* rows) const {
  const int lines = unpacker_->frame().lines;
  const uint64_t bytes = lines > 0 ? static_cast<uint64_t>(lines) * unpacker_->row_bytes() : 0;
  return bytes > 0 && bytes <= kMaxWholeBytes && rows->Reserve(bytes);
}

// The full piece is handed on and the next begun. False when nobody wants it, or there is no memory.
bool Scanner::MakeRoom(RowStore* rows, size_t due) {
  if (due <= rows->room()) return true;
  if (rows->size() > 0 && !queue_.Push(rows->Take())) return false;
  return rows->Reserve(std::max(kPieceBytes, due));
}

SANE_Status Scanner::ReadSome(SANE_Byte* bytes, SANE_Int size, SANE_Int* length) {
  is_unread_ = false;
  *length = 0;
  return sane_.read(handle_, bytes, size, length);
}

Chunk Scanner::ReadToEnd() {
  std::vector<uint8_t> raw(kReadBytes);
  RowStore rows;
  const bool is_whole = ReserveWhole(&rows);
  auto told_at = Clock::now();
  size_t told_bytes = 0;
  for (;;) {
    SANE_Int length = 0;
    SANE_Status status = SANE_STATUS_CANCELLED;
    if (!is_cancelled_) status = ReadSome(raw.data(), static_cast<SANE_Int>(raw.size()), &length);
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
    const size_t size = static_cast<size_t>(length);
    if (!is_whole && !MakeRoom(&rows, unpacker_->RowsIn(size) * unpacker_->row_bytes())) return Fail(SANE_STATUS_NO_MEM);
    unpacker_->Feed(raw.data(), size, &rows);
    if (unpacker_->IsOverfull()) return Failure{"incomplete", "more lines than promised"};

    const auto now = Clock::now();
    const bool is_due = now - told_at >= kSilence || (is_whole && rows.size() - told_bytes >= kPieceBytes);
    if (!is_due || rows.size() == 0) continue;
    told_at = now;
    told_bytes = rows.size();
    if (!queue_.Push(is_whole ? Chunk(Progress{told_bytes}) : Chunk(rows.Take()))) return Fail(SANE_STATUS_CANCELLED);
  }
  // "End of file" also comes after a cancel or a lost connection: only the count of lines says that the page is whole.
  if (!unpacker_->IsComplete()) return Failure{"incomplete", "fewer lines than promised"};
  if (rows.size() > 0 && !queue_.Push(rows.Take())) return Fail(SANE_STATUS_CANCELLED);
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

// Many backends read in a thread of their own (sanei_thread) that sane_cancel kills wherever it stands, without asking. In its first
// moments it allocates: killed there it takes the lock of the allocator along, and the join, or whoever allocates next, waits for
// ever. What has given its first bytes is past that. A driver that gives none is cancelled from beside.
void Scanner::CancelHere() {
  if (is_unread_) {
    SANE_Byte unwanted[512];
    SANE_Int length = 0;
    ReadSome(unwanted, sizeof unwanted, &length);
  }
  const std::lock_guard<std::mutex> lock(handle_life_);
  if (is_settled_) return;
  sane_.cancel(handle_);
  is_settled_ = true;
  has_settled_.notify_all();
}

void Scanner::Abandon() {
  queue_.Abandon();
  Cancel();
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
