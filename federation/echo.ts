import { echoPath, readEchoQuestion, type Echo } from "#src/app/doctor-echo.ts";
import type { Context } from "#src/app/context.ts";
import { clientAddress } from "./limits.ts";

/** Says to the node's own self-test what of its request arrived here; undefined for everything else. */
export function answerEcho(
  app: Context,
  request: Request,
  from: { readonly remoteAddress: string; readonly trustedProxies: readonly string[] },
): Response | undefined {
  if (request.method !== "GET" || !request.url.includes(echoPath)) return undefined;
  const url = new URL(request.url);
  const nonce = url.pathname === echoPath ? readEchoQuestion(app, url) : undefined;
  if (nonce === undefined) return undefined;
  const header = (name: string): string | null => request.headers.get(name);
  const echo: Echo = {
    nonce,
    host: header("host"),
    proto: header("x-forwarded-proto"),
    forwardedFor: header("x-forwarded-for"),
    accept: header("accept"),
    signature: header("signature"),
    digest: header("digest"),
    remoteAddress: from.remoteAddress,
    clientAddress: clientAddress(from.remoteAddress, header("x-forwarded-for"), from.trustedProxies),
  };
  return new Response(JSON.stringify(echo), {
    headers: { "content-type": "application/json", "cache-control": "no-store" },
  });
}
