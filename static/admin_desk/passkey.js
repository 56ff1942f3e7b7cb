// Asks this browser for a passkey, and sends its answer with the form. Without script, or where a
// browser knows no passkeys, the form stays hidden, and codes are there.

const questions = globalThis.PublicKeyCredential;

async function ask(form) {
  const { verb, question } = form.dataset;
  const read = verb === "create" ? "parseCreationOptionsFromJSON" : "parseRequestOptionsFromJSON";
  const publicKey = questions[read](JSON.parse(question));
  const passkey = await navigator.credentials[verb]({ publicKey });
  return JSON.stringify(passkey.toJSON());
}

for (const form of document.querySelectorAll(".signing__passkey")) {
  form.hidden = !questions?.parseRequestOptionsFromJSON;
  const status = form.querySelector("[role=status]");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    status.textContent = "";
    try {
      form.elements.code.value = await ask(form);
    } catch {
      status.textContent = status.dataset.stopped;
      return;
    }
    form.submit();
  });
}
