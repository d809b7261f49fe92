#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>

#include <jpeglib.h>

namespace jpeg {

// Where the encoder writes: a buffer that grows. libjpeg's own jpeg_mem_dest tells its new address only at the end, so that
// work broken off half-way frees the old one twice.
struct MemorySink {
  jpeg_destination_mgr base;
  uint8_t* bytes;
  size_t capacity;
  size_t size;
};

void Attach(MemorySink* sink, jpeg_compress_struct* encoder);
void Release(MemorySink* sink);

}  // namespace jpeg
