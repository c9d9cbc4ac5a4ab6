// How panels and scene reach the live table and the host: two contexts, filled once by App.
import { createContext, useContext } from "react";
import { defined } from "#shared/base/assert.ts";
import type { Uploaded } from "#shared/host-api/import-schema.ts";
import type { RequestArgs, RequestName, RequestResult } from "#shared/host-api/requests.ts";
import type { LiveTable } from "./live-table.ts";

/** The part of the host client that panels use. It outlives links: after a reconnect the same object asks the new one. */
export interface HostCaller {
  /** Resolves with the checked result, rejects with the host's failure. */
  call<K extends RequestName>(name: K, args: RequestArgs<K>): Promise<RequestResult<K>>;
}

export interface UploadOptions {
  readonly signal: AbortSignal;
  /** Bytes that are on their way. */
  readonly onSent: (bytes: number) => void;
}

/** Sends a file to the host. Rejects with why it was refused. */
export type Upload = (file: File, options: UploadOptions) => Promise<Uploaded>;

/** Undefined where files come another way: a desktop opens them itself. */
export const UploadContext = createContext<Upload | undefined>(undefined);

export const LiveTableContext = createContext<LiveTable | undefined>(undefined);
export const HostContext = createContext<HostCaller | undefined>(undefined);

/** The live table of the open session; the same object until the plant changes. */
export function useLiveTable(): LiveTable {
  return defined(useContext(LiveTableContext), "live table context");
}

/** The way to ask the host. */
export function useHost(): HostCaller {
  return defined(useContext(HostContext), "host context");
}
