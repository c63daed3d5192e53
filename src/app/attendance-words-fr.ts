import type { AttendanceWords } from "./attendance-words.ts";

export const french: AttendanceWords = {
  says: {
    confirm: ({ event, coop }) =>
      `Quelqu’un, vous nous l’espérons, a dit à ${coop} que vous venez à « ${event} ». Pour le confirmer, ouvrez le lien ci-dessous dans les 48 heures et appuyez sur le bouton. Si ce n’était pas vous, ne faites rien : il ne se passera rien et nous oublierons cette adresse.`,
    coming: ({ event }) => `Vous venez à « ${event} ». À bientôt !`,
    waiting: ({ event, position }) =>
      `« ${event} » est complet. Vous avez le numéro ${position} sur la liste d’attente ; nous vous prévenons dès qu’une place se libère.`,
    asked: ({ event }) => `L’équipe qui organise « ${event} » regarde chaque réponse. Elle vous dira.`,
    "moved-up": ({ event }) =>
      `Il y a une place pour vous : vous venez maintenant à « ${event} ». Si vous ne pouvez pas, laissez-la à quelqu’un d’autre.`,
    declined: ({ event }) => `L’équipe qui organise « ${event} » ne peut pas vous accueillir cette fois.`,
    left: ({ event }) => `Vous ne venez plus à « ${event} ». Merci de nous l’avoir dit.`,
    "way-in": ({ event }) =>
      `« ${event} » commence bientôt. Voici votre entrée, pour vous seulement ; la salle ouvre quelques minutes avant.`,
    changed: ({ event }) => `« ${event} » a changé. Voici ce qu’il en est maintenant.`,
    "event-cancelled": ({ event, detail }) => `« ${event} » n’a pas lieu.${detail === "" ? "" : ` ${detail}`}`,
    cancelled: ({ event }) => `« ${event} » n’a pas lieu, personne ne peut donc venir.`,
    ended: ({ event }) => `« ${event} » est terminé.`,
    closed: ({ event }) => `Il est trop tard pour dire que vous venez à « ${event} ».`,
    elsewhere: ({ event, detail }) =>
      `L’équipe qui organise « ${event} » prend les réponses sur un autre site${detail === "" ? "" : ` : ${detail}`}.`,
    "not-needed": ({ event }) => `Vous pouvez venir à « ${event} » sans prévenir.`,
  },
  subject: {
    confirm: (event) => `À confirmer : ${event}`,
    coming: (event) => `Vous venez : ${event}`,
    waiting: (event) => `Sur la liste d’attente : ${event}`,
    asked: (event) => `Votre réponse est arrivée : ${event}`,
    "moved-up": (event) => `Une place pour vous : ${event}`,
    declined: (event) => `Pas de place : ${event}`,
    left: (event) => `Vous ne venez pas : ${event}`,
    "way-in": (event) => `Bientôt : ${event}`,
    changed: (event) => `Changement : ${event}`,
    "event-cancelled": (event) => `Annulé : ${event}`,
    cancelled: (event) => `Annulé : ${event}`,
    ended: (event) => `Terminé : ${event}`,
    closed: (event) => `Trop tard : ${event}`,
    elsewhere: (event) => `Réponses ailleurs : ${event}`,
    "not-needed": (event) => `Pas besoin de répondre : ${event}`,
  },
  when: "Quand",
  where: "Où",
  online: "En ligne",
  page: "En savoir plus",
  confirmLink: "Confirmez ici, dans les 48 heures",
  yourLink: "Votre page, pour voir où cela en est ou dire que finalement vous ne venez pas ; gardez-la pour vous",
  sayNo: "Si finalement vous ne pouvez pas venir, répondez « non ».",
  why: (coop) =>
    `Vous recevez ceci parce que cette adresse a été donnée à ${coop} pour cet événement. Rien d’autre n’y est envoyé, et elle est effacée 30 jours après l’événement.`,
};
