#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace marking {

// The one make of every stored page: baseline, 4:2:0, libjpeg's tables at this quality.
constexpr int kQuality = 80;
constexpr int kBlockEdge = 8;
constexpr size_t kBlockCells = 64;

// In natural order, not in zigzag.
struct QuantTable {
  uint16_t steps[kBlockCells];
};

QuantTable LumaTable();
QuantTable ChromaTable();

// Levels to add to one component, quantised; `columns` × `rows` blocks of 64 coefficients.
struct Tile {
  uint32_t columns = 0;
  uint32_t rows = 0;
  const int16_t* blocks = nullptr;
};

// `levels` has width × height values, both multiples of eight. Rounded to the nearest step: rounding by chance would keep the
// faintest waves, and cost two decibels.
std::vector<int16_t> Quantise(const float* levels, uint32_t width, uint32_t height, const QuantTable& table);

}  // namespace marking
