// Views: camera, layers, mode and selection under a name. The plant's own come from its file, a person's are kept in
// the browser for each plant. Says what is where; restoring is `restoreView`.
import { create } from "zustand";
import { useCamera, type Viewpoint } from "./camera.ts";
import { useSelection } from "./selection.ts";
import { keptLayers, useView } from "./view.ts";
import { longestName, mostViews, type SavedView } from "./visit-schema.ts";

/** A view of the plant's file: a camera with a name. */
export interface PlantView extends Viewpoint {
  readonly name: string;
}

/** One line of the list of views. */
export interface ListedView {
  readonly name: string;
  /** The digit that goes there, or undefined. */
  readonly key: number | undefined;
  /** Index among the person's own, or undefined for the plant's. */
  readonly own: number | undefined;
  readonly plant: PlantView | undefined;
  readonly saved: SavedView | undefined;
}

export interface Views {
  readonly ofPlant: readonly PlantView[];
  readonly own: readonly SavedView[];
}

export interface ViewsVerbs {
  open(ofPlant: readonly PlantView[], own: readonly SavedView[]): void;
  /** Keeps how the plant is seen now; on a digit, or on the first free one. Returns the digit it got. */
  save(name: string, key?: number): number | undefined;
  rename(index: number, name: string): void;
  remove(index: number): void;
}

/** All views in the order of a list: the plant's, then the person's. A digit the person took is no longer the plant's. */
export function listViews({ ofPlant, own }: Views): ListedView[] {
  const taken = new Set(own.map(({ key }) => key));
  return [
    ...ofPlant.map((plant, index): ListedView => {
      const key = index + 1;
      return {
        name: plant.name,
        key: key > 9 || taken.has(key) ? undefined : key,
        own: undefined,
        plant,
        saved: undefined,
      };
    }),
    ...own.map((saved, index): ListedView => ({
      name: saved.name,
      key: saved.key,
      own: index,
      plant: undefined,
      saved,
    })),
  ];
}

/** The first digit that goes nowhere yet. */
export function freeKey(views: Views): number | undefined {
  const taken = new Set(listViews(views).map(({ key }) => key));
  return [1, 2, 3, 4, 5, 6, 7, 8, 9].find((key) => !taken.has(key));
}

function present(name: string, key: number | undefined): SavedView {
  const view = useView.getState();
  const { resting } = useCamera.getState();
  const { assetId } = useSelection.getState();
  return {
    name: name.trim().slice(0, longestName),
    ...(key === undefined ? {} : { key }),
    ...(resting === undefined ? {} : { camera: toTuples(resting) }),
    layers: keptLayers(view),
    mode: view.mode,
    ...(assetId === undefined ? {} : { assetId }),
  };
}

function toTuples({ eye, target }: Viewpoint): NonNullable<SavedView["camera"]> {
  return { eye: [...eye], target: [...target] };
}

export const useViews = create<Views & ViewsVerbs>()((set, get) => ({
  ofPlant: [],
  own: [],
  open: (ofPlant, own) => set({ ofPlant, own }),
  save: (name, wanted) => {
    const now = get();
    const key = wanted ?? freeKey(now);
    const view = present(name, key);
    // A digit already the person's is overwritten and keeps its place in the list.
    const at = key === undefined ? -1 : now.own.findIndex((each) => each.key === key);
    if (at >= 0) set({ own: now.own.map((each, index) => (index === at ? view : each)) });
    else if (now.own.length < mostViews) set({ own: [...now.own, view] });
    return key;
  },
  rename: (index, name) => {
    const kept = name.trim().slice(0, longestName);
    if (kept === "") return;
    set((now) => ({ own: now.own.map((each, at) => (at === index ? { ...each, name: kept } : each)) }));
  },
  remove: (index) => set((now) => ({ own: now.own.filter((_, at) => at !== index) })),
}));

/** Shows the plant as a view says: the plant's own move the camera only. `hasAsset` tells which selections still exist. */
export function restoreView(view: ListedView, hasAsset: (id: string) => boolean): void {
  const { plant, saved } = view;
  if (plant !== undefined) {
    if (useView.getState().sceneProblem === undefined) useView.getState().setMode("scene");
    useCamera.getState().go({ eye: plant.eye, target: plant.target });
    return;
  }
  if (saved === undefined) return;
  useView.getState().showLayers(saved.layers);
  useView.getState().setMode(saved.mode);
  const { assetId } = saved;
  useSelection.getState().selectAsset(assetId !== undefined && hasAsset(assetId) ? assetId : undefined);
  useCamera.getState().go(saved.camera ?? "home");
}
