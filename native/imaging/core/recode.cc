#include "recode.h"

#include <memory>

#include "../../jpeg/jpeg_errors.h"
#include "../../jpeg/memory_sink.h"
#include "rasters.h"

namespace imaging {
namespace {

constexpr int kQuality = 80;
constexpr int kLines = 16;
constexpr size_t kBytesPerPixel = 3;

// Both codecs and all that they use. Everything with a destructor lives here, outside the functions that libjpeg may leave by
// longjmp.
struct Work {
  jpeg::JpegErrors errors;
  jpeg::Watch watch{};
  jpeg_decompress_struct decoder{};
  jpeg_compress_struct encoder{};
  jpeg::MemorySink sink{};
  std::unique_ptr<RasterBuilder> rasters;
  std::vector<uint8_t> lines;
  // Luma, and the two chroma planes where the image comes in planes.
  JSAMPROW rows[kLines];
  JSAMPROW blue[kLines / 2];
  JSAMPROW red[kLines / 2];

  ~Work() {
    jpeg_destroy_compress(&encoder);
    jpeg_destroy_decompress(&decoder);
    jpeg::Release(&sink);
  }
};

// YCbCr out of the decoder and into the encoder: no line is turned into RGB and back.
void ReadHeader(Work* work, const uint8_t* data, size_t size, const Limits& limits) {
  jpeg_decompress_struct* decoder = &work->decoder;
  jpeg_create_decompress(decoder);
  jpeg::Attach(&work->watch, decoder);
  jpeg_mem_src(decoder, data, size);
  jpeg_read_header(decoder, TRUE);
  auto* codec = reinterpret_cast<j_common_ptr>(decoder);
  if (static_cast<uint64_t>(decoder->image_width) * decoder->image_height > limits.max_pixels) jpeg::GiveUp(codec, "too-large");
  if (decoder->jpeg_color_space != JCS_YCbCr && decoder->jpeg_color_space != JCS_GRAYSCALE) jpeg::GiveUp(codec, "unsupported");
  // A grey image has no colour to convert: its lines are spread below.
  decoder->out_color_space = decoder->jpeg_color_space;
  decoder->dct_method = JDCT_ISLOW;
}

void StartEncoder(Work* work) {
  jpeg_compress_struct* encoder = &work->encoder;
  jpeg_create_compress(encoder);
  jpeg::Attach(&work->sink, encoder);
  encoder->image_width = work->decoder.image_width;
  encoder->image_height = work->decoder.image_height;
  encoder->input_components = 3;
  encoder->in_color_space = JCS_YCbCr;
  jpeg_set_defaults(encoder);
  jpeg_set_quality(encoder, kQuality, TRUE);
  encoder->dct_method = JDCT_ISLOW;
  encoder->write_JFIF_header = TRUE;
  encoder->raw_data_in = work->decoder.raw_data_out;
  jpeg_start_compress(encoder, TRUE);
}

// From the end, so that no value is overwritten before it was read.
void SpreadGrey(uint8_t* line, size_t width) {
  for (size_t x = width; x-- > 0;) {
    const uint8_t level = line[x];
    line[x * 3] = level;
    line[x * 3 + 1] = line[x * 3 + 2] = 128;
  }
}

void PassLines(Work* work) {
  jpeg_decompress_struct* decoder = &work->decoder;
  const bool is_grey = decoder->output_components == 1;
  while (decoder->output_scanline < decoder->output_height) {
    const JDIMENSION read = jpeg_read_scanlines(decoder, work->rows, kLines);
    for (JDIMENSION line = 0; line < read; ++line) {
      if (is_grey) SpreadGrey(work->rows[line], decoder->output_width);
      const uint8_t* ycc = work->rows[line];
      work->rasters->AddLine({ycc, ycc + 1, ycc + 2, 3, 0});
    }
    jpeg_write_scanlines(&work->encoder, work->rows, read);
  }
  jpeg_finish_decompress(decoder);
  jpeg_finish_compress(&work->encoder);
}

// 4:2:0 comes in and goes out: its planes pass as they are, neither spread to full colour nor averaged again.
void PassPlanes(Work* work) {
  jpeg_decompress_struct* decoder = &work->decoder;
  JSAMPARRAY planes[] = {work->rows, work->blue, work->red};
  while (decoder->output_scanline < decoder->output_height) {
    const JDIMENSION left = decoder->output_height - decoder->output_scanline;
    jpeg_read_raw_data(decoder, planes, kLines);
    for (JDIMENSION line = 0; line < kLines && line < left; ++line) {
      work->rasters->AddLine({work->rows[line], work->blue[line / 2], work->red[line / 2], 1, 1});
    }
    jpeg_write_raw_data(&work->encoder, planes, kLines);
  }
  jpeg_finish_decompress(decoder);
  jpeg_finish_compress(&work->encoder);
}

bool HasHalfChroma(const jpeg_decompress_struct& decoder) {
  if (decoder.num_components != 3) return false;
  const jpeg_component_info* components = decoder.comp_info;
  const auto is = [](const jpeg_component_info& component, int factor) { return component.h_samp_factor == factor && component.v_samp_factor == factor; };
  return is(components[0], 2) && is(components[1], 1) && is(components[2], 1);
}

// Whole blocks of both codecs fit, at the right edge too.
void Allocate(Work* work, const Limits& limits) {
  const size_t width = (static_cast<size_t>(work->decoder.output_width) + 63) / 32 * 32;
  const size_t stride = work->decoder.raw_data_out ? width : width * kBytesPerPixel;
  work->rasters = std::make_unique<RasterBuilder>(work->decoder.output_width, work->decoder.output_height, limits);
  work->lines.resize(stride * kLines * 2);
  uint8_t* next = work->lines.data();
  for (JSAMPROW& row : work->rows) row = next, next += stride;
  for (JSAMPROW& row : work->blue) row = next, next += stride / 2;
  for (JSAMPROW& row : work->red) row = next, next += stride / 2;
}

// False when libjpeg gave up; why stands in `errors`.
bool Run(Work* work, const uint8_t* data, size_t size, const Limits& limits) {
  if (setjmp(work->errors.escape) != 0) return false;
  ReadHeader(work, data, size, limits);
  const bool in_planes = HasHalfChroma(work->decoder);
  work->decoder.raw_data_out = in_planes ? TRUE : FALSE;
  jpeg_start_decompress(&work->decoder);
  Allocate(work, limits);
  StartEncoder(work);
  if (in_planes) {
    PassPlanes(work);
  } else {
    PassLines(work);
  }
  return true;
}

}  // namespace

std::variant<Page, Failure> Recode(const uint8_t* data, size_t size, const Limits& limits) {
  auto work = std::make_unique<Work>();
  work->decoder.err = work->encoder.err = jpeg::Prepare(&work->errors);
  work->watch.deadline = std::chrono::steady_clock::now() + std::chrono::milliseconds(limits.deadline_ms);
  work->watch.max_scans = limits.max_scans;
  if (!Run(work.get(), data, size, limits)) return Failure{work->errors.status, work->errors.detail};

  Page page;
  page.width = work->decoder.image_width;
  page.height = work->decoder.image_height;
  work->rasters->MoveInto(&page);
  page.jpeg.assign(work->sink.bytes, work->sink.bytes + work->sink.size);
  return page;
}

}  // namespace imaging
