// The turntable: one machine on the floor, drawn by the app's own scene. `gallery.html?page=kit&model=NAME` with
// camera, theme, tier, state, phase, turn, part=1, labels=1, parade=1 (all in one scene), and still=1 (no controls, frames only when asked: for pictures);
// `sheet=1` shows all machines at a glance instead.
import "@fontsource-variable/inter";
import "../../ui/theme.css";
import "../gallery.css";
import "./kit.css";
import { createRoot } from "react-dom/client";
import { assetStates } from "#shared/model/state.ts";
import { frameCounters } from "../../scene/frame-counters.ts";
import { themeNames, tierChoices, useView } from "../../state/view.ts";
import { kitJoints, kitNames, kitOriginals, kitTriangles } from "./catalogue.ts";
import { kitCameras } from "./kit-cameras.ts";
import { choose, draw, pass, strip } from "./kit-stage.ts";
import { useKit } from "./kit-state.ts";
import { Sheet } from "./Sheet.tsx";
import { Turntable } from "./Turntable.tsx";

const query = new URLSearchParams(location.search);
const still = query.get("still") === "1";

function chosen<T extends string>(name: string, allowed: readonly T[], otherwise: T): T {
  const value = query.get(name);
  return allowed.find((each) => each === value) ?? otherwise;
}
function numberOf(name: string, otherwise: number): number {
  const value = Number(query.get(name) ?? otherwise);
  return Number.isFinite(value) ? value : otherwise;
}

const first = useKit.getState();
useKit.setState({
  model: chosen("model", kitNames, first.model),
  theme: chosen("theme", themeNames, first.theme),
  tier: chosen("tier", tierChoices, first.tier),
  state: chosen("state", assetStates, first.state),
  phase: numberOf("phase", first.phase),
  camera: chosen(query.has("camera") ? "camera" : "from", kitCameras, first.camera),
  turnDeg: numberOf("turn", 0),
  part: query.get("part") === "1",
  parade: query.get("parade") === "1" || query.get("sheet") === "1",
});
const { layers } = useView.getState();
useView.setState({ layers: { ...layers, labels: query.get("labels") === "1", values: false } });

let sheetDone = (): void => undefined;
const sheet = new Promise<void>((resolve) => (sheetDone = resolve));
const onSheet = query.get("sheet") === "1";

/** What tests and pictures drive the turntable by; `sheet` is there when all its pictures are. */
const kit = {
  names: kitNames,
  originals: kitOriginals,
  triangles: kitTriangles,
  joints: kitJoints,
  counters: frameCounters,
  choose,
  pass,
  draw,
  strip,
  sheet,
};
export type Kit = typeof kit;
Reflect.set(window, "kit", kit);

const root = document.getElementById("root");
if (root !== null)
  createRoot(root).render(
    onSheet ? <Sheet onDone={sheetDone} /> : <Turntable still={still} bare={still || query.has("camera")} />,
  );
