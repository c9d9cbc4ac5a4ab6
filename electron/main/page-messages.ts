// The only door for messages from pages: who sent it is checked first, what it says second, then it is handled.
import { z } from "zod";
import type { ToMain } from "#shared/host-api/desktop-shell.ts";
import type { Contents, IpcObject, PageEvent } from "./electron-objects.ts";
import { pageOrigin } from "./protocol.ts";

/** Every message a page may send, and what it must look like. */
const messages = {
  connect: z.tuple([]),
  "open-path": z.tuple([z.string().min(1).max(4096)]),
} satisfies Record<ToMain, z.ZodType>;
type Messages = typeof messages;

export type PageHandlers = {
  readonly [Channel in ToMain]: (sender: Contents, ...values: z.infer<Messages[Channel]>) => void;
};

/** Listens on every channel. Foreign senders and malformed messages are logged and go no further. */
export function handlePageMessages(
  ipc: IpcObject,
  handlers: PageHandlers,
  log: (line: string) => void,
): void {
  const on = <Channel extends ToMain>(
    channel: Channel,
    schema: z.ZodType<z.infer<Messages[Channel]>>,
    handle: PageHandlers[Channel],
  ): void => {
    ipc.on(channel, (event, ...values) => {
      const parsed = schema.safeParse(values);
      if (!isOurPage(event))
        log(`Refused "${channel}" from ${event.senderFrame?.origin ?? "a frame that is gone"}.`);
      else if (!parsed.success) log(`Refused "${channel}": ${parsed.error.message}`);
      else handle(event.sender, ...parsed.data);
    });
  };
  on("connect", messages.connect, handlers.connect);
  on("open-path", messages["open-path"], handlers["open-path"]);
}

/** The main frame of our own page; a frame inside it, if there ever is one, has no say. */
function isOurPage({ senderFrame }: PageEvent): boolean {
  return senderFrame !== null && senderFrame.origin === pageOrigin && senderFrame.parent === null;
}
