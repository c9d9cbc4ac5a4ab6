// The first rows of a file, with the role of each column above it.
import type { ImportProposal } from "#shared/host-api/import-schema.ts";
import { type ColumnRole, columnRoles } from "#shared/import/columns.ts";
import { t, tCount } from "../../messages/t.ts";

/** As many as fit beside the rest of the form. */
const mostRows = 3;

export interface ColumnTableProps {
  readonly sample: ImportProposal["sample"];
  readonly roles: readonly ColumnRole[];
  readonly choose: (index: number, role: ColumnRole) => void;
}

export function ColumnTable({ sample, roles, choose }: ColumnTableProps) {
  const rows = sample.rows.slice(0, mostRows);
  return (
    <div className="import__columns" role="group" aria-label={t("import.columns")}>
      <table className="sources figures">
        <caption className="visually-hidden">{tCount("import.firstRows", rows.length)}</caption>
        <thead>
          <tr>
            {sample.columns.map(({ name }, index) => (
              <th key={name} scope="col" data-role={roles[index]}>
                <span className="import__column" title={name}>
                  {name}
                </span>
                <select
                  className="select"
                  aria-label={t("import.roleOf", { column: name })}
                  value={roles[index] ?? "ignore"}
                  onChange={(event) => {
                    const role = columnRoles.find((each) => each === event.target.value);
                    if (role !== undefined) choose(index, role);
                  }}
                >
                  {columnRoles.map((role) => (
                    <option key={role} value={role}>
                      {t(`columnRole.${role}`)}
                    </option>
                  ))}
                </select>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, line) => (
            <tr key={line}>
              {sample.columns.map(({ name }, index) => (
                <td key={name} data-role={roles[index]}>
                  {row[index]}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
