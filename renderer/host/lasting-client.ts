// The one HostClient of a page: outlives connections by passing everything to the connection of the moment.
// Does not connect and does not judge whether the link is alive (link.ts does).
import { type Disposable, disposable, Listeners } from "#shared/base/disposable.ts";
import type { CloseCause } from "#shared/host-api/channel.ts";
import type { HostClient } from "#shared/host-api/client.ts";
import { RequestError } from "#shared/host-api/envelope.ts";
import type { HostEvent } from "#shared/host-api/events.ts";
import {
  playheadSchema,
  type PlayheadState,
  type RequestArgs,
  type RequestFailure,
  type RequestName,
  type RequestResult,
} from "#shared/host-api/requests.ts";

interface WaitingCall {
  start(client: HostClient): void;
  reject(error: RequestError): void;
}

/** The connection of the moment, and the newest frame it brought. */
export interface CurrentConnection {
  readonly client: HostClient;
  readonly newestSequence: number;
}

export interface LastingClientOptions {
  /** The connection calls go to, if there is one. */
  readonly current: () => CurrentConnection | undefined;
  /** Why there is none and calls must fail; undefined = not yet connected, calls wait. */
  readonly absence: () => RequestFailure | undefined;
  /** The host moved the playhead at this page's request. */
  readonly onPlayhead: (playhead: PlayheadState) => void;
  readonly close: () => void;
}

export class LastingClient implements HostClient {
  readonly #options: LastingClientOptions;
  readonly #frames = new Listeners<Uint8Array>();
  readonly #events = new Listeners<HostEvent>();
  readonly #closes = new Listeners<CloseCause>();
  #unheardFrames: Uint8Array[] = [];
  #waiting: WaitingCall[] = [];
  #ended: CloseCause | undefined;
  /** Connections left for another timeline: what they still owed is of no use to anybody. */
  readonly #left = new WeakSet<HostClient>();

  constructor(options: LastingClientOptions) {
    this.#options = options;
  }

  async call<K extends RequestName>(name: K, args: RequestArgs<K>): Promise<RequestResult<K>> {
    const result = await this.#pass(name, args);
    // The place to come back to; the event that tells the same may be lost with the connection.
    const moved = name === "playhead.set" ? playheadSchema.safeParse(result) : undefined;
    if (moved?.success === true) this.#options.onPlayhead(moved.data);
    return result;
  }

  /** Frames that came before the first listener are given to it. */
  onFrame(listener: (bytes: Uint8Array) => void): Disposable {
    const registration = this.#frames.add(listener);
    const unheard = this.#unheardFrames;
    this.#unheardFrames = [];
    for (const bytes of unheard) listener(bytes);
    return registration;
  }

  onEvent(listener: (event: HostEvent) => void): Disposable {
    return this.#events.add(listener);
  }

  acknowledge(sequence: number): void {
    const current = this.#options.current();
    // A frame of an earlier connection may be drawn late; its number means nothing to this one.
    if (current !== undefined && sequence <= current.newestSequence) current.client.acknowledge(sequence);
  }

  onClose(listener: (cause: CloseCause) => void): Disposable {
    if (this.#ended === undefined) return this.#closes.add(listener);
    listener(this.#ended);
    return disposable(() => undefined);
  }

  close(): void {
    this.#options.close();
  }

  deliverFrame(bytes: Uint8Array): void {
    if (this.#frames.size === 0) this.#unheardFrames.push(bytes);
    else this.#frames.emit(bytes);
  }

  deliverEvent(event: HostEvent): void {
    this.#events.emit(event);
  }

  /** The page looks at something else: calls that are cut off by it never answer, instead of failing. */
  leave(client: HostClient): void {
    this.#left.add(client);
  }

  /** Starts the calls that waited for a connection. */
  connected(client: HostClient): void {
    for (const call of this.#waiting.splice(0)) call.start(client);
  }

  /** Rejects the calls that wait: no connection will come by itself. */
  refused(failure: RequestFailure): void {
    for (const call of this.#waiting.splice(0)) call.reject(new RequestError(failure));
  }

  ended(cause: CloseCause): void {
    this.#ended = cause;
    this.refused({ code: "failed", message: cause.message });
    this.#closes.emit(cause);
  }

  #callOn<K extends RequestName>(
    client: HostClient,
    name: K,
    args: RequestArgs<K>,
  ): Promise<RequestResult<K>> {
    return new Promise((resolve, reject) => {
      client.call(name, args).then(resolve, (cause: unknown) => {
        if (!this.#left.has(client)) reject(cause instanceof Error ? cause : new Error(String(cause)));
      });
    });
  }

  #pass<K extends RequestName>(name: K, args: RequestArgs<K>): Promise<RequestResult<K>> {
    const client = this.#options.current()?.client;
    if (client !== undefined) return this.#callOn(client, name, args);
    const failure = this.#options.absence();
    if (failure !== undefined) return Promise.reject(new RequestError(failure));
    return new Promise((resolve, reject) => {
      this.#waiting.push({
        start: (started) => {
          this.#callOn(started, name, args).then(resolve, reject);
        },
        reject,
      });
    });
  }
}
