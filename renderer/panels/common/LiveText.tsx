// Text and state marks that follow fast data by writing to the page themselves: no render, however often they change.
import { useRef } from "react";
import { stateOfCode } from "#shared/frame/layout.ts";
import { useLiveEffect } from "../../live/use-live-value.ts";
import type { LiveTable } from "../../live/live-table.ts";
import type { LiveHz } from "../../live/ticker.ts";
import { tWord } from "../../messages/t.ts";
import { stateMarks } from "../../ui/tokens.ts";

export interface LiveTextProps {
  /** The text now. */
  readonly read: (table: LiveTable) => string;
  readonly hz: LiveHz;
  readonly className?: string;
  /** Sets `data-mark`, which the style sheet turns into stale, bad and the like. */
  readonly mark?: (table: LiveTable) => string;
  readonly title?: string;
}

/** A span whose text follows the live table. */
export function LiveText({ read, hz, className, mark, title }: LiveTextProps) {
  const span = useRef<HTMLSpanElement>(null);
  useLiveEffect(
    (table) => {
      const element = span.current;
      if (element === null) return;
      const text = read(table);
      if (element.textContent !== text) element.textContent = text;
      const marked = mark?.(table) ?? "";
      if (element.dataset["mark"] !== marked) element.dataset["mark"] = marked;
    },
    { hz },
  );
  return <span ref={span} className={className} title={title} />;
}

export interface LiveStateProps {
  readonly row: number;
  /** Adds the state in words. */
  readonly word?: boolean;
  /** As often as the list it stands in is made, so that both tell of the same moment; else as often as can be. */
  readonly hz?: LiveHz;
}

/** The state mark of an asset row, kept true without rendering. */
export function LiveState({ row, word = false, hz = 4 }: LiveStateProps) {
  const holder = useRef<HTMLSpanElement>(null);
  useLiveEffect(
    (table) => {
      const element = holder.current;
      if (element === null) return;
      const state = stateOfCode(table.assetState[row] ?? 0);
      if (element.dataset["shown"] === state) return;
      element.dataset["shown"] = state;
      const mark = stateMarks[state];
      const [icon, text] = element.children;
      icon?.setAttribute("data-state", state);
      icon?.setAttribute("data-hollow", String(mark.hollow));
      icon?.firstElementChild?.setAttribute("d", mark.path);
      if (text !== undefined) text.textContent = tWord("state", state);
    },
    { hz },
  );
  return (
    <span ref={holder} className="live-state">
      <svg className="state-icon" viewBox="0 0 16 16" aria-hidden="true">
        <path />
      </svg>
      <span className={word ? "live-state__word" : "visually-hidden"} />
    </span>
  );
}
