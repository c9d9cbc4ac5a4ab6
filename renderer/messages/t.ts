// Words by key, with their placeholders typed and filled. The only reader of the catalogue.
import { english, type MessageKey } from "./catalogue.ts";

/** The `{names}` in a text. */
type Placeholders<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never;
type Values<K extends MessageKey> = { readonly [Name in Placeholders<(typeof english)[K]>]: string | number };
type Arguments<K extends MessageKey> = [Placeholders<(typeof english)[K]>] extends [never]
  ? []
  : [values: Values<K>];

/** The text of `key` with its placeholders filled. */
export function t<K extends MessageKey>(key: K, ...[values]: Arguments<K>): string {
  return fill(english[key], values);
}

/** The text of `key` filled with whatever it asks for; unknown placeholders stay visible. */
function fill(text: string, values: Readonly<Record<string, string | number>> | undefined): string {
  if (values === undefined) return text;
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    return value === undefined ? whole : String(value);
  });
}

/** Keys that exist as `….one` and `….other`. */
type PluralKey = MessageKey extends infer K ? (K extends `${infer Base}.one` ? Base : never) : never;
const plurals = new Intl.PluralRules("en");

/** The plural form for `count`, which is also its placeholder. */
export function tCount(key: PluralKey, count: number): string {
  const form = plurals.select(count) === "one" ? "one" : "other";
  return fill(english[`${key}.${form}`], { count: numberText(count) });
}

function numberText(count: number): string {
  return count.toLocaleString("en");
}

const byName: Readonly<Record<string, string | undefined>> = english;

/** The text of a key built from a word of the host; the word itself when this page does not know it (a newer host). */
export function tWord(
  group:
    | "state"
    | "stateHint"
    | "verb"
    | "verdict"
    | "source"
    | "mode"
    | "severity"
    | "limit"
    | "markKind"
    | "group"
    | "theme"
    | "tier"
    | "tierWhy"
    | "frameReason"
    | "loss"
    | "pathReason"
    | "method"
    | "constraintWord"
    | "ownModel"
    | "evidence"
    | "defectKind"
    | "partStatus"
    | "partStatusHint"
    | "dismissal"
    | "noCapability"
    | "runRule"
    | "alarmVerdict"
    | "finding",
  word: string,
): string {
  return byName[`${group}.${word}`] ?? word;
}
