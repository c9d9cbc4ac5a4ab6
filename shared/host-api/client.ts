// The page's end of a channel: typed requests, events, frames. Knows no transport and never reconnects (link.ts does).
import { type Disposable, disposable, Listeners } from "../base/disposable.ts";
import { messageHeaderBytes } from "../frame/layout.ts";
import type { Channel, CloseCause } from "./channel.ts";
import { closedOnPurpose } from "./channel-core.ts";
import { issueText, replyEnvelope, RequestError } from "./envelope.ts";
import { eventSchema, type HostEvent } from "./events.ts";
import {
  headerMessage,
  jsonBody,
  jsonMessage,
  type MessageHeader,
  parseMessageHeader,
  wireVersionProblem,
} from "./message.ts";
import { type RequestArgs, type RequestName, type RequestResult, requests } from "./requests.ts";

/** What a page can do with its host. */
export interface HostClient {
  /**
   * Asks the host. Rejects with a RequestError: refused, invalid, failed, or the cause of a lost connection.
   * Requests made before the channel is open wait for it.
   */
  call<K extends RequestName>(name: K, args: RequestArgs<K>): Promise<RequestResult<K>>;
  /** Frame messages as they come, header included; the listener owns the bytes. */
  onFrame(listener: (bytes: Uint8Array) => void): Disposable;
  onEvent(listener: (event: HostEvent) => void): Disposable;
  /** Says that the frame with this sequence is drawn. */
  acknowledge(sequence: number): void;
  /** Fires once, also for listeners added afterwards. */
  onClose(listener: (cause: CloseCause) => void): Disposable;
  close(): void;
}

/** A HostClient that also tells of every message heard, for the watch on a silent host. */
export interface WatchedHostClient extends HostClient {
  onHeard(listener: () => void): Disposable;
}

interface Waiting {
  readonly name: RequestName;
  settle(body: unknown): void;
  reject(error: RequestError): void;
}

/** Cause of a close because the two sides are of different builds. */
export function isVersionMismatch(cause: CloseCause): boolean {
  return cause.kind === "refused" && cause.message.includes(wireVersionProblem);
}

/** A client on a channel, or on one that is still opening; one that cannot open rejects all calls with its cause. */
export function createHostClient(opening: Channel | Promise<Channel>): WatchedHostClient {
  const frames = new Listeners<Uint8Array>();
  const events = new Listeners<HostEvent>();
  const closes = new Listeners<CloseCause>();
  const heard = new Listeners<void>();
  const waiting = new Map<number, Waiting>();
  let unsent: Uint8Array[] = [];
  let channel: Channel | undefined;
  let ended: CloseCause | undefined;
  let nextRequest = 1;

  function end(cause: CloseCause): void {
    if (ended !== undefined) return;
    ended = cause;
    unsent = [];
    const open = [...waiting.values()];
    waiting.clear();
    for (const one of open) one.reject(lostError(cause));
    closes.emit(cause);
  }

  function refuse(message: string): void {
    const cause: CloseCause = { kind: "refused", message };
    channel?.close(cause);
    end(cause);
  }

  function receive(bytes: Uint8Array): void {
    const header = parseMessageHeader(bytes);
    if (!header.ok) {
      const problem = header.problems[0];
      refuse(`${problem?.id ?? "bad-message"}: ${problem?.message ?? "unreadable message"}`);
      return;
    }
    heard.emit();
    if (header.value.kind === "frame") frames.emit(bytes);
    else receiveBody(header.value, bytes);
  }

  function receiveBody(header: MessageHeader, bytes: Uint8Array): void {
    if (header.kind === "blob") {
      const asked = waiting.get(header.request);
      waiting.delete(header.request);
      asked?.settle(bytes.subarray(messageHeaderBytes));
      return;
    }
    const body = jsonBody(bytes);
    if (!body.ok) {
      refuse(body.problems[0]?.message ?? "unreadable message");
    } else if (header.kind === "event") {
      channel?.send(headerMessage("event", header.request));
      // An event of a newer host that this page does not know is skipped: events only ever add knowledge.
      const event = eventSchema.safeParse(body.value);
      if (event.success) events.emit(event.data);
    } else if (header.kind === "reply") {
      receiveReply(header.request, body.value);
    }
  }

  function receiveReply(request: number, body: unknown): void {
    const asked = waiting.get(request);
    if (asked === undefined) return;
    waiting.delete(request);
    const reply = replyEnvelope.safeParse(body);
    if (!reply.success) {
      asked.reject(
        new RequestError({ code: "failed", message: `The answer to ${asked.name} cannot be read` }),
      );
    } else if (reply.data.ok) {
      asked.settle(reply.data.result);
    } else {
      const { code, message, hint } = reply.data.failure;
      asked.reject(new RequestError(hint === undefined ? { code, message } : { code, message, hint }));
    }
  }

  function attach(opened: Channel): void {
    if (ended !== undefined) {
      opened.close();
      return;
    }
    channel = opened;
    opened.onClose(end);
    opened.onMessage(receive);
    for (const bytes of unsent) opened.send(bytes);
    unsent = [];
  }

  if (opening instanceof Promise) {
    opening.then(attach, (cause: unknown) => {
      end({ kind: "lost", message: cause instanceof Error ? cause.message : String(cause) });
    });
  } else {
    attach(opening);
  }

  return {
    call<K extends RequestName>(name: K, args: RequestArgs<K>): Promise<RequestResult<K>> {
      if (ended !== undefined) return Promise.reject(lostError(ended));
      const request = nextRequest;
      nextRequest = (nextRequest % 0xffffffff) + 1;
      const bytes = jsonMessage("request", request, { name, args });
      return new Promise((resolve, reject) => {
        waiting.set(request, {
          name,
          settle(body) {
            const result = requests[name].result.safeParse(body);
            if (result.success) {
              // A decoder: the schema of this very name has just accepted it.
              resolve(result.data as RequestResult<K>);
            } else {
              const message = `The answer to ${name} is not as declared: ${issueText(result.error)}`;
              reject(new RequestError({ code: "failed", message }));
            }
          },
          reject,
        });
        if (channel === undefined) unsent.push(bytes);
        else channel.send(bytes);
      });
    },
    onFrame: (listener) => frames.add(listener),
    onEvent: (listener) => events.add(listener),
    onHeard: (listener) => heard.add(listener),
    acknowledge(sequence) {
      channel?.send(headerMessage("frame", sequence));
    },
    onClose(listener) {
      if (ended === undefined) return closes.add(listener);
      listener(ended);
      return disposable(() => undefined);
    },
    close() {
      channel?.close();
      end(closedOnPurpose);
    },
  };
}

function lostError(cause: CloseCause): RequestError {
  return new RequestError({
    code: cause.kind === "refused" ? "refused" : "failed",
    message: cause.message,
    hint: "Ask again when the connection to the host is back.",
  });
}
