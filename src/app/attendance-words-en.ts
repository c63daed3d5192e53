import type { AttendanceWords } from "./attendance-words.ts";

export const english: AttendanceWords = {
  says: {
    confirm: ({ event, coop }) =>
      `Somebody, we hope you, told ${coop} that you come to “${event}”. To say that it is so, open the link below within 48 hours and press the button there. If it was not you, do nothing: then nothing happens, and we forget this address.`,
    coming: ({ event }) => `You are coming to “${event}”. See you there!`,
    waiting: ({ event, position }) =>
      `“${event}” is full. You are number ${position} on the waiting list; we tell you as soon as there is a place.`,
    asked: ({ event }) => `The organisers of “${event}” look at every answer. They will tell you.`,
    "moved-up": ({ event }) =>
      `There is a place for you: you are coming to “${event}” now. If you cannot, please leave it to somebody else.`,
    declined: ({ event }) => `The organisers of “${event}” cannot have you this time.`,
    left: ({ event }) => `You are not coming to “${event}” any more. Thank you for telling us.`,
    "way-in": ({ event }) =>
      `“${event}” begins soon. This is your way in, for you alone; the room opens a few minutes before it begins.`,
    changed: ({ event }) => `“${event}” has changed. This is how it stands now.`,
    "event-cancelled": ({ event, detail }) => `“${event}” does not take place.${detail === "" ? "" : ` ${detail}`}`,
    cancelled: ({ event }) => `“${event}” does not take place, so nobody can come.`,
    ended: ({ event }) => `“${event}” is over.`,
    closed: ({ event }) => `It is too late to say that you come to “${event}”.`,
    elsewhere: ({ event, detail }) =>
      `The organisers of “${event}” take answers on another site${detail === "" ? "" : `: ${detail}`}.`,
    "not-needed": ({ event }) => `You can come to “${event}” without telling anybody.`,
  },
  subject: {
    confirm: (event) => `Please confirm: ${event}`,
    coming: (event) => `You are coming: ${event}`,
    waiting: (event) => `You are on the waiting list: ${event}`,
    asked: (event) => `Your answer was received: ${event}`,
    "moved-up": (event) => `There is a place for you: ${event}`,
    declined: (event) => `No place: ${event}`,
    left: (event) => `You are not coming: ${event}`,
    "way-in": (event) => `Soon: ${event}`,
    changed: (event) => `Changed: ${event}`,
    "event-cancelled": (event) => `Cancelled: ${event}`,
    cancelled: (event) => `Cancelled: ${event}`,
    ended: (event) => `Over: ${event}`,
    closed: (event) => `Too late: ${event}`,
    elsewhere: (event) => `Answers elsewhere: ${event}`,
    "not-needed": (event) => `No answer needed: ${event}`,
  },
  when: "When",
  where: "Where",
  online: "Online",
  page: "More",
  confirmLink: "Confirm here, within 48 hours",
  yourLink: "Your own page, to see how it stands or to say that you do not come after all; keep it to yourself",
  sayNo: "If you cannot come after all, answer “no”.",
  why: (coop) =>
    `You get this because this address was given to ${coop} for this event. Nothing else is sent to it, and it is erased 30 days after the event.`,
};
