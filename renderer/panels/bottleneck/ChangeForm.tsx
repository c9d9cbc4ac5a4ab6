// Puts one change together: what, of whom, by how much. Lists only what the plant has and the host takes.
import { Plus } from "lucide-react";
import { useState } from "react";
import type { BottleneckInfo } from "#shared/host-api/bottleneck-schema.ts";
import { useLiveTable } from "../../live/live-context.ts";
import { t } from "../../messages/t.ts";
import { mostChanges, useWhatIf } from "../../state/what-if.ts";
import { amountChoices, targetChoices } from "./change-words.ts";
import { type ChangeKind, changeKinds } from "./resources.ts";

/** What is offered first for a kind: the second of the amounts, which is a tenth of a cycle, half of the stops, two places. */
const usualAmount = 1;

export function ChangeForm({ info }: { readonly info: BottleneckInfo }) {
  const { plant } = useLiveTable();
  const add = useWhatIf((s) => s.add);
  const isFull = useWhatIf((s) => s.changes.length >= mostChanges);
  const [kind, setKind] = useState<ChangeKind>("cycle");
  const [chosen, setChosen] = useState<string>();
  const [amount, setAmount] = useState(usualAmount);
  const targets = targetChoices(plant, kind, info);
  const target = targets.find(({ value }) => value === chosen) ?? targets[0];
  const amounts = target === undefined ? [] : amountChoices(plant, kind, target.value);
  const change = (amounts[amount] ?? amounts[0])?.value;
  const kinds = changeKinds.filter((each) => each === kind || targetChoices(plant, each, info).length > 0);
  return (
    <form
      className="change-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (change !== undefined) add(change);
      }}
    >
      <label>
        <span>{t("whatIf.kind")}</span>
        <select
          className="select"
          value={kind}
          onChange={(event) => {
            setKind(changeKinds.find((each) => each === event.target.value) ?? "cycle");
            setChosen(undefined);
            setAmount(usualAmount);
          }}
        >
          {kinds.map((each) => (
            <option key={each} value={each}>
              {t(`whatIf.kind.${each}`)}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>{t("whatIf.of")}</span>
        <select
          className="select"
          value={target?.value ?? ""}
          onChange={(event) => setChosen(event.target.value)}
        >
          {targets.map(({ text, value }) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </select>
      </label>
      {amounts.length < 2 ? undefined : (
        <label>
          <span>{t("whatIf.by")}</span>
          <select
            className="select"
            value={Math.min(amount, amounts.length - 1)}
            onChange={(event) => setAmount(Number(event.target.value))}
          >
            {amounts.map(({ text }, index) => (
              <option key={text} value={index}>
                {text}
              </option>
            ))}
          </select>
        </label>
      )}
      <button type="submit" className="button" disabled={change === undefined || isFull}>
        <Plus aria-hidden="true" /> {t("whatIf.add")}
      </button>
      {isFull ? <p className="small muted">{t("whatIf.full")}</p> : undefined}
    </form>
  );
}
