// The host's end of a channel: checks each request against requests.ts, answers it, sends events and frames.
// Whatever a page sends, nothing here throws. Knows no transport and no timeline.
import type { z } from "zod";
import { type Disposable, disposable, Listeners } from "../base/disposable.ts";
import type { Problem } from "../base/problem.ts";
import { maxBytesOut } from "../frame/layout.ts";
import type { Channel, CloseCause } from "./channel.ts";
import { isRequestName, issueText, requestEnvelope, RequestError } from "./envelope.ts";
import type { HostEvent } from "./events.ts";
import { bytesMessage, jsonBody, jsonMessage, parseMessageHeader } from "./message.ts";
import { type RequestFailure, type RequestMap, type RequestName, requests, type Right } from "./requests.ts";

/** Events that may be on their way to a page before `resync` replaces what follows. */
export const maxWaitingEvents = 1000;
/** Requests a page may have open at once. */
export const maxOpenRequests = 256;

/** One answer per request. Throw a RequestError to refuse; anything else thrown is a bug and is reported. */
export type RequestHandlers = {
  readonly [K in RequestName]: (
    args: z.output<RequestMap[K]["args"]>,
  ) => z.input<RequestMap[K]["result"]> | Promise<z.input<RequestMap[K]["result"]>>;
};

export interface ServeOptions {
  /** What this page may do. */
  readonly right: Right;
  /** What is not among them is refused. */
  readonly handlers: Partial<RequestHandlers>;
  /** Hears of malformed messages and of handlers that failed unexpectedly. */
  readonly report?: (problem: Problem) => void;
}

/** One page as the host sees it. */
export interface PageConnection extends Disposable {
  /**
   * Sends an event, or skips it and returns false when 1,000 are unread; then one `resync` follows as soon as there is
   * room.
   */
  sendEvent(event: HostEvent): boolean;
  /** Sends an encoded frame; the buffer may be reused at once. */
  sendFrame(bytes: Uint8Array): void;
  /** The page has drawn the frame with this sequence. */
  onAcknowledge(listener: (sequence: number) => void): Disposable;
  onClose(listener: (cause: CloseCause) => void): Disposable;
  close(cause?: CloseCause): void;
  /** Events sent and not yet read by the page. */
  readonly waitingEvents: number;
}

/** Serves one page on `channel` until either side closes it. */
export function serveRequests(channel: Channel, options: ServeOptions): PageConnection {
  const acknowledgements = new Listeners<number>();
  let eventSequence = 0;
  let readSequence = 0;
  let skipping = false;
  let openRequests = 0;

  function report(id: string, message: string, hint: string): void {
    options.report?.({ path: ["viewer"], id, severity: "warning", message, hint });
  }

  function reply(
    request: number,
    body: { ok: true; result: unknown } | { ok: false; failure: RequestFailure },
  ): void {
    const bytes = jsonMessage("reply", request, body);
    if (bytes.byteLength <= maxBytesOut) channel.send(bytes);
    else
      fail(
        request,
        "failed",
        `The answer has ${bytes.byteLength} bytes, more than a message may have`,
        "Ask for less.",
      );
  }

  function fail(request: number, code: RequestFailure["code"], message: string, hint?: string): void {
    reply(request, { ok: false, failure: hint === undefined ? { code, message } : { code, message, hint } });
  }

  async function handle<K extends RequestName>(request: number, name: K, unchecked: unknown): Promise<void> {
    const definition = requests[name];
    if (definition.right === "operate" && options.right !== "operate") {
      fail(
        request,
        "refused",
        `${name} needs the right to operate`,
        "Open the page on the host's own machine.",
      );
      return;
    }
    const args = definition.args.safeParse(unchecked);
    if (!args.success) {
      fail(request, "invalid", `${name}: ${issueText(args.error)}`);
      return;
    }
    try {
      const handler = options.handlers[name];
      if (handler === undefined)
        throw new RequestError({ code: "refused", message: `${name} is not served here` });
      // A decoder: the schema of this very name has just accepted the arguments.
      const result = await handler(args.data as z.output<RequestMap[K]["args"]>);
      const checked = definition.result.safeParse(result);
      if (!checked.success) {
        report(
          "undeclared-result",
          `${name} answered ${issueText(checked.error)}`,
          "Mend the handler or its schema.",
        );
        fail(request, "failed", `The host's answer to ${name} was not as declared`);
      } else if (checked.data instanceof Uint8Array) {
        channel.send(bytesMessage("blob", request, checked.data));
      } else {
        reply(request, { ok: true, result: checked.data });
      }
    } catch (cause) {
      if (cause instanceof RequestError) {
        reply(request, { ok: false, failure: cause.failure });
      } else {
        report(
          "handler-failed",
          `${name}: ${cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)}`,
          "This is a bug.",
        );
        fail(request, "failed", `${name} could not be done`, "The host's log has the reason.");
      }
    }
  }

  function receiveRequest(request: number, bytes: Uint8Array): void {
    const body = jsonBody(bytes);
    const envelope = body.ok ? requestEnvelope.safeParse(body.value) : undefined;
    if (envelope?.success !== true) {
      const problem = body.ok ? undefined : body.problems[0];
      report(
        problem?.id ?? "bad-request",
        problem?.message ?? "A request has no name",
        "Use a page of this host.",
      );
      fail(request, "invalid", problem?.message ?? "A request needs a name and arguments");
    } else if (!isRequestName(envelope.data.name)) {
      fail(
        request,
        "refused",
        `There is no request "${envelope.data.name}"`,
        "Reload the page: it may be older than the host.",
      );
    } else if (openRequests >= maxOpenRequests) {
      fail(request, "refused", "Too many requests are open", "Wait for answers before asking more.");
    } else {
      openRequests += 1;
      void handle(request, envelope.data.name, envelope.data.args).finally(() => {
        openRequests -= 1;
      });
    }
  }

  function sendEvent(event: HostEvent): boolean {
    if (skipping || eventSequence - readSequence >= maxWaitingEvents) {
      skipping = true;
      return false;
    }
    eventSequence += 1;
    channel.send(jsonMessage("event", eventSequence, event));
    return true;
  }

  function eventsRead(sequence: number): void {
    if (sequence <= readSequence || sequence > eventSequence) return;
    readSequence = sequence;
    if (skipping && eventSequence - readSequence < maxWaitingEvents / 2) {
      skipping = false;
      sendEvent({ name: "resync" });
    }
  }

  const listening = channel.onMessage((bytes) => {
    const header = parseMessageHeader(bytes);
    if (!header.ok) {
      const problem = header.problems[0];
      report(
        problem?.id ?? "bad-message",
        problem?.message ?? "unreadable message",
        problem?.hint ?? "Reload the page.",
      );
      channel.close({ kind: "refused", message: `${problem?.id}: ${problem?.message}` });
      return;
    }
    const { kind, request } = header.value;
    if (kind === "frame") acknowledgements.emit(request);
    else if (kind === "event") eventsRead(request);
    else if (kind === "request") receiveRequest(request, bytes);
    else report("unexpected-kind", `A page sent a ${kind}`, "Use a page of this host.");
  });

  const stop = disposable(() => {
    listening[Symbol.dispose]();
    channel.close();
  });

  return {
    sendEvent,
    sendFrame: (bytes) => {
      channel.send(bytes);
    },
    onAcknowledge: (listener) => acknowledgements.add(listener),
    onClose: (listener) => channel.onClose(listener),
    close: (cause) => {
      channel.close(cause);
    },
    get waitingEvents() {
      return eventSequence - readSequence;
    },
    [Symbol.dispose]: () => {
      stop[Symbol.dispose]();
    },
  };
}
