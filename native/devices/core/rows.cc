#include "rows.h"

#include <algorithm>
#include <cstring>

namespace devices {
namespace {

constexpr int kMaxPixelsPerLine = 65535;  // the widest row that a JPEG can hold

std::string FormatKeyword(SANE_Frame format) {
  switch (format) {
    case SANE_FRAME_GRAY: return "gray";
    case SANE_FRAME_RGB: return "rgb";
    case SANE_FRAME_RED: return "red";
    case SANE_FRAME_GREEN: return "green";
    case SANE_FRAME_BLUE: return "blue";
  }
  return {};
}

size_t BytesNeeded(const Frame& frame, int depth) {
  const size_t samples = static_cast<size_t>(frame.width) * static_cast<size_t>(frame.channels);
  return depth == 1 ? (samples + 7) / 8 : samples * static_cast<size_t>(depth / 8);
}

}  // namespace

Result<RowUnpacker> RowUnpacker::For(const SANE_Parameters& parameters) {
  RowUnpacker unpacker;
  Frame& frame = unpacker.frame_;
  frame.format = FormatKeyword(parameters.format);
  frame.is_last = parameters.last_frame != 0;
  frame.width = parameters.pixels_per_line;
  frame.lines = parameters.lines < 0 ? -1 : parameters.lines;
  frame.channels = parameters.format == SANE_FRAME_RGB ? 3 : 1;
  unpacker.depth_ = parameters.depth;

  // Colour with one bit a sample has no agreed order of its bits; nobody scans paper with it.
  const bool is_depth_known = parameters.depth == 8 || parameters.depth == 16 || (parameters.depth == 1 && frame.channels == 1);
  if (frame.format.empty() || !is_depth_known) return Fail(SANE_STATUS_UNSUPPORTED, "frame format");
  if (frame.width <= 0 || frame.width > kMaxPixelsPerLine) return Fail(SANE_STATUS_UNSUPPORTED, "frame width");
  if (parameters.bytes_per_line <= 0) return Fail(SANE_STATUS_IO_ERROR, "bytes per line");
  unpacker.bytes_per_line_ = static_cast<size_t>(parameters.bytes_per_line);
  if (unpacker.bytes_per_line_ < BytesNeeded(frame, parameters.depth)) return Fail(SANE_STATUS_IO_ERROR, "bytes per line");
  return unpacker;
}

void RowUnpacker::Feed(const uint8_t* bytes, size_t length, RowStore* rows) {
  if (!partial_.empty()) {
    const size_t taken = std::min(length, bytes_per_line_ - partial_.size());
    partial_.insert(partial_.end(), bytes, bytes + taken);
    bytes += taken;
    length -= taken;
    if (partial_.size() < bytes_per_line_) return;
    AppendRow(partial_.data(), rows);
    partial_.clear();
  }
  for (; length >= bytes_per_line_; bytes += bytes_per_line_, length -= bytes_per_line_) AppendRow(bytes, rows);
  partial_.assign(bytes, bytes + length);
}

bool RowUnpacker::IsComplete() const {
  if (!partial_.empty() || rows_done_ == 0) return false;
  return frame_.lines < 0 || rows_done_ == frame_.lines;
}

void RowUnpacker::AppendRow(const uint8_t* line, RowStore* rows) {
  ++rows_done_;
  if (IsOverfull()) return;
  if (uint8_t* out = rows->Grow(row_bytes())) Unpack(line, out);
}

void RowUnpacker::Unpack(const uint8_t* line, uint8_t* out) const {
  const size_t samples = row_bytes();
  if (depth_ == 8) {
    std::memcpy(out, line, samples);
  } else if (depth_ == 16) {
    // Samples come in the byte order of this machine; the upper byte is the picture.
    for (size_t i = 0; i < samples; ++i) {
      uint16_t sample;
      std::memcpy(&sample, line + 2 * i, sizeof sample);
      out[i] = static_cast<uint8_t>(sample >> 8);
    }
  } else {
    // Line art: the leftmost pixel is the highest bit, and 1 is black.
    for (size_t i = 0; i < samples; ++i) out[i] = (line[i / 8] >> (7 - i % 8)) & 1 ? 0 : 255;
  }
}

}  // namespace devices
