import { createPrivateKey, type JsonWebKey, type KeyObject } from "node:crypto";

/** A private key as an operator pastes it: PEM, or a JWK as JSON. Undefined when it is neither. */
export function readPrivateKey(text: string): KeyObject | undefined {
  try {
    const jwk = readJwk(text);
    return createPrivateKey(jwk === undefined ? text : { key: jwk, format: "jwk" });
  } catch {
    return undefined;
  }
}

/** A JWK as JSON; undefined when it is none. */
export function readJwk(text: string): JsonWebKey | undefined {
  try {
    const jwk: unknown = JSON.parse(text);
    return typeof jwk === "object" && jwk !== null && !Array.isArray(jwk) ? { ...jwk } : undefined;
  } catch {
    return undefined;
  }
}
