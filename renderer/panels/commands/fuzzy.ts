// How well a few typed letters fit a name: whole, at its start, at a word's start, inside, or scattered but close.
// Pure; 10,000 names a keystroke are its measure.

/** How good a place is; scattered letters count least and only when they stand close. */
const exact = 100;
const prefix = 80;
const wordStart = 60;
const inside = 40;
const scattered = 20;

/** Letters of a scattered match may stand apart by this factor of their number. */
const widest = 2.5;

/** The words of a query. */
export function queryWords(query: string): string[] {
  return query
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
}

/** How well one word fits `text` (lower case both); 0 = not at all. Shorter texts fit a little better. */
function wordScore(word: string, text: string): number {
  const brevity = 8 / (8 + text.length);
  if (text === word) return exact + brevity;
  const at = text.indexOf(word);
  if (at === 0) return prefix + brevity;
  if (at > 0) {
    for (let from = at; from > 0; from = text.indexOf(word, from + 1))
      if (!isLetter(text.charCodeAt(from - 1))) return wordStart + brevity;
    return inside + brevity;
  }
  return word.length < 2 ? 0 : scatteredScore(word, text) * (1 + brevity / 10);
}

/** Letters of `word` in order, beginning at a word's start, in at most `widest` times their number. */
function scatteredScore(word: string, text: string): number {
  let best = 0;
  for (let start = 0; start < text.length; start += 1) {
    if (text.charCodeAt(start) !== word.charCodeAt(0)) continue;
    if (start > 0 && isLetter(text.charCodeAt(start - 1))) continue;
    let at = start;
    let matched = 1;
    while (matched < word.length) {
      at = text.indexOf(word.charAt(matched), at + 1);
      if (at < 0) break;
      matched += 1;
    }
    const span = at - start + 1;
    if (at > 0 && matched === word.length && span <= word.length * widest)
      best = Math.max(best, (scattered * word.length) / span);
  }
  return best;
}

function isLetter(code: number): boolean {
  return (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || code > 127;
}

/**
 * How well all `words` fit the `texts` of one thing (lower case; the first counts double, as its id or title);
 * 0 = one word fits none of them.
 */
export function fitScore(words: readonly string[], texts: readonly string[]): number {
  let sum = 0;
  for (const word of words) {
    let best = 0;
    texts.forEach((text, index) => {
      const score = wordScore(word, text) * (index === 0 ? 1 : 0.8);
      if (score > best) best = score;
    });
    if (best === 0) return 0;
    sum += best;
  }
  return words.length === 0 ? 0 : sum / words.length;
}
