import { randomUUID } from "node:crypto";
import { echoQuestion, type Echo } from "./doctor-echo.ts";
import type { DoctorParts } from "./doctor.ts";
import { found, type Found } from "./finding.ts";

/** An address of nobody (RFC 5737), with which the self-test tries to pass for somebody else. */
const pretended = "192.0.2.99";
const accept = "application/activity+json";

/** What stands before the node passes on what it must, and is believed only as far as it should be. */
export async function checkProxy({ app, outside }: DoctorParts): Promise<Found> {
  const nonce = randomUUID();
  const headers = { accept, "x-forwarded-for": pretended, signature: "doctor", digest: "doctor" };
  const asked = await outside.ask(echoQuestion(app, nonce), headers);
  if ("failed" in asked) return found("not-reached", { origin: app.origin });
  const echo = asked.status === 200 ? readEcho(asked.body) : undefined;
  if (echo?.nonce !== nonce) return found("proxy-elsewhere", { origin: app.origin, status: asked.status });
  return judge(echo, app.origin);
}

function readEcho(body: string): Echo | undefined {
  try {
    const read: unknown = JSON.parse(body);
    return typeof read === "object" && read !== null && "nonce" in read ? (read as Echo) : undefined;
  } catch {
    return undefined;
  }
}

/** The worst first. */
function judge(echo: Echo, origin: string): Found {
  const { remoteAddress: address, clientAddress } = echo;
  const lost = missingHeaders(echo);
  // Whoever stands before the node says for whom it asks; with https somebody must, since the node itself speaks http only.
  const saysWho = echo.forwardedFor !== null && echo.forwardedFor !== pretended;
  const isHttps = origin.startsWith("https:");
  if (lost !== "") return found("proxy-headers", { headers: lost });
  if (clientAddress === pretended) return found("proxy-spoofed");
  if (isHttps && !saysWho) return found("proxy-anonymous", { address });
  if (saysWho && clientAddress === address) return found("proxy-untrusted", { address });
  return judgeNames(echo, origin) ?? (saysWho ? found("proxy-ok", { address: clientAddress }) : found("proxy-direct"));
}

/** What the proxy says was asked for. The node goes by its origin, so that nothing breaks; but other programs may. */
function judgeNames({ host, proto }: Echo, origin: string): Found | undefined {
  const { host: wanted, protocol } = new URL(origin);
  if (host !== null && host.toLowerCase() !== wanted) return found("proxy-host", { host, wanted });
  const isPlain = protocol === "https:" && proto !== null && proto !== "https";
  return isPlain ? found("proxy-scheme", { proto }) : undefined;
}

const missingHeaders = (echo: Echo): string =>
  [
    ...(echo.accept === accept ? [] : ["Accept"]),
    ...(echo.signature === "doctor" ? [] : ["Signature"]),
    ...(echo.digest === "doctor" ? [] : ["Digest"]),
  ].join(", ");
