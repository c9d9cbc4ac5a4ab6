// What raw probabilities were worth on lines whose truth is known; fitted by `npm run validate -- bottleneck --regenerate`.
import type { Calibration } from "./confidence.ts";

export const calibration: Calibration = [];
