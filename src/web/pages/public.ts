import { Hono } from "hono";
import type { WebEnvironment, WebParts } from "#src/web/request.ts";
import { coopPages } from "./coop.ts";

/** What anyone may see: who the coop is, what it shares and announces, and how to follow it. Mounted last. */
export function publicPages(parts: WebParts): Hono<WebEnvironment> {
  const pages = new Hono<WebEnvironment>();
  for (const open of [coopPages]) open(parts, pages);
  return pages;
}
