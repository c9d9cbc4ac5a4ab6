// Asks for a name and has the host cut the selected stretch into a recording of its own.
import { type FormEvent, useLayoutEffect, useRef, useState } from "react";
import type { TimeSpan } from "#shared/host-api/requests.ts";
import { useHost, useLiveTable } from "../../live/live-context.ts";
import { failureText } from "../../live/use-answer.ts";
import { formatDay, formatDuration } from "../../messages/format.ts";
import { t } from "../../messages/t.ts";
import { useConnection } from "../../state/connection.ts";
import { exactClock } from "./time-axis.ts";

export interface TrimDialogProps {
  readonly selection: TimeSpan;
  readonly onClose: () => void;
}

export function TrimDialog({ selection, onClose }: TrimDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const host = useHost();
  const zone = useLiveTable().plant.file.timeZone;
  const [name, setName] = useState(
    t("trim.newName", { day: formatDay(selection.fromMs, zone), time: exactClock(selection.fromMs, zone) }),
  );
  const [problem, setProblem] = useState<string>();
  const [busy, setBusy] = useState(false);
  useLayoutEffect(() => {
    const element = dialog.current;
    const before = document.activeElement;
    element?.showModal();
    element?.querySelector("input")?.select();
    return () => {
      element?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  const trim = (event: FormEvent): void => {
    event.preventDefault();
    if (name.trim() === "") return;
    setBusy(true);
    host.call("recording.trim", { ...selection, name: name.trim() }).then(
      ({ recording }) => {
        useConnection.getState().say(t("trim.done", { name: recording.name }));
        onClose();
      },
      (failure: unknown) => {
        setProblem(failureText(failure));
        setBusy(false);
      },
    );
  };
  return (
    <dialog
      ref={dialog}
      className="trim"
      aria-label={t("trim.title")}
      onCancel={onClose}
      // What is typed here is no command of the desk.
      onKeyDown={(event) => event.stopPropagation()}
    >
      <form onSubmit={trim}>
        <h3>{t("trim.title")}</h3>
        <p className="small muted">
          {`${exactClock(selection.fromMs, zone)} – ${exactClock(selection.toMs, zone)} · ${formatDuration(selection.toMs - selection.fromMs)}`}
        </p>
        <label>
          <span className="small">{t("trim.name")}</span>
          <input
            type="text"
            className="field"
            maxLength={80}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </label>
        {problem === undefined ? undefined : (
          <p className="small trim__problem" role="alert">
            {problem}
          </p>
        )}
        <p className="trim__actions">
          <button type="button" className="button" onClick={onClose}>
            {t("trim.cancel")}
          </button>
          <button type="submit" className="button button--primary" disabled={busy || name.trim() === ""}>
            {t("trim.do")}
          </button>
        </p>
      </form>
    </dialog>
  );
}
