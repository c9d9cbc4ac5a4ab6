// Files can be dropped anywhere on the page; while one is held over it, the page says what will happen.
import { Import } from "lucide-react";
import { useContext, useEffect, useState } from "react";
import { UploadContext } from "../../live/live-context.ts";
import { t } from "../../messages/t.ts";
import { useConnection } from "../../state/connection.ts";
import { sendFile } from "./send-file.ts";
import "./import.css";

export function ImportDrop() {
  const upload = useContext(UploadContext);
  const mayOperate = useConnection((s) => s.right === "operate");
  const [isOver, setIsOver] = useState(false);
  useEffect(() => {
    if (upload === undefined || !mayOperate) return;
    const listening = new AbortController();
    const { signal } = listening;
    const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes("Files") === true;
    const over = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setIsOver(true);
    };
    document.addEventListener("dragenter", over, { signal });
    document.addEventListener("dragover", over, { signal });
    document.addEventListener(
      "dragleave",
      (event) => {
        // Out of the window, not from one element to the next.
        if (event.relatedTarget === null) setIsOver(false);
      },
      { signal },
    );
    document.addEventListener(
      "drop",
      (event) => {
        if (!hasFiles(event)) return;
        event.preventDefault();
        setIsOver(false);
        void sendFile(upload, event.dataTransfer?.files ?? []);
      },
      { signal },
    );
    return () => listening.abort();
  }, [upload, mayOperate]);
  return isOver ? (
    <div className="import-drop" role="status">
      <p>
        <Import aria-hidden="true" />
        {t("import.drop")}
      </p>
    </div>
  ) : undefined;
}
