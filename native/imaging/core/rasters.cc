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

struct Sums {
  uint16_t* data;
  size_t count;
};

void AddColumns(const uint8_t* __restrict levels, uint32_t step, Sums sums) {
  uint16_t* __restrict to = sums.data;
  if (step == 1) {
    for (size_t x = 0; x < sums.count; ++x) to[x] = static_cast<uint16_t>(to[x] + levels[x]);
  } else {
    for (size_t x = 0; x < sums.count; ++x) to[x] = static_cast<uint16_t>(to[x] + levels[x * step]);
  }
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
      luma_columns_(static_cast<size_t>(colour_.width) * colour_factor_),
      blue_columns_(luma_columns_.size()),
      red_columns_(luma_columns_.size()) {}

void RasterBuilder::AddLine(const Line& line) {
  if (line_ / factor_ < grey_.height) AddGrey(line.luma, line.step);
  if (line_ / colour_factor_ < colour_.height) AddColour(line);
  ++line_;
}

// Down first, which the compiler turns into vectors, and across once per box. 257 lines fit into 16 bits; an edge of 65,500
// pixels makes boxes of 53, of colour 212 with every second line.
void RasterBuilder::AddGrey(const uint8_t* luma, uint32_t step) {
  AddColumns(luma, step, {grey_sums_.data(), grey_sums_.size()});
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

// Every second pixel of every second line is enough for a mean colour. Down first here too; of the columns every second counts.
void RasterBuilder::AddColour(const Line& line) {
  if (line_ % colour_factor_ % 2 == 0) {
    const size_t width = luma_columns_.size(), chroma_width = (width + line.shift) >> line.shift;
    AddColumns(line.luma, line.step, {luma_columns_.data(), width});
    AddColumns(line.blue, line.step, {blue_columns_.data(), chroma_width});
    AddColumns(line.red, line.step, {red_columns_.data(), chroma_width});
    ++colour_lines_;
  }
  if ((line_ + 1) % colour_factor_ == 0) EmitColour(line.shift);
}

void RasterBuilder::EmitColour(uint32_t shift) {
  const double count = static_cast<double>(colour_lines_) * ((colour_factor_ + 1) / 2);
  uint8_t* out = colour_.data.data() + static_cast<size_t>(line_ / colour_factor_) * colour_.width * 3;
  for (uint32_t x = 0; x < colour_.width; ++x, out += 3) {
    uint32_t sums[3] = {0, 0, 0};
    for (uint32_t column = x * colour_factor_; column < (x + 1) * colour_factor_; column += 2) {
      sums[0] += luma_columns_[column];
      sums[1] += blue_columns_[column >> shift];
      sums[2] += red_columns_[column >> shift];
    }
    const double luma = sums[0] / count, blue = sums[1] / count - 128, red = sums[2] / count - 128;
    out[0] = Clamp(luma + 1.402 * red);
    out[1] = Clamp(luma - 0.344136 * blue - 0.714136 * red);
    out[2] = Clamp(luma + 1.772 * blue);
  }
  for (auto* columns : {&luma_columns_, &blue_columns_, &red_columns_}) std::fill(columns->begin(), columns->end(), 0);
  colour_lines_ = 0;
}

void RasterBuilder::MoveInto(Page* page) {
  page->grey = std::move(grey_);
  page->colour = std::move(colour_);
}

}  // namespace imaging
