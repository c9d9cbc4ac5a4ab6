// The baseline's data path in a real page: text messages of a WebSocket, JSON.parse, table by tag. Draws nothing.
import { resolvePlant } from "#shared/model/plant.ts";
import { JsonTable } from "./json-table.ts";
import { loadPlant, parseUpdates } from "./load.ts";

window.appliedUpdates = 0;
const table = new JsonTable(resolvePlant(loadPlant()).signals.map((signal) => signal.id));
const socket = new WebSocket(`ws://${location.host}/`);
socket.addEventListener("message", ({ data }: MessageEvent<string>) => {
  table.apply(parseUpdates(data));
  window.appliedUpdates = table.applied;
});
