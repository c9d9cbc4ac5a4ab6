// Gallery page of the panels: the whole desk on the fixture. `?theme=dark&select=B10a&stale&page=sources&part=M02600`.
import { createRoot } from "react-dom/client";
import "@fontsource-variable/inter/wght.css";
import "../ui/theme.css";
import "../ui/base.css";
import { defined } from "#shared/base/assert.ts";
import { wallClock } from "#shared/base/clock.ts";
import { resolvePlant } from "#shared/model/plant.ts";
import { plantSchema } from "#shared/model/plant-schema.ts";
import plantUrl from "../../assets/plants/demo/plant.json?url";
import { App } from "../App.tsx";
import { LiveTable } from "../live/live-table.ts";
import { useConnection } from "../state/connection.ts";
import { useSelection } from "../state/selection.ts";
import { themeNames, useView } from "../state/view.ts";
import { commitCounts } from "../ui/commit-counter.ts";
import { FixtureHost } from "./fixture-host.ts";

const options = new URLSearchParams(location.search);
const plant = resolvePlant(plantSchema.parse(await (await fetch(plantUrl)).json()));
const table = new LiveTable(plant, wallClock);
const host = new FixtureHost(plant, table);

useView.setState({ theme: themeNames.find((name) => name === options.get("theme")) ?? "light" });
useView.getState().setMode(options.get("mode") === "scene" ? "scene" : "schematic");
if (options.get("tier") === "light") useView.getState().reportTier("light");
const page = options.get("page");
if (page === "sources" || page === "keys") useView.getState().openPage(page);
useConnection.getState().opened({ right: "operate", version: "gallery" });
useSelection.getState().selectAsset(options.get("select") ?? undefined);
const part = options.get("part");
if (part !== null) useSelection.getState().selectPart(part);
host.start(options.has("stale"));

createRoot(defined(document.getElementById("root") ?? undefined, "#root")).render(
  <App table={table} host={host} scene={async () => (await import("../scene/Scene.tsx")).Scene} />,
);
Object.assign(window, { gemba: { commitCounts, table: () => table } });
