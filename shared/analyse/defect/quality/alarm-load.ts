// Load of alarms of one operator's view, after ISA-18.2-2016 (IEC 62682): conditions of machines as they came and went.
import type { AlarmLoad } from "#shared/model/defect-schema.ts";
import type { Fact } from "#shared/model/fact.ts";
import type { Plant } from "#shared/model/plant.ts";
import type { TimeWindow } from "./counts.ts";

interface Alarm {
  readonly assetId: string;
  readonly code: string;
  text: string;
  readonly level: "warning" | "fault";
  readonly fromMs: number;
  toMs?: number;
}

const hourMs = 3_600_000;
const periodMs = 600_000;
const floodAlarms = 10;
const topSources = 10;
const chatterAlarms = 3;
const chatterMs = 60_000;
const fleetingMs = 10_000;
const staleMs = 24 * hourMs;
/** Alarms that are over are kept so long: a day, and what was stale at its beginning. */
const keptMs = 26 * hourMs;

/** Remembers the alarms of the last day. One that gets another code is another; one that only gets worse is not. */
export class AlarmLog {
  readonly #plant: Plant;
  #alarms: Alarm[] = [];
  readonly #open = new Map<string, Alarm>();

  constructor(plant: Plant) {
    this.#plant = plant;
  }

  condition({ asset, key, level, code, text, timeMs }: Extract<Fact, { kind: "condition" }>): void {
    const assetId = this.#plant.assets[asset]?.id ?? "";
    const id = `${assetId} ${key}`;
    const open = this.#open.get(id);
    const isAlarm = level === "warning" || level === "fault";
    if (isAlarm && open?.code === code) {
      open.text = text;
      return;
    }
    if (open !== undefined) {
      open.toMs = timeMs;
      this.#open.delete(id);
    }
    if (!isAlarm) return;
    const alarm: Alarm = { assetId, code, text, level, fromMs: timeMs };
    this.#open.set(id, alarm);
    this.#alarms.push(alarm);
  }

  forget(nowMs: number): void {
    const first = this.#alarms[0];
    if (first !== undefined && (first.toMs ?? Infinity) < nowMs - keptMs)
      this.#alarms = this.#alarms.filter(({ toMs }) => toMs === undefined || toMs >= nowMs - keptMs);
  }

  /**
   * The load in a window (after `fromMs`, up to and with `toMs`). `flags` = flags of the engine in it: notifications, which are not among the
   * alarms. Periods are ten minutes each from the window's beginning, the last may be shorter. Chattering counts sources (asset and code) that
   * came three times within a minute; fleeting counts alarms that were over in 10 s; stale counts alarms that stood for more than 24 h
   * at some time of the window.
   */
  load({ fromMs, toMs }: TimeWindow, flags: number): AlarmLoad {
    const came = this.#alarms
      .filter((alarm) => alarm.fromMs > fromMs && alarm.fromMs <= toMs)
      .sort((a, b) => a.fromMs - b.fromMs);
    const inPeriod = new Array<number>(Math.max(1, Math.ceil((toMs - fromMs) / periodMs))).fill(0);
    const sources = new Map<string, Alarm[]>();
    for (const alarm of came) {
      inPeriod[Math.ceil((alarm.fromMs - fromMs) / periodMs) - 1]! += 1;
      const id = `${alarm.assetId} ${alarm.code}`;
      sources.set(id, [...(sources.get(id) ?? []), alarm]);
    }
    const top = [...sources.values()]
      .map((alarms) => ({ ...alarms.at(-1)!, alarms: alarms.length }))
      .sort((a, b) => b.alarms - a.alarms || (`${a.assetId} ${a.code}` < `${b.assetId} ${b.code}` ? -1 : 1))
      .slice(0, topSources)
      .map(({ assetId, code, text, alarms }) => ({ assetId, code, text, alarms }));
    const isChattering = (alarms: readonly Alarm[]): boolean =>
      alarms.some(
        ({ fromMs: thirdMs }, at) =>
          at >= chatterAlarms - 1 && thirdMs - alarms[at - chatterAlarms + 1]!.fromMs <= chatterMs,
      );
    return {
      window: { fromMs, toMs },
      alarms: came.length,
      perHour: toMs > fromMs ? came.length / ((toMs - fromMs) / hourMs) : 0,
      periods: inPeriod.length,
      floods: inPeriod.filter((alarms) => alarms > floodAlarms).length,
      mostInTenMinutes: Math.max(...inPeriod),
      top,
      topTenShare: came.length === 0 ? 0 : top.reduce((sum, { alarms }) => sum + alarms, 0) / came.length,
      chattering: [...sources.values()].filter(isChattering).length,
      fleeting: came.filter((alarm) => (alarm.toMs ?? Infinity) - alarm.fromMs < fleetingMs).length,
      stale: this.#alarms.filter(
        (alarm) =>
          alarm.fromMs <= toMs &&
          (alarm.toMs ?? Infinity) > fromMs &&
          Math.min(toMs, alarm.toMs ?? Infinity) - alarm.fromMs > staleMs,
      ).length,
      levels: {
        warning: came.filter(({ level }) => level === "warning").length,
        fault: came.filter(({ level }) => level === "fault").length,
      },
      flags,
    };
  }
}
