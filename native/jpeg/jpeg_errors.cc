#include "jpeg_errors.h"

#include <jerror.h>

namespace jpeg {
namespace {

const char* StatusOf(int code) {
  switch (code) {
    case JERR_OUT_OF_MEMORY:
    case JERR_IMAGE_TOO_BIG:
      return "too-large";
    case JERR_SOF_UNSUPPORTED:
    case JERR_CONVERSION_NOTIMPL:
    case JERR_BAD_PRECISION:
    case JERR_COMPONENT_COUNT:
    case JERR_FRACT_SAMPLE_NOTIMPL:
    case JERR_ARITH_NOTIMPL:
    case JERR_NOT_COMPILED:
      return "unsupported";
    default:
      return "truncated";
  }
}

void OnError(j_common_ptr codec) { GiveUp(codec, StatusOf(codec->err->msg_code)); }

void OnMessage(j_common_ptr codec, int level) {
  if (level < 0) OnError(codec);
}

void OnProgress(j_common_ptr codec) {
  const auto* watch = reinterpret_cast<const Watch*>(codec->progress);
  if (std::chrono::steady_clock::now() > watch->deadline) GiveUp(codec, "timed-out");
  const auto* decoder = reinterpret_cast<j_decompress_ptr>(codec);
  if (decoder->input_scan_number > watch->max_scans) GiveUp(codec, "too-large");
}

}  // namespace

void GiveUp(j_common_ptr codec, const char* status) {
  auto* errors = reinterpret_cast<JpegErrors*>(codec->err);
  errors->status = status;
  errors->base.format_message(codec, errors->detail);
  longjmp(errors->escape, 1);
}

jpeg_error_mgr* Prepare(JpegErrors* errors) {
  jpeg_std_error(&errors->base);
  errors->base.error_exit = OnError;
  errors->base.emit_message = OnMessage;
  errors->status = "truncated";
  errors->detail[0] = 0;
  return &errors->base;
}

void Attach(Watch* watch, jpeg_decompress_struct* decoder) {
  watch->base.progress_monitor = OnProgress;
  decoder->progress = &watch->base;
}

}  // namespace jpeg
