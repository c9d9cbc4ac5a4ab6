// What came of an import: the recording to open, or why there is none, and every row that was refused.
import type { ImportState } from "#shared/host-api/events.ts";
import { useLiveTable } from "../../live/live-context.ts";
import { formatDay, formatMinute } from "../../messages/format.ts";
import { t, tCount } from "../../messages/t.ts";
import type { ListedProblem } from "../../state/connection.ts";
import { useImports } from "../../state/imports.ts";
import { useRecordings } from "../../state/recordings.ts";

export interface ImportEndProps {
  readonly name: string;
  readonly state: Exclude<ImportState, { kind: "running" }>;
}

export function ImportEnd({ name, state }: ImportEndProps) {
  const zone = useLiveTable().plant.file.timeZone;
  const again = useImports((s) => s.again);
  const close = useImports((s) => s.close);
  const { problems } = state;
  const closing = (
    <button type="button" className="button" onClick={close}>
      {t("import.close")}
    </button>
  );
  if (state.kind === "failed") {
    return (
      <>
        <h3 role="status">{t("import.failed", { name })}</h3>
        <ProblemTable problems={problems} />
        <div className="import__act">
          <button type="button" className="button button--primary" onClick={again}>
            {t("import.back")}
          </button>
          {closing}
        </div>
      </>
    );
  }
  const { recording, refused } = state;
  const at = (timeMs: number): string => `${formatDay(timeMs, zone)} ${formatMinute(timeMs, zone)}`;
  return (
    <>
      <h3 role="status">{t("import.done", { name: recording.name.replace(/\.mcap$/, "") })}</h3>
      <p className="muted figures">
        {t("import.doneRange", { from: at(recording.startMs), to: at(recording.endMs) })}
        {" · "}
        {refused === 0 ? t("import.nothingRefused") : tCount("import.refused", refused)}
      </p>
      <ProblemTable problems={problems} />
      <div className="import__act">
        <button
          type="button"
          className="button button--primary"
          onClick={() => {
            close();
            useRecordings.getState().look(recording.id);
          }}
        >
          {t("import.openIt")}
        </button>
        {closing}
      </div>
    </>
  );
}

function ProblemTable({ problems }: { readonly problems: readonly ListedProblem[] }) {
  if (problems.length === 0) return undefined;
  return (
    <div className="import__problems">
      <table className="sources">
        <thead>
          <tr>
            <th scope="col" className="number">
              {t("import.problemLine")}
            </th>
            <th scope="col">{t("import.problemColumn")}</th>
            <th scope="col">{t("import.problemReason")}</th>
            <th scope="col">{t("import.problemRemedy")}</th>
          </tr>
        </thead>
        <tbody>
          {problems.map((problem) => (
            <tr key={`${problem.path.join("\u001f")} ${problem.id}`} data-severity={problem.severity}>
              <td className="number">{problem.line}</td>
              <td>{columnOf(problem)}</td>
              <td>{reasonOf(problem)}</td>
              <td>{problem.hint}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The host's place of a refused value is `line 4, column "Force"`. */
function columnOf({ path }: ListedProblem): string {
  return /column "(.*)"$/s.exec(path.at(-1) ?? "")?.[1] ?? "";
}

/** What is wrong without the place, which has columns of its own. */
function reasonOf({ message, path }: ListedProblem): string {
  const place = `Refused at ${path.at(-1)}: `;
  return message.startsWith(place) ? message.slice(place.length) : message;
}
