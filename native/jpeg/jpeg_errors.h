#pragma once

#include <csetjmp>
#include <cstdio>
#include <chrono>

#include <jpeglib.h>

namespace jpeg {

// Where libjpeg goes when it gives up, with what made it do so. `base` comes first: libjpeg hands back a pointer to it.
struct JpegErrors {
  jpeg_error_mgr base;
  jmp_buf escape;
  const char* status;
  char detail[JMSG_LENGTH_MAX];
};

// Must outlive the codec. Warnings end the work like errors do: what is lost would be filled with grey.
jpeg_error_mgr* Prepare(JpegErrors* errors);

// Leaves the codec through `escape`.
[[noreturn]] void GiveUp(j_common_ptr codec, const char* status);

// Called by the decoder while it works: ends it at the deadline, and when a progressive image has too many scans.
struct Watch {
  jpeg_progress_mgr base;
  std::chrono::steady_clock::time_point deadline;
  int max_scans;
};

void Attach(Watch* watch, jpeg_decompress_struct* decoder);

}  // namespace jpeg
