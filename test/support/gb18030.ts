/** The two-byte part of GB18030 (that is GBK), turned round: what programs of the field write. Throws for what is not in it. */
export function encodeGb18030(text: string): Buffer {
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x80) bytes.push(code);
    else bytes.push(...(table().get(character) ?? missing(character)));
  }
  return Buffer.from(bytes);
}

function missing(character: string): never {
  throw new Error(`${character} is not in GBK.`);
}

let made: ReadonlyMap<string, readonly [number, number]> | undefined;

function table(): ReadonlyMap<string, readonly [number, number]> {
  if (made !== undefined) return made;
  const decoder = new TextDecoder('gb18030');
  const pairs = new Map<string, readonly [number, number]>();
  for (let lead = 0x81; lead <= 0xfe; lead += 1) {
    for (let trail = 0x40; trail <= 0xfe; trail += 1) {
      const character = trail === 0x7f ? '' : decoder.decode(Uint8Array.of(lead, trail));
      if (character.length === 1 && character !== '\ufffd') pairs.set(character, [lead, trail]);
    }
  }
  made = pairs;
  return pairs;
}
