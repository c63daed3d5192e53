import { v7 as uuidV7 } from "uuid";
import { everyoneConfirmed } from "#src/app/confirmations.ts";
import { openSeals } from "#federation/proof.ts";
import type { Context } from "#src/app/context.ts";
import { setUp } from "#src/app/coop.ts";
import { createToken } from "#src/app/tokens.ts";
import { openDatabase } from "#src/store/database.ts";
import { openSecrets, readSecretFile } from "#src/store/secrets.ts";

/** The coop that a node of a test stands for. */
export interface PreparedCoop {
  readonly name: string;
  readonly handle: string;
  readonly language: string;
  readonly region: string;
}

/**
 * Sets a node up and makes a steward's token, as `fedicoop setup` and `fedicoop token create` do, but in this process: two processes less
 * for each node of the tests. The commands themselves have tests of their own.
 */
export async function prepareNode(environment: Readonly<Record<string, string>>, coop: PreparedCoop): Promise<string> {
  const {
    FEDICOOP_DATA: folder = "",
    FEDICOOP_ORIGIN: origin = "",
    FEDICOOP_SECRET: secret,
    DATABASE_URL: url,
  } = environment;
  const database = await openDatabase(url === undefined ? { file: `${folder}/fedicoop.sqlite` } : { url });
  try {
    const app: Context = {
      database,
      secrets: openSecrets(secret ?? readSecretFile(`${folder}/secret`, true)),
      seals: openSeals(),
      confirmations: everyoneConfirmed(),
      origin,
      nowMs: () => Date.now(),
      newId: () => uuidV7(),
    };
    const { language, ...rest } = coop;
    await setUp(app, { ...rest, name: { [language]: coop.name }, defaultLanguage: language, timeZone: "UTC" });
    const { token } = await createToken(app, { role: "steward", name: "test" });
    return token;
  } finally {
    await database.close();
  }
}
