// What is usual is learnt here: from recordings that a person calls clean, with why, guarded by the baseline so far, which can be put back.
import { Undo2, X } from "lucide-react";
import { type FormEvent, useEffect, useRef, useState } from "react";
import type { LearntBaseline } from "#shared/host-api/baseline-schema.ts";
import type { RecordingInfo, RequestResult } from "#shared/host-api/requests.ts";
import { useHost, useLiveTable } from "../../live/live-context.ts";
import { failureText, useAnswer } from "../../live/use-answer.ts";
import { formatCount, formatDay, formatDuration, formatMinute } from "../../messages/format.ts";
import { t, tCount } from "../../messages/t.ts";
import { useConnection } from "../../state/connection.ts";
import { useDefects } from "../../state/defects.ts";
import { useView } from "../../state/view.ts";
import { IconButton } from "../../ui/IconButton.tsx";
import { ModelLine } from "./ModelFacts.tsx";
import "./baseline.css";

type Learnt = RequestResult<"baseline.learn">;
const longestWhy = 1000;

export function BaselinePage() {
  const openPage = useView((s) => s.openPage);
  return (
    <section className="panel page" aria-label={t("baseline.title")}>
      <header className="panel__head">
        <h2>{t("baseline.title")}</h2>
        <IconButton label={t("baseline.close")} onClick={() => openPage(undefined)}>
          <X />
        </IconButton>
      </header>
      <div className="scroll page__body baseline">
        <Now />
        <LearnForm />
      </div>
    </section>
  );
}

/** What is judged by, and the way back. */
function Now() {
  const host = useHost();
  const report = useDefects((s) => s.report);
  const operates = useConnection((s) => s.right === "operate");
  const takeBack = (): void => {
    host.call("baseline.takeBack", {}).then(
      ({ problems: [problem] }) =>
        useConnection
          .getState()
          .say(problem === undefined ? t("baseline.putBack") : `${problem.message} ${problem.hint}`),
      (failure: unknown) => useConnection.getState().say(failureText(failure)),
    );
  };
  return (
    <section className="baseline__now">
      <h3>{t("baseline.now")}</h3>
      {report?.model === undefined ? (
        <p className="muted">{t("baseline.none")}</p>
      ) : (
        <>
          <ModelLine model={report.model} />
          {report.model.agreed === undefined ? undefined : (
            <>
              <p>
                {t("defect.agreed")} {t("defect.agreedOf", report.model.agreed)}
              </p>
              {operates ? (
                <IconButton label={t("baseline.back")} text={t("baseline.back")} onClick={takeBack}>
                  <Undo2 />
                </IconButton>
              ) : undefined}
            </>
          )}
        </>
      )}
    </section>
  );
}

function LearnForm() {
  const host = useHost();
  const { plant } = useLiveTable();
  const operates = useConnection((s) => s.right === "operate");
  const { value } = useAnswer("recordings.list", {});
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [accepted, setAccepted] = useState<ReadonlySet<string>>(new Set());
  const [because, setBecause] = useState("");
  const [isLearning, setLearning] = useState(false);
  const [answer, setAnswer] = useState<Learnt>();
  const recordings = (value?.recordings ?? []).filter((each) => each.plant === plant.file.name);

  const learn = (event: FormEvent): void => {
    event.preventDefault();
    setLearning(true);
    setAnswer(undefined);
    const wish = { recordings: [...chosen], because: because.trim(), accepted: [...accepted] };
    host
      .call("baseline.learn", wish)
      .then(
        (told) => {
          setAnswer(told);
          useConnection
            .getState()
            .say(told.learnt === undefined ? t("baseline.refused") : t("baseline.learntOf", told.learnt));
        },
        (failure: unknown) => useConnection.getState().say(failureText(failure)),
      )
      .finally(() => setLearning(false));
  };
  return (
    <form className="baseline__form" onSubmit={learn}>
      <h3>{t("baseline.learn")}</h3>
      <p className="muted">{t("baseline.hint")}</p>
      <fieldset disabled={!operates || isLearning}>
        <Choices
          recordings={recordings}
          chosen={chosen}
          onToggle={(id) => setChosen((before) => toggled(before, id))}
        />
        <label className="baseline__why">
          {t("baseline.because")}
          <input
            className="field"
            required
            maxLength={longestWhy}
            placeholder={t("baseline.becauseHint")}
            value={because}
            onChange={(event) => setBecause(event.target.value)}
          />
        </label>
        {answer === undefined ? undefined : (
          <Told
            answer={answer}
            accepted={accepted}
            onToggle={(id) => setAccepted((before) => toggled(before, id))}
          />
        )}
        <button type="submit" className="button" disabled={chosen.size === 0 || because.trim() === ""}>
          {tCount("baseline.from", chosen.size)}
        </button>
      </fieldset>
      {isLearning ? <p role="status">{tCount("baseline.reading", chosen.size)}</p> : undefined}
      {operates ? undefined : <p className="muted">{t("baseline.viewOnly")}</p>}
    </form>
  );
}

interface ChoicesProps {
  readonly recordings: readonly RecordingInfo[];
  readonly chosen: ReadonlySet<string>;
  readonly onToggle: (id: string) => void;
}

function Choices({ recordings, chosen, onToggle }: ChoicesProps) {
  const { timeZone } = useLiveTable().plant.file;
  if (recordings.length === 0) return <p className="muted">{t("baseline.noRecordings")}</p>;
  return (
    <table className="sources baseline__choices">
      <thead>
        <tr>
          <th scope="col">{t("recordings.name")}</th>
          <th scope="col">{t("recordings.begins")}</th>
          <th scope="col" className="number">
            {t("recordings.length")}
          </th>
        </tr>
      </thead>
      <tbody>
        {recordings.map(({ id, name, startMs, endMs }) => (
          <tr key={id}>
            <th scope="row">
              <label>
                <input type="checkbox" checked={chosen.has(id)} onChange={() => onToggle(id)} />
                {name.replace(/\.mcap$/, "")}
              </label>
            </th>
            <td>
              {formatDay(startMs, timeZone)} {formatMinute(startMs, timeZone)}
            </td>
            <td className="number">{formatDuration(endMs - startMs)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Refusals that a person can overrule for an asset, which their path names last. */
const overruled: ReadonlySet<string> = new Set(["not-as-usual", "no-longer-watched"]);

interface ToldProps {
  readonly answer: Learnt;
  readonly accepted: ReadonlySet<string>;
  readonly onToggle: (assetId: string) => void;
}

function Told({ answer: { problems, learnt }, accepted, onToggle }: ToldProps) {
  const asked = problems.filter(({ id }) => overruled.has(id));
  const assets = [...new Set(asked.map(({ path }) => path.at(-1) ?? ""))];
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Chromium's answers a promise, which no effect may.
    void box.current?.scrollIntoView({ block: "nearest" });
  }, [problems]);
  return (
    <div className="baseline__told" role="status" ref={box}>
      {learnt === undefined ? <strong>{t("baseline.refused")}</strong> : <Made learnt={learnt} />}
      <ul>
        {problems.map(({ id, path, message, hint }) => (
          <li key={`${id} ${path.join(" ")} ${message}`}>
            {id === "not-as-usual" ? `${path[0]?.replace(/\.mcap$/, "") ?? ""}: ` : ""}
            {message} {overruled.has(id) ? undefined : <span className="muted">{hint}</span>}
          </li>
        ))}
      </ul>
      {learnt !== undefined || assets.length === 0 ? undefined : (
        <>
          <p className="muted">{t("baseline.acceptHint")}</p>
          {assets.map((assetId) => (
            <label key={assetId} className="baseline__accept">
              <input type="checkbox" checked={accepted.has(assetId)} onChange={() => onToggle(assetId)} />
              {t("baseline.accept", { asset: assetId })}
            </label>
          ))}
        </>
      )}
    </div>
  );
}

function Made({ learnt }: { readonly learnt: LearntBaseline }) {
  return (
    <>
      <strong>{t("baseline.learntOf", learnt)}</strong>
      <p>
        {t("baseline.made", {
          assets: learnt.assets,
          rows: formatCount(learnt.rows),
          blocks: learnt.blocks,
          needed: learnt.needed,
        })}
      </p>
    </>
  );
}

function toggled(set: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(set);
  if (!next.delete(id)) next.add(id);
  return next;
}
