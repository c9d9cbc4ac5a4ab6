// What is looked at: a recording or the live plant. Panels wish, the page's root opens it; neither knows the other.
import { create } from "zustand";
import type { RecordingInfo } from "#shared/host-api/requests.ts";

export interface Recordings {
  /** The recording that is shown; undefined = the live plant. */
  readonly shown: RecordingInfo | undefined;
  readonly hasLive: boolean;
  /** Being opened: its id, or `live`. */
  readonly opening: string | undefined;
}

export interface RecordingsVerbs {
  /** The session is open. */
  opened(session: { readonly recording?: RecordingInfo | undefined; readonly hasLive: boolean }): void;
  /** Looks at a recording by its id, or at `live`. */
  look(id: string): void;
  /** What was to be opened is not to be had. */
  refused(): void;
}

export const useRecordings = create<Recordings & RecordingsVerbs>()((set) => ({
  shown: undefined,
  hasLive: true,
  opening: undefined,
  opened: ({ recording, hasLive }) => set({ shown: recording, hasLive, opening: undefined }),
  look: (opening) => set({ opening }),
  refused: () => set({ opening: undefined }),
}));
