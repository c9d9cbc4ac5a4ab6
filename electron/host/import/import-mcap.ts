// MCAP files of other tools for `importFile`. (Placeholder: follows in the next step.)
import type { Outcome, ProblemList } from "#shared/base/problem.ts";
import type { McapMapping } from "#shared/import/mapping-schema.ts";
import type { Proposal } from "#shared/import/propose.ts";
import type { Plant } from "#shared/model/plant.ts";
import type { OpenedImport } from "./import-csv.ts";

const notYet: Outcome<never> = {
  ok: false,
  problems: [
    {
      path: ["import"],
      id: "not-yet",
      severity: "error",
      message: "MCAP cannot be imported.",
      hint: "Use CSV.",
    },
  ],
};

export function proposeMcap(_path: string): Promise<Outcome<Proposal<McapMapping>>> {
  return Promise.resolve(notYet);
}

export function openMcap(_options: {
  readonly path: string;
  readonly mapping: McapMapping;
  readonly plant: Plant | undefined;
  readonly zone: string | undefined;
  readonly problems: ProblemList;
}): Promise<Outcome<OpenedImport>> {
  return Promise.resolve(notYet);
}
