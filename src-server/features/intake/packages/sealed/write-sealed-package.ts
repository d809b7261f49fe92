import { randomBytes, type KeyObject } from 'node:crypto';
import { PassThrough, Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { recipientId, sealKeyFor } from './envelope.ts';
import { digestOf, imagesRoot, signManifest, type Manifest, type NoteSigner, type SealedImage } from './manifest.ts';
import { envelopeName, manifestName, partContext, partName } from './part-names.ts';

/** One layer of one page with its bytes, which are asked for when its turn comes. */
export type ImageToSeal = Pick<SealedImage, 'layer' | 'classCode' | 'sequence' | 'page'> & { readonly read: () => Promise<Uint8Array> };

export type VolumeToSeal = Pick<Manifest, 'person' | 'secrecy' | 'rows'> & {
  readonly images: readonly ImageToSeal[];
  /** X25519 public key of the data centre that is to receive it. */
  readonly recipient: KeyObject;
  readonly signer: NoteSigner;
  readonly madeAt: Date;
};

/**
 * A volume as a zip that holds nothing readable, not even names: envelope, one locked part for each image, the locked and signed
 * manifest last. Streams: one image is in memory at a time. The stream fails when an image cannot be read.
 */
export function writeSealedPackage({ images, recipient, signer, person, secrecy, rows, madeAt }: VolumeToSeal): Readable {
  const { key, envelope } = sealKeyFor(recipient);
  const id = randomBytes(16).toString('hex');
  const sealed: SealedImage[] = [];
  const zip = new ZipFile();
  // The time of a scan is nobody's business.
  const options = { compress: false, mtime: new Date(Date.UTC(2000, 0, 1)), mode: 0o100600 };
  const output = new PassThrough();
  zip.outputStream.pipe(output);
  zip.on('error', (error: Error) => output.destroy(error));
  const addPart = (name: string, make: () => Promise<Uint8Array>): void => {
    zip.addReadStreamLazy(name, options, pass => {
      make().then(bytes => { pass(null, Readable.from([bytes])); }, (error: unknown) => { pass(error, Readable.from([])); });
    });
  };
  zip.addBuffer(envelope, envelopeName, options);
  for (const [index, image] of images.entries()) {
    addPart(partName(index + 1), async () => {
      const { layer, classCode, sequence, page } = image;
      const bytes = await image.read();
      sealed.push({ part: index + 1, layer, classCode, sequence, page, ending: endingOf(bytes), bytes: bytes.length, digest: digestOf(bytes) });
      return key.seal(bytes, partContext);
    });
  }
  addPart(manifestName, async () => {
    const manifest: Manifest = { format: 'danglian-package', version: 1, id, madeAt: madeAt.toISOString(), recipient: recipientId(recipient).toString('hex'), person, secrecy, rows, images: sealed, root: imagesRoot(sealed) };
    return key.seal(Buffer.from(await signManifest(manifest, signer)), manifestName);
  });
  zip.end();
  return output;
}

const beginnings: readonly (readonly [SealedImage['ending'], string])[] = [['png', '89504e47'], ['tif', '49492a00'], ['tif', '4d4d002a'], ['jp2', '0000000c6a502020']];

/** Pages are stored without a name: what an image is shows in its first bytes. */
function endingOf(bytes: Uint8Array): SealedImage['ending'] {
  const head = Buffer.from(bytes.subarray(0, 8)).toString('hex');
  return beginnings.find(([, beginning]) => head.startsWith(beginning))?.[0] ?? 'jpg';
}
