// Bell-shaped noise out of one 32-bit word: the sum of three uniform numbers, exact on every machine.
import { wordAt } from "../base/random.ts";

/** Mean 0, standard deviation 1, within three of them; a pure function of its key and index. */
export function bellAt(key: number, index: number): number {
  const word = wordAt(key, ~key, index);
  return ((word & 1023) + ((word >>> 10) & 1023) + ((word >>> 20) & 1023) + 1.5 - 1536) / 512;
}
