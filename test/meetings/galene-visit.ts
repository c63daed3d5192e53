import { admit, type Client, type Group } from "./galene-rules.ts";
import type { Line, Listener } from "./websocket.ts";

/** What a visitor meets. */
export interface VisitGround {
  readonly groups: ReadonlyMap<string, Group>;
  readonly now: () => number;
  readonly host: () => string;
}

/** Says who is new to those inside, and who is inside to who is new. */
export function enterGroup(group: Group, client: Client): void {
  const before = [...group.clients.values()];
  group.clients.set(client.id, client);
  const add = ({ id, username, permissions }: Client): object => ({
    type: "user",
    kind: "add",
    id,
    username,
    permissions,
  });
  const status = { name: "", clientCount: group.clients.size };
  client.line?.send({
    type: "joined",
    kind: "join",
    username: client.username,
    permissions: client.permissions,
    status,
  });
  client.line?.send(add(client));
  for (const other of before) {
    client.line?.send(add(other));
    other.line?.send(add(client));
  }
}

function leaveGroup(group: Group, id: string): void {
  if (!group.clients.delete(id)) return;
  for (const { line } of group.clients.values()) line?.send({ type: "user", kind: "delete", id });
}

/** One WebSocket, from its handshake on. */
export function visitGroup({ groups, now, host }: VisitGround, line: Line): Listener {
  const self: { id?: string; group?: Group; client?: Client } = {};
  const handle: Readonly<Record<string, (message: Readonly<Record<string, unknown>>) => void>> = {
    handshake: ({ id, version }) => {
      if (!Array.isArray(version) || !version.includes("2")) line.close();
      self.id = String(id);
      line.send({ type: "handshake", version: ["2"] });
    },
    join: ({ group: wanted, token }) => {
      const name = String(wanted);
      const group = groups.get(name);
      const admitted = admit(String(token), group, { name, host: host(), nowMs: now() });
      if (self.id === undefined) line.close();
      else if (group === undefined || "fail" in admitted) {
        line.send({ type: "joined", kind: "fail", group: name, value: "fail" in admitted ? admitted.fail : "" });
      } else {
        self.group = group;
        self.client = { id: self.id, ...admitted, line };
        enterGroup(group, self.client);
      }
    },
    useraction: ({ kind, source, username, dest }) => {
      const { group, client } = self;
      if (group === undefined || client === undefined || source !== client.id || username !== client.username)
        return line.close();
      if (kind !== "kick" || !client.permissions.includes("op"))
        return line.send({ type: "usermessage", kind: "error", value: "not authorised" });
      // A moment later, as a server does that tells the other client first.
      setImmediate(() => {
        group.clients.get(String(dest))?.line?.close();
        leaveGroup(group, String(dest));
      });
      return undefined;
    },
  };
  return {
    onMessage: (message) => {
      if (self.id === undefined && message["type"] !== "handshake") line.close();
      else handle[String(message["type"])]?.(message);
    },
    onClose: () => {
      if (self.group !== undefined && self.id !== undefined) leaveGroup(self.group, self.id);
    },
  };
}
