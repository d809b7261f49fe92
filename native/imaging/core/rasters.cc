#include "rasters.h"

#include <algorithm>
#include <utility>

namespace imaging {
namespace {

uint32_t FactorOf(uint32_t width, uint32_t height, uint32_t max_long_edge) {
  const uint32_t longest = std::max(width, height);
  return std::max<uint32_t>(1, (longest + max_long_edge - 1) / max_long_edge);
}

Raster Empty(uint32_t width, uint32_t height, uint32_t factor, uint32_t channels) {
  Raster raster;
  raster.width = std::max<uint32_t>(1, width / factor);
  raster.height = std::max<uint32_t>(1, height / factor);
  raster.data.resize(static_cast<size_t>(raster.width) * raster.height * channels);
  return raster;
}

uint8_t Clamp(double value) { return static_cast<uint8_t>(std::min(255.0, std::max(0.0, value + 0.5))); }

}  // namespace

RasterBuilder::RasterBuilder(uint32_t width, uint32_t height, const Limits& limits)
    : factor_(std::min({FactorOf(width, height, limits.max_long_edge), width, height})),
      // An image narrower than one box is one box.
      colour_factor_(std::max<uint32_t>(1, std::min({factor_ * limits.colour_step, width, height}))),
      grey_(Empty(width, height, factor_, 1)),
      colour_(Empty(width, height, colour_factor_, 3)),
      grey_sums_(static_cast<size_t>(grey_.width) * factor_),
      colour_sums_(static_cast<size_t>(colour_.width) * 3) {}

void RasterBuilder::AddLine(const Line& line) {
  if (line_ / factor_ < grey_.height) AddGrey(line.luma, line.step);
  if (line_ / colour_factor_ < colour_.height) AddColour(line);
  ++line_;
}

// Down first, which the compiler turns into vectors, and across once per box. 257 lines fit into 16 bits; an edge of 65,500
// pixels makes boxes of 53.
void RasterBuilder::AddGrey(const uint8_t* luma, uint32_t step) {
  const uint32_t used = grey_.width * factor_;
  if (step == 1) {
    for (uint32_t x = 0; x < used; ++x) grey_sums_[x] = static_cast<uint16_t>(grey_sums_[x] + luma[x]);
  } else {
    for (uint32_t x = 0; x < used; ++x) grey_sums_[x] = static_cast<uint16_t>(grey_sums_[x] + luma[x * step]);
  }
  if ((line_ + 1) % factor_ != 0) return;
  const uint32_t area = factor_ * factor_;
  uint8_t* out = grey_.data.data() + static_cast<size_t>(line_ / factor_) * grey_.width;
  const uint16_t* from = grey_sums_.data();
  for (uint32_t x = 0; x < grey_.width; ++x) {
    uint32_t sum = area / 2;
    for (uint32_t count = 0; count < factor_; ++count) sum += *from++;
    out[x] = static_cast<uint8_t>(sum / area);
  }
  std::fill(grey_sums_.begin(), grey_sums_.end(), 0);
}

// Every second pixel of every second line is enough for a mean colour.
void RasterBuilder::AddColour(const Line& line) {
  if (line_ % colour_factor_ % 2 == 0) {
    for (uint32_t x = 0; x < colour_.width; ++x) {
      uint32_t* sums = colour_sums_.data() + static_cast<size_t>(x) * 3;
      for (uint32_t column = x * colour_factor_; column < (x + 1) * colour_factor_; column += 2) {
        const uint32_t at = (column >> line.shift) * line.step;
        sums[0] += line.luma[column * line.step];
        sums[1] += line.blue[at];
        sums[2] += line.red[at];
      }
    }
    ++colour_lines_;
  }
  if ((line_ + 1) % colour_factor_ == 0) EmitColour();
}

void RasterBuilder::EmitColour() {
  const double count = static_cast<double>(colour_lines_) * ((colour_factor_ + 1) / 2);
  uint8_t* out = colour_.data.data() + static_cast<size_t>(line_ / colour_factor_) * colour_.width * 3;
  for (uint32_t x = 0; x < colour_.width; ++x, out += 3) {
    const uint32_t* sums = colour_sums_.data() + static_cast<size_t>(x) * 3;
    const double luma = sums[0] / count, blue = sums[1] / count - 128, red = sums[2] / count - 128;
    out[0] = Clamp(luma + 1.402 * red);
    out[1] = Clamp(luma - 0.344136 * blue - 0.714136 * red);
    out[2] = Clamp(luma + 1.772 * blue);
  }
  std::fill(colour_sums_.begin(), colour_sums_.end(), 0);
  colour_lines_ = 0;
}

void RasterBuilder::MoveInto(Page* page) {
  page->grey = std::move(grey_);
  page->colour = std::move(colour_);
}

}  // namespace imaging
