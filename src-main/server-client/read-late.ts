/** Something that is read with its first use: the window does not wait for it. `whenRead` gives it only where it was. */
export function readLate<Part>(read: () => Promise<Part>): { readonly get: () => Promise<Part>; readonly whenRead: () => Promise<Part> | undefined } {
  let part: Promise<Part> | undefined;
  return { get: () => (part ??= read()), whenRead: () => part };
}
