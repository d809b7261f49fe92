#include "tile.h"

#include <cmath>
#include <cstdio>

#include <jpeglib.h>

namespace marking {
namespace {

struct Basis {
  float at[kBlockEdge][kBlockEdge];

  Basis() {
    const double pi = std::acos(-1.0);
    for (int u = 0; u < kBlockEdge; ++u) {
      const double scale = u == 0 ? std::sqrt(0.125) : 0.5;
      for (int x = 0; x < kBlockEdge; ++x) at[u][x] = static_cast<float>(scale * std::cos((2 * x + 1) * u * pi / 16));
    }
  }
};

void TransformBlock(const float* levels, uint32_t stride, const Basis& basis, float* cells) {
  float across[kBlockEdge][kBlockEdge];
  for (int y = 0; y < kBlockEdge; ++y) {
    for (int u = 0; u < kBlockEdge; ++u) {
      float sum = 0;
      for (int x = 0; x < kBlockEdge; ++x) sum += basis.at[u][x] * levels[y * stride + x];
      across[y][u] = sum;
    }
  }
  for (int v = 0; v < kBlockEdge; ++v) {
    for (int u = 0; u < kBlockEdge; ++u) {
      float sum = 0;
      for (int y = 0; y < kBlockEdge; ++y) sum += basis.at[v][y] * across[y][u];
      cells[v * kBlockEdge + u] = sum;
    }
  }
}

// libjpeg makes its tables itself; asking it keeps us from copying them.
QuantTable TableOf(int index) {
  jpeg_compress_struct encoder{};
  jpeg_error_mgr errors{};
  encoder.err = jpeg_std_error(&errors);
  jpeg_create_compress(&encoder);
  encoder.input_components = 3;
  encoder.in_color_space = JCS_YCbCr;
  jpeg_set_defaults(&encoder);
  jpeg_set_quality(&encoder, kQuality, TRUE);
  QuantTable table{};
  for (size_t cell = 0; cell < kBlockCells; ++cell) table.steps[cell] = encoder.quant_tbl_ptrs[index]->quantval[cell];
  jpeg_destroy_compress(&encoder);
  return table;
}

}  // namespace

QuantTable LumaTable() { return TableOf(0); }
QuantTable ChromaTable() { return TableOf(1); }

std::vector<int16_t> Quantise(const float* levels, uint32_t width, uint32_t height, const QuantTable& table) {
  static const Basis basis;
  std::vector<int16_t> blocks(static_cast<size_t>(width) * height);
  int16_t* block = blocks.data();
  float cells[kBlockCells];
  for (uint32_t top = 0; top < height; top += kBlockEdge) {
    for (uint32_t left = 0; left < width; left += kBlockEdge, block += kBlockCells) {
      TransformBlock(levels + static_cast<size_t>(top) * width + left, width, basis, cells);
      for (size_t cell = 0; cell < kBlockCells; ++cell) block[cell] = static_cast<int16_t>(std::lround(cells[cell] / table.steps[cell]));
    }
  }
  return blocks;
}

}  // namespace marking
