// Makes a passkey, or signs in with one. The page says in words what to do where a browser cannot.

const root = document.querySelector("[data-passkey]");
const button = root.querySelector("button");
const says = root.querySelector("[data-says]");
const { passkey: ceremony, csrf, failed, unsupported, busy, to } = root.dataset;
const paths = { register: "/account/passkeys", "sign-in": "/sign-in" };

if (window.PublicKeyCredential?.parseRequestOptionsFromJSON === undefined) {
  tell(unsupported);
} else {
  button.hidden = false;
  button.addEventListener("click", () => {
    void run();
  });
}

async function run() {
  button.disabled = true;
  tell(busy);
  try {
    const { challengeId, options } = await post(`${paths[ceremony]}/options`, {});
    const credential = await (ceremony === "register"
      ? navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
      : navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) }));
    const { location } = await post(paths[ceremony], { challengeId, response: credential.toJSON(), to });
    window.location.assign(location);
  } catch {
    tell(failed);
    button.disabled = false;
  }
}

async function post(path, body) {
  const response = await fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json", "x-csrf": csrf },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(String(response.status));
  return response.json();
}

function tell(sentence) {
  says.textContent = sentence;
}
