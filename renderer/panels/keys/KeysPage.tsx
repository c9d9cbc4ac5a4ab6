// The list of keys.
import { X } from "lucide-react";
import { t, tHelp } from "../../messages/t.ts";
import { useView } from "../../state/view.ts";
import { IconButton } from "../../ui/IconButton.tsx";
import { keyHelp } from "./key-map.ts";

export function KeysPage() {
  const openPage = useView((s) => s.openPage);
  return (
    <section className="panel page" aria-label={t("keys.title")}>
      <header className="panel__head">
        <h2>{t("keys.title")}</h2>
        <IconButton label={t("keys.close")} onClick={() => openPage(undefined)}>
          <X />
        </IconButton>
      </header>
      <div className="scroll page__body">
        <dl className="keys">
          {keyHelp.map(({ keys, help }) => (
            <div key={help} style={{ display: "contents" }}>
              <dt>
                {keys.map((key) => (
                  <kbd key={key}>{key}</kbd>
                ))}
              </dt>
              <dd>{tHelp(help)}</dd>
            </div>
          ))}
        </dl>
      </div>
    </section>
  );
}
