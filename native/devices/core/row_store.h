#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

namespace devices {

// Bytes that are handed on without being copied.
struct Block {
  std::unique_ptr<uint8_t[]> bytes;
  size_t size = 0;
};

// Where rows are put as they come: written once, not cleared before, handed on whole.
class RowStore {
 public:
  // False when there is no memory for so much.
  bool Reserve(size_t capacity);

  // Room for `size` more bytes; null when they do not fit.
  uint8_t* Grow(size_t size);

  size_t size() const { return block_.size; }
  size_t room() const { return capacity_ - block_.size; }

  // Leaves nothing behind.
  Block Take();

 private:
  Block block_;
  size_t capacity_ = 0;
};

}  // namespace devices
