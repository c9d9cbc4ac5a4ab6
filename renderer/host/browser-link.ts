// The link of a real page: the browser's timers and visibility, and one reload when the host is newer than the page.
import { wallClock } from "#shared/base/clock.ts";
import { disposable } from "#shared/base/disposable.ts";
import { connect } from "./connect.ts";
import type { FirstLook, Link } from "./link-contract.ts";
import { createLink } from "./link.ts";

const reloadedKey = "gemba-reloaded-for";

/** Reloads for a host of another version, once for each version. */
function reloadFor(hostVersion: string): boolean {
  if (sessionStorage.getItem(reloadedKey) === hostVersion) return false;
  sessionStorage.setItem(reloadedKey, hostVersion);
  location.reload();
  return true;
}

/** Starts the link of this page; `pageVersion` is the version it was built with, `first` where it looks at first. */
export function createBrowserLink(pageVersion: string, hz: number, first: FirstLook = {}): Link {
  const link = createLink({
    connect,
    clock: wallClock,
    timers: {
      after(delayMs, work) {
        const timer = setTimeout(work, delayMs);
        return disposable(() => {
          clearTimeout(timer);
        });
      },
    },
    pageVersion,
    reloadFor,
    hz,
    first,
    visible: document.visibilityState === "visible",
  });
  document.addEventListener("visibilitychange", () => {
    link.setVisible(document.visibilityState === "visible");
  });
  return link;
}
