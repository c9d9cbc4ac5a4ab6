// The recordings that can be looked at, and the live plant among them: search, open, keep for good; and a file on its way in.
import { FolderClock, Radio, Star, X } from "lucide-react";
import { useContext, useEffect, useMemo, useRef, useState } from "react";
import type { RecordingInfo, RecorderInfo } from "#shared/host-api/requests.ts";
import { UploadContext, useHost, useLiveTable } from "../../live/live-context.ts";
import { failureText, useAnswer } from "../../live/use-answer.ts";
import { formatDay, formatDuration, formatFixed, formatMinute } from "../../messages/format.ts";
import { t } from "../../messages/t.ts";
import { useConnection } from "../../state/connection.ts";
import { useImports } from "../../state/imports.ts";
import { useRecordings } from "../../state/recordings.ts";
import { useView } from "../../state/view.ts";
import { IconButton } from "../../ui/IconButton.tsx";
import { ImportPanel } from "./ImportPanel.tsx";
import { sendFile } from "./send-file.ts";
import "./recordings.css";

export function RecordingsPage() {
  const openPage = useView((s) => s.openPage);
  const isImporting = useImports((s) => s.step.kind !== "none");
  // Until what was chosen is there the list stays: the plant of before would only be drawn for nothing.
  useEffect(
    () =>
      useRecordings.subscribe(({ shown, opening }, before) => {
        if (opening === undefined && before.opening === (shown?.id ?? "live")) openPage(undefined);
      }),
    [openPage],
  );
  return (
    <section className="panel page" aria-label={t("recordings.title")}>
      <header className="panel__head">
        <h2>{t("recordings.title")}</h2>
        <IconButton label={t("recordings.close")} onClick={() => openPage(undefined)}>
          <X />
        </IconButton>
      </header>
      <div className="scroll page__body">{isImporting ? <ImportPanel /> : <RecordingList />}</div>
    </section>
  );
}

function RecordingList() {
  const [starred, setStarred] = useState(0);
  const { value, problem } = useAnswer("recordings.list", {}, { again: starred });
  const [query, setQuery] = useState("");
  const shown = useRecordings((s) => s.shown);
  const hasLive = useRecordings((s) => s.hasLive);
  const search = useRef<HTMLInputElement>(null);
  useEffect(() => search.current?.focus(), []);
  const found = useMemo(() => matching(value?.recordings ?? [], query), [value, query]);
  return (
    <>
      <div className="recordings__tools">
        <input
          ref={search}
          className="field recordings__search"
          type="search"
          placeholder={t("recordings.filter")}
          aria-label={t("recordings.filter")}
          value={query}
          onChange={(event) => setQuery(event.target.value)}
        />
        <ImportButton />
      </div>
      <div className="page__wide">
        <table className="sources recordings">
          <thead>
            <tr>
              <th scope="col">{t("recordings.name")}</th>
              <th scope="col">{t("recordings.begins")}</th>
              <th scope="col" className="number">
                {t("recordings.length")}
              </th>
              <th scope="col" className="number">
                {t("recordings.size")}
              </th>
              <th scope="col" />
            </tr>
          </thead>
          <tbody>
            {hasLive ? <LiveRow isShown={shown === undefined} /> : undefined}
            {found.map((recording) => (
              <RecordingRow
                key={recording.id}
                recording={recording}
                isShown={recording.id === shown?.id}
                onStarred={() => setStarred((count) => count + 1)}
              />
            ))}
          </tbody>
        </table>
      </div>
      {value?.recordings.length === 0 ? (
        <div className="recordings__none">
          <p>{t("recordings.none")}</p>
          <p className="small muted">{t("recordings.noneHint")}</p>
        </div>
      ) : undefined}
      {problem === undefined ? undefined : <p className="muted">{problem}</p>}
      {value === undefined ? undefined : <RecorderLine recorder={value.recorder} />}
    </>
  );
}

/** Those whose name or plant holds every word of the query. */
function matching(recordings: readonly RecordingInfo[], query: string): readonly RecordingInfo[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return recordings.filter(({ name, plant }) => {
    const text = `${name} ${plant}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

/** Chooses a file to send. Not offered to those who only look, nor where a desktop opens files itself. */
function ImportButton() {
  const upload = useContext(UploadContext);
  const mayOperate = useConnection((s) => s.right === "operate");
  const input = useRef<HTMLInputElement>(null);
  if (upload === undefined || !mayOperate) return undefined;
  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        onChange={(event) => void sendFile(upload, event.currentTarget.files ?? [])}
      />
      <button
        type="button"
        className="button"
        title={t("import.openHint")}
        onClick={() => input.current?.click()}
      >
        {t("import.open")}
      </button>
    </>
  );
}

function LiveRow({ isShown }: { readonly isShown: boolean }) {
  const { plant } = useLiveTable();
  return (
    <tr data-shown={isShown}>
      <th scope="row">
        <Radio className="recordings__icon" aria-hidden="true" />
        {t("recordings.live")}
        <span className="small muted sources__kind">
          {isShown ? plant.file.name : t("recordings.liveHint")}
        </span>
      </th>
      <td />
      <td />
      <td />
      <td className="recordings__act">
        <OpenButton id="live" isShown={isShown} label={t("recordings.backToLive")} />
      </td>
    </tr>
  );
}

interface RowProps {
  readonly recording: RecordingInfo;
  readonly isShown: boolean;
  readonly onStarred: () => void;
}

function RecordingRow({ recording, isShown, onStarred }: RowProps) {
  const zone = useLiveTable().plant.file.timeZone;
  const host = useHost();
  const mayStar = useConnection((s) => s.right === "operate");
  const { id, name, plant, startMs, endMs, bytes, starred } = recording;
  const shortName = name.replace(/\.mcap$/, "");
  const star = (): void => {
    host.call("recording.star", { id, starred: !starred }).then(onStarred, (failure: unknown) => {
      useConnection.getState().say(failureText(failure));
    });
  };
  return (
    <tr data-shown={isShown} data-recording={id}>
      <th scope="row">
        <FolderClock className="recordings__icon" aria-hidden="true" />
        {shortName}
        <span className="small muted sources__kind">{plant}</span>
      </th>
      <td>
        {formatDay(startMs, zone)}
        <span className="small muted sources__kind">
          {formatMinute(startMs, zone)} – {formatMinute(endMs, zone)}
        </span>
      </td>
      <td className="number">{formatDuration(endMs - startMs)}</td>
      <td className="number">{t("recordings.size.mb", { size: megabytes(bytes) })}</td>
      <td className="recordings__act">
        {mayStar ? (
          <IconButton
            label={t(starred ? "recordings.unstar" : "recordings.star", { name: shortName })}
            pressed={starred}
            onClick={star}
          >
            <Star data-filled={starred} />
          </IconButton>
        ) : undefined}
        <OpenButton id={id} isShown={isShown} label={t("recordings.lookAt", { name: shortName })} />
      </td>
    </tr>
  );
}

function OpenButton({ id, isShown, label }: { id: string; isShown: boolean; label: string }) {
  const opening = useRecordings((s) => s.opening);
  const look = useRecordings((s) => s.look);
  if (isShown) return <span className="small muted">{t("recordings.shown")}</span>;
  return (
    <button
      type="button"
      className="button"
      aria-label={label}
      disabled={opening !== undefined}
      onClick={() => look(id)}
    >
      {opening === id
        ? t("recordings.opening")
        : id === "live"
          ? t("recordings.backToLive")
          : t("recordings.look")}
    </button>
  );
}

function RecorderLine({ recorder }: { readonly recorder: RecorderInfo }) {
  const text =
    recorder.state === "recording"
      ? t("recordings.recorder.recording", {
          size: t("recordings.size.mb", { size: megabytes(recorder.bytes) }),
        })
      : t(recorder.state === "stopped" ? "recordings.recorder.stopped" : "recordings.recorder.off");
  return (
    <p className="small muted recordings__recorder" data-state={recorder.state}>
      {text}
    </p>
  );
}

function megabytes(bytes: number): string {
  return formatFixed(bytes / 1e6, bytes < 1e7 ? 1 : 0);
}
