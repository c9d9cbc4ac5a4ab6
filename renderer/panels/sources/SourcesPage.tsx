// Where the data comes from: each source with its rate, lag and counts, every open problem at its place, and, for a
// simulated plant, what a visitor may do to it.
import { Info, OctagonX, TriangleAlert, X } from "lucide-react";
import { useEffect } from "react";
import { problemPlace } from "#shared/base/problem.ts";
import type { SourceInfo } from "#shared/host-api/requests.ts";
import { useLiveTable } from "../../live/live-context.ts";
import { useAnswer } from "../../live/use-answer.ts";
import { formatClock, formatCount, formatFixed, formatLag } from "../../messages/format.ts";
import { t, tCount, tWord } from "../../messages/t.ts";
import { type ListedProblem, useConnection } from "../../state/connection.ts";
import { useView } from "../../state/view.ts";
import { IconButton } from "../../ui/IconButton.tsx";
import { InjectPanel } from "./InjectPanel.tsx";
import "./sources.css";

export function SourcesPage() {
  const openPage = useView((s) => s.openPage);
  const setProblems = useConnection((s) => s.setProblems);
  const told = useConnection((s) => s.sources);
  const { value, problem } = useAnswer("sources.list", {});
  useEffect(() => {
    if (value !== undefined) setProblems(value.problems);
  }, [value, setProblems]);
  // Events tell of sources every second, also while the playhead rests.
  const sources = told.length > 0 ? told : (value?.sources ?? []);
  const problems = value?.problems ?? [];
  return (
    <section className="panel page" aria-label={t("panel.sources")}>
      <header className="panel__head">
        <h2>{t("panel.sources")}</h2>
        <IconButton label={t("sources.close")} onClick={() => openPage(undefined)}>
          <X />
        </IconButton>
      </header>
      <div className="scroll page__body">
        {sources.length === 0 ? (
          <p className="muted">{problem ?? t("sources.none")}</p>
        ) : (
          <div className="page__wide">
            <table className="sources">
              <thead>
                <tr>
                  <th scope="col">{t("sources.name")}</th>
                  <th scope="col">{t("sources.state")}</th>
                  <th scope="col" className="number">
                    {t("sources.rate")}
                  </th>
                  <th scope="col" className="number">
                    {t("sources.lag")}
                  </th>
                  <th scope="col" className="number">
                    {t("sources.read")}
                  </th>
                  <th scope="col" className="number">
                    {t("sources.refused")}
                  </th>
                  <th scope="col" className="number">
                    {t("sources.readings")}
                  </th>
                  <th scope="col" className="number">
                    {t("sources.speed")}
                  </th>
                </tr>
              </thead>
              <tbody>
                {sources.map((source) => (
                  <SourceRow key={source.id} source={source} />
                ))}
              </tbody>
            </table>
          </div>
        )}
        <h3>
          {problems.length === 0 ? t("sources.noProblems") : tCount("sources.problems", problems.length)}
        </h3>
        <ProblemList problems={problems} />
        {sources.some((source) => source.simulated) ? <InjectPanel /> : undefined}
      </div>
    </section>
  );
}

function SourceRow({ source }: { readonly source: SourceInfo }) {
  const hint =
    source.state === "ended"
      ? t("source.endedHint")
      : source.state === "lost"
        ? t("source.lostHint")
        : source.state === "failed"
          ? t("source.failedHint")
          : undefined;
  return (
    <tr data-source-state={source.state}>
      <th scope="row">
        {source.label}
        <span className="small muted sources__kind">
          {source.kind}
          {source.simulated ? ` · ${t("badge.simulated")}` : ""}
        </span>
      </th>
      <td>
        <span className="source-state">{tWord("source", source.state)}</span>
        {hint === undefined ? undefined : <span className="small muted sources__hint">{hint}</span>}
      </td>
      <td className="number">{formatFixed(source.readingsPerS, source.readingsPerS < 10 ? 1 : 0)}</td>
      <td className="number">{source.state === "live" ? formatLag(source.lagMs) : "–"}</td>
      <td className="number" data-count="read">
        {formatCount(source.read)}
      </td>
      <td className="number" data-count="refused" data-abnormal={source.refused > 0}>
        {formatCount(source.refused)}
      </td>
      <td className="number">{formatCount(source.readings)}</td>
      <td className="number">{t("mode.speed", { speed: source.speed })}</td>
    </tr>
  );
}

/** Every open problem: what, where with file and line, how often, and what to do. */
function ProblemList({ problems }: { readonly problems: readonly ListedProblem[] }) {
  const zone = useLiveTable().plant.file.timeZone;
  return (
    <ul className="problems">
      {problems.map((problem) => (
        <li
          key={`${problem.path.join("/")} ${problem.id}`}
          className="problem"
          data-severity={problem.severity}
        >
          <SeverityIcon severity={problem.severity} />
          <div>
            <p>
              <span className="visually-hidden">{tWord("severity", problem.severity)}: </span>
              {problem.message}
            </p>
            <p className="small muted">{problem.hint}</p>
          </div>
          <div className="problem__place small muted">
            <p>{problemPlace(problem)}</p>
            <p>
              {problem.count === undefined ? "" : t("sources.seen", { count: formatCount(problem.count) })}
              {problem.sinceMs === undefined
                ? ""
                : ` ${t("sources.since", { time: formatClock(problem.sinceMs, zone) })}`}
            </p>
          </div>
        </li>
      ))}
    </ul>
  );
}

function SeverityIcon({ severity }: { readonly severity: ListedProblem["severity"] }) {
  const Icon = severity === "error" ? OctagonX : severity === "warning" ? TriangleAlert : Info;
  return <Icon className="problem__icon" aria-hidden="true" />;
}
