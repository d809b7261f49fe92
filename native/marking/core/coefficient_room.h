#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>

#include <jpeglib.h>

namespace marking {

// Keeps the coefficients of a page in place of libjpeg's own memory, which is new for each page: the kernel would clear some six thousand
// leaves of memory for it, and libjpeg once more. This room belongs to its thread, stays with it, and lies cleared between two pages, so
// that nothing is left of any of them. What is done to a row is done while it lies in the processor's cache: it is marked when the encoder
// asks for it, and cleared when the encoder asks for the next.
class CoefficientRoom {
 public:
  // Called with each row of blocks of a component once, from the top, before it is written.
  class RowMarker {
   public:
    virtual void MarkRow(int component, JDIMENSION row, JBLOCKROW blocks) = 0;

   protected:
    ~RowMarker() = default;
  };

  // The one of this thread.
  static CoefficientRoom& OfThread();

  CoefficientRoom() = default;
  CoefficientRoom(const CoefficientRoom&) = delete;
  CoefficientRoom& operator=(const CoefficientRoom&) = delete;
  ~CoefficientRoom();

  // Before jpeg_read_coefficients. The room must outlive both codecs, and `Leave` must end what was begun, however it ends.
  void Attach(jpeg_decompress_struct* decoder);
  // Before jpeg_write_coefficients.
  void Attach(jpeg_compress_struct* encoder, RowMarker* marker);
  void Leave();

  // A row of blocks that was read. libjpeg's names for what is here are its own.
  JBLOCKROW RowOf(jvirt_barray_ptr plane, JDIMENSION row) const;

 private:
  static constexpr int kMostPlanes = 3;
  struct Plane {
    JDIMENSION columns;
    JDIMENSION rows;
    JBLOCKROW first;
    JBLOCKARRAY row_pointers;
    // Rows above were written and are cleared.
    JDIMENSION cleared;
    JDIMENSION marked;
  };

  static jvirt_barray_ptr Request(j_common_ptr codec, int pool, boolean pre_zero, JDIMENSION columns, JDIMENSION rows, JDIMENSION most_rows);
  static void Realise(j_common_ptr codec);
  static JBLOCKARRAY Read(j_common_ptr codec, jvirt_barray_ptr plane, JDIMENSION row, JDIMENSION count, boolean is_written);
  static JBLOCKARRAY Write(j_common_ptr codec, jvirt_barray_ptr plane, JDIMENSION row, JDIMENSION count, boolean is_written);

  void MakeRoom(j_common_ptr codec);
  void ClearUpTo(Plane* plane, JDIMENSION row);

  Plane planes_[kMostPlanes] = {};
  int plane_count_ = 0;
  RowMarker* marker_ = nullptr;
  JBLOCKROW blocks_ = nullptr;
  size_t capacity_ = 0;
};

}  // namespace marking
