import { platforms, type Platform } from "#src/domain/resource.ts";
import { bigbluebutton } from "./bigbluebutton.ts";
import type { Connector } from "./connector.ts";
import { galene } from "./galene.ts";
import { jitsi } from "./jitsi.ts";
import { link } from "./link.ts";

const connectors: Readonly<Record<Platform, Connector>> = { link, bigbluebutton, jitsi, galene };

/** The connector for a platform as it is stored; undefined for what is no meeting server. */
export function findConnector(platform: string | null): Connector | undefined {
  const known = platforms.find((name) => name === platform);
  return known === undefined ? undefined : connectors[known];
}
