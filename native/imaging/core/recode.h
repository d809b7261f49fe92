#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace imaging {

// Why an image was not recoded: "truncated" (or damaged in any way), "too-large", "timed-out", or "unsupported" (sound, but
// not for this path: CMYK, RGB without YCbCr, …).
struct Failure {
  std::string status;
  std::string detail;
};

struct Limits {
  uint64_t max_pixels;
  int64_t deadline_ms;
  int max_scans;
  // Longest edge of the grey raster, and by how much the colour raster is smaller: see src-shared/imaging/raster.ts.
  uint32_t max_long_edge;
  uint32_t colour_step;
};

struct Raster {
  uint32_t width = 0;
  uint32_t height = 0;
  std::vector<uint8_t> data;
};

struct Page {
  uint32_t width = 0;
  uint32_t height = 0;
  Raster grey;
  // Three bytes a pixel: red, green, blue.
  Raster colour;
  // Baseline 4:2:0, no metadata.
  std::vector<uint8_t> jpeg;
};

// Decodes a JPEG line by line; each line goes into the measuring rasters and into the new JPEG, so that memory stays at some
// lines whatever the height (progressive ones keep their coefficients). Any complaint of the decoder is a failure.
std::variant<Page, Failure> Recode(const uint8_t* data, size_t size, const Limits& limits);

}  // namespace imaging
