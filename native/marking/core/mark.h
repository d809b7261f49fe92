#pragma once

#include <string>
#include <variant>
#include <vector>

#include "tile.h"

namespace marking {

// Why a page was not marked: "unsupported" (sound, but not of the make of stored pages), "truncated" (or damaged in any way) or
// "too-large".
struct Failure {
  std::string status;
  std::string detail;
};

// In the upper left corner, in colour. Luma has twice as many blocks in each direction as the two others.
struct Corner {
  Tile luma;
  Tile blue;
  Tile red;
};

struct Marks {
  // Repeated over the whole page.
  Tile luma;
  Corner corner;
  // Paper that is whiter is made darker, to this level: white has no room for what is added. 255 leaves it.
  int whitest_paper = 255;
};

struct Size {
  uint32_t width;
  uint32_t height;
};

// What the header says.
std::variant<Size, Failure> Measure(const uint8_t* data, size_t size);

// Adds the marks to the coefficients of the page and writes it anew; its own content is not quantised a second time.
std::variant<std::vector<uint8_t>, Failure> Mark(const uint8_t* data, size_t size, const Marks& marks);

// libjpeg-turbo's own way from coefficients to coefficients, without anything in between: what marking is measured against.
std::variant<std::vector<uint8_t>, Failure> Copy(const uint8_t* data, size_t size);

}  // namespace marking
