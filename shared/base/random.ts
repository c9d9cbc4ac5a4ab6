// Seeded random numbers: the only source of chance, so that equal seeds give equal bytes everywhere.

/** A stream of random numbers, uniform in [0, 1). Independent streams come from `fork`. */
export interface Random {
  next(): number;
}

/** Hashes text and a seed to 32 bits (FNV-1a), to give every resource and purpose a stream of its own. */
export function hash32(text: string, seed = 0): number {
  let hash = (0x811c9dc5 ^ seed) >>> 0;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  }
  return hash;
}

/**
 * xoshiro128** by Blackman and Vigna (prng.di.unimi.it), seeded through splitmix32.
 * Period 2^128 - 1; 32 random bits a number, enough for durations and coin tosses.
 */
export function seededRandom(seed: number): Random {
  let mix = seed >>> 0;
  const splitmix = (): number => {
    mix = (mix + 0x9e3779b9) >>> 0;
    let word = mix;
    word = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
    word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35);
    return (word ^ (word >>> 16)) >>> 0;
  };
  let a = splitmix();
  let b = splitmix();
  let c = splitmix();
  let d = splitmix();
  return {
    next(): number {
      const scaled = Math.imul(b, 5);
      const result = Math.imul((scaled << 7) | (scaled >>> 25), 9) >>> 0;
      const shifted = b << 9;
      c ^= a;
      d ^= b;
      b ^= c;
      a ^= d;
      c ^= shifted;
      d = (d << 11) | (d >>> 21);
      return result / 4294967296;
    },
  };
}

/** Scrambles 32 bits (the "lowbias32" constants of Chris Wellons' hash-prospector). */
function scramble32(bits: number): number {
  let word = bits | 0;
  word = Math.imul(word ^ (word >>> 16), 0x7feb352d);
  word = Math.imul(word ^ (word >>> 15), 0x846ca68b);
  return word ^ (word >>> 16);
}

/**
 * Entry `index` of the endless table of 32-bit words that belongs to two keys: a pure function, so a purpose can be
 * read out of order and leaving one number out moves no other. Two keys, because one would only shift the same table.
 */
export function wordAt(keyA: number, keyB: number, index: number): number {
  return scramble32(scramble32(index + keyA) ^ keyB) >>> 0;
}

/** Entry `index` as a number uniform in [0, 1). */
export function randomAt(keyA: number, keyB: number, index: number): number {
  return wordAt(keyA, keyB, index) / 4294967296;
}
