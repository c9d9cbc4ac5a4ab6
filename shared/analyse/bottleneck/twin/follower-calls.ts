// How many parts a station that follows another still owes at a moment: counted along the log from a moment where it owed none.
// Repeats what `callFollower` and `replaceScrap` of the engine do, on recorded times.
import { ending } from "../../../simulate/operation-source.ts";
import { stateCode } from "../../../simulate/sink.ts";
import { firstAfter } from "../../../base/sorted.ts";
import { stretchesOf } from "./interruptions.ts";
import type { Recorded } from "./recorded.ts";
import type { RecordedOrders } from "./recorded-orders.ts";

/** Calls not yet begun, oldest first, and the count towards the next. */
export interface FollowerCalls {
  readonly calls: readonly { readonly variant: number; readonly order: number }[];
  readonly countedParts: number;
  readonly countedOrder: number;
}

interface Happening {
  readonly timeS: number;
  readonly kind: "good" | "lost" | "begun";
  readonly order: number;
  readonly variant: number;
}

const together = 1e-3;

/** What the station `follower` owes at `atS`. */
export function followerCalls(
  recorded: Recorded,
  orders: RecordedOrders,
  follower: number,
  atS: number,
): FollowerCalls {
  const { log, line } = recorded;
  const follows = line.stations[follower]?.follows;
  if (follows === undefined) return { calls: [], countedParts: 0, countedOrder: -1 };
  const { quantity } = follows;
  const happenings = happeningsOf(recorded, orders, follower, follows.station);
  // It had nothing to do and began at the very moment a part came: then it owes nothing, and counts from 0.
  const idle = stretchesOf(
    log,
    log.states[follower] ?? [],
    recorded.untilS,
    (entry) => entry.state === stateCode.noOrder,
  );
  const synced: number[] = [];
  for (const stretch of idle) {
    const at = firstAfter(happenings, stretch.toS + together, (entry) => entry.timeS) - 1;
    if (happenings[at]?.kind === "begun" && Math.abs(happenings[at].timeS - stretch.toS) <= together)
      synced.push(at);
  }
  const until = firstAfter(happenings, atS, (entry) => entry.timeS);
  const before = synced.filter((at) => at < until).at(-1);
  if (before !== undefined) {
    const order = happenings[before]?.order ?? -1;
    return count(happenings, before + 1, until, quantity, {
      calls: [],
      owed: 0,
      countedParts: 0,
      countedOrder: order,
    });
  }
  // Nothing before that moment tells: try every beginning, and take the one that comes out right at the first moment after.
  const after = synced[0];
  for (let countedParts = 0; after !== undefined && countedParts < quantity; countedParts += 1) {
    const end = count(happenings, 0, after + 1, quantity, { ...unknown, countedParts });
    if (end.countedParts === 0 && end.owed <= 0)
      return fromStart(happenings, until, quantity, countedParts, -end.owed);
  }
  const least = happenings.reduce(
    (low, _, index) => Math.min(low, count(happenings, 0, index + 1, quantity, unknown).owed),
    0,
  );
  return fromStart(happenings, until, quantity, 0, -least);
}

interface Counting {
  readonly calls: readonly { variant: number; order: number }[];
  /** Calls less beginnings; below 0 when calls from before the log were begun. */
  readonly owed: number;
  readonly countedParts: number;
  readonly countedOrder: number;
}
const unknown: Counting = { calls: [], owed: 0, countedParts: 0, countedOrder: -1 };

function fromStart(
  happenings: readonly Happening[],
  until: number,
  quantity: number,
  countedParts: number,
  owed: number,
): FollowerCalls {
  const first = happenings.find((entry) => entry.kind === "begun") ?? happenings[0];
  const call = { variant: first?.variant ?? 0, order: first?.order ?? 0 };
  const calls = Array.from({ length: owed }, () => call);
  return count(happenings, 0, until, quantity, { calls, owed, countedParts, countedOrder: call.order });
}

function count(
  happenings: readonly Happening[],
  from: number,
  until: number,
  quantity: number,
  start: Counting,
): Counting {
  const calls = [...start.calls];
  let { owed, countedParts, countedOrder } = start;
  for (let at = from; at < until; at += 1) {
    const happening = happenings[at];
    if (happening === undefined) break;
    if (happening.kind === "begun") {
      owed -= 1;
      calls.shift();
    } else if (happening.kind === "lost") {
      if (happening.order === countedOrder) countedParts -= 1;
    } else if (happening.order >= countedOrder) {
      if (happening.order > countedOrder && countedOrder >= 0) countedParts = 0;
      countedOrder = happening.order;
      countedParts += 1;
      if (countedParts >= quantity) {
        countedParts = 0;
        owed += 1;
        calls.push({ variant: happening.variant, order: happening.order });
      }
    }
  }
  return { calls, owed, countedParts, countedOrder };
}

/** Good parts of the followed station, lost parts, and parts begun by the follower, in order of time. */
function happeningsOf(
  recorded: Recorded,
  orders: RecordedOrders,
  follower: number,
  followed: number,
): Happening[] {
  const { log } = recorded;
  const of = (kind: Happening["kind"], timeS: number, part: number): Happening => ({
    kind,
    timeS,
    order: orders.orderOf[part] ?? 0,
    variant: Math.max(0, log.variantOf[part] ?? 0),
  });
  const found: Happening[] = [];
  for (const operation of recorded.operations)
    if (operation.station === followed && operation.isFinished && operation.ending === ending.good) {
      const finishS = log.finishS[operation.visit] ?? 0;
      // What was already over when the log began was counted before.
      if (finishS > log.startedS) found.push(of("good", finishS, operation.part));
    }
  for (const visit of log.cameTo[follower] ?? []) {
    const enterS = log.enterS[visit] ?? 0;
    if (enterS > log.startedS && enterS <= recorded.untilS && (log.previous[visit] ?? -1) < 0)
      found.push(of("begun", enterS, log.part[visit] ?? 0));
  }
  for (const loss of log.lost)
    if (loss.timeS <= recorded.untilS && (log.componentsOf[loss.part] ?? []).length === 0)
      found.push(of("lost", loss.timeS, loss.part));
  const rank = { good: 0, lost: 1, begun: 2 };
  return found.sort((left, right) => left.timeS - right.timeS || rank[left.kind] - rank[right.kind]);
}
