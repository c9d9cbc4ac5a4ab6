// Connects what the host says to what the page shows: frames to the live table, events to the stores.
// Knows the host client only; who keeps it connected is main.tsx's business.
import { type Disposable, disposable } from "#shared/base/disposable.ts";
import { wallClock } from "#shared/base/clock.ts";
import { decodeFrame, type FrameLimits } from "#shared/frame/decode.ts";
import { flagAllRows } from "#shared/frame/layout.ts";
import type { HostClient } from "#shared/host-api/client.ts";
import type { HostEvent } from "#shared/host-api/events.ts";
import { parseMessageHeader } from "#shared/host-api/message.ts";
import type { RequestResult } from "#shared/host-api/requests.ts";
import { resolvePlant } from "#shared/model/plant.ts";
import { plantSchema } from "#shared/model/plant-schema.ts";
import { LiveTable } from "./live/live-table.ts";
import { beatIn } from "./live/ticker.ts";
import { t } from "./messages/t.ts";
import { useConnection } from "./state/connection.ts";
import { useDefects } from "./state/defects.ts";
import { useImports } from "./state/imports.ts";
import { useLateStates } from "./state/late-states.ts";
import { usePeople } from "./state/people.ts";
import { usePlayback } from "./state/playback.ts";
import { useRecordings } from "./state/recordings.ts";
import { useView } from "./state/view.ts";

/** After a seek texts are read anew once no other followed for so long, milliseconds. */
const restsMs = 120;

export type Session = RequestResult<"session.open">;

/** A new live table for a session's plant. Throws when the host sent something that is not a plant. */
export function openTable(session: Session): LiveTable {
  const table = new LiveTable(resolvePlant(plantSchema.parse(session.plant)), wallClock);
  table.strings.push(...session.strings);
  return table;
}

/** Puts what a session says into the stores; also after a reconnect. */
export function mirrorSession(session: Session): void {
  const { right, version, notice } = session;
  useConnection.getState().opened({ right, version, notice });
  usePlayback.getState().mirror(session.playhead);
  useLateStates.getState().miss();
  useRecordings.getState().opened(session);
}

/** Applies frames as they come, has panels read what another plant or a seek brought, and acknowledges each once it could be drawn. Returns how to stop. */
export function feedTable(host: HostClient, table: LiveTable): Disposable {
  const limits: FrameLimits = {
    assets: table.plant.assets.length,
    signals: table.plant.signals.length,
    paths: table.twin.paths.paths.length,
  };
  return host.onFrame((bytes) => {
    const frame = decodeFrame(bytes, limits);
    if (!frame.ok) {
      // It is answered all the same: a host that waits for it would send no more.
      const header = parseMessageHeader(bytes);
      if (header.ok) host.acknowledge(header.value.request);
      useConnection.getState().say(frame.problems[0]?.message ?? "");
      return;
    }
    const isFirst = table.version === 0;
    table.apply(frame.value);
    const { sequence, flags, speed } = frame.value;
    if (isFirst) beatIn(0);
    else if ((flags & flagAllRows) !== 0 && speed === 0) beatIn(restsMs);
    // After the next picture: a page that cannot draw as fast as frames come is sent fewer.
    requestAnimationFrame(() => host.acknowledge(sequence));
  });
}

/** Puts events into the stores. Returns how to stop. */
export function followEvents(host: HostClient, table: () => LiveTable | undefined): Disposable {
  const listening = host.onEvent((event) => handleEvent(event, host, table()));
  return disposable(() => listening[Symbol.dispose]());
}

function handleEvent(event: HostEvent, host: HostClient, table: LiveTable | undefined): void {
  switch (event.name) {
    case "playhead":
      usePlayback.getState().mirror(event.playhead);
      return;
    case "sources":
      useConnection.getState().setSources(event.sources, event.problemCount);
      return;
    case "output":
      useConnection.getState().setOutput(event.output);
      return;
    case "strings":
      event.texts.forEach((text, index) => {
        if (table !== undefined) table.strings[event.from + index] = text;
      });
      return;
    case "lateStates":
      useLateStates.getState().tell(event.items);
      return;
    case "people":
      usePeople.getState().changed();
      return;
    case "findings":
      useDefects.getState().changed();
      return;
    case "import":
      useImports.getState().told(event.job, event.state);
      return;
    case "importOffered":
      if (useImports.getState().found(event.file, event.fileName)) useView.getState().openPage("recordings");
      else useConnection.getState().say(t("import.busy"));
      return;
    case "resync":
      useLateStates.getState().miss();
      usePeople.getState().changed();
      useDefects.getState().changed();
      host.call("sources.list", {}).then(
        ({ sources, problems }) => {
          useConnection.getState().setSources(sources, problems.length);
          useConnection.getState().setProblems(problems);
        },
        () => undefined, // The link watches itself and says so.
      );
      return;
    case "pulse":
    case "transitions":
      // The link counts pulses; lanes ask for transitions themselves.
      return;
  }
}
