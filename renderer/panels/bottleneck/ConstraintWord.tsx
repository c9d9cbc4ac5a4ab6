// The constraint in the top bar, in a word: who, and how sure; at the playhead, where that is not now. Opens its card.
import type { BottleneckInfo } from "#shared/host-api/bottleneck-schema.ts";
import { t, tWord } from "../../messages/t.ts";
import { useLiveValue } from "../../live/use-live-value.ts";
import { constraintAt, useBottleneck } from "../../state/bottleneck.ts";
import { useLayout } from "../../state/layout.ts";
import { useRightDock } from "../../state/right-dock.ts";
import { keyText } from "../commands/command.ts";
import { candidates, percentText, rankedOf } from "./constraint-words.ts";

/** Shows the constraint in the right dock. */
export function openConstraint(): void {
  useLayout.getState().unfold("right");
  useRightDock.getState().showConstraint("finding");
}

export function ConstraintWord() {
  const info = useBottleneck((s) => s.info);
  const name = useLiveValue((table) => nameAt(info, table.following, table.timeMs()), { hz: 1 });
  if (info === undefined || name === undefined) return undefined;
  const named = candidates(info);
  const isNamed = named.length === 1 && name === named[0];
  const share = rankedOf(info, named[0])?.pBest;
  const note =
    named.length === 0 || !isNamed
      ? named.length > 1
        ? tWord("constraintWord", info.word)
        : ""
      : `${tWord("constraintWord", info.word)}${share === undefined ? "" : `\u00a0${percentText(share)}`}`;
  return (
    <button
      type="button"
      className="constraint-word"
      data-word={info.word}
      aria-label={`${t("constraint.title")}: ${name} ${note}. ${t("constraint.open")}`}
      data-tip={t("constraint.open")}
      data-keys={keyText("C")}
      onClick={openConstraint}
    >
      <span className="small muted">{t("constraint.title")}</span>
      <span className="constraint-word__line">
        <span className="constraint-word__name live-value">{name}</span>
        <span className="constraint-word__note muted">{note}</span>
      </span>
    </button>
  );
}

/** Who limits: now by the finding, at another time by its stretch. */
function nameAt(info: BottleneckInfo | undefined, isFollowing: boolean, timeMs: number): string | undefined {
  if (info === undefined || info.ranking.length === 0) return undefined;
  const then = isFollowing ? undefined : constraintAt(info, timeMs)?.resource;
  if (then !== undefined) return then;
  const [first, ...others] = candidates(info);
  if (first === undefined) return t("constraint.unknown");
  return others.length === 0 ? first : t("constraint.or", { first, second: others.join(", ") });
}
