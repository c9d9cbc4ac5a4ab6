// Read this first of what is found in a plant. The defect engine: machines that are not as usual (`watch/`) and parts that are not
// (`quality/`), put together to one report. A fold over facts in order of arrival: the same facts give the same report, live and in replay.
import type { Span } from "#shared/model/calendar.ts";
import type {
  AlarmLoad,
  DefectFinding,
  DefectReport,
  OwnModel,
  QualityCharts,
} from "#shared/model/defect-schema.ts";
import type { Fact, Finding } from "#shared/model/fact.ts";
import type { Plant } from "#shared/model/plant.ts";
import { engine, type Sha256 } from "./finding-id.ts";
import { QualityWatch } from "./quality/quality-watch.ts";
import type { Learnt } from "./watch/learnt-schema.ts";
import { LineWatch } from "./watch/line-watch.ts";
import type { WatchRow } from "./watch/rows.ts";

/** Another watch over the same rows of machines: a person's own model. It may answer later than it takes. */
export interface RowWatch {
  /** Takes the next row of any asset; an asset's rows come in order of time. */
  take(row: WatchRow): void;
  /** What it found so far. */
  findings(): DefectFinding[];
  about(): OwnModel;
}

export class DefectEngine {
  readonly #watch: LineWatch;
  readonly #quality: QualityWatch;
  readonly #others: readonly RowWatch[];
  /** Until when all facts are in. */
  #toMs = -Infinity;

  /**
   * `learnt` = what the plant is like when all is well; without it nothing is flagged but by `others`. `sha256` gives 64 hex digits.
   */
  constructor(plant: Plant, learnt: Learnt | undefined, sha256: Sha256, others: readonly RowWatch[] = []) {
    this.#others = others;
    this.#watch = new LineWatch(plant, learnt, {
      sha256,
      onRow: (row) => {
        for (const other of others) other.take(row);
      },
    });
    this.#quality = new QualityWatch(plant, learnt?.quality, { sha256 });
  }

  /** Takes the next fact that arrived. */
  take(fact: Fact): void {
    this.#watch.take(fact);
    this.#quality.take(fact);
  }

  /** All that arrived until `toMs` is in: rows and counts that are over are judged. */
  advance(toMs: number): void {
    this.#toMs = Math.max(this.#toMs, toMs);
    this.#watch.advance(toMs);
    this.#quality.advance(toMs);
  }

  /** Which findings there are now, and which of them are over: cheap, for who asks again and again. */
  outline(): { readonly id: string; readonly isOver: boolean }[] {
    const ofMachines = this.#ofMachines().map(({ id, endMs }) => ({ id, isOver: endMs !== undefined }));
    return [...ofMachines, ...this.#quality.outline()];
  }

  /** All findings so far, oldest first, with the parts that each is about. */
  findings(): DefectFinding[] {
    const ofMachines = this.#ofMachines().map((finding) => this.#withAffected(finding));
    return [...ofMachines, ...this.#quality.findings()].sort((a, b) => a.detectedMs - b.detectedMs);
  }

  /** What a window holds. */
  report(window: Span): DefectReport {
    const { model } = this.#watch;
    const learning = this.#watch.learning();
    return {
      window,
      engine,
      ...(model === undefined ? {} : { model }),
      ...(learning === undefined ? {} : { learning }),
      findings: this.findings().filter(
        ({ detectedMs, endMs = Infinity }) => detectedMs < window.toMs && endMs >= window.fromMs,
      ),
      watch: this.#watch.watch(),
      pareto: this.#quality.pareto(window),
      firstPass: this.#quality.firstPass(window),
      notJudged: this.#watch.notJudged(),
      ownModels: this.#others.map((other) => other.about()),
    };
  }

  charts(assetId: string, window: Span): QualityCharts {
    return {
      charts: this.#quality.charts(assetId, window),
      changes: this.#quality.changes(assetId, window),
    };
  }

  alarmLoad(window: Span): AlarmLoad {
    const flags = this.findings().filter(
      ({ detectedMs }) => detectedMs >= window.fromMs && detectedMs < window.toMs,
    );
    return this.#quality.alarmLoad(window, flags.length);
  }

  #ofMachines(): DefectFinding[] {
    return [...this.#watch.findings(), ...this.#others.flatMap((other) => other.findings())];
  }

  /** Parts that a machine made while it was not as usual. */
  #withAffected(finding: DefectFinding): DefectFinding {
    if (finding.kind !== "condition") return finding;
    const { assetId, onsetMs, endMs = this.#toMs } = finding;
    const { affected, total, spots } = this.#quality.affectedBy(assetId, onsetMs, endMs);
    return { ...finding, affected, spots, ...(total > affected.length ? { affectedTotal: total } : {}) };
  }
}

/** A finding in the vocabulary that recordings keep: what was found, and where its proof can be seen. */
export function toldFinding(finding: DefectFinding): Finding {
  const { id, kind, assetId, onsetMs, detectedMs, endMs, model, affected, signals, ...detail } = finding;
  return {
    id,
    kind,
    assetId,
    serials: affected.map(({ serial }) => serial),
    onsetMs,
    detectedMs,
    ...(endMs === undefined ? {} : { endMs }),
    provisional: endMs === undefined,
    engine: { ...engine, modelSha256: model.sha256 },
    evidence: signals.map(({ signal }) => ({
      label: signal,
      signal,
      fromMs: onsetMs,
      toMs: endMs ?? detectedMs,
    })),
    detail: { ...detail, signals },
  };
}
