// While something is recorded the machine must not suspend the app.
import type { PowerSaveBlockerObject } from "./electron-objects.ts";

/** Takes and releases the system's block as recordings begin and end. */
export function stayAwake(blocker: PowerSaveBlockerObject): (recording: boolean) => void {
  let block: number | undefined;
  return (recording) => {
    if (recording && block === undefined) block = blocker.start("prevent-app-suspension");
    if (recording || block === undefined) return;
    blocker.stop(block);
    block = undefined;
  };
}
