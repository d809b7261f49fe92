#include "row_store.h"

#include <new>
#include <utility>

namespace devices {

bool RowStore::Reserve(size_t capacity) {
  block_ = Block{std::unique_ptr<uint8_t[]>(new (std::nothrow) uint8_t[capacity]), 0};
  capacity_ = block_.bytes ? capacity : 0;
  return block_.bytes != nullptr;
}

uint8_t* RowStore::Grow(size_t size) {
  if (size > room()) return nullptr;
  uint8_t* at = block_.bytes.get() + block_.size;
  block_.size += size;
  return at;
}

Block RowStore::Take() {
  capacity_ = 0;
  return std::exchange(block_, Block{});
}

}  // namespace devices
