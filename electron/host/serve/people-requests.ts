// What people say, over the wire: list, add, take back. A record each; nothing here reaches a machine.
import { RequestError } from "#shared/host-api/envelope.ts";
import type { RequestHandlers } from "#shared/host-api/server.ts";
import type { Asset } from "#shared/model/plant.ts";
import type { PeopleFile } from "../people/people-file.ts";

export interface PeopleContext {
  /** Undefined = nothing can be kept, because another host holds the folder or there is none. */
  readonly people: PeopleFile | undefined;
  /** The asset of an id; refuses one the plant does not have. */
  readonly assetOf: (id: string) => Asset;
}

const why = "Nothing can be kept here: no data folder, or another Gemba holds it.";

export function peopleRequests(
  context: PeopleContext,
): Pick<RequestHandlers, "people.list" | "people.add" | "people.remove"> {
  const kept = (): PeopleFile => {
    const { people } = context;
    if (people !== undefined) return people;
    throw new RequestError({
      code: "refused",
      message: why,
      hint: "Start Gemba with a folder of its own by --data.",
    });
  };
  return {
    "people.list": ({ fromMs, toMs, kind }) => {
      const { people } = context;
      return people === undefined ? { records: [], why } : { records: people.list(fromMs, toMs, kind) };
    },
    "people.add": async (saying) => {
      if ("assetId" in saying && saying.assetId !== undefined) context.assetOf(saying.assetId);
      return { record: await kept().add(saying) };
    },
    "people.remove": async ({ id }) => {
      await kept().remove(id);
      return { id };
    },
  };
}
