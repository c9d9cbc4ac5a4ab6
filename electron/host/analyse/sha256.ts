// The hash that findings and what was learnt are known by; shared code has none of its own.
import { createHash } from "node:crypto";

/** 64 hexadecimal digits of a text as UTF-8. */
export function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
