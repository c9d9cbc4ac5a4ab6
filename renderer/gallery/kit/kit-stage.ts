// Puts the choice before the scene: table of the model, state and phase, theme, camera; and draws pictures one frame at a time.
// The only place of the turntable that talks to the scene's driver.
import { SceneDriver } from "../../scene/scene-driver.ts";
import { useView } from "../../state/view.ts";
import { kitNames, kitSize, kitTriangles } from "./catalogue.ts";
import { type KitCamera, kitCameras, kitViewpoint } from "./kit-cameras.ts";
import { KitFeed, kitPlace } from "./kit-plant.ts";
import { type KitChoice, useKit } from "./kit-state.ts";

/** Frames after which a new scene has come to rest; from then on each frame is whole by itself. */
const settleFrames = 3;
const settled = new WeakSet<SceneDriver>();
let settling = false;
let feed: KitFeed | undefined;
let feedKey = "";

/** What decides which plant is shown. */
export type KitPlantChoice = Pick<KitChoice, "model" | "part" | "parade">;

/** The feed of a model, with or without a part, or of all models; the same one until another is asked for. */
export function feedOf({ model, part, parade }: KitPlantChoice): KitFeed {
  const key = `${parade ? "parade" : model} ${part}`;
  if (feed === undefined || feedKey !== key) {
    feed = new KitFeed(parade ? kitNames : [model], part);
    feedKey = key;
  }
  return feed;
}

/** Applies theme and tier to the page. */
export function applyView({ theme, tier }: Pick<KitChoice, "theme" | "tier">): void {
  document.documentElement.dataset["theme"] = theme;
  useView.setState({ theme, tier });
}

/** Sends the state and phase of the choice to the table. */
export function applyState(choice: KitChoice): void {
  feedOf(choice).show(choice.state, choice.phase);
}

/** The driver of the chosen model once the scene has made it and knows its size; undefined before. */
function driverOf(choice: KitChoice): SceneDriver | undefined {
  const driver = SceneDriver.current;
  if (driver === undefined || driver.engine.table !== feedOf(choice).table) return undefined;
  const { clientWidth, clientHeight } = driver.renderer.domElement;
  const aspect = clientWidth / Math.max(1, clientHeight);
  return Math.abs(driver.rig.camera.aspect - aspect) < 1e-3 ? driver : undefined;
}

/** Puts the camera where the choice wants it. False while there is no scene yet. */
export function applyCamera(choice: KitChoice, camera: KitCamera = choice.camera): boolean {
  const driver = driverOf(choice);
  if (driver === undefined) return false;
  const { model, turnDeg, parade } = choice;
  const place = kitPlace(parade ? kitNames.indexOf(model) : 0);
  driver.rig.go(kitViewpoint(camera, kitSize(model), driver.rig.camera.aspect, turnDeg, place), false);
  driver.request("camera");
  return true;
}

function soon(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

/** Changes the choice and waits until the scene stands for it, with fonts there. */
export async function choose(change: Partial<KitChoice>): Promise<void> {
  useKit.setState(change);
  const choice = useKit.getState();
  applyView(choice);
  // A model that throws says so here, not somewhere in the scene.
  kitTriangles(choice.model);
  await document.fonts.load('600 13px "Inter Variable"');
  await document.fonts.ready;
  for (let turn = 0; driverOf(choice) === undefined; turn += 1) {
    if (turn > 3000) throw new Error(`The scene of ${choice.model} did not come up`);
    await soon();
  }
  applyState(choice);
}

/** Lets plant time go on for the chosen machines. */
export function pass(seconds: number): void {
  feedOf(useKit.getState()).pass(seconds);
}

/** Compiled programs outlive the scene they were made for: the next machine's scene finds them again. */
function keepPrograms({ info }: SceneDriver["renderer"]): void {
  for (const program of info.programs ?? []) {
    if (keptPrograms.has(program)) continue;
    keptPrograms.add(program);
    program.usedTimes += 1;
  }
}
const keptPrograms = new WeakSet<object>();

/** The frames until a scene has come to rest are looked at by nobody, and need no pixels. */
export const drawsNothing = (): boolean => settling;

/** Draws until the picture stands, by hand (`still=1`). The canvas may be read in the same task. */
export function draw(camera: KitCamera = useKit.getState().camera): HTMLCanvasElement {
  const choice = useKit.getState();
  const driver = driverOf(choice);
  const scene = driver?.engine.root.parent;
  if (driver === undefined || scene === null || scene === undefined) throw new Error("There is no scene yet");
  applyCamera(choice, camera);
  const frames = settled.has(driver) ? 1 : settleFrames;
  settled.add(driver);
  for (let frame = 1; frame <= frames; frame += 1) {
    settling = frame < frames;
    driver.frame(scene, 0.016);
  }
  keepPrograms(driver.renderer);
  return driver.renderer.domElement;
}

/** The three cameras side by side as a PNG's data address; the last with its middle enlarged in a corner. */
export function strip(): string {
  const sheet = document.createElement("canvas");
  const context = sheet.getContext("2d");
  kitCameras.forEach((camera, index) => {
    const picture = draw(camera);
    const { width, height } = picture;
    if (index === 0) {
      sheet.width = width * kitCameras.length;
      sheet.height = height;
    }
    context?.drawImage(picture, index * width, 0);
    if (camera !== "above" || context === null) return;
    const times = 2.2;
    const [w, h] = [width / 2.7, height / 2.7];
    const [x, y] = [width * (index + 1) - w - 8, height - h - 8];
    context.imageSmoothingEnabled = false;
    context.drawImage(
      picture,
      width / 2 - w / times / 2,
      height / 2 - h / times / 2,
      w / times,
      h / times,
      x,
      y,
      w,
      h,
    );
    context.strokeRect(x, y, w, h);
  });
  return sheet.toDataURL("image/png");
}
