import { serve } from "../../electron/host/commands/serve.ts";
export const bad = serve;
