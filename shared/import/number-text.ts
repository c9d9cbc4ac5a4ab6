// Numbers as people's programs write them: with a point or a comma, with or without groups of thousands. Pure.

/** What stands for "no value" in a file. */
const noValueWords = new Set([
  "",
  "nan",
  "null",
  "none",
  "n/a",
  "na",
  "#n/a",
  "nil",
  "-",
  "--",
  "unavailable",
  "?",
]);

/** Whether a text says that there is no value. */
export function isNoValueText(text: string): boolean {
  return text.length <= 11 && noValueWords.has(text.trim().toLowerCase());
}

export type DecimalMark = "." | ",";

const plain = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?$/;
const withComma = /^[+-]?(?:\d+,?\d*|,\d+)(?:[eE][+-]?\d{1,3})?$/;
// One group alone may be decimals as well (1.234), so groups count where there are two of them or decimals follow.
const groupedByComma = /^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)$|^[+-]?\d{1,3}(?:,\d{3}){2,}$/;
const groupedByPoint = /^[+-]?\d{1,3}(?:\.\d{3})+(?:,\d+)$|^[+-]?\d{1,3}(?:\.\d{3}){2,}$/;

/** The number a text is, or undefined when it is none: never a guess. */
export function parseNumber(text: string, decimal: DecimalMark): number | undefined {
  const given = text.trim();
  if (decimal === ".") {
    if (plain.test(given)) return finite(Number(given));
    return groupedByComma.test(given) ? Number(given.replaceAll(",", "")) : undefined;
  }
  if (withComma.test(given)) return finite(Number(given.replace(",", ".")));
  return groupedByPoint.test(given) ? Number(given.replaceAll(".", "").replace(",", ".")) : undefined;
}

function finite(number: number): number | undefined {
  return Number.isFinite(number) ? number : undefined;
}
