#include "memory_sink.h"

#include <cstdlib>

#include "jpeg_errors.h"

namespace jpeg {
namespace {

constexpr size_t kFirstBytes = 1 << 20;

MemorySink* SinkOf(j_compress_ptr encoder) { return reinterpret_cast<MemorySink*>(encoder->dest); }

void Grow(j_compress_ptr encoder) {
  MemorySink* sink = SinkOf(encoder);
  const size_t capacity = sink->capacity == 0 ? kFirstBytes : sink->capacity * 2;
  auto* bytes = static_cast<uint8_t*>(realloc(sink->bytes, capacity));
  if (bytes == nullptr) GiveUp(reinterpret_cast<j_common_ptr>(encoder), "too-large");
  sink->base.next_output_byte = bytes + sink->capacity;
  sink->base.free_in_buffer = capacity - sink->capacity;
  sink->bytes = bytes;
  sink->capacity = capacity;
}

// libjpeg counts the buffer as full here, whatever is left in it.
boolean OnFull(j_compress_ptr encoder) {
  Grow(encoder);
  return TRUE;
}

void OnEnd(j_compress_ptr encoder) {
  MemorySink* sink = SinkOf(encoder);
  sink->size = sink->capacity - sink->base.free_in_buffer;
}

}  // namespace

void Attach(MemorySink* sink, jpeg_compress_struct* encoder) {
  sink->base.init_destination = Grow;
  sink->base.empty_output_buffer = OnFull;
  sink->base.term_destination = OnEnd;
  encoder->dest = &sink->base;
}

void Release(MemorySink* sink) {
  free(sink->bytes);
  sink->bytes = nullptr;
}

}  // namespace jpeg
