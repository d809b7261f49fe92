import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { FontFace } from './font-file.ts';

/** What Node offers and its types leave to those of browsers. */
declare const WebAssembly: { instantiate(bytes: Uint8Array, imports: object): Promise<{ readonly instance: { readonly exports: unknown } }> };

/** The functions of HarfBuzz's subsetter that are used here; addresses and handles are numbers, 0 is none. */
type Address = number;
type Subsetter = {
  readonly memory: { readonly buffer: ArrayBuffer };
  readonly _initialize: () => void;
  readonly malloc: (bytes: number) => Address;
  readonly free: (at: Address) => void;
  readonly hb_blob_create: (...of: [data: Address, length: number, mode: number, user: 0, destroy: 0]) => Address;
  readonly hb_blob_destroy: (blob: Address) => void;
  readonly hb_blob_get_data: (blob: Address, length: 0) => Address;
  readonly hb_blob_get_length: (blob: Address) => number;
  readonly hb_face_create: (blob: Address, index: number) => Address;
  readonly hb_face_destroy: (face: Address) => void;
  readonly hb_face_reference_blob: (face: Address) => Address;
  readonly hb_set_add: (set: Address, value: number) => void;
  readonly hb_subset_input_create_or_fail: () => Address;
  readonly hb_subset_input_destroy: (input: Address) => void;
  readonly hb_subset_input_glyph_set: (input: Address) => Address;
  readonly hb_subset_input_set_flags: (input: Address, flags: number) => void;
  readonly hb_subset_or_fail: (face: Address, input: Address) => Address;
};

const readOnly = 1;
const withoutHints = 0x1;
const sameGlyphNumbers = 0x2;

let loaded: Promise<Subsetter> | undefined;

async function load(): Promise<Subsetter> {
  const bytes = await readFile(createRequire(import.meta.url).resolve('harfbuzzjs/dist/harfbuzz-subset.wasm'));
  const { instance } = await WebAssembly.instantiate(bytes, {});
  // `as`: the exports of this very build, which package-lock.json pins.
  const subsetter = instance.exports as Subsetter;
  subsetter._initialize();
  return subsetter;
}

/**
 * The face with these glyphs alone: some kilobytes of many millions. Glyphs keep the numbers that text is written with: TrueType
 * outlines their own, CFF outlines those of its character list, which in the pan-Chinese fonts are the same.
 */
export async function subsetFont(face: FontFace, glyphs: Iterable<number>): Promise<Buffer> {
  const outlines = await face.readOutlines();
  loaded ??= load();
  const hb = await loaded;
  const at = hb.malloc(outlines.length);
  if (at === 0) throw new Error('No memory for a font.');
  new Uint8Array(hb.memory.buffer).set(outlines, at);
  const blob = hb.hb_blob_create(at, outlines.length, readOnly, 0, 0);
  const whole = hb.hb_face_create(blob, 0);
  const input = hb.hb_subset_input_create_or_fail();
  try {
    const wanted = hb.hb_subset_input_glyph_set(input);
    for (const glyph of glyphs) hb.hb_set_add(wanted, glyph);
    hb.hb_subset_input_set_flags(input, face.isCff ? withoutHints : withoutHints | sameGlyphNumbers);
    return copyOut(hb, hb.hb_subset_or_fail(whole, input), face);
  } finally {
    hb.hb_subset_input_destroy(input);
    hb.hb_face_destroy(whole);
    hb.hb_blob_destroy(blob);
    hb.free(at);
  }
}

function copyOut(hb: Subsetter, subset: Address, { name }: FontFace): Buffer {
  if (subset === 0) throw new Error(`The font ${name} cannot be cut down.`);
  const blob = hb.hb_face_reference_blob(subset);
  try {
    const start = hb.hb_blob_get_data(blob, 0);
    // The memory may have grown: only now is its address certain.
    return Buffer.from(new Uint8Array(hb.memory.buffer).slice(start, start + hb.hb_blob_get_length(blob)));
  } finally {
    hb.hb_blob_destroy(blob);
    hb.hb_face_destroy(subset);
  }
}
