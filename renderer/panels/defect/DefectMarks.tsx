// Marks that tell without colour: what kind of finding, what became of a part, what a person said; and an asset to go to.
import {
  Activity,
  Check,
  CircleDot,
  MapPin,
  MessageCircleQuestionMark,
  Pencil,
  RadioTower,
  ShieldAlert,
  TriangleAlert,
  X,
} from "lucide-react";
import type { WantedWhy } from "#shared/analyse/defect/ask-for-verdicts.ts";
import type { VerdictRecord } from "#shared/host-api/people-schema.ts";
import type { AffectedPart, DefectFinding } from "#shared/model/defect-schema.ts";
import { assetOf } from "#shared/model/plant.ts";
import { useLiveTable } from "../../live/live-context.ts";
import { t, tWord } from "../../messages/t.ts";
import { useSelection } from "../../state/selection.ts";
import { IconButton } from "../../ui/IconButton.tsx";
import { resourceName } from "../bottleneck/resources.ts";

/** A wave for a machine, a mast for a sensor, a shield for bad parts. */
export function KindMark({ kind }: Pick<DefectFinding, "kind">) {
  const Icon = kind === "condition" ? Activity : kind === "sensor" ? RadioTower : ShieldAlert;
  return (
    <span className="kind-mark" title={tWord("defectKind", kind)}>
      <Icon aria-hidden="true" />
    </span>
  );
}

/** A triangle for what escaped, a cross for what was found, a ring for what is at risk; always with its word. */
export function StatusMark({ status }: Pick<AffectedPart, "status">) {
  const Icon = status === "escaped" ? TriangleAlert : status === "found" ? X : CircleDot;
  return (
    <span className="status-mark" data-status={status} title={tWord("partStatusHint", status)}>
      <Icon aria-hidden="true" />
      {tWord("partStatus", status)}
    </span>
  );
}

/** What a person said of a finding, in words: `Dismissed: nuisance`. */
export function judgedText({ verdict, reason, label, text }: VerdictRecord): string {
  switch (verdict) {
    case "confirm":
      return t("judged.confirm");
    case "dismiss":
      return t("judged.dismiss", { reason: tWord("dismissal", reason ?? "other").toLowerCase() });
    case "relabel":
      return t("judged.relabel", { label: label ?? text ?? "" });
  }
}

export function Judged({ said }: { readonly said: VerdictRecord | undefined }) {
  if (said === undefined) return <span className="judged muted">{t("defect.notSaid")}</span>;
  const Icon = said.verdict === "confirm" ? Check : said.verdict === "dismiss" ? X : Pencil;
  return (
    <span className="judged" title={said.text}>
      <Icon aria-hidden="true" />
      {judgedText(said)}
    </span>
  );
}

/** A verdict on a finding would help, and why. */
export function WantedMark({ why }: { readonly why: WantedWhy }) {
  return (
    <span className="judged verdict-wanted" data-tip={t(`judge.wantedWhy.${why}`)}>
      <MessageCircleQuestionMark aria-hidden="true" />
      {t("judge.wanted")}
    </span>
  );
}

/** The name of an asset, which selects it. */
export function AssetLink({ assetId }: { readonly assetId: string }) {
  const { plant } = useLiveTable();
  if (assetOf(plant, assetId) === undefined) return <span>{assetId}</span>;
  return (
    <button
      type="button"
      className="link asset-link"
      onClick={() => useSelection.getState().selectAsset(assetId)}
    >
      {resourceName(plant, assetId)}
    </button>
  );
}

/** Selects an asset and flies there. */
export function PinButton({ assetId }: { readonly assetId: string }) {
  const { plant } = useLiveTable();
  return (
    <IconButton
      label={t("defect.pin", { asset: assetId })}
      disabled={assetOf(plant, assetId) === undefined}
      onClick={() => {
        useSelection.getState().selectAsset(assetId);
        useSelection.getState().requestFrame();
      }}
    >
      <MapPin />
    </IconButton>
  );
}
