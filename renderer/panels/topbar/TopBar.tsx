// The top bar: which plant, live or not and since when, output of the shift, health of the sources, theme and keys.
import {
  CircleHelp,
  Database,
  Moon,
  Pause,
  Radio,
  Search,
  Sparkles,
  Sun,
  Unplug,
  FolderClock,
} from "lucide-react";
import type { SourceInfo } from "#shared/host-api/requests.ts";
import { useLiveTable } from "../../live/live-context.ts";
import { formatClock, formatDay, formatDuration } from "../../messages/format.ts";
import { t, tWord } from "../../messages/t.ts";
import { linkIsStale, useConnection } from "../../state/connection.ts";
import { useOverlay } from "../../state/overlay.ts";
import { usePlayback } from "../../state/playback.ts";
import { useRecordings } from "../../state/recordings.ts";
import { useView } from "../../state/view.ts";
import { IconButton } from "../../ui/IconButton.tsx";
import { keyText } from "../commands/command.ts";
import { LiveText } from "../common/LiveText.tsx";
import { ConstraintWord } from "../bottleneck/ConstraintWord.tsx";
import { OutputBar } from "./OutputBar.tsx";
import "./topbar.css";

/** Where the theme button leads from each theme: light, dark, show, and round again. */
const nextTheme = {
  light: { name: "dark", label: "theme.toDark", icon: <Moon /> },
  dark: { name: "show", label: "theme.toShow", icon: <Sparkles /> },
  show: { name: "light", label: "theme.toLight", icon: <Sun /> },
} as const;

export function TopBar() {
  const { plant } = useLiveTable();
  const theme = useView((s) => s.theme);
  const setTheme = useView((s) => s.setTheme);
  const page = useView((s) => s.page);
  const openPage = useView((s) => s.openPage);
  const openOverlay = useOverlay((s) => s.show);
  const liveSimulated = useConnection((s) => s.sources.some((source) => source.simulated));
  const simulated = useRecordings((s) => s.shown?.simulated ?? liveSimulated);
  return (
    <header className="topbar">
      <div className="topbar__brand">
        <BrandMark />
        <span className="topbar__app">{t("app.name")}</span>
        <span className="topbar__plant">{plant.file.name}</span>
        {simulated ? (
          <span className="badge" title={t("badge.simulatedHint")}>
            {t("badge.simulated")}
          </span>
        ) : undefined}
      </div>
      <ModeAndTime zone={plant.file.timeZone} />
      <OutputBar />
      <ConstraintWord />
      <div className="topbar__end">
        <IconButton label={t("palette.open")} keys={keyText("Ctrl+K")} onClick={() => openOverlay("palette")}>
          <Search />
        </IconButton>
        <IconButton
          label={t("recordings.open")}
          keys={keyText("R")}
          pressed={page === "recordings"}
          onClick={() => openPage(page === "recordings" ? undefined : "recordings")}
        >
          <FolderClock />
        </IconButton>
        <SourceHealth />
        <IconButton label={t(nextTheme[theme].label)} onClick={() => setTheme(nextTheme[theme].name)}>
          {nextTheme[theme].icon}
        </IconButton>
        <IconButton
          label={t("keys.open")}
          keys="?"
          pressed={page === "keys"}
          onClick={() => openPage(page === "keys" ? undefined : "keys")}
        >
          <CircleHelp />
        </IconButton>
      </div>
    </header>
  );
}

/** A saw-tooth roof over three machines, as on the page's icon. */
function BrandMark() {
  return (
    <svg className="topbar__mark" viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="6" />
      <path d="M5 22h22M8 22v-6h5v6M14 22V11h5v11M20 22v-8h4v8" />
    </svg>
  );
}

/** LIVE, or how the playhead moves, and the plant time it shows. */
function ModeAndTime({ zone }: { readonly zone: string }) {
  const mode = usePlayback((s) => s.playhead?.mode);
  const speed = usePlayback((s) => s.playhead?.speed ?? 1);
  // A viewer who followed is paused at the end when nothing more comes.
  const atNewest = usePlayback(
    ({ playhead }) =>
      playhead?.mode === "following" ||
      (playhead?.mode === "paused" && !playhead.range.open && playhead.timeMs >= playhead.range.endMs),
  );
  const stale = useConnection((s) => linkIsStale(s.link));
  const sources = useConnection((s) => sourcesAre(s.sources));
  const recording = useRecordings((s) => s.shown?.name.replace(/\.mcap$/, ""));
  const source = useRecordings((s) => s.shown?.source ?? "");
  return (
    <div className="mode">
      {stale ? (
        <span className="mode__badge" data-mode="stale">
          <Unplug aria-hidden="true" />
          {t("mode.stale")}
        </span>
      ) : recording !== undefined ? (
        <span
          className="mode__badge"
          data-mode="file"
          title={t(mode === "playing" ? "mode.filePlaying" : "mode.filePaused", { name: recording, source })}
        >
          <FolderClock aria-hidden="true" />
          {t("mode.file")}
          <span className="mode__file">{recording}</span>
          {mode === "playing" ? (
            <span className="mode__speed">{t("mode.speed", { speed })}</span>
          ) : (
            <Pause aria-hidden="true" />
          )}
        </span>
      ) : atNewest && sources === "lost" ? (
        <span className="mode__badge" data-mode="stale">
          <Unplug aria-hidden="true" />
          {t("mode.stale")}
        </span>
      ) : atNewest && sources === "ended" ? (
        <span className="mode__badge" data-mode="review">
          {t("mode.ended")}
        </span>
      ) : mode === "following" ? (
        <span className="mode__badge" data-mode="live" title={t("mode.liveHint")}>
          <Radio aria-hidden="true" />
          {t("mode.live")}
          {speed === 1 ? undefined : <span className="mode__speed">{t("mode.speed", { speed })}</span>}
        </span>
      ) : (
        <span className="mode__badge" data-mode="review">
          {mode === "paused" ? t("mode.paused") : t("mode.review")}
          {mode === "playing" ? <span className="mode__speed">{t("mode.speed", { speed })}</span> : undefined}
        </span>
      )}
      <LiveText
        hz={4}
        className="mode__time live-value"
        read={(table) => formatClock(table.timeMs(), zone)}
      />
      <span className="mode__day">
        <LiveText hz={0.5} className="small muted" read={(table) => formatDay(table.timeMs(), zone)} />
        <LiveText
          hz={1}
          className="small muted"
          read={(table) => {
            const behindMs = table.endMs - table.timeMs();
            // In a recording there is no live to be behind of.
            return recording !== undefined || table.following || behindMs < 1000
              ? zone.slice(zone.lastIndexOf("/") + 1).replace("_", " ")
              : t("mode.behind", { duration: formatDuration(behindMs) });
          }}
        />
      </span>
    </div>
  );
}

/** Whether anything still comes in: with every source ended or gone, nothing on the screen is live. */
function sourcesAre(sources: readonly SourceInfo[]): "live" | "ended" | "lost" {
  if (sources.length === 0 || sources.some(({ state }) => state === "live" || state === "waiting"))
    return "live";
  return sources.every(({ state }) => state === "ended") ? "ended" : "lost";
}

/** One word on all sources; opens their page. */
function SourceHealth() {
  const sources = useConnection((s) => s.sources);
  const problemCount = useConnection((s) => s.problemCount);
  const page = useView((s) => s.page);
  const openPage = useView((s) => s.openPage);
  const stale = useConnection((s) => linkIsStale(s.link));
  const recorded = useRecordings((s) => s.shown?.source);
  const notLive = sources.filter((source) => source.state !== "live");
  const [only] = sources;
  const text = stale
    ? t("sources.health.unknown")
    : recorded !== undefined
      ? t("sources.health.recorded")
      : sources.length === 0
        ? t("sources.health.none")
        : notLive.length === 0
          ? t("sources.health.ok")
          : sources.length === 1 && only !== undefined
            ? t("sources.health.single", { state: tWord("source", only.state).toLowerCase() })
            : t("sources.health.some", { count: notLive.length, total: sources.length });
  const abnormal =
    stale ||
    (recorded === undefined &&
      (sources.length === 0 ||
        notLive.some((source) => source.state === "lost" || source.state === "failed")));
  return (
    <span className="health" data-abnormal={abnormal}>
      <IconButton
        label={t("sources.open")}
        text={text}
        pressed={page === "sources"}
        onClick={() => openPage(page === "sources" ? undefined : "sources")}
      >
        {abnormal ? <Unplug /> : <Database />}
      </IconButton>
      {problemCount === 0 ? undefined : <span className="health__count">{problemCount}</span>}
    </span>
  );
}
