// Calls that are cut off because the page looks at something else are told to nobody; those of a lost link are.
import { expect, test } from "vitest";
import { createHostClient } from "#shared/host-api/client.ts";
import { memoryChannelPair } from "#shared/host-api/memory-channel.ts";
import { LastingClient } from "./lasting-client.ts";

/** A connection to a host that never answers, and the client over it. */
function silentHost() {
  const client = createHostClient(memoryChannelPair().page);
  const lasting = new LastingClient({
    current: () => ({ client, newestSequence: 0 }),
    absence: () => undefined,
    onPlayhead: () => undefined,
    close: () => undefined,
  });
  const told: string[] = [];
  void lasting.call("recordings.list", {}).then(
    () => told.push("answered"),
    () => told.push("failed"),
  );
  return { client, lasting, told };
}

/** Everything that follows from what was done has happened. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test("a call of a connection that is left never answers", async () => {
  const { client, lasting, told } = silentHost();
  lasting.leave(client);
  client.close();
  await settled();
  expect(told).toEqual([]);
});

test("a call of a connection that is lost fails", async () => {
  const { client, told } = silentHost();
  client.close();
  await settled();
  expect(told).toEqual(["failed"]);
});
