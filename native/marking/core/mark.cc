#include "mark.h"

#include <algorithm>
#include <memory>

#include "../../jpeg/jpeg_errors.h"
#include "../../jpeg/memory_sink.h"

namespace marking {
namespace {

constexpr uint64_t kMaxPixels = 80'000'000;
constexpr int16_t kLargest = 1023;
constexpr int kComponents = 3;

// Both codecs and all that they use. Everything with a destructor lives here, outside the functions that libjpeg may leave by
// longjmp.
struct Work {
  jpeg::JpegErrors errors;
  jpeg_decompress_struct decoder{};
  jpeg_compress_struct encoder{};
  jpeg::MemorySink sink{};

  ~Work() {
    jpeg_destroy_compress(&encoder);
    jpeg_destroy_decompress(&decoder);
    jpeg::Release(&sink);
  }
};

void ReadHeader(Work* work, const uint8_t* data, size_t size) {
  jpeg_decompress_struct* decoder = &work->decoder;
  jpeg_create_decompress(decoder);
  jpeg_mem_src(decoder, data, size);
  jpeg_read_header(decoder, TRUE);
  if (static_cast<uint64_t>(decoder->image_width) * decoder->image_height > kMaxPixels) {
    jpeg::GiveUp(reinterpret_cast<j_common_ptr>(decoder), "too-large");
  }
}

void WriteCoefficients(Work* work, jvirt_barray_ptr* coefficients) {
  jpeg_compress_struct* encoder = &work->encoder;
  jpeg_create_compress(encoder);
  jpeg::Attach(&work->sink, encoder);
  jpeg_copy_critical_parameters(&work->decoder, encoder);
  jpeg_write_coefficients(encoder, coefficients);
  jpeg_finish_compress(encoder);
  jpeg_finish_decompress(&work->decoder);
}

// Before the scan is read the component has no table of its own yet, only its number.
bool HasTable(const jpeg_decompress_struct& decoder, int component, const QuantTable& table) {
  const JQUANT_TBL* own = decoder.quant_tbl_ptrs[decoder.comp_info[component].quant_tbl_no];
  return own != nullptr && std::equal(table.steps, table.steps + kBlockCells, own->quantval);
}

bool HasFactor(const jpeg_component_info& component, int factor) {
  return component.h_samp_factor == factor && component.v_samp_factor == factor;
}

bool IsOfOurMake(const jpeg_decompress_struct& decoder) {
  static const QuantTable luma = LumaTable(), chroma = ChromaTable();
  if (decoder.num_components != kComponents || decoder.jpeg_color_space != JCS_YCbCr || decoder.progressive_mode) return false;
  const jpeg_component_info* of = decoder.comp_info;
  return HasFactor(of[0], 2) && HasFactor(of[1], 1) && HasFactor(of[2], 1) && HasTable(decoder, 0, luma) && HasTable(decoder, 1, chroma) &&
         HasTable(decoder, 2, chroma);
}

JBLOCKROW RowOf(Work* work, jvirt_barray_ptr plane, JDIMENSION row) {
  auto* decoder = &work->decoder;
  return (*decoder->mem->access_virt_barray)(reinterpret_cast<j_common_ptr>(decoder), plane, row, 1, TRUE)[0];
}

// Neither summand reaches half of what sixteen bits hold, and in sixteen bits the compiler adds eight at a time.
void AddBlock(JCOEF* __restrict to, const int16_t* __restrict from) {
  for (size_t cell = 0; cell < kBlockCells; ++cell) {
    const auto sum = static_cast<int16_t>(to[cell] + from[cell]);
    to[cell] = std::min<int16_t>(kLargest, std::max<int16_t>(-kLargest, sum));
  }
}

void AddTiled(Work* work, jvirt_barray_ptr plane, const Tile& tile, int darker) {
  const jpeg_component_info& component = work->decoder.comp_info[0];
  for (JDIMENSION y = 0; y < component.height_in_blocks; ++y) {
    JBLOCKROW row = RowOf(work, plane, y);
    const int16_t* from = tile.blocks + static_cast<size_t>(y % tile.rows) * tile.columns * kBlockCells;
    for (JDIMENSION x = 0; x < component.width_in_blocks; ++x) {
      AddBlock(row[x], from + static_cast<size_t>(x % tile.columns) * kBlockCells);
      row[x][0] = static_cast<JCOEF>(std::max<int>(-kLargest, row[x][0] - darker));
    }
  }
}

void AddOnce(Work* work, jvirt_barray_ptr plane, const Tile& tile, const jpeg_component_info& component) {
  for (JDIMENSION y = 0; y < std::min<JDIMENSION>(tile.rows, component.height_in_blocks); ++y) {
    JBLOCKROW row = RowOf(work, plane, y);
    const int16_t* from = tile.blocks + static_cast<size_t>(y) * tile.columns * kBlockCells;
    for (JDIMENSION x = 0; x < std::min<JDIMENSION>(tile.columns, component.width_in_blocks); ++x) AddBlock(row[x], from + x * kBlockCells);
  }
}

// Level of the paper: brighter than nineteen of twenty blocks, of which every sixteenth is asked.
int PaperLevel(Work* work, jvirt_barray_ptr plane) {
  constexpr JDIMENSION kStep = 4;
  const jpeg_component_info& component = work->decoder.comp_info[0];
  const int step = component.quant_table->quantval[0];
  uint32_t counts[256] = {}, counted = 0;
  for (JDIMENSION y = 0; y < component.height_in_blocks; y += kStep) {
    JBLOCKROW row = RowOf(work, plane, y);
    for (JDIMENSION x = 0; x < component.width_in_blocks; x += kStep, ++counted) {
      ++counts[std::min(255, std::max(0, row[x][0] * step / kBlockEdge + 128))];
    }
  }
  int level = 255;
  for (uint32_t brighter = counts[255]; level > 0 && brighter * 20 < counted; brighter += counts[level]) --level;
  return level;
}

void AddMarks(Work* work, jvirt_barray_ptr* coefficients, const Marks& marks) {
  const jpeg_component_info* of = work->decoder.comp_info;
  const int too_white = std::max(0, PaperLevel(work, coefficients[0]) - marks.whitest_paper);
  const int step = of[0].quant_table->quantval[0];
  AddTiled(work, coefficients[0], marks.luma, (too_white * kBlockEdge + step / 2) / step);
  AddOnce(work, coefficients[0], marks.corner.luma, of[0]);
  AddOnce(work, coefficients[1], marks.corner.blue, of[1]);
  AddOnce(work, coefficients[2], marks.corner.red, of[2]);
}

// False when libjpeg gave up; why stands in `errors`. Without marks the coefficients are written as they were read.
bool Run(Work* work, const uint8_t* data, size_t size, const Marks* marks) {
  if (setjmp(work->errors.escape) != 0) return false;
  ReadHeader(work, data, size);
  if (marks != nullptr && !IsOfOurMake(work->decoder)) jpeg::GiveUp(reinterpret_cast<j_common_ptr>(&work->decoder), "unsupported");
  jvirt_barray_ptr* coefficients = jpeg_read_coefficients(&work->decoder);
  if (marks != nullptr) AddMarks(work, coefficients, *marks);
  WriteCoefficients(work, coefficients);
  return true;
}

bool Look(Work* work, const uint8_t* data, size_t size) {
  if (setjmp(work->errors.escape) != 0) return false;
  ReadHeader(work, data, size);
  return true;
}

std::unique_ptr<Work> NewWork() {
  auto work = std::make_unique<Work>();
  work->decoder.err = work->encoder.err = jpeg::Prepare(&work->errors);
  return work;
}

std::variant<std::vector<uint8_t>, Failure> Rewrite(const uint8_t* data, size_t size, const Marks* marks) {
  const auto work = NewWork();
  if (!Run(work.get(), data, size, marks)) return Failure{work->errors.status, work->errors.detail};
  return std::vector<uint8_t>(work->sink.bytes, work->sink.bytes + work->sink.size);
}

}  // namespace

std::variant<Size, Failure> Measure(const uint8_t* data, size_t size) {
  const auto work = NewWork();
  if (!Look(work.get(), data, size)) return Failure{work->errors.status, work->errors.detail};
  return Size{work->decoder.image_width, work->decoder.image_height};
}

std::variant<std::vector<uint8_t>, Failure> Mark(const uint8_t* data, size_t size, const Marks& marks) { return Rewrite(data, size, &marks); }

std::variant<std::vector<uint8_t>, Failure> Copy(const uint8_t* data, size_t size) { return Rewrite(data, size, nullptr); }

}  // namespace marking
