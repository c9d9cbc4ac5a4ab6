// The notes of this plant or recording, newest moment first. A click goes to the moment, the station and the camera of it.
import { Plus, Trash2 } from "lucide-react";
import { useHost, useLiveTable } from "../../live/live-context.ts";
import { failureText, useAnswer } from "../../live/use-answer.ts";
import { formatClock, formatDay } from "../../messages/format.ts";
import { t } from "../../messages/t.ts";
import { useCamera } from "../../state/camera.ts";
import { useConnection } from "../../state/connection.ts";
import { useOverlay } from "../../state/overlay.ts";
import { usePeople } from "../../state/people.ts";
import { useSelection } from "../../state/selection.ts";
import { IconButton } from "../../ui/IconButton.tsx";
import type { PlayheadControl } from "../timeline/playhead-control.ts";
import "./notes.css";

/** The whole of time that a Date can tell. */
const lastMs = 8.64e15;

export function NoteList({ control }: { readonly control: PlayheadControl }) {
  const { plant } = useLiveTable();
  const { timeZone } = plant.file;
  const host = useHost();
  const version = usePeople((s) => s.version);
  const operates = useConnection((s) => s.right === "operate");
  const { value, problem } = useAnswer(
    "people.list",
    { fromMs: -lastMs, toMs: lastMs, kind: "note" },
    { hz: 0.5, again: version },
  );
  if (value === undefined)
    return (
      <p className="notice" role="status">
        {problem === undefined ? t("losses.loading") : t("losses.unavailable", { message: problem })}
      </p>
    );
  const notes = value.records.filter((record) => record.kind === "note").reverse();
  const remove = (id: string): void => {
    host
      .call("people.remove", { id })
      .catch((failure: unknown) => useConnection.getState().say(failureText(failure)));
  };
  return (
    <>
      <div className="notes__bar">
        <IconButton
          label={t("notes.add")}
          text={t("notes.add")}
          keys="B"
          disabled={!operates || value.why !== undefined}
          onClick={() => useOverlay.getState().show("note")}
        >
          <Plus />
        </IconButton>
      </div>
      {notes.length === 0 ? (
        <div className="notice">
          <strong>{t("notes.none")}</strong>
          <p>{value.why ?? (operates ? t("notes.noneHint") : t("notes.noRight"))}</p>
        </div>
      ) : (
        <ul className="scroll notes" aria-label={t("notes.list")}>
          {notes.map(({ id, timeMs, assetId, camera, text, by }) => (
            <li key={id} className="notes__row">
              <button
                type="button"
                className="notes__go"
                aria-label={t("notes.go", { time: formatClock(timeMs, timeZone), text })}
                onClick={() => {
                  control.seek(timeMs);
                  useSelection
                    .getState()
                    .selectAsset(
                      assetId !== undefined && plant.assetRowById.has(assetId) ? assetId : undefined,
                    );
                  useCamera.getState().go(camera ?? "home");
                }}
              >
                <span className="small muted">
                  {formatDay(timeMs, timeZone)}, {formatClock(timeMs, timeZone)}
                  {assetId === undefined ? "" : ` · ${assetId}`} · {by}
                </span>
                <span className="notes__text">{text}</span>
              </button>
              {operates ? (
                <IconButton label={t("notes.remove")} onClick={() => remove(id)}>
                  <Trash2 />
                </IconButton>
              ) : undefined}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
