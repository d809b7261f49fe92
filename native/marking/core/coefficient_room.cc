#include "coefficient_room.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>

#include "../../jpeg/jpeg_errors.h"

namespace marking {
namespace {

// A4 at 300 dpi takes 26 MB; what a larger page took is given back.
constexpr size_t kMostKeptBlocks = 32 * 1024 * 1024 / sizeof(JBLOCK);

CoefficientRoom* RoomOf(j_common_ptr codec) { return static_cast<CoefficientRoom*>(codec->client_data); }

}  // namespace

CoefficientRoom& CoefficientRoom::OfThread() {
  thread_local CoefficientRoom room;
  return room;
}

CoefficientRoom::~CoefficientRoom() { free(blocks_); }

void CoefficientRoom::Attach(jpeg_decompress_struct* decoder) {
  decoder->client_data = this;
  decoder->mem->request_virt_barray = Request;
  decoder->mem->realize_virt_arrays = Realise;
  decoder->mem->access_virt_barray = Read;
}

void CoefficientRoom::Attach(jpeg_compress_struct* encoder, RowMarker* marker) {
  marker_ = marker;
  encoder->client_data = this;
  encoder->mem->access_virt_barray = Write;
}

void CoefficientRoom::Leave() {
  for (Plane* plane = planes_; plane < planes_ + plane_count_; ++plane) {
    if (plane->first != nullptr) ClearUpTo(plane, plane->rows);
  }
  plane_count_ = 0;
  marker_ = nullptr;
  if (capacity_ <= kMostKeptBlocks) return;
  free(blocks_);
  blocks_ = nullptr;
  capacity_ = 0;
}

JBLOCKROW CoefficientRoom::RowOf(jvirt_barray_ptr plane, JDIMENSION row) const { return reinterpret_cast<const Plane*>(plane)->row_pointers[row]; }

// libjpeg hands back what it was given here and never looks into it.
jvirt_barray_ptr CoefficientRoom::Request(j_common_ptr codec, int, boolean, JDIMENSION columns, JDIMENSION rows, JDIMENSION) {
  CoefficientRoom* room = RoomOf(codec);
  if (room->plane_count_ == kMostPlanes) jpeg::GiveUp(codec, "unsupported");
  Plane* plane = &room->planes_[room->plane_count_++];
  *plane = {columns, rows, nullptr, nullptr, 0, 0};
  return reinterpret_cast<jvirt_barray_ptr>(plane);
}

void CoefficientRoom::Realise(j_common_ptr codec) { RoomOf(codec)->MakeRoom(codec); }

void CoefficientRoom::MakeRoom(j_common_ptr codec) {
  size_t needed = 0;
  for (int index = 0; index < plane_count_; ++index) needed += static_cast<size_t>(planes_[index].columns) * planes_[index].rows;
  if (needed > capacity_) {
    free(blocks_);
    blocks_ = static_cast<JBLOCKROW>(calloc(needed, sizeof(JBLOCK)));
    capacity_ = blocks_ == nullptr ? 0 : needed;
    if (blocks_ == nullptr) jpeg::GiveUp(codec, "too-large");
  }
  JBLOCKROW next = blocks_;
  for (Plane* plane = planes_; plane < planes_ + plane_count_; ++plane) {
    plane->first = next;
    plane->row_pointers = static_cast<JBLOCKARRAY>((*codec->mem->alloc_large)(codec, JPOOL_IMAGE, plane->rows * sizeof(JBLOCKROW)));
    for (JDIMENSION row = 0; row < plane->rows; ++row, next += plane->columns) plane->row_pointers[row] = next;
  }
}

JBLOCKARRAY CoefficientRoom::Read(j_common_ptr, jvirt_barray_ptr handle, JDIMENSION row, JDIMENSION, boolean) {
  return reinterpret_cast<Plane*>(handle)->row_pointers + row;
}

JBLOCKARRAY CoefficientRoom::Write(j_common_ptr codec, jvirt_barray_ptr handle, JDIMENSION row, JDIMENSION count, boolean) {
  CoefficientRoom* room = RoomOf(codec);
  auto* plane = reinterpret_cast<Plane*>(handle);
  room->ClearUpTo(plane, row);
  const int component = static_cast<int>(plane - room->planes_);
  for (const JDIMENSION end = std::min(plane->rows, row + count); plane->marked < end; ++plane->marked) {
    room->marker_->MarkRow(component, plane->marked, plane->row_pointers[plane->marked]);
  }
  return plane->row_pointers + row;
}

void CoefficientRoom::ClearUpTo(Plane* plane, JDIMENSION row) {
  if (row <= plane->cleared) return;
  const size_t columns = plane->columns;
  memset(plane->first + plane->cleared * columns, 0, (row - plane->cleared) * columns * sizeof(JBLOCK));
  plane->cleared = row;
}

}  // namespace marking
