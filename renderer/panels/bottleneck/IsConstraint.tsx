// On the card of an asset that limits the line: that it does, how sure that is, and the way to the finding.
import { useLiveValue } from "../../live/use-live-value.ts";
import { t, tWord } from "../../messages/t.ts";
import { constraintAt, useBottleneck } from "../../state/bottleneck.ts";
import { belongsTo, candidates, percentText, rankedOf } from "./constraint-words.ts";
import { openConstraint } from "./ConstraintWord.tsx";
import "./bottleneck.css";

export function IsConstraint({ assetId }: { readonly assetId: string }) {
  const info = useBottleneck((s) => s.info);
  const names = info === undefined ? [] : candidates(info);
  const isIt = useLiveValue(
    (table) => {
      if (info === undefined) return false;
      const then = table.following ? undefined : constraintAt(info, table.timeMs())?.resource;
      return then === undefined
        ? names.some((name) => belongsTo(info, assetId, name))
        : belongsTo(info, assetId, then);
    },
    { hz: 1 },
  );
  if (info === undefined || !isIt) return undefined;
  const own = names.find((name) => belongsTo(info, assetId, name));
  const share = rankedOf(info, own)?.pBest;
  return (
    <p className="is-constraint">
      <strong>{t("constraint.isThis")}</strong>
      <span className="muted">
        {own === undefined
          ? ""
          : t("constraint.sure", {
              word: tWord("constraintWord", info.word),
              percent: percentText(share ?? 0),
            })}
      </span>
      <button type="button" className="link" aria-label={t("constraint.open")} onClick={openConstraint}>
        {t("constraint.why")}
      </button>
    </p>
  );
}
