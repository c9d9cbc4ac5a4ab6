// Before each test file: what fast-check makes up is the same in every run. Another seed looks elsewhere:
// GEMBA_PROPERTY_SEED=7 npx vitest run -c tests/vitest.config.ts shared/frame
import fc from "fast-check";

fc.configureGlobal({ seed: Number(process.env["GEMBA_PROPERTY_SEED"] ?? 1) });
