// The list of keys: what the list of commands says, by group.
import { X } from "lucide-react";
import { Fragment } from "react";
import { commandGroups } from "#shared/commands/command-table.ts";
import { t, tWord } from "../../messages/t.ts";
import { useView } from "../../state/view.ts";
import { useViews } from "../../state/views.ts";
import { IconButton } from "../../ui/IconButton.tsx";
import { keyText } from "../commands/command.ts";
import { useCommands } from "../commands/commands-context.ts";
import "./keys.css";

export function KeysPage() {
  const openPage = useView((s) => s.openPage);
  // Views come and go, and their digits with them.
  useViews((s) => s.own);
  const lines = useCommands()()
    .filter((command) => command.keys.length > 0 && command.unlisted !== true)
    .map(({ id, group, title, keys }) => ({ id, group, title, keys: keys.map(keyText) }));
  lines.push(
    { id: "palette", group: "help", title: t("command.palette"), keys: [keyText("Ctrl+K")] },
    { id: "view.save", group: "camera", title: t("command.saveOnAny"), keys: [t("keys.shiftDigits")] },
  );
  return (
    <section className="panel page" aria-label={t("keys.title")}>
      <header className="panel__head">
        <h2>{t("keys.title")}</h2>
        <IconButton label={t("keys.close")} onClick={() => openPage(undefined)}>
          <X />
        </IconButton>
      </header>
      <div className="scroll page__body">
        <div className="keys-columns">
          {commandGroups.map((group) => {
            const ofGroup = lines.filter((line) => line.group === group);
            return ofGroup.length === 0 ? undefined : (
              <section key={group} className="keys-group" aria-label={tWord("group", group)}>
                <h3>{tWord("group", group)}</h3>
                <dl>
                  {ofGroup.map(({ id, title, keys }) => (
                    <Fragment key={id}>
                      <dt>
                        {keys.map((key) => (
                          <kbd key={key}>{key}</kbd>
                        ))}
                      </dt>
                      <dd>{title}</dd>
                    </Fragment>
                  ))}
                </dl>
              </section>
            );
          })}
        </div>
      </div>
    </section>
  );
}
