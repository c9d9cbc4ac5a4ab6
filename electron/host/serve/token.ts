// The tokens that open this host from a browser: made, kept in DATA/token, compared. Knows no HTTP.
import { randomBytes, timingSafeEqual } from "node:crypto";
import { chmodSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** What a token gives: `standard` = operate on this machine, view from the network; `operate` = operate from anywhere. */
export type TokenGrant = "standard" | "operate";

interface Token {
  readonly text: string;
  readonly grant: TokenGrant;
}

/** The tokens of one data folder; a rotation by another process is seen at the next look. */
export interface TokenStore {
  /** The token for the printed URL. */
  main(): string;
  /** What this text opens, compared in constant time; undefined = nothing. */
  grantOf(candidate: string): TokenGrant | undefined;
}

const tokenPattern = /^[0-9a-f]{32}$/;

/** 128 random bits as 32 hexadecimal digits. */
function newTokenText(): string {
  return randomBytes(16).toString("hex");
}

function tokenFile(dataDir: string): string {
  return join(dataDir, "token");
}

/** One line a token: the digits, then `operate` when it grants that. Lines that are neither are skipped. */
function parseTokens(text: string): Token[] {
  return text.split("\n").flatMap((line): Token[] => {
    const [digits = "", grant = ""] = line.trim().split(/\s+/);
    return tokenPattern.test(digits)
      ? [{ text: digits, grant: grant === "operate" ? "operate" : "standard" }]
      : [];
  });
}

function readTokens(dataDir: string): Token[] {
  try {
    return parseTokens(readFileSync(tokenFile(dataDir), "utf8"));
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") return [];
    throw cause;
  }
}

/** Replaces the file whole, readable by its owner only. */
function writeTokens(dataDir: string, tokens: readonly Token[]): void {
  // A folder that was there before keeps its mode: `--data .` must not lock a shared folder. The file itself is 0600.
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const lines = tokens.map((token) => (token.grant === "operate" ? `${token.text} operate` : token.text));
  const draft = `${tokenFile(dataDir)}.${process.pid}.new`;
  writeFileSync(draft, `${lines.join("\n")}\n`, { mode: 0o600 });
  renameSync(draft, tokenFile(dataDir));
}

/** Replaces all tokens by a new one, and returns it; open pages keep their connection, new ones need the new token. */
export function rotateToken(dataDir: string): string {
  const token: Token = { text: newTokenText(), grant: "standard" };
  writeTokens(dataDir, [token]);
  return token.text;
}

/** Adds a token that grants operating from the network, and returns it. */
export function addOperateToken(dataDir: string): string {
  const token: Token = { text: newTokenText(), grant: "operate" };
  writeTokens(dataDir, [...readTokens(dataDir), token]);
  return token.text;
}

/** Opens the tokens of a data folder; makes folder and first token when they are absent. Throws when it cannot. */
export function openTokens(dataDir: string): TokenStore {
  if (!readTokens(dataDir).some((token) => token.grant === "standard")) {
    writeTokens(dataDir, [{ text: newTokenText(), grant: "standard" }, ...readTokens(dataDir)]);
  }
  chmodSync(tokenFile(dataDir), 0o600);
  let tokens: readonly Token[] = [];
  let readAt = "";

  function current(): readonly Token[] {
    const { mtimeMs, ino } = statSync(tokenFile(dataDir));
    const stamp = `${ino} ${mtimeMs}`;
    if (stamp !== readAt) {
      tokens = readTokens(dataDir);
      readAt = stamp;
    }
    return tokens;
  }

  return {
    main() {
      const token = current().find((one) => one.grant === "standard");
      if (token === undefined)
        throw new Error(`${tokenFile(dataDir)} holds no token; delete it to have a new one made`);
      return token.text;
    },
    grantOf(candidate) {
      if (!tokenPattern.test(candidate)) return undefined;
      const given = Buffer.from(candidate);
      let grant: TokenGrant | undefined;
      // All are compared, so that the time tells nothing about which one nearly matched.
      for (const token of current()) {
        if (timingSafeEqual(Buffer.from(token.text), given)) grant = token.grant;
      }
      return grant;
    },
  };
}
