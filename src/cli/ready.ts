import { checkOrigin } from "#src/app/coop.ts";
import { openKeys } from "#src/app/keys.ts";
import { coopActorId } from "#src/domain/iri.ts";
import { findCoop, type Coop } from "#src/store/coop.ts";
import { CommandError, type Call, type OpenedNode } from "./command.ts";

/** The node, once it is known to be set up and to be run under the origin that others have stored. */
export async function openSetUp(call: Call): Promise<OpenedNode & { readonly coop: Coop }> {
  const node = await call.open();
  const coop = await findCoop(node.app.database);
  if (coop === undefined)
    throw new CommandError("This node has not been set up yet. Run: npm run fedicoop -- setup --help");
  await checkOrigin(node.app);
  await openKeys(node.app, node.app.database, coopActorId).catch(() => {
    throw new CommandError(
      "The secret does not open this node's keys. Set the one that it was set up with; `doctor` tells more.",
    );
  });
  return { ...node, coop };
}
