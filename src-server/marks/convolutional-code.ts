/** Constraint length 7, rate 1/4 (octal 171, 133, 145, 175). */
const memory = 6;
const states = 1 << memory;
const polynomials = [0o171, 0o133, 0o145, 0o175] as const;
const rate = polynomials.length;

export const codedLength = (bits: number): number => (bits + memory) * rate;

/** Of the register's bits, newest lowest: the four coded bits of one step as +1 and −1. */
const outputs = Float64Array.from({ length: states * 2 * rate }, (_, index) => {
  const register = Math.floor(index / rate);
  return countOnes(register & (polynomials[index % rate] ?? 0)) % 2 === 1 ? -1 : 1;
});

function countOnes(value: number): number {
  let ones = 0;
  for (let rest = value; rest > 0; rest >>= 1) ones += rest & 1;
  return ones;
}

/** Coded bits as +1 (zero) and −1 (one); the register is emptied at the end. */
export function encodeBits(bits: Uint8Array): Float64Array {
  const coded = new Float64Array(codedLength(bits.length));
  let register = 0;
  for (let step = 0; step < bits.length + memory; step++) {
    register = ((register << 1) | (bits[step] ?? 0)) & (states * 2 - 1);
    coded.set(outputs.subarray(register * rate, (register + 1) * rate), step * rate);
  }
  return coded;
}

/** The likeliest bits (Viterbi); the size of each soft value says how sure it is, its sign which bit. */
export function decodeBits(soft: Float64Array): Uint8Array {
  const steps = soft.length / rate;
  const cameFrom = new Uint8Array(steps * states);
  let scores = new Float64Array(states).fill(-Infinity);
  scores[0] = 0;
  for (let step = 0; step < steps; step++) scores = advance(scores, soft.subarray(step * rate, (step + 1) * rate), cameFrom.subarray(step * states, (step + 1) * states));
  const bits = new Uint8Array(steps);
  for (let step = steps - 1, state = 0; step >= 0; step--) {
    bits[step] = state & 1;
    state = cameFrom[step * states + state] ?? 0;
  }
  return bits.subarray(0, steps - memory);
}

function advance(scores: Float64Array, soft: Float64Array, cameFrom: Uint8Array): Float64Array<ArrayBuffer> {
  const next = new Float64Array(states).fill(-Infinity);
  for (let register = 0; register < states * 2; register++) {
    // The newest bit is the lowest; the oldest leaves.
    const from = register >> 1;
    const to = register & (states - 1);
    const score = (scores[from] ?? 0) + matchOf(register, soft);
    if (score > (next[to] ?? 0)) {
      next[to] = score;
      cameFrom[to] = from;
    }
  }
  return next;
}

function matchOf(register: number, soft: Float64Array): number {
  let match = 0;
  for (let index = 0; index < rate; index++) match += (outputs[register * rate + index] ?? 0) * (soft[index] ?? 0);
  return match;
}
