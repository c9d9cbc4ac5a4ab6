// A file a person chose or dropped goes to the host: a recording of ours is opened, anything else is asked about.
import type { Upload } from "../../live/live-context.ts";
import { failureText } from "../../live/use-answer.ts";
import { t } from "../../messages/t.ts";
import { useConnection } from "../../state/connection.ts";
import { useImports } from "../../state/imports.ts";
import { useRecordings } from "../../state/recordings.ts";
import { useView } from "../../state/view.ts";

/** Sends the first of these files. */
export async function sendFile(upload: Upload, files: Iterable<File>): Promise<void> {
  const [file, ...others] = files;
  if (file === undefined) return;
  const imports = useImports.getState();
  const abort = new AbortController();
  if (!imports.sending(file.name, file.size, () => abort.abort())) {
    useConnection.getState().say(t("import.busy"));
    return;
  }
  if (others.length > 0) useConnection.getState().say(t("import.oneFile"));
  useView.getState().openPage("recordings");
  try {
    const uploaded = await upload(file, { signal: abort.signal, onSent: (bytes) => imports.sent(bytes) });
    if (uploaded.kind === "file") {
      imports.found(uploaded.id, uploaded.name);
      return;
    }
    imports.close();
    useRecordings.getState().look(uploaded.id);
    useView.getState().openPage(undefined);
  } catch (failure) {
    if (abort.signal.aborted) imports.close();
    else imports.refused(file.name, failureText(failure));
  }
}
