// The small field for a note: at the playhead as it was when the field opened, with the selected station and the camera.
import { type FormEvent, type KeyboardEvent, useState } from "react";
import { useHost, useLiveTable } from "../../live/live-context.ts";
import { failureText } from "../../live/use-answer.ts";
import { formatClock } from "../../messages/format.ts";
import { t } from "../../messages/t.ts";
import { useCamera } from "../../state/camera.ts";
import { useOverlay } from "../../state/overlay.ts";
import { useSelection } from "../../state/selection.ts";
import "./notes.css";

export function NoteEditor() {
  const open = useOverlay((s) => s.open === "note");
  return open ? <Field /> : undefined;
}

function Field() {
  const host = useHost();
  const table = useLiveTable();
  const [place] = useState(() => ({
    timeMs: table.timeMs(),
    assetId: useSelection.getState().assetId,
    camera: useCamera.getState().resting,
  }));
  const [text, setText] = useState("");
  const [problem, setProblem] = useState<string | undefined>(undefined);
  const [sending, setSending] = useState(false);
  const close = (): void => useOverlay.getState().hide("note");

  const save = (event: FormEvent): void => {
    event.preventDefault();
    if (text.trim() === "" || sending) return;
    const { timeMs, assetId, camera } = place;
    setSending(true);
    host
      .call("people.add", {
        kind: "note",
        timeMs,
        ...(assetId === undefined ? {} : { assetId }),
        ...(camera === undefined ? {} : { camera: { eye: [...camera.eye], target: [...camera.target] } }),
        text,
      })
      .then(close, (failure: unknown) => {
        // What was written stays in the field.
        setProblem(failureText(failure));
        setSending(false);
      });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    event.nativeEvent.stopImmediatePropagation();
    close();
  };
  const time = formatClock(place.timeMs, table.plant.file.timeZone);
  const label =
    place.assetId === undefined
      ? t("notes.field", { time })
      : t("notes.fieldOf", { time, asset: place.assetId });
  return (
    <form className="note-field" aria-label={label} onSubmit={save} onKeyDown={onKeyDown}>
      <label className="small muted" htmlFor="note-text">
        {label}
      </label>
      <input
        id="note-text"
        className="field"
        type="text"
        value={text}
        maxLength={2000}
        placeholder={t("notes.placeholder")}
        autoComplete="off"
        autoFocus
        onChange={(event) => setText(event.target.value)}
      />
      <button type="submit" className="button button--primary" disabled={text.trim() === "" || sending}>
        {t("notes.save")}
      </button>
      <button type="button" className="button" onClick={close}>
        {t("notes.cancel")}
      </button>
      {problem === undefined ? undefined : (
        <p className="small note-field__problem" role="alert">
          {problem}
        </p>
      )}
    </form>
  );
}
