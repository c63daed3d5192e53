import { html } from "hono/html";
import { fieldset, form } from "#src/web/components/form.ts";
import { section } from "#src/web/components/card.ts";
import { checkbox, checkboxGroup, radioGroup } from "#src/web/components/choice.ts";
import type { Html, PageContext } from "#src/web/components/context.ts";
import { localizedField, selectField, textArea, textField } from "#src/web/components/field.ts";

/** A form with every kind of field. */
export const galleryForm = (page: PageContext): Html =>
  section(
    { title: "Share a meeting server" },
    form(
      page,
      {
        action: "/resources",
        button: [
          { label: "Share it", says: "Your partners see it at once. You can take it back at any time." },
          { label: "Keep as a draft", kind: "quiet", name: "draft", value: "yes" },
        ],
        cancel: { label: "Back without sharing", href: "/resources" },
      },
      html`
        ${localizedField(page, { name: "name", label: "What is it called?", help: "At least one language. Others see the one that they read.", languages: ["ca", "es", "en"], value: { ca: "La sala gran" } })}
        ${textField(page, { name: "seats", label: "Seats", type: "number", width: "short", unit: "seats", value: "200", help: "How many people fit at once." })}
        ${textField(page, { name: "address", label: "Address of the room", type: "url", optional: true, help: "Never shown in public. Without it, the join page says that you will send the way in." })}
        ${selectField(page, {
          name: "region",
          label: "Where does it run?",
          prompt: "Choose a region",
          options: [
            { value: "ES-CT", label: "Catalonia" },
            { value: "CA-QC", label: "Québec" },
          ],
        })}
        ${fieldset(
          "Who may use it",
          html`
          ${radioGroup(page, {
            name: "audience",
            legend: "Who sees it?",
            value: "partners",
            options: [
              { value: "partners", label: "Our partners", help: "Those with whom both sides have said yes." },
              { value: "public", label: "Everybody" },
            ],
          })}
          ${checkboxGroup(page, {
            name: "features",
            legend: "What it can do",
            optional: true,
            values: ["captions"],
            options: [
              { value: "recording", label: "Recording" },
              { value: "captions", label: "Captions" },
            ],
          })}
          ${checkbox(page, { name: "energy", label: "It runs on renewable energy", checked: true })}
        `,
        )}
        ${textArea(page, { name: "note", label: "House rules", optional: true, rows: 4, value: "Leave the room as you would like to find it." })}
      `,
    ),
  );

/** The gallery as it comes back with a form that could not be taken. */
export const wrongForm = {
  values: { "name.ca": ["La sala gran"], seats: ["many"], address: ["sala"], features: ["recording"] },
  errors: {
    name: "Write the name in at least one language.",
    seats: "Write a whole number, as in 200.",
    address: "Write the whole address, beginning with https://.",
    audience: "Choose who sees it.",
    region: "Choose a region.",
  },
};
