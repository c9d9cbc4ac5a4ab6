// Answers about what is not as usual. The thread of the defect engine makes them; here: which log, which window.
import { RequestError } from "#shared/host-api/envelope.ts";
import type { RequestHandlers } from "#shared/host-api/server.ts";

export function defectRequests(): Pick<RequestHandlers, "defect.report" | "defect.charts" | "alarm.load"> {
  const refuse = (): never => {
    throw new RequestError({ code: "refused", message: "Nothing is analysed here", hint: "" });
  };
  return { "defect.report": refuse, "defect.charts": refuse, "alarm.load": refuse };
}
