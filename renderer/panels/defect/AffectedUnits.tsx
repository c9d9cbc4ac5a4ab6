// Which units a finding is about: how many, what became of them, where they are now. The list that somebody takes to the floor.
import { Camera, Download } from "lucide-react";
import { useState } from "react";
import type { AffectedPart, DefectFinding } from "#shared/model/defect-schema.ts";
import { assetOf } from "#shared/model/plant.ts";
import { useLiveTable } from "../../live/live-context.ts";
import { formatCount } from "../../messages/format.ts";
import { t, tCount } from "../../messages/t.ts";
import { useConnection } from "../../state/connection.ts";
import { useSelection } from "../../state/selection.ts";
import { IconButton } from "../../ui/IconButton.tsx";
import { download } from "../common/download.ts";
import { StatusMark } from "./DefectMarks.tsx";
import { placeText } from "./defect-words.ts";
import { byUrgency, commonPlace, statusCounts } from "./findings.ts";
import { containmentCsv } from "./lists-to-save.ts";
import { PartPictures, type SeenPart } from "./PartPictures.tsx";

/** Rows at first; the rest on demand. */
const firstRows = 12;

interface UnitsProps {
  readonly finding: DefectFinding;
}

/** Pictures that are looked at: whose, beginning with which. */
interface Looked {
  readonly parts: readonly SeenPart[];
  readonly first: string;
}

/** `asOfMs`: what the report knows of the parts is as known then. */
export function AffectedUnits({ finding, asOfMs }: UnitsProps & { readonly asOfMs: number }) {
  const [isWhole, setWhole] = useState(false);
  const [looked, setLooked] = useState<Looked>();
  const { affected } = finding;
  if (affected.length === 0)
    return (
      <section className="finding__part" aria-label={t("defect.units")}>
        <h4>{t("defect.units")}</h4>
        <p className="muted">{t("defect.unitsNone")}</p>
      </section>
    );
  const sorted = byUrgency(affected);
  const pictured = sorted
    .filter(({ pictureAt }) => pictureAt !== undefined)
    .map(({ serial, result }): SeenPart => ({ serial, judgedMs: result?.timeMs }));
  const save = (): void => {
    const name = `${finding.assetId} containment ${finding.id}.csv`;
    download(new Blob([containmentCsv(finding)], { type: "text/csv" }), name);
    useConnection.getState().say(t("defects.saved", { name }));
  };
  return (
    <section className="finding__part" aria-label={t("defect.units")}>
      <div className="finding-part__head">
        <h4>{t("defect.units")}</h4>
        <IconButton label={t("defect.unitsCsvHint")} text={t("defect.unitsCsv")} onClick={save}>
          <Download />
        </IconButton>
      </div>
      <Counts finding={finding} />
      <Spots finding={finding} pictured={pictured} onLook={setLooked} />
      <table className="units small">
        <colgroup>
          <col className="units__serial" />
          <col className="units__status" />
          <col />
          {pictured.length === 0 ? undefined : <col className="units__picture" />}
        </colgroup>
        <thead className="visually-hidden">
          <tr>
            <th scope="col">{t("defect.unit")}</th>
            <th scope="col">{t("defect.unitStatus")}</th>
            <th scope="col">{t("defect.unitPlace")}</th>
            {pictured.length === 0 ? undefined : <th scope="col">{t("defect.unitPicture")}</th>}
          </tr>
        </thead>
        <tbody>
          {sorted.slice(0, isWhole ? undefined : firstRows).map((part) => (
            <Unit
              key={part.serial}
              part={part}
              onLook={
                pictured.length === 0 ? undefined : () => setLooked({ parts: pictured, first: part.serial })
              }
            />
          ))}
        </tbody>
      </table>
      {isWhole || sorted.length <= firstRows ? undefined : (
        <button type="button" className="link" onClick={() => setWhole(true)}>
          {t("defect.unitsMore", { count: formatCount(sorted.length) })}
        </button>
      )}
      {looked === undefined ? undefined : (
        <PartPictures {...looked} asOfMs={asOfMs} onClose={() => setLooked(undefined)} />
      )}
    </section>
  );
}

/** `14 serials, 9 of them in D10-modules`, and how many of each status; where there are more than are listed, that is said. */
function Counts({ finding: { affected, affectedTotal = affected.length } }: UnitsProps) {
  const most = commonPlace(affected);
  const isWhole = affectedTotal <= affected.length;
  return (
    <>
      <p>
        <strong className="live-value">{tCount("defect.unitsHere", affectedTotal)}</strong>
        {most === undefined
          ? ""
          : `, ${
              isWhole && most.count === affected.length
                ? t("defect.unitsAll", { place: placeText(most.place) })
                : t(isWhole ? "defect.unitsMost" : "defect.unitsLeast", {
                    count: most.count,
                    place: placeText(most.place),
                  })
            }`}
      </p>
      {isWhole ? undefined : (
        <p className="small muted">{t("defect.unitsListed", { count: formatCount(affected.length) })}</p>
      )}
      <p className="unit-counts small">
        {statusCounts(affected).map(({ status, count }) => (
          <span key={status}>
            <strong className="live-value">{count}</strong> <StatusMark status={status} />
          </span>
        ))}
      </p>
    </>
  );
}

interface SpotsProps extends UnitsProps {
  /** Those of which there is a picture. */
  readonly pictured: readonly SeenPart[];
  readonly onLook: (looked: Looked) => void;
}

/** How many defects were measured at a place on the part, and the pictures of those parts. */
function Spots({ finding: { spots }, pictured, onLook }: SpotsProps) {
  if (spots.length === 0) return undefined;
  const withSpot = new Set(spots.map(({ serial }) => serial));
  const parts = pictured.filter(({ serial }) => withSpot.has(serial));
  const first = parts[0]?.serial;
  return (
    <p className="unit-spots small">
      <span>
        {t("defect.spots", {
          defects: tCount("finding.defects", spots.length),
          parts: tCount("defect.parts", withSpot.size),
        })}
      </span>
      {first === undefined ? undefined : (
        <button type="button" className="link" onClick={() => onLook({ parts, first })}>
          <Camera aria-hidden="true" /> {t("defect.spotsGo")}
        </button>
      )}
    </p>
  );
}

interface UnitProps {
  readonly part: AffectedPart;
  /** Opens its picture; undefined = no part of the list has one. */
  readonly onLook: (() => void) | undefined;
}

function Unit({ part: { serial, status, now, pictureAt }, onLook }: UnitProps) {
  const { plant } = useLiveTable();
  const isSelected = useSelection((s) => s.serial === serial);
  const { selectPart, selectAsset, requestFrame } = useSelection.getState();
  const place = placeText(now);
  const { assetId, into } = now;
  const isThere = assetId !== undefined && assetOf(plant, assetId) !== undefined;
  return (
    <tr data-selected={isSelected}>
      <th scope="row">
        <button
          type="button"
          className="link"
          aria-label={t("defect.unitGo", { serial })}
          onClick={() => selectPart(serial, isThere ? assetId : undefined)}
        >
          {serial}
        </button>
      </th>
      <td>
        <StatusMark status={status} />
      </td>
      <td className="units__place" title={place}>
        {isThere || into !== undefined ? (
          <button
            type="button"
            className="link"
            aria-label={t("defect.placeGo", { place })}
            onClick={() => {
              if (into !== undefined) selectPart(into, isThere ? assetId : undefined);
              else selectAsset(assetId);
              if (isThere) requestFrame();
            }}
          >
            {place}
          </button>
        ) : (
          <span className="muted">{place}</span>
        )}
      </td>
      {onLook === undefined ? undefined : (
        <td className="units__picture">
          {pictureAt === undefined ? undefined : (
            <IconButton label={t("image.open", { serial, asset: pictureAt })} onClick={onLook}>
              <Camera />
            </IconButton>
          )}
        </td>
      )}
    </tr>
  );
}
