#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "result.h"
#include "row_store.h"
#include "sane_abi.h"

namespace devices {

// One frame as it leaves this library: whole rows of 8-bit samples without padding.
struct Frame {
  std::string format;  // gray, rgb, red, green, blue
  bool is_last;
  int width;
  int lines;     // -1 when only the end of the frame tells
  int channels;  // 1 or 3
};

// Turns what the device sends (1, 8 or 16 bits a sample, padded lines, cut anywhere) into the rows of a Frame.
class RowUnpacker {
 public:
  static Result<RowUnpacker> For(const SANE_Parameters& parameters);

  const Frame& frame() const { return frame_; }

  size_t row_bytes() const { return static_cast<size_t>(frame_.width) * static_cast<size_t>(frame_.channels); }

  // How many rows `length` more bytes may complete.
  size_t RowsIn(size_t length) const { return (partial_.size() + length) / bytes_per_line_; }

  // Puts each row that `length` more bytes complete into `rows`; of more than were promised only the number is kept.
  void Feed(const uint8_t* bytes, size_t length, RowStore* rows);

  // Whether exactly the promised lines came, or, where none were promised, at least one and none cut short.
  bool IsComplete() const;

  // Whether the device sent more lines than it promised.
  bool IsOverfull() const { return frame_.lines >= 0 && rows_done_ > frame_.lines; }

 private:
  void AppendRow(const uint8_t* line, RowStore* rows);
  void Unpack(const uint8_t* line, uint8_t* out) const;

  Frame frame_;
  int depth_ = 8;
  size_t bytes_per_line_ = 0;
  int64_t rows_done_ = 0;
  std::vector<uint8_t> partial_;  // the beginning of a line whose end has not come yet
};

}  // namespace devices
