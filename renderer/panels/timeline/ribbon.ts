// The critical path as the lanes show it: from the newest report to a picture, and what of it is under the pointer. Draws nothing.
import type { BottleneckInfo, ConstraintStretchInfo } from "#shared/host-api/bottleneck-schema.ts";
import type { LiveTable } from "../../live/live-table.ts";
import { t } from "../../messages/t.ts";
import { assetsOf, constraintAt, constraintStretches, useBottleneck } from "../../state/bottleneck.ts";
import { useTimeline } from "../../state/timeline.ts";
import { type ThemeId, themes } from "../../ui/tokens.ts";
import type { LanesView } from "./lanes-layout.ts";
import { ribbonHit, type RibbonHit, type RibbonPiece, ribbonPieces } from "./ribbon-layout.ts";
import type { RibbonPicture } from "./ribbon-painter.ts";

export class Ribbon {
  readonly #table: LiveTable;
  readonly #laneOfRow: ReadonlyMap<number, number>;
  /** As it was drawn last. */
  #pieces: readonly RibbonPiece[] = [];
  #pointed: ConstraintStretchInfo | undefined;
  #info: BottleneckInfo | undefined;
  /** Grows with every other report. */
  #reports = 0;

  constructor(table: LiveTable, laneOfRow: ReadonlyMap<number, number>) {
    this.#table = table;
    this.#laneOfRow = laneOfRow;
  }

  /** A line has a constraint; machines that pass nothing on have none. */
  get isShown(): boolean {
    return useTimeline.getState().ribbon && this.#table.plant.links.length > 0;
  }

  /** The same as long as the picture would be the same. */
  key(playheadMs: number): string {
    const { info } = useBottleneck.getState();
    if (info !== this.#info) this.#reports += 1;
    this.#info = info;
    const now = constraintAt(info, playheadMs);
    return `${this.#reports} ${now?.fromMs ?? ""} ${this.#pointed?.fromMs ?? ""}`;
  }

  /** The picture for a view; undefined where there is no room for it. */
  picture(view: LanesView, theme: ThemeId, rem: number, playheadMs: number): RibbonPicture | undefined {
    this.#pieces = [];
    if (view.ribbonHeight === 0) return undefined;
    const { plant, stale } = this.#table;
    const { info } = useBottleneck.getState();
    const lanesOf = (stretch: ConstraintStretchInfo): number[] =>
      assetsOf(stretch).flatMap((id) => this.#laneOfRow.get(plant.assetRowById.get(id) ?? -1) ?? []);
    this.#pieces = ribbonPieces(view, constraintStretches(info), lanesOf);
    const now = constraintAt(info, playheadMs);
    return {
      view,
      theme: themes[theme],
      rem,
      pieces: this.#pieces,
      title: t("ribbon.title"),
      now: now === undefined ? "" : `${now.resource}${now.provisional ? ` · ${t("ribbon.notSettled")}` : ""}`,
      nothing: t(info === undefined ? "ribbon.notKnown" : "ribbon.nobody"),
      pointed: this.#pointed,
      stale,
    };
  }

  /** What of it is under a point. */
  at(view: LanesView, x: number, y: number): RibbonHit | undefined {
    return ribbonHit(view, this.#pieces, x, y);
  }

  /** The pointer is on a stretch of it, or on none; tells whether that is new. */
  point(stretch: ConstraintStretchInfo | undefined): boolean {
    const isNew = stretch !== this.#pointed;
    this.#pointed = stretch;
    return isNew;
  }
}
