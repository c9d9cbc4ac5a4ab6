// What a person says of a finding: it is so, it is not and why, or it is something else. A record with the model's version, never a command.
import { Check, Pencil, Undo2, X } from "lucide-react";
import { type FormEvent, type KeyboardEvent, useState } from "react";
import { likenessOf } from "#shared/analyse/defect/similar.ts";
import type { VerdictRecord } from "#shared/host-api/people-schema.ts";
import type { DefectFinding } from "#shared/model/defect-schema.ts";
import { useHost, useLiveTable } from "../../live/live-context.ts";
import { failureText } from "../../live/use-answer.ts";
import { formatMinute } from "../../messages/format.ts";
import { t, tWord } from "../../messages/t.ts";
import { useConnection } from "../../state/connection.ts";
import { dismissalOf, findingsOf, useDefects } from "../../state/defects.ts";
import { Segmented } from "../../ui/Segmented.tsx";
import { wantedOf } from "./findings.ts";
import { Judged, WantedMark } from "./DefectMarks.tsx";

const reasons = ["nuisance", "known", "wrongSensor", "other"] as const;
type Reason = (typeof reasons)[number];
/** What of a verdict a person decides. */
type Said = Pick<VerdictRecord, "verdict" | "reason" | "label" | "text">;
const longestLabel = 80;
const longestText = 2000;

export function Judge({ finding }: { readonly finding: DefectFinding }) {
  const host = useHost();
  const { timeZone } = useLiveTable().plant.file;
  const said = useDefects((s) => s.verdicts.get(finding.id));
  const verdicts = useDefects((s) => s.verdicts);
  const before = said === undefined ? dismissalOf({ verdicts }, finding) : undefined;
  const operates = useConnection((s) => s.right === "operate");
  const report = useDefects((s) => s.report);
  const why = operates ? wantedOf(findingsOf(report), verdicts).get(finding.id) : undefined;
  const [asks, setAsks] = useState<"dismiss" | "relabel">();
  const [problem, setProblem] = useState<string>();
  const [isSending, setSending] = useState(false);

  const done = (work: Promise<unknown>): void => {
    setSending(true);
    setProblem(undefined);
    work
      .then(
        () => setAsks(undefined),
        // What was written stays in the field.
        (failure: unknown) => setProblem(t("judge.failed", { message: failureText(failure) })),
      )
      .finally(() => setSending(false));
  };
  const say = (words: Said): void => {
    const { name, version, sha256 } = finding.model;
    done(
      host.call("people.add", {
        kind: "verdict",
        findingId: finding.id,
        assetId: finding.assetId,
        onsetMs: finding.onsetMs,
        ...words,
        like: likenessOf(finding),
        model: { name, version, sha256 },
        ...(said === undefined ? {} : { removes: said.id }),
      }),
    );
  };
  return (
    <section className="judge" aria-label={t("judge.title")}>
      {why === undefined ? undefined : (
        <p className="small judge__wanted">
          <WantedMark why={why} />
        </p>
      )}
      {before === undefined ? undefined : (
        <p className="small muted">{t("judge.before", { time: formatMinute(before.onsetMs, timeZone) })}</p>
      )}
      {said === undefined ? undefined : (
        <div className="judge__said">
          <p>
            <Judged said={said} />
            <span className="small muted">
              {t("judge.by", { by: said.by, time: formatMinute(said.atMs, timeZone) })}
            </span>
            <button
              type="button"
              className="link small"
              disabled={!operates || isSending}
              onClick={() => done(host.call("people.remove", { id: said.id }))}
            >
              <Undo2 aria-hidden="true" />
              {t("judge.takeBack")}
            </button>
          </p>
          {said.text === undefined ? undefined : <p className="small">{said.text}</p>}
        </div>
      )}
      {asks === undefined ? (
        <div className="judge__buttons">
          <JudgeButton
            word="confirm"
            said={said}
            disabled={!operates || isSending || said?.verdict === "confirm"}
            onClick={() => say({ verdict: "confirm" })}
          />
          <JudgeButton
            word="dismiss"
            said={said}
            disabled={!operates || isSending}
            onClick={() => setAsks("dismiss")}
          />
          <JudgeButton
            word="relabel"
            said={said}
            disabled={!operates || isSending}
            onClick={() => setAsks("relabel")}
          />
        </div>
      ) : (
        <Form
          key={asks}
          asks={asks}
          said={said}
          isSending={isSending}
          onSay={say}
          onCancel={() => setAsks(undefined)}
        />
      )}
      {operates ? undefined : <p className="small muted">{t("judge.noRight")}</p>}
      {problem === undefined ? undefined : (
        <p className="small judge__problem" role="alert">
          {problem}
        </p>
      )}
    </section>
  );
}

interface JudgeButtonProps {
  readonly word: "confirm" | "dismiss" | "relabel";
  readonly said: VerdictRecord | undefined;
  readonly disabled: boolean;
  readonly onClick: () => void;
}

function JudgeButton({ word, said, disabled, onClick }: JudgeButtonProps) {
  const Icon = word === "confirm" ? Check : word === "dismiss" ? X : Pencil;
  return (
    <button
      type="button"
      className="button"
      data-tip={t(`judge.${word}Hint`)}
      aria-pressed={said?.verdict === word}
      disabled={disabled}
      onClick={onClick}
    >
      <Icon aria-hidden="true" />
      {t(`judge.${word}`)}
    </button>
  );
}

interface FormProps {
  readonly asks: "dismiss" | "relabel";
  readonly said: VerdictRecord | undefined;
  readonly isSending: boolean;
  readonly onSay: (words: Said) => void;
  readonly onCancel: () => void;
}

/** Why it is dismissed, or what it is instead. */
function Form({ asks, said, isSending, onSay, onCancel }: FormProps) {
  const [reason, setReason] = useState<Reason>(said?.reason ?? "nuisance");
  const [text, setText] = useState("");
  const isDismissal = asks === "dismiss";
  const written = text.trim();
  // Other without words would say nothing.
  const isReady = isDismissal ? reason !== "other" || written !== "" : written !== "";
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!isReady || isSending) return;
    if (isDismissal) onSay({ verdict: "dismiss", reason, ...(written === "" ? {} : { text: written }) });
    else onSay({ verdict: "relabel", label: written });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    event.nativeEvent.stopImmediatePropagation();
    onCancel();
  };
  const label = isDismissal
    ? t(reason === "other" ? "judge.text" : "judge.textMore")
    : `${t("judge.label")}, ${t("judge.labelHint")}`;
  return (
    <form className="judge__form" onSubmit={submit} onKeyDown={onKeyDown}>
      {isDismissal ? (
        <Segmented
          label={t("judge.reason")}
          values={reasons}
          value={reason}
          text={(each) => tWord("dismissal", each)}
          onChange={setReason}
          fill
        />
      ) : undefined}
      <input
        className="field"
        type="text"
        value={text}
        aria-label={label}
        placeholder={label}
        maxLength={isDismissal ? longestText : longestLabel}
        autoComplete="off"
        autoFocus
        onChange={(event) => setText(event.target.value)}
      />
      <div className="judge__buttons">
        <button type="submit" className="button button--primary" disabled={!isReady || isSending}>
          {t(isDismissal ? "judge.doDismiss" : "judge.doRelabel")}
        </button>
        <button type="button" className="button" onClick={onCancel}>
          {t("judge.cancel")}
        </button>
      </div>
    </form>
  );
}
