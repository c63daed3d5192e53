import { createHmac } from "node:crypto";
import { sameSecret } from "#src/store/secrets.ts";
import type { Context } from "./context.ts";

/** Where the node says what of a request arrived, to whoever has its secret: the self-test, from this process or another. */
export const echoPath = "/doctor/echo";
/** A question is good for so long. */
const goodMs = 60_000;

/** What arrived of the self-test's own request, when it had gone through everything that stands before the node. */
export interface Echo {
  readonly nonce: string;
  /** Of the headers; null when they did not arrive. */
  readonly host: string | null;
  readonly proto: string | null;
  readonly forwardedFor: string | null;
  readonly accept: string | null;
  readonly signature: string | null;
  readonly digest: string | null;
  /** Who connected to the node, and whom it takes the request to come from. */
  readonly remoteAddress: string;
  readonly clientAddress: string;
}

type Signing = Pick<Context, "secrets" | "nowMs">;

/** The address to ask, with a proof that whoever asks has the secret. */
export function echoQuestion(context: Signing, nonce: string): string {
  const atMs = String(context.nowMs());
  const query = new URLSearchParams({ nonce, at: atMs, proof: proofOf(context, nonce, atMs) });
  return `${echoPath}?${query.toString()}`;
}

/** The nonce of a question that holds; undefined for everybody else, for whom there is nothing at this address. */
export function readEchoQuestion(context: Signing, url: URL): string | undefined {
  const [nonce = "", at = "", proof = ""] = ["nonce", "at", "proof"].map((name) => url.searchParams.get(name) ?? "");
  const isFresh = /^\d{1,16}$/.test(at) && Math.abs(context.nowMs() - Number(at)) <= goodMs;
  return isFresh && nonce.length <= 64 && sameSecret(proof, proofOf(context, nonce, at)) ? nonce : undefined;
}

const proofOf = ({ secrets }: Signing, nonce: string, at: string): string =>
  createHmac("sha256", secrets.deriveKey("doctor")).update(`${at} ${nonce}`).digest("base64url");
