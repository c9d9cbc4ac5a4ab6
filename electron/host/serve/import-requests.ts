// Imports over the wire: what an uploaded file is, start, cancel, forget. Reads only files that were uploaded or granted.
import { RequestError } from "#shared/host-api/envelope.ts";
import type { RequestHandlers } from "#shared/host-api/server.ts";
import type { Problem } from "#shared/base/problem.ts";
import { type MissingRole, proposeByRoles, rolesOf } from "#shared/import/column-roles.ts";
import { columnNames } from "#shared/import/columns.ts";
import { isTimeZone } from "#shared/import/time-text.ts";
import { sampleCsv } from "../import/import-csv.ts";
import { proposeImport } from "../import/import-file.ts";
import { called, type ImportJobs } from "../import/import-jobs.ts";
import type { Upload } from "../import/uploads.ts";
import { isFileError, problemOfFileError } from "../plant-dir.ts";

/** Rows of the sample that a page shows. */
const shownRows = 20;

const missing: Readonly<Record<MissingRole, string>> = {
  time: "No column has the role of time.",
  notTimes: "The column chosen for the time holds no times.",
  value: "No column has values.",
  asset: "No column names the asset.",
  told: "No column tells what happened: an event, a state or an activity.",
  words: "The words of the event or state column are not understood.",
};

type Handled = "import.propose" | "import.start" | "import.cancel" | "import.forget";

/** The handlers; `jobs` undefined = another host holds the data folder. */
export function importRequests(jobs: ImportJobs | undefined): Pick<RequestHandlers, Handled> {
  const here = (): ImportJobs => {
    if (jobs !== undefined) return jobs;
    throw new RequestError({
      code: "refused",
      message: "Nothing can be imported here: another Gemba uses the data folder.",
      hint: "Do it there, or start Gemba with a folder of its own by --data.",
    });
  };
  const fileOf = (id: string): Upload => {
    const upload = here().uploads.find(id);
    if (upload !== undefined) return upload;
    throw new RequestError({
      code: "invalid",
      message: "This file is not there any more.",
      hint: "Choose it again.",
    });
  };
  return {
    "import.propose": async ({ file, roles }) => {
      const upload = fileOf(file);
      try {
        const proposed = await proposeImport(upload.path);
        const isCsv = proposed.ok
          ? proposed.value.mapping.kind !== "mcap"
          : proposed.problems.some(({ id }) => id === "no-time-column");
        if (!isCsv || (!proposed.ok && roles === undefined)) {
          if (!proposed.ok) throw refusal(proposed.problems, upload);
          return { name: upload.name, ...proposalOf(proposed.value), sample: { columns: [], rows: [] } };
        }
        const sample = await sampleCsv(upload.path);
        const names = columnNames(sample.rows[0] ?? []);
        const found =
          roles === undefined ? (proposed.ok ? proposed.value : "time") : proposeByRoles(sample, roles);
        if (typeof found === "string")
          throw new RequestError({
            code: "invalid",
            message: missing[found],
            hint: "Choose the roles of the columns.",
          });
        if (found.mapping.kind === "mcap") throw refusal([], upload);
        const seen = rolesOf(found.mapping, names);
        return {
          name: upload.name,
          ...proposalOf(found),
          sample: {
            columns: names.map((name, index) => ({ name, role: seen[index] ?? "ignore" })),
            rows: sample.rows.slice(1, 1 + shownRows).map((row) => [...row]),
          },
        };
      } catch (cause) {
        if (!isFileError(cause)) throw cause;
        throw refusal([problemOfFileError(upload.name, cause)], upload);
      }
    },
    "import.start": ({ file, mapping, zone, name }) => {
      const upload = fileOf(file);
      if (zone !== undefined && !isTimeZone(zone))
        throw new RequestError({
          code: "invalid",
          message: `"${zone}" is no time zone.`,
          hint: "Choose one of the list.",
        });
      const job = here().start({ upload, mapping, zone, name });
      if (job !== undefined) return { job };
      throw new RequestError({
        code: "refused",
        message: "Other imports are running.",
        hint: "Start again when they are done.",
      });
    },
    "import.cancel": ({ job }) => {
      here().cancel(job);
      return { job };
    },
    "import.forget": ({ file }) => {
      here().uploads.forget(file);
      return { file };
    },
  };
}

function proposalOf<M>({ mapping, questions }: { mapping: M; questions: readonly Question[] }) {
  return { mapping, questions: [...questions] };
}
type Question = { readonly id: "zone" | "dayOrMonth" | "start"; readonly text: string };

function refusal(problems: readonly Problem[], upload: Upload): RequestError {
  const [first] = problems;
  const said = first === undefined ? undefined : called(first, upload);
  return new RequestError({
    code: "failed",
    message: said?.message ?? `${upload.name} cannot be imported.`,
    hint: said?.hint ?? "Choose a CSV or MCAP file.",
  });
}
