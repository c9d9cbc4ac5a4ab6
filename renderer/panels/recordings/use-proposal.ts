// What the host thinks of a file, asked again whenever a person gives a column another role.
import { useEffect, useState } from "react";
import type { ImportProposal } from "#shared/host-api/import-schema.ts";
import type { ColumnRole } from "#shared/import/columns.ts";
import { useHost } from "../../live/live-context.ts";
import { failureText } from "../../live/use-answer.ts";

export interface Proposed {
  /** The newest that could be made: its rows stay when the roles do not fit. */
  readonly proposal: ImportProposal | undefined;
  /** As chosen, or as proposed. */
  readonly roles: readonly ColumnRole[];
  /** Why the roles do not fit, or why the file cannot be read at all. */
  readonly problem: string | undefined;
  readonly isAsking: boolean;
  readonly choose: (index: number, role: ColumnRole) => void;
}

export function useProposal(file: string): Proposed {
  const host = useHost();
  const [chosen, setChosen] = useState<readonly ColumnRole[]>();
  const [answer, setAnswer] = useState<{
    readonly proposal: ImportProposal | undefined;
    readonly problem: string | undefined;
    readonly of: readonly ColumnRole[] | undefined;
    readonly isThere: boolean;
  }>({ proposal: undefined, problem: undefined, of: undefined, isThere: false });
  useEffect(() => {
    let isWanted = true;
    host.call("import.propose", { file, ...(chosen === undefined ? {} : { roles: [...chosen] }) }).then(
      (proposal) => {
        if (isWanted) setAnswer({ proposal, problem: undefined, of: chosen, isThere: true });
      },
      (failure: unknown) => {
        if (isWanted)
          setAnswer(({ proposal }) => ({
            proposal,
            problem: failureText(failure),
            of: chosen,
            isThere: true,
          }));
      },
    );
    return () => {
      isWanted = false;
    };
  }, [host, file, chosen]);
  const { proposal, problem } = answer;
  const roles = chosen ?? proposal?.sample.columns.map(({ role }) => role) ?? [];
  return {
    proposal,
    roles,
    problem,
    isAsking: !answer.isThere || answer.of !== chosen,
    choose: (index, role) =>
      setChosen(
        roles.map((each, at) => (at === index ? role : role === each && isSingle(role) ? "ignore" : each)),
      ),
  };
}

/** Only values may be in several columns. */
function isSingle(role: ColumnRole): boolean {
  return role !== "value" && role !== "ignore";
}
