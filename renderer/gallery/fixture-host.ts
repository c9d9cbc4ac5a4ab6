// A host for the gallery: answers requests from the fixture and feeds a live table ten times a second.
// It plays, pauses and seeks like a real one, so that every panel can be used without a host process.
import { type Clock, wallClock } from "#shared/base/clock.ts";
import type {
  PlayheadState,
  RequestArgs,
  RequestName,
  RequestResult,
  SourceInfo,
  TimeSpan,
} from "#shared/host-api/requests.ts";
import { peopleRecordSchema } from "#shared/host-api/people-schema.ts";
import type { DefectReport } from "#shared/model/defect-schema.ts";
import type { Plant } from "#shared/model/plant.ts";
import { isStop } from "#shared/model/state.ts";
import type { HostCaller } from "../live/live-context.ts";
import type { LiveTable } from "../live/live-table.ts";
import { useConnection } from "../state/connection.ts";
import { usePeople } from "../state/people.ts";
import { usePlayback } from "../state/playback.ts";
import { fixtureFlow, fixtureReport } from "./fixture-bottleneck.ts";
import { clearReport, fixtureAdvice, fixtureWhatIf } from "./fixture-constraint.ts";
import { fixtureCharts } from "./fixture-charts.ts";
import { evidenceValue } from "./fixture-defect-findings.ts";
import { fixtureAlarms, fixtureDefects, fixtureVerdicts } from "./fixture-defect-panels.ts";
import { FixtureLosses } from "./fixture-losses.ts";
import { fixtureNowMs, fixtureStartMs, partsAt, poorWeld, resultsOf, signalValue } from "./fixture-plant.ts";
import { FixtureStates } from "./fixture-states.ts";

export class FixtureHost implements HostCaller {
  readonly #plant: Plant;
  readonly #table: LiveTable;
  readonly #states: FixtureStates;
  readonly #losses: FixtureLosses;
  readonly #clock: Clock;
  readonly #startedWallMs: number;
  #mode: PlayheadState["mode"] = "following";
  #speed = 1;
  #fromMs = fixtureNowMs;
  #fromWallMs: number;
  #silent = false;
  #loop: TimeSpan | undefined;
  /** What the defect engine says. */
  defects: DefectReport = fixtureDefects.unlearnt;

  /** With a clock that stands still, so does the plant. */
  constructor(plant: Plant, table: LiveTable, clock: Clock = wallClock) {
    this.#plant = plant;
    this.#table = table;
    this.#clock = clock;
    this.#startedWallMs = clock.nowMs();
    this.#fromWallMs = this.#startedWallMs;
    this.#states = new FixtureStates(plant);
    this.#losses = new FixtureLosses(plant, this.#states.histories);
    this.#losses.records.push(...fixtureVerdicts);
  }

  /** Starts the frames and the events; `silent` plays a host that froze after the first frame. */
  start(silent: boolean): void {
    this.#frame();
    this.#events();
    usePlayback.getState().mirror(this.#playhead());
    this.#silent = silent;
    if (silent) {
      this.#table.setStale(true);
      useConnection.getState().setLink({ kind: "lost", asOfMs: this.#table.frameTimeMs });
      return;
    }
    useConnection.getState().setLink({ kind: "live" });
    setInterval(() => this.#frame(), 100);
    setInterval(() => this.#events(), 1000);
  }

  call<K extends RequestName>(name: K, args: RequestArgs<K>): Promise<RequestResult<K>> {
    // The map of answers is typed by name; TypeScript cannot follow the name into it.
    const answer = this.#answers[name] as ((args: RequestArgs<K>) => RequestResult<K>) | undefined;
    return new Promise((resolve) => {
      if (answer === undefined) throw new Error(`The gallery does not answer ${name}`);
      // A refusal of the fixture rejects, as a host's would.
      resolve(answer(args));
    });
  }

  #liveMs(): number {
    return fixtureNowMs + (this.#clock.nowMs() - this.#startedWallMs);
  }

  #timeMs(): number {
    if (this.#mode === "following") return this.#liveMs();
    if (this.#mode === "paused") return this.#fromMs;
    const timeMs = this.#fromMs + (this.#clock.nowMs() - this.#fromWallMs) * this.#speed;
    return Math.min(this.#liveMs(), Math.max(fixtureStartMs, timeMs));
  }

  #playhead(): PlayheadState {
    return {
      timelineId: "fixture",
      mode: this.#mode,
      timeMs: this.#timeMs(),
      speed: this.#mode === "following" ? 1 : this.#speed,
      range: { startMs: fixtureStartMs, endMs: this.#liveMs(), open: true },
      ...(this.#loop === undefined ? {} : { loop: this.#loop }),
    };
  }

  #frame(): void {
    const isFollowing = this.#mode === "following";
    const speed = this.#mode === "paused" ? 0 : this.#speed;
    this.#table.apply(this.#states.frame(this.#timeMs(), { isFollowing, speed, endMs: this.#liveMs() }));
  }

  #events(): void {
    const { setSources, setOutput } = useConnection.getState();
    setSources(this.#sources(), this.#problems.length);
    const hours = (this.#timeMs() - fixtureStartMs) / 3_600_000;
    setOutput({
      unitName: "packs",
      shiftName: "Early",
      actual: Math.floor(hours * 34.6),
      plan: Math.floor(hours * 37.5),
      planAtEnd: 281,
      forecast: 262,
      ratePerHour: 34.6,
      scrapped: 2,
    });
  }

  #sources(): SourceInfo[] {
    const common = { readings: 184_223, lagMs: 140, refused: 0, speed: 1 } as const;
    return [
      {
        id: "simulation",
        kind: "simulation",
        label: "Pack line",
        state: "live",
        readingsPerS: 212,
        read: 184_223,
        simulated: true,
        ...common,
      },
    ];
  }

  /** Stops of one asset or all, newest first. */
  #marks(asset: string | undefined): RequestResult<"timeline.marks">["marks"] {
    return this.#plant.assets
      .filter(({ id }) => asset === undefined || id === asset)
      .flatMap(({ id, row }) =>
        (this.#states.histories[row] ?? [])
          .filter(({ state }) => isStop(state))
          .map(({ fromMs, state }) => ({ timeMs: fromMs, asset: id, kind: "state", text: state, state })),
      )
      .sort((a, b) => b.timeMs - a.timeMs);
  }

  readonly #problems: RequestResult<"sources.list">["problems"] = [
    {
      path: ["sources", "shdr"],
      id: "unknown-key",
      severity: "warning",
      message: "Key “Xovr2” is not in Devices.xml",
      hint: "Add a DataItem with that name, or ignore it",
      file: "Mazak01.txt",
      line: 1832,
      count: 412,
      sinceMs: fixtureNowMs - 900_000,
    },
  ];

  readonly #answers: { readonly [K in RequestName]?: (args: RequestArgs<K>) => RequestResult<K> } = {
    "session.open": () => {
      throw new Error("The gallery has no session");
    },
    "playhead.set": ({ mode, timeMs, speed, loop }) => {
      if (loop !== undefined) this.#loop = loop ?? undefined;
      const atMs = timeMs ?? this.#timeMs();
      this.#mode = mode;
      this.#fromMs = atMs;
      this.#fromWallMs = this.#clock.nowMs();
      this.#speed = mode === "following" ? 1 : (speed ?? 1);
      if (!this.#silent) this.#frame();
      return this.#playhead();
    },
    "view.pace": ({ hz }) => ({ hz }),
    "timeline.lanes": ({ assets, fromMs, toMs }) => ({
      fromMs,
      toMs,
      lanes: assets.map((asset) => ({
        asset,
        segments: (this.#states.histories[this.#plant.assetRowById.get(asset) ?? -1] ?? []).flatMap(
          (segment) =>
            segment.toMs <= fromMs || segment.fromMs >= toMs
              ? []
              : [
                  {
                    ...segment,
                    fromMs: Math.max(segment.fromMs, fromMs),
                    toMs: Math.min(segment.toMs, toMs),
                  },
                ],
        ),
      })),
    }),
    "timeline.samples": ({ signal, fromMs, toMs }) => {
      const known = this.#plant.signals[this.#plant.signalRowById.get(signal) ?? -1];
      const times: number[] = [];
      for (let timeMs = Math.max(fromMs, fixtureStartMs); timeMs <= toMs; timeMs += 2000) times.push(timeMs);
      return {
        timeMs: times,
        value: times.map((timeMs) =>
          known === undefined ? null : (evidenceValue(signal, timeMs) ?? signalValue(known, timeMs)),
        ),
      };
    },
    "timeline.marks": ({ asset, fromMs, toMs, limit }) => ({
      marks: this.#marks(asset)
        .filter(({ timeMs }) => timeMs >= fromMs && timeMs <= toMs)
        .slice(0, limit),
    }),
    "timeline.density": ({ fromMs, toMs, buckets }) => {
      const stop = new Array<number>(buckets).fill(0);
      for (const { timeMs } of this.#marks(undefined)) {
        const bucket = Math.floor(((timeMs - fromMs) / (toMs - fromMs)) * buckets);
        if (bucket >= 0 && bucket < buckets) stop[bucket] = (stop[bucket] ?? 0) + 1;
      }
      return { counts: { stop } };
    },
    "timeline.step": ({ asset, fromMs, direction }) => {
      const marks = this.#marks(asset);
      const found =
        direction === "forward"
          ? marks.findLast(({ timeMs }) => timeMs > fromMs)
          : marks.find(({ timeMs }) => timeMs < fromMs);
      return found === undefined ? {} : { timeMs: found.timeMs, asset: found.asset };
    },
    "asset.detail": ({ asset: id }) => {
      const timeMs = this.#timeMs();
      const asset = this.#plant.assets[this.#plant.assetRowById.get(id) ?? -1];
      const segment = asset === undefined ? undefined : this.#states.segmentAt(asset.row, timeMs);
      return {
        state: segment?.state ?? "unknown",
        sinceMs: segment?.fromMs ?? 0,
        nativeState: segment?.nativeState ?? "",
        ...(segment?.reason === undefined ? {} : { reason: segment.reason }),
        parts:
          asset === undefined
            ? []
            : partsAt(this.#plant, asset, this.#states.countAt(asset.row, timeMs), timeMs),
        results: asset === undefined ? [] : resultsOf(asset, timeMs),
        conditions:
          segment?.state === "down"
            ? [
                {
                  key: "drive",
                  level: "fault",
                  code: "E-2107",
                  text: "Axis 3 following error",
                  timeMs: segment.fromMs,
                },
              ]
            : [],
      };
    },
    "part.detail": ({ serial }) => {
      if (serial === undefined || !/^[MPC]/.test(serial)) return {};
      const pack = serial.startsWith("P");
      const station = this.#plant.assets.find(({ id }) => id === (pack ? "D20" : "B20"));
      const timeMs = this.#timeMs();
      return {
        part: {
          serial,
          variant: "96",
          product: pack ? "pack" : "module",
          ...(station === undefined ? {} : { asset: station.id }),
          components: Array.from({ length: pack ? 4 : 8 }, (_, index) => ({
            serial: `${pack ? "M" : "C"}${Number(serial.slice(1)) * (pack ? 4 : 8) + index}`,
            product: pack ? "module" : "cell",
            position: String(index + 1),
          })),
          lots: [{ lot: "BUSBAR-L2", quantity: 12, asset: "A50" }],
          events: ["create", "enter", "leave", "enter", "leave", "enter"].map((verb, index) => ({
            verb,
            asset: ["A40", "A50", "A50", "B10a", "B10a", "B20"][index] ?? "B20",
            timeMs: timeMs - (6 - index) * 61_000,
          })),
          results:
            station === undefined
              ? []
              : pack
                ? resultsOf(station, timeMs).slice(0, 5)
                : poorWeld(station, serial, timeMs),
        },
      };
    },
    "sources.list": () => ({ sources: this.#sources(), problems: this.#problems }),
    "timeline.gaps": () => ({ gaps: [] }),
    "bottleneck.report": () => {
      const { window, stretches, settledToMs } = fixtureReport(this.#liveMs());
      return { ...clearReport, window, stretches, settledToMs };
    },
    "flow.rates": () => fixtureFlow(this.#plant, this.#timeMs()),
    "losses.shift": ({ asset }) => this.#losses.shift(asset),
    "losses.stops": ({ asset, order, limit }) => this.#losses.stops(asset, order, limit),
    "losses.hours": () => this.#losses.hours(),
    "bottleneck.advice": () => ({ advice: [...fixtureAdvice] }),
    "bottleneck.dueStop": () => ({
      costs: [3.2, 3.3, 2.1, 0.6, 0.1, 0, 0, 0].map((unitsLost, index) => ({
        atMs: this.#liveMs() + index * 15 * 60_000,
        unitsLost,
      })),
    }),
    "bottleneck.whatIf": ({ changes }) => fixtureWhatIf(changes.length),
    "defect.report": () => this.defects,
    "defect.charts": ({ asset }) =>
      fixtureCharts(this.#plant.assets[this.#plant.assetRowById.get(asset) ?? -1]),
    "alarm.load": () => fixtureAlarms,
    "people.list": ({ kind }) => ({
      records: this.#losses.records.filter((record) => kind === undefined || record.kind === kind),
    }),
    "people.add": (saying) => {
      const { records } = this.#losses;
      const record = peopleRecordSchema.parse({
        id: `r${records.length}`,
        atMs: this.#clock.nowMs(),
        by: "desk",
        ...saying,
      });
      records.push(record);
      usePeople.getState().changed();
      return { record };
    },
    "people.remove": ({ id }) => {
      const { records } = this.#losses;
      records.splice(0, records.length, ...records.filter((record) => record.id !== id));
      usePeople.getState().changed();
      return { id };
    },
    "simulation.inject": () => ({ id: "fixture" }),
  };
}
