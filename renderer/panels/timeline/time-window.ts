// The stretch of time a view shows: zoom, pan, limits. Pure; knows no canvas and no host.
import type { TimeSpan } from "#shared/host-api/requests.ts";

/** The closest look: five seconds fill the panel. */
export const shortestWindowMs = 5_000;
/** One press of a zoom button or key. */
export const zoomStep = 2;
/** Beyond both ends this share of the window may be seen, so that the end of live does not stick to the edge. */
export const marginShare = 0.02;

/** The whole of a range as a window, with a little air at its end. */
export function wholeWindow(range: TimeSpan): TimeSpan {
  const spanMs = Math.max(shortestWindowMs, range.toMs - range.fromMs);
  return { fromMs: range.fromMs, toMs: range.fromMs + spanMs * (1 + marginShare) };
}

/** `window` moved and shortened until it lies in the range, at least as long as the closest look. */
export function fitWindow(window: TimeSpan, range: TimeSpan): TimeSpan {
  const whole = wholeWindow(range);
  const longestMs = whole.toMs - whole.fromMs;
  const spanMs = Math.min(longestMs, Math.max(shortestWindowMs, window.toMs - window.fromMs));
  const fromMs = Math.min(Math.max(window.fromMs, whole.fromMs), whole.toMs - spanMs);
  return { fromMs, toMs: fromMs + spanMs };
}

/** The window with `factor` times its length, in which `aroundMs` stays where it was. */
export function zoomWindow(window: TimeSpan, factor: number, aroundMs: number, range: TimeSpan): TimeSpan {
  const whole = wholeWindow(range);
  const spanMs = window.toMs - window.fromMs;
  const wantedMs = Math.min(whole.toMs - whole.fromMs, Math.max(shortestWindowMs, spanMs * factor));
  const share = (aroundMs - window.fromMs) / spanMs;
  const fromMs = aroundMs - share * wantedMs;
  return fitWindow({ fromMs, toMs: fromMs + wantedMs }, range);
}

/** The window moved by `byMs`, stopping at the ends. */
export function panWindow(window: TimeSpan, byMs: number, range: TimeSpan): TimeSpan {
  return fitWindow({ fromMs: window.fromMs + byMs, toMs: window.toMs + byMs }, range);
}

/** The next page in which `timeMs` has come in from the edge that it left by; itself when it shows it. */
export function revealTime(window: TimeSpan, timeMs: number, range: TimeSpan): TimeSpan {
  if (timeMs >= window.fromMs && timeMs <= window.toMs) return window;
  const spanMs = window.toMs - window.fromMs;
  const fromMs = timeMs < window.fromMs ? timeMs - spanMs * 0.9 : timeMs - spanMs * 0.1;
  return fitWindow({ fromMs, toMs: fromMs + spanMs }, range);
}

/** How much a turn of the wheel by so many pixels zooms: a notch of a mouse by a fifth, a touchpad in small steps. */
export function wheelFactor(deltaPixels: number): number {
  return Math.exp(Math.min(120, Math.max(-120, deltaPixels)) * 0.0018);
}

/** Pixels a wheel event means; lines and pages come from some mice. */
export function wheelPixels(delta: number, mode: number): number {
  return delta * (mode === 1 ? 16 : mode === 2 ? 400 : 1);
}
