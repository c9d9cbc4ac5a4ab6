// How good the bottleneck engine is, as measured before this version was made, and its self-test: known answers worked out anew here.
import { CircleCheck, Minus, TriangleAlert, X } from "lucide-react";
import { useEffect, useState } from "react";
import type { Oracle } from "#shared/analyse/bottleneck/oracles.ts";
import { t, tCount } from "../../messages/t.ts";
import { useView } from "../../state/view.ts";
import { IconButton } from "../../ui/IconButton.tsx";
import {
  type KeptValidation,
  type Outcome,
  protocolParts,
  readValidation,
  type ValidationLine,
  valueText,
} from "./validation-rows.ts";
import "./validation.css";

const icons = { met: CircleCheck, missed: TriangleAlert, open: Minus } as const;

export function ValidationPage() {
  const openPage = useView((s) => s.openPage);
  const [kept, setKept] = useState<KeptValidation>();
  useEffect(() => {
    // Not part of what the page loads first: few open it.
    void import("../../../assets/validation/bottleneck.json").then((json) =>
      setKept(readValidation(json.default)),
    );
  }, []);
  const count = (outcome: Outcome): number =>
    kept?.lines.filter((line) => line.outcome === outcome).length ?? 0;
  return (
    <section className="panel page" aria-label={t("validation.title")}>
      <header className="panel__head">
        <h2>{t("validation.title")}</h2>
        <IconButton label={t("validation.close")} onClick={() => openPage(undefined)}>
          <X />
        </IconButton>
      </header>
      <div className="scroll page__body">
        <SelfTest />
        {kept === undefined ? undefined : (
          <>
            <h3>{t("validation.measured")}</h3>
            <p className="muted">
              {t("validation.of", {
                engine: kept.engine,
                date: kept.date,
                met: count("met"),
                missed: count("missed"),
              })}
            </p>
            <div className="page__wide">
              <table className="sources validation">
                <thead>
                  <tr>
                    <th scope="col">{t("validation.measure")}</th>
                    <th scope="col">{t("validation.outcome")}</th>
                    <th scope="col" className="number">
                      {t("validation.ours")}
                    </th>
                    <th scope="col" className="number">
                      {t("validation.target")}
                    </th>
                    <th scope="col" className="number">
                      {t("validation.other")}
                    </th>
                    <th scope="col" className="number">
                      {t("validation.cases")}
                    </th>
                  </tr>
                </thead>
                {protocolParts.map((part) => {
                  const own = kept.lines.filter((line) => line.part === part);
                  return own.length === 0 ? undefined : (
                    <tbody key={part}>
                      <tr>
                        <th scope="rowgroup" colSpan={6} className="validation__part">
                          {t(`validation.part.${part}`)}
                        </th>
                      </tr>
                      {own.map((line) => (
                        <Line key={line.measure} line={line} />
                      ))}
                    </tbody>
                  );
                })}
              </table>
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

function Line({ line }: { readonly line: ValidationLine }) {
  const { measure, outcome, ours, target, bestOther, unit, cases } = line;
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
      <td className="number">{bestOther === undefined ? "" : withUnit(valueText(bestOther))}</td>
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
