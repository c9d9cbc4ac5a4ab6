// Small facts of the frame budget: the share of a frame, the heap, a short name of the graphics. Pure but for the heap.
import { frameBudgetMs } from "../../state/frame-budget.ts";

/** Share of a frame's time that `ms` takes, at most 1. */
export function shareOfBudget(ms: number): number {
  return Math.min(1, Math.max(0, ms / frameBudgetMs));
}

/** Bytes of the page's JavaScript heap where the browser tells (Chromium does). */
export function heapBytes(): number | undefined {
  const memory: unknown = Reflect.get(performance, "memory");
  if (typeof memory !== "object" || memory === null) return undefined;
  const used: unknown = Reflect.get(memory, "usedJSHeapSize");
  return typeof used === "number" ? used : undefined;
}

/** The card's own name out of a renderer's: `ANGLE (Vendor, Card, Driver)` → `Card`. */
export function deviceName(renderer: string): string {
  const inner = /^ANGLE \(([^,]+), (.+)\)$/.exec(renderer)?.[2];
  if (inner === undefined) return renderer;
  const software = /SwiftShader|llvmpipe/i.exec(inner);
  if (software !== null) return software[0];
  return inner
    .replace(/^ANGLE Metal Renderer: /, "")
    .replace(/ (Direct3D|OpenGL|Vulkan|\(0x).*$/, "")
    .replace(/,.*$/, "")
    .trim();
}
