#include "mark.h"

#include <algorithm>
#include <memory>

#include "../../jpeg/jpeg_errors.h"
#include "../../jpeg/memory_sink.h"
#include "coefficient_room.h"

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
  // Null: libjpeg keeps the coefficients itself.
  CoefficientRoom* room = nullptr;

  ~Work() {
    if (room != nullptr) room->Leave();
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

void WriteCoefficients(Work* work, jvirt_barray_ptr* coefficients, CoefficientRoom::RowMarker* marker) {
  jpeg_compress_struct* encoder = &work->encoder;
  jpeg_create_compress(encoder);
  jpeg::Attach(&work->sink, encoder);
  if (work->room != nullptr) work->room->Attach(encoder, marker);
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

// Neither summand reaches half of what sixteen bits hold, and in sixteen bits the compiler adds eight at a time.
void AddBlock(JCOEF* __restrict to, const int16_t* __restrict from) {
  for (size_t cell = 0; cell < kBlockCells; ++cell) {
    const auto sum = static_cast<int16_t>(to[cell] + from[cell]);
    to[cell] = std::min<int16_t>(kLargest, std::max<int16_t>(-kLargest, sum));
  }
}

// Level of the paper: brighter than nineteen of twenty blocks, of which every sixteenth is asked.
int PaperLevel(const Work& work, jvirt_barray_ptr plane) {
  constexpr JDIMENSION kStep = 4;
  const jpeg_component_info& component = work.decoder.comp_info[0];
  const int step = component.quant_table->quantval[0];
  uint32_t counts[256] = {}, counted = 0;
  for (JDIMENSION y = 0; y < component.height_in_blocks; y += kStep) {
    const JBLOCKROW row = work.room->RowOf(plane, y);
    for (JDIMENSION x = 0; x < component.width_in_blocks; x += kStep, ++counted) {
      ++counts[std::min(255, std::max(0, row[x][0] * step / kBlockEdge + 128))];
    }
  }
  int level = 255;
  for (uint32_t brighter = counts[255]; level > 0 && brighter * 20 < counted; brighter += counts[level]) --level;
  return level;
}

class Marker final : public CoefficientRoom::RowMarker {
 public:
  Marker(const Work& work, const Marks& marks, jvirt_barray_ptr luma) : components_(work.decoder.comp_info), marks_(marks) {
    const int too_white = std::max(0, PaperLevel(work, luma) - marks.whitest_paper);
    const int step = components_[0].quant_table->quantval[0];
    darker_ = (too_white * kBlockEdge + step / 2) / step;
  }

  void MarkRow(int component, JDIMENSION row, JBLOCKROW blocks) override {
    const Tile* const corners[kComponents] = {&marks_.corner.luma, &marks_.corner.blue, &marks_.corner.red};
    if (row >= components_[component].height_in_blocks) return;
    const JDIMENSION columns = components_[component].width_in_blocks;
    if (component == 0) AddTiled(row, blocks, columns);
    const Tile& corner = *corners[component];
    if (row >= corner.rows) return;
    const int16_t* from = corner.blocks + static_cast<size_t>(row) * corner.columns * kBlockCells;
    for (JDIMENSION x = 0; x < std::min<JDIMENSION>(corner.columns, columns); ++x) AddBlock(blocks[x], from + x * kBlockCells);
  }

 private:
  void AddTiled(JDIMENSION row, JBLOCKROW blocks, JDIMENSION columns) const {
    const Tile& tile = marks_.luma;
    const int16_t* from = tile.blocks + static_cast<size_t>(row % tile.rows) * tile.columns * kBlockCells;
    for (JDIMENSION x = 0; x < columns; ++x) {
      AddBlock(blocks[x], from + static_cast<size_t>(x % tile.columns) * kBlockCells);
      blocks[x][0] = static_cast<JCOEF>(std::max<int>(-kLargest, blocks[x][0] - darker_));
    }
  }

  const jpeg_component_info* components_;
  const Marks& marks_;
  int darker_ = 0;
};

// False when libjpeg gave up; why stands in `errors`. Without marks the coefficients are written as they were read.
bool Run(Work* work, const uint8_t* data, size_t size, const Marks* marks) {
  if (setjmp(work->errors.escape) != 0) return false;
  ReadHeader(work, data, size);
  if (marks == nullptr) {
    WriteCoefficients(work, jpeg_read_coefficients(&work->decoder), nullptr);
    return true;
  }
  if (!IsOfOurMake(work->decoder)) jpeg::GiveUp(reinterpret_cast<j_common_ptr>(&work->decoder), "unsupported");
  work->room = &CoefficientRoom::OfThread();
  work->room->Attach(&work->decoder);
  jvirt_barray_ptr* coefficients = jpeg_read_coefficients(&work->decoder);
  Marker marker(*work, *marks, coefficients[0]);
  WriteCoefficients(work, coefficients, &marker);
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
