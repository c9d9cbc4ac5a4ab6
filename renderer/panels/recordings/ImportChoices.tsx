// How a file is read: what was found, the role of each column, its times, the name of the recording. A person corrects it
// and answers what only people know, then starts.
import { type ReactNode, useMemo, useState } from "react";
import type { ImportProposal } from "#shared/host-api/import-schema.ts";
import type { Mapping } from "#shared/import/mapping-schema.ts";
import { type TimeFormat, timeFormats } from "#shared/import/time-text.ts";
import { useHost, useLiveTable } from "../../live/live-context.ts";
import { failureText } from "../../live/use-answer.ts";
import { t } from "../../messages/t.ts";
import { useImports } from "../../state/imports.ts";
import { ColumnTable } from "./ColumnTable.tsx";
import { useProposal } from "./use-proposal.ts";
import { timeZonesFrom } from "./time-zones.ts";

export interface ImportChoicesProps {
  readonly file: string;
  readonly name: string;
}

export function ImportChoices({ file, name }: ImportChoicesProps) {
  const { proposal, roles, problem, isAsking, choose } = useProposal(file);
  const host = useHost();
  const plantZone = useLiveTable().plant.file.timeZone;
  const zones = useMemo(() => timeZonesFrom(plantZone), [plantZone]);
  const [title, setTitle] = useState(name.replace(/\.[^.]*$/, ""));
  const [format, setFormat] = useState<TimeFormat>();
  const [chosenZone, setZone] = useState<string>();
  const [start, setStart] = useState("2026-01-05T05:00");
  const [refusal, setRefusal] = useState<string>();

  const giveUp = (): void => {
    // It is deleted when the host starts anew at the latest.
    host.call("import.forget", { file }).catch(() => undefined);
    useImports.getState().close();
  };
  const cancel = (
    <button type="button" className="button" onClick={giveUp}>
      {t("import.cancel")}
    </button>
  );
  if (proposal === undefined) {
    return (
      <>
        <h3>{problem === undefined ? t("import.looking", { name }) : t("import.failed", { name })}</h3>
        {problem === undefined ? undefined : <p role="alert">{problem}</p>}
        <div className="import__act">{cancel}</div>
      </>
    );
  }

  const { mapping, questions } = proposal;
  const asks = (id: (typeof questions)[number]["id"]): boolean => questions.some((each) => each.id === id);
  const foundFormat = mapping.kind === "mcap" ? undefined : mapping.time.format;
  const shownFormat = format ?? foundFormat;
  const isLocal = shownFormat === foundFormat ? asks("zone") : isWritten(shownFormat);
  const zone = chosenZone ?? (isLocal ? undefined : zones.near[0]);
  const open: string[] = [
    ...(shownFormat === "ask" ? [t("import.ask.dayOrMonth")] : []),
    ...(isLocal && zone === undefined ? [t("import.ask.zone")] : []),
    ...(shownFormat === "secondsFromStart" && start === "" ? [t("import.ask.start")] : []),
  ];
  const mayStart = !isAsking && problem === undefined && open.length === 0 && title.trim() !== "";

  const begin = (): void => {
    const wish = { file, name: title, mapping: withTimes(mapping, shownFormat, start) };
    host.call("import.start", { ...wish, ...(zone === undefined ? {} : { zone }) }).then(
      ({ job }) => useImports.getState().started(job),
      (failure: unknown) => setRefusal(failureText(failure)),
    );
  };

  return (
    <form
      className="import__form"
      onSubmit={(event) => {
        event.preventDefault();
        if (mayStart) begin();
      }}
    >
      <h3>{t("import.title", { name })}</h3>
      <p className="muted">{foundText(proposal)}</p>
      {proposal.sample.columns.length === 0 ? undefined : (
        <ColumnTable sample={proposal.sample} roles={roles} choose={choose} />
      )}
      <div className="import__fields">
        {shownFormat === undefined ? undefined : (
          <label>
            {t("import.format")}
            <select
              className="select"
              value={shownFormat}
              onChange={(event) => setFormat(timeFormats.find((each) => each === event.target.value))}
            >
              {shownFormat === "ask" ? <option value="ask">{t("import.choose")}</option> : undefined}
              {timeFormats.map((each) =>
                each === "ask" ? undefined : (
                  <option key={each} value={each}>
                    {t(`timeFormat.${each}`)}
                  </option>
                ),
              )}
            </select>
          </label>
        )}
        {shownFormat === "secondsFromStart" ? (
          <label>
            {t("import.start")}
            <input
              type="datetime-local"
              step="1"
              className="field"
              value={start}
              onChange={(event) => setStart(event.target.value)}
            />
          </label>
        ) : undefined}
        <label>
          {t(isLocal ? "import.zoneAsked" : "import.zone")}
          <select className="select" value={zone ?? ""} onChange={(event) => setZone(event.target.value)}>
            {zone === undefined ? <option value="">{t("import.choose")}</option> : undefined}
            <optgroup label={t("import.zoneNear")}>{zones.near.map(zoneOption)}</optgroup>
            <optgroup label={t("import.zoneAll")}>{zones.others.map(zoneOption)}</optgroup>
          </select>
        </label>
        <label className="import__name">
          {t("import.name")}
          <input
            className="field"
            value={title}
            maxLength={80}
            onChange={(event) => setTitle(event.target.value)}
          />
        </label>
      </div>
      <div className="import__act">
        <button type="submit" className="button button--primary" disabled={!mayStart}>
          {t("import.begin")}
        </button>
        {cancel}
        <div role="status" className="import__open">
          {[
            ...(problem === undefined ? [] : [problem]),
            ...open,
            ...(refusal === undefined ? [] : [refusal]),
          ].map((text) => (
            <p key={text}>{text}</p>
          ))}
        </div>
      </div>
    </form>
  );
}

const zoneOption = (zone: string): ReactNode => (
  <option key={zone} value={zone}>
    {zone}
  </option>
);

/** Dates as people write them mostly name no zone. */
function isWritten(format: TimeFormat | undefined): boolean {
  return format === "iso" || format === "dmy" || format === "mdy" || format === "ask";
}

/** The mapping with its times as a person said they are. */
function withTimes(mapping: Mapping, format: TimeFormat | undefined, start: string): Mapping {
  if (mapping.kind === "mcap" || format === undefined) return mapping;
  const { column, zone } = mapping.time;
  return {
    ...mapping,
    time: {
      column,
      format,
      ...(zone === undefined ? {} : { zone }),
      ...(format === "secondsFromStart" ? { start: new Date(`${start}Z`).toISOString() } : {}),
    },
  };
}

function foundText({ mapping }: ImportProposal): string {
  if (mapping.kind === "mcap") {
    const signals = mapping.channels.reduce((sum, { fields }) => sum + fields.length, 0);
    return t("import.kind.mcap", { signals, topics: mapping.channels.length });
  }
  const { separator, decimal } = mapping.csv;
  return [
    t(`import.kind.${mapping.kind}`),
    t("import.separator", { separator: t(`import.separator.${separator}`) }),
    t(`import.decimal.${decimal}`),
  ].join(", ");
}
