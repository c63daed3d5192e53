import type { AttendanceWords } from "./attendance-words.ts";

export const catalan: AttendanceWords = {
  says: {
    confirm: ({ event, coop }) =>
      `Algú, esperem que tu, ha dit a ${coop} que vens a «${event}». Per confirmar-ho, obre l’enllaç de sota abans de 48 hores i prem-hi el botó. Si no has estat tu, no facis res: no passarà res i oblidarem aquesta adreça.`,
    coming: ({ event }) => `Vens a «${event}». Fins aviat!`,
    waiting: ({ event, position }) =>
      `«${event}» és ple. Ets el número ${position} de la llista d’espera; t’avisarem tan bon punt hi hagi lloc.`,
    asked: ({ event }) => `L’organització de «${event}» mira cada resposta. T’ho dirà.`,
    "moved-up": ({ event }) =>
      `Hi ha lloc per a tu: ara sí que vens a «${event}». Si no pots, deixa’l per a algú altre.`,
    declined: ({ event }) => `Aquesta vegada l’organització de «${event}» no et pot acollir.`,
    left: ({ event }) => `Ja no vens a «${event}». Gràcies per dir-nos-ho.`,
    "way-in": ({ event }) =>
      `«${event}» comença aviat. Aquesta és la teva entrada, només per a tu; la sala s’obre uns minuts abans.`,
    changed: ({ event }) => `«${event}» ha canviat. Ara és així.`,
    "event-cancelled": ({ event, detail }) => `«${event}» no es fa.${detail === "" ? "" : ` ${detail}`}`,
    cancelled: ({ event }) => `«${event}» no es fa i, per tant, ningú hi pot venir.`,
    ended: ({ event }) => `«${event}» ja ha acabat.`,
    closed: ({ event }) => `Ja és massa tard per dir que vens a «${event}».`,
    elsewhere: ({ event, detail }) =>
      `L’organització de «${event}» recull les respostes en un altre lloc${detail === "" ? "" : `: ${detail}`}.`,
    "not-needed": ({ event }) => `Pots venir a «${event}» sense dir-ho a ningú.`,
  },
  subject: {
    confirm: (event) => `Confirma-ho: ${event}`,
    coming: (event) => `Vens: ${event}`,
    waiting: (event) => `Ets a la llista d’espera: ${event}`,
    asked: (event) => `Hem rebut la teva resposta: ${event}`,
    "moved-up": (event) => `Hi ha lloc per a tu: ${event}`,
    declined: (event) => `Sense lloc: ${event}`,
    left: (event) => `No vens: ${event}`,
    "way-in": (event) => `Aviat: ${event}`,
    changed: (event) => `Ha canviat: ${event}`,
    "event-cancelled": (event) => `Anul·lat: ${event}`,
    cancelled: (event) => `Anul·lat: ${event}`,
    ended: (event) => `Acabat: ${event}`,
    closed: (event) => `Massa tard: ${event}`,
    elsewhere: (event) => `Es respon en un altre lloc: ${event}`,
    "not-needed": (event) => `No cal respondre: ${event}`,
  },
  when: "Quan",
  where: "On",
  online: "En línia",
  page: "Més informació",
  confirmLink: "Confirma-ho aquí abans de 48 hores",
  yourLink: "La teva pàgina, per veure com està o per dir que finalment no vens; guarda-la només per a tu",
  sayNo: "Si finalment no pots venir, respon «no».",
  why: (coop) =>
    `Reps això perquè s’ha donat aquesta adreça a ${coop} per a aquesta activitat. No s’hi envia res més, i s’esborra 30 dies després de l’activitat.`,
};
