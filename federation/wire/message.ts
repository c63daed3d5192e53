import type { Message, SocialMessage } from "#src/domain/message.ts";
import { writeAgreement } from "./agreement.ts";
import { writeAnnouncement } from "./announcement.ts";
import { writeAttendance } from "./attendance.ts";
import { writeEvent } from "./event.ts";
import { writeFollower } from "./follower.ts";
import { writeFollowing } from "./following.ts";
import type { Envelope, JsonObject } from "./json.ts";
import { writeLedgerMessage } from "./ledger.ts";
import { writeModeration } from "./moderation.ts";
import { writePeer } from "./peer.ts";
import { writeProposal } from "./proposal.ts";
import { writeRequest } from "./request.ts";

/** Writes any message of ours as the JSON-LD that goes over the wire. */
export function writeMessage(message: Message, envelope: Envelope): JsonObject {
  switch (message.type) {
    case "peer-follow":
    case "peer-accept":
    case "peer-reject":
    case "peer-undo":
    case "peer-block":
    case "peer-update":
      return writePeer(message, envelope);
    case "proposal-create":
    case "proposal-update":
    case "proposal-delete":
      return writeProposal(message, envelope);
    case "request-create":
    case "request-update":
    case "request-delete":
      return writeRequest(message, envelope);
    case "agreement-offer":
    case "agreement-withdraw":
    case "agreement-accept":
    case "agreement-held":
    case "agreement-reject":
    case "agreement-cancel":
      return writeAgreement(message, envelope);
    case "entry-create":
    case "entry-accept":
    case "entry-reject":
    case "entry-forget":
    case "dispute-word":
    case "statement-offer":
    case "statement-accept":
    case "statement-reject":
    case "ledger-key":
    case "epoch-offer":
    case "epoch-accept":
      return writeLedgerMessage(message, envelope);
    default:
      return writeSocial(message, envelope);
  }
}

/** What anyone on the fediverse hears, whatever software they have. */
function writeSocial(message: SocialMessage, envelope: Envelope): JsonObject {
  switch (message.type) {
    case "follower-accept":
    case "actor-update":
    case "actor-delete":
      return writeFollower(message, envelope);
    case "follower-reject":
    case "following-undo":
    case "flag":
      return writeModeration(message, envelope);
    case "announcement-create":
    case "announcement-update":
    case "announcement-delete":
    case "announcement-pin":
    case "announcement-unpin":
      return writeAnnouncement(message, envelope);
    case "event-create":
    case "event-update":
    case "event-delete":
      return writeEvent(message, envelope);
    case "attendance-accept":
    case "attendance-reject":
    case "attendance-wait":
    case "attendance-join":
    case "attendance-leave":
    case "attendance-note":
      return writeAttendance(message, envelope);
    case "following-follow":
    case "boost":
    case "boost-undo":
    case "group-announce":
    case "group-announce-own":
    case "group-remove":
      return writeFollowing(message, envelope);
  }
}
