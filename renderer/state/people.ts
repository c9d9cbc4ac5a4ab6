// What people said changed somewhere: panels that show it ask again. Holds no record itself; the host does.
import { create } from "zustand";

export interface People {
  /** Grows with every change anybody made. */
  readonly version: number;
}

export interface PeopleVerbs {
  changed(): void;
}

export const usePeople = create<People & PeopleVerbs>()((set) => ({
  version: 0,
  changed: () => set((now) => ({ version: now.version + 1 })),
}));
