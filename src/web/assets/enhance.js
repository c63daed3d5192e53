// Pages are whole without this. It adds a button that copies, and names the zone of a time to a reader who lives in another one.

for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) break;
  button.hidden = false;
  button.addEventListener("click", () => {
    void copy(button);
  });
}

async function copy(button) {
  await navigator.clipboard.writeText(button.dataset.copy);
  const label = button.textContent;
  button.textContent = button.dataset.copied;
  setTimeout(() => (button.textContent = label), 2000);
}

const { lang, dataset } = document.documentElement;
const here = Intl.DateTimeFormat().resolvedOptions().timeZone;

for (const element of document.querySelectorAll("time[data-clock]")) {
  const at = new Date(element.dateTime);
  const zoneName = nameZone(dataset.zone, at);
  if (zoneName !== nameZone(here, at) && !element.textContent.includes(zoneName)) element.append(` ${zoneName}`);
}

function nameZone(timeZone, at) {
  const language = Intl.DateTimeFormat.supportedLocalesOf(lang)[0] ?? "en-GB";
  const parts = new Intl.DateTimeFormat(language, { timeZone, timeZoneName: "short" }).formatToParts(at);
  return parts.find(({ type }) => type === "timeZoneName").value;
}
