// Gives a stop a reason from the plant's tree, by pointer or by arrows and Enter. A record of a person, never a command.
import { Tag, Undo2 } from "lucide-react";
import { useMemo, useState } from "react";
import type { StopRow } from "#shared/host-api/losses-schema.ts";
import { useHost, useLiveTable } from "../../live/live-context.ts";
import { failureText } from "../../live/use-answer.ts";
import { formatMinute } from "../../messages/format.ts";
import { t } from "../../messages/t.ts";
import { useConnection } from "../../state/connection.ts";
import { Dropdown } from "../../ui/Dropdown.tsx";
import { reasonLines } from "./reason-lines.ts";

export function ReasonMenu({ stop }: { readonly stop: StopRow }) {
  const { plant } = useLiveTable();
  const host = useHost();
  const [open, setOpen] = useState(false);
  const lines = useMemo(() => reasonLines(plant.file.reasons), [plant]);
  const { person } = stop;

  const done = (work: Promise<unknown>): void => {
    setOpen(false);
    work.catch((failure: unknown) => useConnection.getState().say(failureText(failure)));
  };
  const assign = (code: string, text: string): void =>
    done(
      host.call("people.add", {
        kind: "reason",
        assetId: stop.assetId,
        fromMs: stop.fromMs,
        code,
        text,
        ...(person === undefined ? {} : { removes: person.recordId }),
      }),
    );

  return (
    <Dropdown
      label={t("stops.assignTo", {
        asset: stop.assetId,
        time: formatMinute(stop.fromMs, plant.file.timeZone),
      })}
      icon={<Tag />}
      role="menu"
      open={open}
      onOpen={() => setOpen(true)}
      onClose={() => setOpen(false)}
    >
      <div className="reasons">
        {lines.length === 0 ? <p className="reasons__none small muted">{t("stops.noTree")}</p> : undefined}
        {lines.map(({ code, text, level }) => (
          <button
            key={`${level} ${code}`}
            type="button"
            role="menuitemradio"
            className="menu-item"
            data-level={level}
            aria-checked={person?.code === code}
            data-first={person?.code === code ? "" : undefined}
            onClick={() => assign(code, text)}
          >
            <span>{text}</span>
            {person?.code === code ? <Tag aria-hidden="true" /> : undefined}
          </button>
        ))}
        {person === undefined ? undefined : (
          <button
            type="button"
            role="menuitem"
            className="menu-item reasons__back"
            onClick={() => done(host.call("people.remove", { id: person.recordId }))}
          >
            <Undo2 aria-hidden="true" />
            <span>{t("stops.takeBack")}</span>
          </button>
        )}
      </div>
    </Dropdown>
  );
}
