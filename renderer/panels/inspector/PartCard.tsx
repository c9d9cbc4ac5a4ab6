// A part: where it is, what went into it, what it went into, its life and its results.
import { CornerLeftUp } from "lucide-react";
import type { PartInfo } from "#shared/host-api/requests.ts";
import type { Plant } from "#shared/model/plant.ts";
import { useAnswer } from "../../live/use-answer.ts";
import { formatClock, formatCount } from "../../messages/format.ts";
import { t, tWord } from "../../messages/t.ts";
import { useSelection } from "../../state/selection.ts";
import { PictureSection } from "./PictureSection.tsx";
import { Section } from "./Section.tsx";
import { ResultList } from "./ResultList.tsx";

export function PartCard({ plant, serial }: { readonly plant: Plant; readonly serial: string }) {
  const { value, problem } = useAnswer("part.detail", { serial });
  if (problem !== undefined)
    return <p className="muted inspector__empty">{t("inspect.unavailable", { message: problem })}</p>;
  if (value === undefined) return <p className="muted inspector__empty">{t("inspect.loading")}</p>;
  if (value.part === undefined) {
    return (
      <div className="notice">
        <strong>{t("part.none", { serial })}</strong>
        <p>{t("part.noneHint")}</p>
      </div>
    );
  }
  return <PartBody plant={plant} part={value.part} />;
}

function PartBody({ plant, part }: { readonly plant: Plant; readonly part: PartInfo }) {
  const selectAsset = useSelection((s) => s.selectAsset);
  const selectPart = useSelection((s) => s.selectPart);
  const zone = plant.file.timeZone;
  const variant = plant.file.variants.find((known) => known.id === part.variant);
  const name = (id: string): string => plant.assets[plant.assetRowById.get(id) ?? -1]?.name ?? "";
  return (
    <>
      <dl className="facts">
        <dt>{t("part.at")}</dt>
        <dd>
          {part.asset === undefined ? (
            t("part.left")
          ) : (
            <button type="button" className="link" onClick={() => selectAsset(part.asset)}>
              {part.asset} · {name(part.asset)}
            </button>
          )}
        </dd>
        <dt>{t("part.product")}</dt>
        <dd>
          {part.product}
          {variant === undefined ? (part.variant === "" ? "" : ` · ${part.variant}`) : ` · ${variant.name}`}
        </dd>
        {part.parent === undefined ? undefined : (
          <>
            <dt>{t("part.into")}</dt>
            <dd>
              <button type="button" className="link" onClick={() => selectPart(part.parent)}>
                <CornerLeftUp aria-hidden="true" /> {part.parent}
              </button>
            </dd>
          </>
        )}
      </dl>
      <Section title={t("part.from")} count={part.components.length + part.lots.length}>
        {part.components.length + part.lots.length === 0 ? (
          <p className="muted inspector__empty">{t("part.nothingIn")}</p>
        ) : (
          <ul className="chips">
            {part.components.map((component) => (
              <li key={component.serial}>
                <button
                  type="button"
                  className="tag"
                  onClick={() => selectPart(component.serial)}
                  title={component.product}
                >
                  {component.serial}
                  {component.position === undefined ? undefined : (
                    <span className="muted"> {component.position}</span>
                  )}
                </button>
              </li>
            ))}
            {part.lots.map((lot) => (
              <li
                key={`${lot.lot} ${lot.asset}`}
                className="tag tag--still"
                title={`${t("part.lots")} · ${lot.asset}`}
              >
                {lot.lot} <span className="muted">× {formatCount(lot.quantity)}</span>
              </li>
            ))}
          </ul>
        )}
      </Section>
      <PictureSection plant={plant} part={part} />
      <Section title={t("part.results")} count={part.results.length}>
        <ResultList
          results={part.results}
          plant={plant}
          show="asset"
          onChoose={(result) => selectPart(part.serial, result.asset)}
        />
      </Section>
      <Section title={t("part.events")} count={part.events.length}>
        <ol className="events">
          {[...part.events].reverse().map((event, index) => (
            <li key={`${event.timeMs} ${event.verb} ${index}`} className="event">
              <span className="muted">{formatClock(event.timeMs, zone)}</span>
              <span>
                {tWord("verb", event.verb)} <span className="muted">{event.asset}</span>
                {event.detail === undefined ? undefined : <span className="muted"> · {event.detail}</span>}
              </span>
            </li>
          ))}
        </ol>
      </Section>
    </>
  );
}
