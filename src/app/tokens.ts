import { randomBytes } from "node:crypto";
import type { Role } from "#src/store/coop.ts";
import { hashToken } from "#src/store/secrets.ts";
import {
  findTokenByHash,
  listTokens as listSavedTokens,
  saveToken,
  saveTokenRevoked,
  type ApiToken,
} from "#src/store/tokens.ts";
import { note } from "./audit.ts";
import { transact, type Context } from "./context.ts";

/** Makes a token of the API recognisable, to people and to scanners that look for leaked secrets. */
const prefix = "fedicoop_";

/** A token as it may be shown. */
export type TokenCard = Omit<ApiToken, "tokenHash">;

/** Makes a bearer token of 256 bits for the API. It is answered here once; only its hash is kept. */
export async function createToken(
  context: Context,
  { role, name }: { readonly role: Role; readonly name: string },
): Promise<TokenCard & { readonly token: string }> {
  const token = `${prefix}${randomBytes(32).toString("base64url")}`;
  const card: TokenCard = { id: context.newId(), role, name, createdAtMs: context.nowMs(), revokedAtMs: null };
  await transact(context, async (work) => {
    await saveToken(work.session, { ...card, tokenHash: hashToken(token) });
    await note(work, { act: "token.create", subject: card.id, detail: { role, name } });
  });
  return { ...card, token };
}

/** The living token that a caller shows, or undefined. */
export async function findToken(context: Context, token: string): Promise<TokenCard | undefined> {
  if (!token.startsWith(prefix)) return undefined;
  const found = await findTokenByHash(context.database, hashToken(token));
  return found === undefined ? undefined : toCard(found);
}

/** Every token ever made, newest first. */
export async function listTokens(context: Context): Promise<readonly TokenCard[]> {
  return (await listSavedTokens(context.database)).map(toCard);
}

/** From now on the token opens nothing. Undefined when there is none with this id; repeating it changes nothing. */
export async function revokeToken(context: Context, id: string): Promise<TokenCard | undefined> {
  const revoked = await transact(context, async (work) => {
    const token = await saveTokenRevoked(work.session, id, context.nowMs());
    if (token !== undefined) await note(work, { act: "token.revoke", subject: id, detail: { name: token.name } });
    return token;
  });
  return revoked === undefined ? undefined : toCard(revoked);
}

const toCard = ({ tokenHash: _hash, ...card }: ApiToken): TokenCard => card;
