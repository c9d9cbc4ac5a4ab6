// What a browser remembers of a plant: kept, read back, and never trusted.
import { beforeEach, describe, expect, test } from "vitest";
import { useCamera } from "./camera.ts";
import { firstLayout } from "./layout.ts";
import { parseLayout } from "./layout-schema.ts";
import { useSelection } from "./selection.ts";
import { useView } from "./view.ts";
import { freeKey, listViews, restoreView, useViews } from "./views.ts";
import { memoryKey, openVisit } from "./visit.ts";
import { mostViews, parseMemory } from "./visit-schema.ts";

const layers = {
  states: true,
  flow: false,
  values: true,
  labels: true,
  bottleneck: false,
  defects: true,
};
const camera = { eye: [1, 2, 3] as const, target: [4, 5, 6] as const };
const ofPlant = [
  { name: "Hall", ...camera },
  { name: "Welding", ...camera },
];
const known = (id: string): boolean => id === "B10a";

beforeEach(() => {
  const kept = new Map<string, string>();
  Object.defineProperty(globalThis, "localStorage", {
    configurable: true,
    value: {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, text: string) => kept.set(key, text),
    },
  });
  useViews.getState().open(ofPlant, []);
  useCamera.setState({ wish: undefined, resting: camera });
  useSelection.getState().selectAsset("B10a");
  useView.setState({
    layers,
    theme: "light",
    bottleneckChosen: false,
    mode: "scene",
    sceneProblem: undefined,
  });
});

describe("views", () => {
  test("the plant's come first, a person's take the next free digit", () => {
    expect(useViews.getState().save("Mine")).toBe(3);
    expect(listViews(useViews.getState()).map(({ name, key }) => [name, key])).toEqual([
      ["Hall", 1],
      ["Welding", 2],
      ["Mine", 3],
    ]);
  });

  test("a digit a person takes is no longer the plant's, until the view is deleted", () => {
    useViews.getState().save("Mine", 2);
    expect(listViews(useViews.getState()).map(({ key }) => key)).toEqual([1, undefined, 2]);
    useViews.getState().remove(0);
    expect(listViews(useViews.getState()).map(({ key }) => key)).toEqual([1, 2]);
  });

  test("saving on one's own digit again overwrites", () => {
    useViews.getState().save("First", 5);
    useViews.getState().save("Second", 5);
    expect(useViews.getState().own.map(({ name }) => name)).toEqual(["Second"]);
  });

  test("with nine digits taken a view is kept without one", () => {
    for (let count = 0; count < 7; count += 1) useViews.getState().save(`V${count}`);
    expect(freeKey(useViews.getState())).toBeUndefined();
    expect(useViews.getState().save("Tenth")).toBeUndefined();
    expect(useViews.getState().own.at(-1)?.name).toBe("Tenth");
  });

  test("an empty name renames nothing", () => {
    useViews.getState().save("Mine");
    useViews.getState().rename(0, "  ");
    expect(useViews.getState().own[0]?.name).toBe("Mine");
  });

  test("restoring brings back camera, layers, mode and selection", () => {
    useViews.getState().save("Mine");
    useView.setState({ layers: { ...layers, flow: true }, mode: "schematic" });
    useSelection.getState().clear();
    const mine = listViews(useViews.getState()).at(-1);
    if (mine !== undefined) restoreView(mine, known);
    expect(useView.getState()).toMatchObject({ layers, mode: "scene" });
    expect(useSelection.getState().assetId).toBe("B10a");
    expect(useCamera.getState().takeWish()).toEqual(camera);
  });

  test("an asset that is gone is not selected", () => {
    useViews.getState().save("Mine");
    const mine = listViews(useViews.getState()).at(-1);
    if (mine !== undefined) restoreView(mine, () => false);
    expect(useSelection.getState().assetId).toBeUndefined();
  });

  test("a view of the whole plant goes home", () => {
    useCamera.setState({ resting: undefined });
    useViews.getState().save("All");
    const all = listViews(useViews.getState()).at(-1);
    if (all !== undefined) restoreView(all, known);
    expect(useCamera.getState().takeWish()).toBe("home");
  });
});

describe("a visit", () => {
  test("finds views, camera, layers and mode as they were left", () => {
    const leave = openVisit("plant", ofPlant);
    useViews.getState().save("Mine");
    useView.setState({ layers, mode: "schematic" });
    useCamera.getState().reportRest(camera);
    leave();
    useView.setState({ layers: { ...layers, labels: false }, mode: "scene" });
    openVisit("plant", ofPlant)();
    expect(useViews.getState().own.map(({ name }) => name)).toEqual(["Mine"]);
    expect(useView.getState()).toMatchObject({ layers, mode: "schematic" });
    expect(useCamera.getState().resting).toEqual(camera);
  });

  test("the bottleneck's layer follows the theme until a person chooses, also in the next visit", () => {
    const { setTheme, toggleLayer } = useView.getState();
    const isOn = (): boolean => useView.getState().layers.bottleneck;
    const leave = openVisit("plant", ofPlant);
    setTheme("show");
    expect(isOn()).toBe(true);
    setTheme("dark");
    expect(isOn()).toBe(false);
    leave();
    setTheme("show");
    openVisit("plant", ofPlant)();
    expect(isOn()).toBe(true);
    const leaveAgain = openVisit("plant", ofPlant);
    toggleLayer("bottleneck");
    leaveAgain();
    useView.setState({ layers: { ...layers, bottleneck: true }, bottleneckChosen: false });
    openVisit("plant", ofPlant)();
    expect(isOn()).toBe(false);
    setTheme("dark");
    setTheme("show");
    expect(isOn()).toBe(false);
  });

  test("another plant knows nothing of it", () => {
    const leave = openVisit("plant", ofPlant);
    useViews.getState().save("Mine");
    leave();
    openVisit("other", [])();
    expect(useViews.getState().own).toEqual([]);
    expect(useCamera.getState().resting).toBeUndefined();
  });

  test("goes on where storage is forbidden", () => {
    Object.defineProperty(globalThis, "localStorage", {
      configurable: true,
      get: () => {
        throw new Error("denied");
      },
    });
    const leave = openVisit("plant", ofPlant);
    expect(() => useViews.getState().save("Mine")).not.toThrow();
    leave();
  });

  test.each([
    "no json",
    "null",
    "[]",
    '{"views":7,"last":{"camera":"up"}}',
    '{"views":[{"name":"x"},null],"last":3}',
  ])("is not harmed by %s", (text) => {
    localStorage.setItem(memoryKey("plant"), text);
    openVisit("plant", ofPlant)();
    expect(useViews.getState().own).toEqual([]);
  });
});

describe("what is kept", () => {
  const whole = { name: "A", key: 4, camera, layers, mode: "scene" };
  test("keeps the whole views among damaged ones", () => {
    const { views } = parseMemory({ views: [whole, { ...whole, camera: { eye: [1, 2, Infinity] } }, 5] });
    expect(views.map(({ name }) => name)).toEqual(["A"]);
  });
  test("does not go back to a camera that looks nowhere", () => {
    const nowhere = { eye: [0, 0, 0], target: [0, 0, 0] };
    const { views, last } = parseMemory({
      views: [{ ...whole, camera: nowhere }],
      last: { ...whole, camera: nowhere },
    });
    expect(views).toEqual([]);
    expect(last).toBeUndefined();
  });
  test("gives one digit to one view", () => {
    expect(parseMemory({ views: [whole, { ...whole, name: "B" }] }).views.map(({ key }) => key)).toEqual([
      4,
      undefined,
    ]);
  });
  test("is bounded", () => {
    expect(parseMemory({ views: Array.from({ length: 5000 }, () => whole) }).views).toHaveLength(mostViews);
  });
  test("sizes of panels are kept inside their limits, and the window decides where none was chosen", () => {
    const layout = firstLayout(parseLayout({ size: { left: 150, right: "wide" }, budget: 1 }), 1280, 720);
    expect(layout).toMatchObject({
      size: { left: 32, right: 19.5 },
      chosen: { left: true, right: false, bottom: false },
      budget: false,
    });
  });
  test("a layout that is none is the first layout", () => {
    expect(firstLayout(parseLayout("wide"), 1920, 1080)).toEqual(firstLayout(undefined, 1920, 1080));
  });
});
