#pragma once

#include <cstdint>
#include <vector>

#include "recode.h"

namespace imaging {

// One line of an image as YCbCr: interleaved (`step` 3, `shift` 0) or in planes whose chroma has half the width (`step` 1, `shift` 1).
struct Line {
  const uint8_t* luma;
  const uint8_t* blue;
  const uint8_t* red;
  uint32_t step;
  uint32_t shift;
};

// Averages boxes of pixels while lines pass by. Remainders at the right and lower edge are left out.
class RasterBuilder {
 public:
  RasterBuilder(uint32_t width, uint32_t height, const Limits& limits);

  void AddLine(const Line& line);
  void MoveInto(Page* page);

 private:
  void AddGrey(const uint8_t* luma, uint32_t step);
  void AddColour(const Line& line);
  void EmitColour(uint32_t shift);

  const uint32_t factor_;
  const uint32_t colour_factor_;
  uint32_t line_ = 0;
  Raster grey_;
  Raster colour_;
  std::vector<uint16_t> grey_sums_;
  // Of each column of the counted lines; of chroma with half the width the first half.
  std::vector<uint16_t> luma_columns_;
  std::vector<uint16_t> blue_columns_;
  std::vector<uint16_t> red_columns_;
  uint32_t colour_lines_ = 0;
};

}  // namespace imaging
