import type { AttendanceWords } from "./attendance-words.ts";

export const spanish: AttendanceWords = {
  says: {
    confirm: ({ event, coop }) =>
      `Alguien, esperamos que tú, ha dicho a ${coop} que vienes a «${event}». Para confirmarlo, abre el enlace de abajo antes de 48 horas y pulsa el botón que verás. Si no has sido tú, no hagas nada: no pasará nada y olvidaremos esta dirección.`,
    coming: ({ event }) => `Vienes a «${event}». ¡Hasta pronto!`,
    waiting: ({ event, position }) =>
      `«${event}» está completo. Tienes el número ${position} en la lista de espera; te avisaremos en cuanto haya sitio.`,
    asked: ({ event }) => `La organización de «${event}» mira cada respuesta. Te dirá algo.`,
    "moved-up": ({ event }) =>
      `Hay sitio para ti: ahora sí vienes a «${event}». Si no puedes, deja el sitio a otra persona.`,
    declined: ({ event }) => `Esta vez la organización de «${event}» no puede contar contigo.`,
    left: ({ event }) => `Ya no vienes a «${event}». Gracias por avisar.`,
    "way-in": ({ event }) =>
      `«${event}» empieza pronto. Esta es tu entrada, solo para ti; la sala se abre unos minutos antes.`,
    changed: ({ event }) => `«${event}» ha cambiado. Ahora queda así.`,
    "event-cancelled": ({ event, detail }) => `«${event}» no se celebra.${detail === "" ? "" : ` ${detail}`}`,
    cancelled: ({ event }) => `«${event}» no se celebra, así que nadie puede venir.`,
    ended: ({ event }) => `«${event}» ya ha terminado.`,
    closed: ({ event }) => `Ya es tarde para decir que vienes a «${event}».`,
    elsewhere: ({ event, detail }) =>
      `La organización de «${event}» recoge las respuestas en otro sitio${detail === "" ? "" : `: ${detail}`}.`,
    "not-needed": ({ event }) => `Puedes venir a «${event}» sin avisar a nadie.`,
  },
  subject: {
    confirm: (event) => `Confírmalo: ${event}`,
    coming: (event) => `Vienes: ${event}`,
    waiting: (event) => `En lista de espera: ${event}`,
    asked: (event) => `Hemos recibido tu respuesta: ${event}`,
    "moved-up": (event) => `Hay sitio para ti: ${event}`,
    declined: (event) => `Sin sitio: ${event}`,
    left: (event) => `No vienes: ${event}`,
    "way-in": (event) => `Pronto: ${event}`,
    changed: (event) => `Ha cambiado: ${event}`,
    "event-cancelled": (event) => `Cancelado: ${event}`,
    cancelled: (event) => `Cancelado: ${event}`,
    ended: (event) => `Terminado: ${event}`,
    closed: (event) => `Demasiado tarde: ${event}`,
    elsewhere: (event) => `Se responde en otro sitio: ${event}`,
    "not-needed": (event) => `No hace falta responder: ${event}`,
  },
  when: "Cuándo",
  where: "Dónde",
  online: "En línea",
  page: "Más información",
  confirmLink: "Confírmalo aquí antes de 48 horas",
  yourLink: "Tu página, para ver cómo está o para decir que al final no vienes; guárdala solo para ti",
  sayNo: "Si al final no puedes venir, responde «no».",
  why: (coop) =>
    `Recibes esto porque se dio esta dirección a ${coop} para esta actividad. No se envía nada más a ella, y se borra 30 días después de la actividad.`,
};
