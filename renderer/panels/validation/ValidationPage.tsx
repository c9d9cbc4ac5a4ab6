// How good the engines are, as measured before this version was made, and the self-test of one: known answers worked out anew here.
import { CircleCheck, Minus, TriangleAlert, X } from "lucide-react";
import { useEffect, useState } from "react";
import type { Oracle } from "#shared/analyse/bottleneck/oracles.ts";
import { t, tCount } from "../../messages/t.ts";
import { useView } from "../../state/view.ts";
import { IconButton } from "../../ui/IconButton.tsx";
import {
  isProtocolPart,
  type KeptValidation,
  type Outcome,
  protocolParts,
  readValidation,
  type ValidationLine,
  type ValidationSubject,
  validationSubjects,
  valueText,
} from "./validation-rows.ts";
import "./validation.css";

const icons = { met: CircleCheck, missed: TriangleAlert, open: Minus } as const;

// Not part of what the page loads first: few open it.
const tables: Readonly<Record<ValidationSubject, () => Promise<{ readonly default: unknown }>>> = {
  bottleneck: () => import("../../../assets/validation/bottleneck.json"),
  defect: () => import("../../../assets/validation/defect.json"),
};

export function ValidationPage() {
  const openPage = useView((s) => s.openPage);
  const [subject, setSubject] = useState<ValidationSubject>("bottleneck");
  const [kept, setKept] = useState<KeptValidation>();
  useEffect(() => {
    let isWanted = true;
    setKept(undefined);
    void tables[subject]().then((json) => {
      if (isWanted) setKept(readValidation(json.default, subject));
    });
    return () => {
      isWanted = false;
    };
  }, [subject]);
  const count = (outcome: Outcome): number =>
    kept?.lines.filter((line) => line.outcome === outcome).length ?? 0;
  return (
    <section className="panel page" aria-label={t("validation.title")}>
      <header className="panel__head">
        <h2>{t("validation.title")}</h2>
        <div className="segmented" role="group">
          {validationSubjects.map((each) => (
            <IconButton
              key={each}
              label={t(`validation.subject.${each}`)}
              text={t(`validation.subject.${each}`)}
              pressed={each === subject}
              onClick={() => setSubject(each)}
            >
              {undefined}
            </IconButton>
          ))}
        </div>
        <IconButton label={t("validation.close")} onClick={() => openPage(undefined)}>
          <X />
        </IconButton>
      </header>
      <div className="scroll page__body">
        {subject === "bottleneck" ? <SelfTest /> : undefined}
        {kept === undefined ? undefined : (
          <>
            <h3>{t(`validation.measured.${subject}`)}</h3>
            <p className="muted">
              {t("validation.of", {
                engine: kept.engine,
                date: kept.date,
                met: count("met"),
                missed: count("missed"),
              })}
            </p>
            <div className="page__wide">
              <Measures subject={subject} lines={kept.lines} />
            </div>
            <h3>{t("validation.notes")}</h3>
            {kept.notes.map((note) => (
              <p key={note} className="muted">
                {note}
              </p>
            ))}
          </>
        )}
      </div>
    </section>
  );
}

interface MeasuresProps {
  readonly subject: ValidationSubject;
  readonly lines: readonly ValidationLine[];
}

function Measures({ subject, lines }: MeasuresProps) {
  const isOfLines = subject === "bottleneck";
  const others = isOfLines
    ? [t("validation.other")]
    : [t("validation.alwaysAlarm"), t("validation.byChance")];
  const parts = isOfLines ? protocolParts : [...new Set(lines.map(({ part }) => part))];
  return (
    <table className="sources validation">
      <thead>
        <tr>
          <th scope="col">{t("validation.measure")}</th>
          <th scope="col">{t("validation.outcome")}</th>
          {[t("validation.ours"), t("validation.target"), ...others, t("validation.cases")].map((title) => (
            <th key={title} scope="col" className="number">
              {title}
            </th>
          ))}
        </tr>
      </thead>
      {parts.map((part) => {
        const own = lines.filter((line) => line.part === part);
        return own.length === 0 ? undefined : (
          <tbody key={part}>
            <tr>
              <th scope="rowgroup" colSpan={5 + others.length} className="validation__part">
                {isProtocolPart(part) ? t(`validation.part.${part}`) : part}
              </th>
            </tr>
            {own.map((line) => (
              <Line key={line.measure} line={line} />
            ))}
          </tbody>
        );
      })}
    </table>
  );
}

function Line({ line }: { readonly line: ValidationLine }) {
  const { measure, outcome, ours, target, others, unit, cases } = line;
  const withUnit = (text: string): string => (unit === "" || text === "–" ? text : `${text} ${unit}`);
  return (
    <tr>
      <th scope="row">{measure}</th>
      <td>
        <OutcomeMark
          outcome={outcome}
          word={cases === 0 ? t("validation.noCases") : t(`validation.${outcome}`)}
        />
      </td>
      <td className="number">{withUnit(valueText(ours))}</td>
      <td className="number">{target ?? ""}</td>
      {others.map((value, index) => (
        <td key={index} className="number">
          {value === undefined ? "" : withUnit(valueText(value))}
        </td>
      ))}
      <td className="number">{cases ?? ""}</td>
    </tr>
  );
}

function OutcomeMark({ outcome, word }: { readonly outcome: Outcome; readonly word: string }) {
  const Icon = icons[outcome];
  return (
    <span className={`outcome outcome--${outcome}`}>
      <Icon aria-hidden />
      {word}
    </span>
  );
}

/** Known answers worked out anew on this machine, a group at a time, so that the page goes on meanwhile. */
function SelfTest() {
  const [oracles, setOracles] = useState<readonly Oracle[]>([]);
  const [phase, setPhase] = useState<"idle" | "running" | "done">("idle");
  useEffect(() => {
    if (phase !== "running") return;
    let isOpen = true;
    void (async () => {
      const { oracleGroups } = await import("#shared/analyse/bottleneck/oracles.ts");
      const found: Oracle[] = [];
      for (const group of oracleGroups()) {
        found.push(...group);
        await new Promise((next) => setTimeout(next, 0));
        if (!isOpen) return;
        setOracles([...found]);
      }
      setPhase("done");
    })();
    return () => {
      isOpen = false;
    };
  }, [phase]);
  const failed = oracles.filter(({ ok }) => !ok);
  return (
    <>
      <h3>{t("validation.selfTest")}</h3>
      <p className="muted">{t("validation.selfTestHint")}</p>
      <div className="validation__test">
        <button
          type="button"
          className="button"
          disabled={phase === "running"}
          onClick={() => {
            setOracles([]);
            setPhase("running");
          }}
        >
          {t("validation.run")}
        </button>
        <span role="status">
          {phase === "idle" ? undefined : phase === "running" ? (
            t("validation.running", { count: oracles.length })
          ) : (
            <OutcomeMark
              outcome={failed.length === 0 ? "met" : "missed"}
              word={
                failed.length === 0
                  ? t("validation.allRight", { count: oracles.length })
                  : tCount("validation.failures", failed.length)
              }
            />
          )}
        </span>
      </div>
      {failed.length === 0 ? undefined : (
        <ul>
          {failed.map(({ name, expected, actual }) => (
            <li key={name}>{t("validation.failure", { name, expected, actual })}</li>
          ))}
        </ul>
      )}
    </>
  );
}
