import { pageHeaders } from "#src/web/layout.ts";
import type { Request } from "#src/web/request.ts";

const leastSeconds = 15;
const mostSeconds = 300;

/**
 * A page that waits for a moment looks again by itself, without a script: the nearer the moment, the sooner, so that what it says
 * in words stays true and somebody who listens to it is not interrupted every few seconds. `instead`: another page to look at, where
 * this one has nothing more to say by then.
 */
export function lookAgain(
  c: Request,
  wait: { readonly nowMs: number; readonly untilMs: number; readonly instead?: string },
): void {
  const left = Math.ceil((wait.untilMs - wait.nowMs) / 1000);
  const half = Math.min(mostSeconds, Math.max(leastSeconds, Math.ceil(left / 2)));
  const seconds = Math.max(1, Math.min(left, half));
  const elsewhere = wait.instead === undefined || seconds < left ? "" : `; url=${wait.instead}`;
  c.header("Refresh", `${seconds}${elsewhere}`);
}

/** For pages whose address opens a door: not kept, not listed, not told to the next server. */
export function keepPrivate(c: Request): void {
  c.header("Cache-Control", "no-store");
  c.header("X-Robots-Tag", "noindex");
  // Not `no-referrer`, with which a form would be sent without saying where it stood; nothing is told to other servers either way.
  c.header("Referrer-Policy", "same-origin");
}

/** The policy of a page whose one form ends in a room: browsers bind every redirect after a form, and rooms are on any server. */
export function mayLeadOut(c: Request): void {
  const policy = pageHeaders["content-security-policy"] ?? "";
  c.header("Content-Security-Policy", policy.replace("form-action 'self'", "form-action *"));
}
