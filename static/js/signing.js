// How far the signature of an edition's certificates is: drawn again by the server, until all are signed.
const every = 2000;
const shown = document.getElementById("signing");

async function look() {
  if (!document.hidden) {
    const response = await fetch(location.href, { headers: { Accept: "text/html" } });
    const page = response.ok && new DOMParser().parseFromString(await response.text(), "text/html");
    const fresh = page && page.getElementById("signing");
    if (!fresh) return; // signed out, or withdrawn meanwhile: what is shown stays
    shown.replaceChildren(...fresh.childNodes);
    if (!shown.querySelector("progress")) {
      document.getElementById("signed").textContent = "Tous les certificats sont signés.";
      return;
    }
  }
  setTimeout(again, every);
}

// again goes on once the line is back.
function again() {
  look().catch(() => setTimeout(again, every * 5));
}

setTimeout(again, every);
