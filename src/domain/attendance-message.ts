/** What somebody on the fediverse hears about their answer to an event of ours. IRIs throughout. */
export type AttendanceMessage =
  /** Their Join, answered: they come; they do not; or they wait, for a place or for a steward. */
  | ({ readonly type: "attendance-accept" | "attendance-reject" | "attendance-wait" } & AnsweredJoin)
  /** One of ours comes to somebody else's event, or does not after all. `organiser` is whose event it is. */
  | {
      readonly type: "attendance-join" | "attendance-leave";
      readonly event: string;
      readonly organiser: string;
    }
  /** A word for one person alone, in their own language; an answer to what they wrote if they did. */
  | {
      readonly type: "attendance-note";
      /** The IRI of the event, of the person, and the address that stands for them (`user@host`). */
      readonly event: string;
      readonly participant: string;
      readonly address: string;
      readonly inReplyTo?: string;
      /** Plain text. */
      readonly text: string;
      /** BCP 47. */
      readonly language: string;
    };

export interface AnsweredJoin {
  /** Of the Join. */
  readonly join: string;
  readonly participant: string;
  readonly event: string;
}
