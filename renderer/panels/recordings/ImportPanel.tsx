// The import of one file, from sending it to what came of it: each step in the place of the one before.
import { type ReactNode, useEffect, useRef } from "react";
import { useHost } from "../../live/live-context.ts";
import { failureText } from "../../live/use-answer.ts";
import { formatCount, formatFixed } from "../../messages/format.ts";
import { t } from "../../messages/t.ts";
import { useConnection } from "../../state/connection.ts";
import { type ImportStep, useImports } from "../../state/imports.ts";
import { ImportChoices } from "./ImportChoices.tsx";
import { ImportEnd } from "./ImportEnd.tsx";
import "./import.css";

/** Nothing where no file is being imported. */
export function ImportPanel() {
  const step = useImports((s) => s.step);
  const section = useRef<HTMLElement>(null);
  const stage = step.kind === "started" ? step.state.kind : step.kind;
  // Whoever uses the keyboard goes on where the next step begins.
  useEffect(() => section.current?.focus(), [stage]);
  if (step.kind === "none") return undefined;
  return (
    <section
      ref={section}
      className="import"
      tabIndex={-1}
      aria-label={t("import.title", { name: step.name })}
    >
      {contentOf(step)}
    </section>
  );
}

function contentOf(step: Exclude<ImportStep, { kind: "none" }>): ReactNode {
  switch (step.kind) {
    case "sending":
      return <Sending step={step} />;
    case "refused":
      return <Refused step={step} />;
    case "found":
      return <ImportChoices key={step.file} file={step.file} name={step.name} />;
    case "started":
      return step.state.kind === "running" ? (
        <Running job={step.job} name={step.name} state={step.state} />
      ) : (
        <ImportEnd name={step.name} state={step.state} />
      );
  }
}

function Sending({ step }: { readonly step: Extract<ImportStep, { kind: "sending" }> }) {
  const { name, bytes, sentBytes, cancel } = step;
  const megabytes = (count: number): string => formatFixed(count / 1e6, 1);
  return (
    <>
      <h3>{t("import.sending", { name })}</h3>
      <progress
        className="import__progress"
        aria-label={t("import.sending", { name })}
        max={1}
        value={share(sentBytes, bytes)}
      />
      <p className="muted figures">
        {t("import.sentOf", { sent: megabytes(sentBytes), total: megabytes(bytes) })}
      </p>
      <div className="import__act">
        <button type="button" className="button" onClick={cancel}>
          {t("import.cancel")}
        </button>
      </div>
    </>
  );
}

function Refused({ step: { name, why } }: { readonly step: Extract<ImportStep, { kind: "refused" }> }) {
  const close = useImports((s) => s.close);
  return (
    <>
      <h3>{t("import.notSent", { name })}</h3>
      <p role="alert">{why}</p>
      <div className="import__act">
        <button type="button" className="button" onClick={close}>
          {t("import.close")}
        </button>
      </div>
    </>
  );
}

type StartedState = Extract<ImportStep, { kind: "started" }>["state"];

interface RunningProps {
  readonly job: string;
  readonly name: string;
  readonly state: Extract<StartedState, { kind: "running" }>;
}

function Running({ job, name, state }: RunningProps) {
  const host = useHost();
  const { bytesRead, bytesTotal, readings, refused } = state;
  const done = share(bytesRead, bytesTotal);
  return (
    <>
      <h3>{t("import.running", { name })}</h3>
      <progress
        className="import__progress"
        aria-label={t("import.running", { name })}
        max={1}
        value={done}
      />
      <p className="muted figures">
        {t("import.progress", {
          share: formatFixed(Math.floor(done * 100), 0),
          readings: formatCount(readings),
          refused: formatCount(refused),
        })}
      </p>
      <div className="import__act">
        <button
          type="button"
          className="button"
          onClick={() => {
            host.call("import.cancel", { job }).catch((failure: unknown) => {
              useConnection.getState().say(failureText(failure));
            });
          }}
        >
          {t("import.cancel")}
        </button>
      </div>
    </>
  );
}

/** 0 to 1. */
function share(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.min(1, part / whole);
}
