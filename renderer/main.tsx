// The composition root: keeps a link to the host, builds the live table when the session opens, mounts the app.
import { type ComponentType, StrictMode } from "react";
import { createRoot, type Root } from "react-dom/client";
import "@fontsource-variable/inter/wght.css";
import "./ui/theme.css";
import "./ui/base.css";
import { defined } from "#shared/base/assert.ts";
import { App } from "./App.tsx";
import { createBrowserLink } from "./host/browser-link.ts";
import { onShellMessage, openDroppedFiles } from "./host/shell-messages.ts";
import { uploadFile } from "./host/upload.ts";
import type { LiveTable } from "./live/live-table.ts";
import { UploadContext } from "./live/live-context.ts";
import { everyTick } from "./live/ticker.ts";
import { failureText } from "./live/use-answer.ts";
import { t } from "./messages/t.ts";
import { canDrawWebGl } from "./scene/probe.ts";
import type { SceneProps } from "./scene/Scene.tsx";
import { frameCounters } from "./scene/frame-counters.ts";
import { feedTable, followEvents, mirrorSession, openTable, type Session } from "./session.ts";
import { addressNow, addressText, parseAddress } from "./state/address.ts";
import { constraintAt, useBottleneck } from "./state/bottleneck.ts";
import { findingsAt, useDefects } from "./state/defects.ts";
import { openVisit } from "./state/visit.ts";
import { useConnection } from "./state/connection.ts";
import { useRecordings } from "./state/recordings.ts";
import { useTimeline } from "./state/timeline.ts";
import { useView } from "./state/view.ts";
import { commitCounts } from "./ui/commit-counter.ts";

/** Frames a second wanted at a desk. */
const deskHz = 30;

const root: Root = createRoot(defined(document.getElementById("root") ?? undefined, "#root"));
const link = createBrowserLink(
  String(import.meta.env["VITE_GEMBA_VERSION"]),
  deskHz,
  parseAddress(location.hash),
);
let table: LiveTable | undefined;
/** Which plant on which timeline the table is of: rows and histories mean nothing on another. */
let shown: string | undefined;

document.documentElement.dataset["theme"] = useView.getState().theme;
followEvents(link.host, () => table);

link.onSession((session: Session) => {
  const looked = `${session.plantVersion} ${session.playhead.timelineId}`;
  const isOther = looked !== shown || table === undefined;
  // What is still mounted for the plant of before must not ask this session for it.
  if (isOther) table?.setStale(true);
  mirrorSession(session);
  if (isOther) {
    shown = looked;
    const opened = openTable(session);
    feeding?.[Symbol.dispose]();
    feeding = feedTable(link.host, opened);
    table = opened;
    // A stretch that was selected there is not here.
    useTimeline.getState().select(undefined);
    leaving?.();
    leaving = openVisit(opened.plant.file.id, opened.plant.file.views);
    showApp(opened);
  } else table?.strings.splice(0, table.strings.length, ...session.strings);
});
useRecordings.subscribe(({ opening }, before) => {
  if (opening === undefined || opening === before.opening) return;
  link.look(opening === "live" ? undefined : opening).catch((failure: unknown) => {
    useRecordings.getState().refused();
    useConnection.getState().say(failureText(failure));
  });
});
link.onLookRefused((cause) => useConnection.getState().say(failureText(cause)));

/** The hash as the page itself left it. */
let ownHash = location.hash;
/** The address follows what is looked at, so that a reload comes back to it. */
function keepAddress(): void {
  if (table === undefined || table.frameTimeMs === 0) return;
  // Another's: the page is about to be loaded anew for it, and must not write over it until then.
  if (location.hash !== ownHash) return;
  const text = addressText(addressNow(table.timeMs()));
  if (text === ownHash.slice(1)) return;
  history.replaceState(history.state, "", text === "" ? location.pathname + location.search : `#${text}`);
  ownHash = location.hash;
}
everyTick(2, keepAddress);
// Written by a person, or a link that was clicked: the page looks there.
window.addEventListener("hashchange", () => location.reload());

/** Commands of the desktop's menu, by their id. */
const onNamedCommand = (run: (id: string) => void): Disposable =>
  onShellMessage(window, (message) => {
    if (message.kind === "command") run(message.id);
  });
const shell = window.desktop;
if (shell?.capabilities.includes("open-files") === true)
  openDroppedFiles(document, (file) => shell.pathForFile(file));
/** A desktop opens files by their path; a browser sends them. */
const upload = shell === undefined ? uploadFile : undefined;
let feeding: Disposable | undefined;
let leaving: (() => void) | undefined;

link.onState((state) => {
  table?.setStale(state.kind === "lost" || state.kind === "failed");
  const { setLink } = useConnection.getState();
  switch (state.kind) {
    case "connecting":
    case "live":
      setLink({ kind: state.kind });
      return;
    case "lost":
      setLink({
        kind: "lost",
        asOfMs: table === undefined || table.frameTimeMs === 0 ? undefined : table.frameTimeMs,
      });
      return;
    case "failed":
      setLink({ kind: "failed", message: state.cause, hint: state.hint });
      if (table === undefined) showStart(t("app.failedTitle"), `${state.cause} ${state.hint}`);
      return;
  }
});

function showApp(opened: LiveTable): void {
  root.render(
    <StrictMode>
      <UploadContext value={upload}>
        <App table={opened} host={link.host} scene={loadScene} onNamedCommand={onNamedCommand} />
      </UploadContext>
    </StrictMode>,
  );
}

/** Loaded while the link opens, unless a person prefers the schematic. */
const loadScene = (): Promise<ComponentType<SceneProps>> =>
  (sceneLoading ??= import("./scene/Scene.tsx").then(({ Scene }) => Scene));
let sceneLoading: Promise<ComponentType<SceneProps>> | undefined;

function showStart(title: string, text: string): void {
  root.render(
    <div className="starting">
      <div className="notice" role="status">
        <strong>{title}</strong>
        <p>{text}</p>
      </div>
    </div>,
  );
}

showStart(t("app.name"), t("app.connecting"));
if (useView.getState().mode === "scene") {
  void loadScene().catch(() => undefined);
  // Asked while the link opens: the first look at WebGL starts the browser's graphics process.
  canDrawWebGl();
}
// For tests and diagnostics: how often the shell rendered, the live table, what the scene drew, where it drew an asset.
Object.assign(window, {
  gemba: {
    commitCounts,
    table: () => table,
    scene: () => frameCounters,
    ask: link.host.call.bind(link.host),
    constraint: () => constraintAt(useBottleneck.getState().info, table?.timeMs() ?? 0),
    report: () => useBottleneck.getState().info,
    findings: () => findingsAt(useDefects.getState(), table?.timeMs() ?? 0),
    screenPlaceOf: async (assetId: string) =>
      (await import("./scene/scene-driver.ts")).SceneDriver.current?.screenPlaceOf(assetId),
  },
});
