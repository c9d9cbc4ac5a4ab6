// The one selection every view follows: an asset, a part of it, and a signal of it, by id.
// Ids only: no rows, no objects, nothing that a changed plant would leave dangling.
import { create } from "zustand";

export interface Selection {
  /** Selected asset, or undefined. */
  readonly assetId: string | undefined;
  /** Selected part, or undefined. A part may be selected without an asset (it left the plant). */
  readonly serial: string | undefined;
  /** Signal whose trend is shown, `assetId/name`. */
  readonly signalId: string | undefined;
  /** Asset under the pointer in any view. */
  readonly hoverAssetId: string | undefined;
  /** Grows when a view asks to see the selection framed (`F`, double click). */
  readonly frameRequest: number;
}

export interface SelectionVerbs {
  /** Selects an asset and lets go of the part and of a signal that belongs elsewhere. */
  selectAsset(assetId: string | undefined): void;
  /** Selects a part, and the asset it is at when that is known. */
  selectPart(serial: string | undefined, assetId?: string): void;
  /** Shows the trend of a signal; its asset stays or becomes selected. */
  selectSignal(signalId: string | undefined): void;
  hover(assetId: string | undefined): void;
  requestFrame(): void;
  clear(): void;
}

/** The asset part of a signal id `assetId/name`. */
function assetOfSignal(signalId: string): string {
  return signalId.slice(0, signalId.indexOf("/"));
}

export const useSelection = create<Selection & SelectionVerbs>()((set) => ({
  assetId: undefined,
  serial: undefined,
  signalId: undefined,
  hoverAssetId: undefined,
  frameRequest: 0,
  selectAsset: (assetId) =>
    set((now) => ({
      assetId,
      serial: undefined,
      signalId:
        now.signalId !== undefined && assetOfSignal(now.signalId) === assetId ? now.signalId : undefined,
    })),
  selectPart: (serial, assetId) => set((now) => ({ serial, assetId: assetId ?? now.assetId })),
  selectSignal: (signalId) =>
    set((now) => ({ signalId, assetId: signalId === undefined ? now.assetId : assetOfSignal(signalId) })),
  hover: (hoverAssetId) => set((now) => (now.hoverAssetId === hoverAssetId ? now : { hoverAssetId })),
  requestFrame: () => set((now) => ({ frameRequest: now.frameRequest + 1 })),
  clear: () => set({ assetId: undefined, serial: undefined, signalId: undefined }),
}));
