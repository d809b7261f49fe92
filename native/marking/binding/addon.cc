#include <napi.h>

#include <new>

#include "../core/mark.h"

namespace marking::binding {
namespace {

Napi::Value ToJs(Napi::Env env, const std::vector<uint8_t>& bytes) {
  Napi::Uint8Array array = Napi::Uint8Array::New(env, bytes.size());
  std::copy(bytes.begin(), bytes.end(), array.Data());
  return array;
}

Napi::Value ToJs(Napi::Env env, const Failure& failure) {
  Napi::Object object = Napi::Object::New(env);
  object.Set("status", failure.status);
  object.Set("detail", failure.detail);
  return object;
}

Napi::Value ToJs(Napi::Env env, const Size& size) {
  Napi::Object object = Napi::Object::New(env);
  object.Set("width", size.width);
  object.Set("height", size.height);
  return object;
}

template <typename Answer>
Napi::Value ToJs(Napi::Env env, const std::variant<Answer, Failure>& result) {
  return std::visit([env](const auto& outcome) { return ToJs(env, outcome); }, result);
}

// Checked here because the core reads as many blocks as it is told.
Tile TileOf(const Napi::Value& value) {
  const auto object = value.As<Napi::Object>();
  const auto blocks = object.Get("blocks").As<Napi::Int16Array>();
  const Tile tile{object.Get("columns").As<Napi::Number>().Uint32Value(), object.Get("rows").As<Napi::Number>().Uint32Value(), blocks.Data()};
  const size_t cells = static_cast<size_t>(tile.columns) * tile.rows * kBlockCells;
  if (cells == 0 || cells != blocks.ElementLength()) throw Napi::RangeError::New(value.Env(), "A tile has another number of blocks.");
  return tile;
}

// quantise(levels, width, height, 'luma' | 'chroma'): the blocks of a tile.
Napi::Value QuantiseLevels(const Napi::CallbackInfo& info) {
  const auto levels = info[0].As<Napi::Float32Array>();
  const uint32_t width = info[1].As<Napi::Number>().Uint32Value(), height = info[2].As<Napi::Number>().Uint32Value();
  const size_t cells = static_cast<size_t>(width) * height;
  if (width % kBlockEdge != 0 || height % kBlockEdge != 0 || cells != levels.ElementLength()) {
    throw Napi::RangeError::New(info.Env(), "Levels do not fill whole blocks.");
  }
  const bool is_chroma = info[3].As<Napi::String>().Utf8Value() == "chroma";
  const auto blocks = Quantise(levels.Data(), width, height, is_chroma ? ChromaTable() : LumaTable());
  Napi::Int16Array array = Napi::Int16Array::New(info.Env(), blocks.size());
  std::copy(blocks.begin(), blocks.end(), array.Data());
  return array;
}

// measure(jpeg): its width and height.
Napi::Value MeasurePage(const Napi::CallbackInfo& info) {
  const auto bytes = info[0].As<Napi::Uint8Array>();
  return ToJs(info.Env(), Measure(bytes.Data(), bytes.ByteLength()));
}

// mark(jpeg, { luma, corner: { luma, blue, red }, whitestPaper }): works on the calling thread, which is a worker of its own.
Napi::Value MarkPage(const Napi::CallbackInfo& info) {
  const auto bytes = info[0].As<Napi::Uint8Array>();
  const auto options = info[1].As<Napi::Object>();
  const auto corner = options.Get("corner").As<Napi::Object>();
  const Marks marks{TileOf(options.Get("luma")),
                    {TileOf(corner.Get("luma")), TileOf(corner.Get("blue")), TileOf(corner.Get("red"))},
                    options.Get("whitestPaper").As<Napi::Number>().Int32Value()};
  try {
    return ToJs(info.Env(), Mark(bytes.Data(), bytes.ByteLength(), marks));
  } catch (const std::bad_alloc&) {
    return ToJs(info.Env(), Failure{"too-large", "out of memory"});
  }
}

// copy(jpeg): for the bench.
Napi::Value CopyPage(const Napi::CallbackInfo& info) {
  const auto bytes = info[0].As<Napi::Uint8Array>();
  return ToJs(info.Env(), Copy(bytes.Data(), bytes.ByteLength()));
}

Napi::Object Init(Napi::Env env, Napi::Object exports) {
  exports.Set("quantise", Napi::Function::New(env, QuantiseLevels));
  exports.Set("measure", Napi::Function::New(env, MeasurePage));
  exports.Set("mark", Napi::Function::New(env, MarkPage));
  exports.Set("copy", Napi::Function::New(env, CopyPage));
  return exports;
}

}  // namespace
}  // namespace marking::binding

static Napi::Object InitModule(Napi::Env env, Napi::Object exports) { return marking::binding::Init(env, exports); }

NODE_API_MODULE(marking, InitModule)
