// The demonstration's people, and how one comes in and goes out.
export const accounts = {
  camille: { email: "camille@valbrune.example", password: "valbrune-choisit-le-libre", home: "/candidatures" },
  sacha: { email: "sacha@valbrune.example", password: "valbrune-choisit-le-libre", home: "/candidatures" },
  dominique: { email: "dominique@jury.example", password: "le-jury-lit-les-dossiers", home: "/jury" },
  alix: { email: "alix@jury.example", password: "le-jury-lit-les-dossiers", home: "/jury" },
  claude: { email: "claude@label.example", password: "le-secretariat-publie", home: "/secretariat" },
};

/** Signs in by the form, from wherever page is. */
export async function signIn(page, { email, password, home = "/candidatures" }) {
  await page.goto("/connexion");
  await fillSignIn(page, { email, password });
  await page.waitForURL(home);
}

/** Fills the sign-in form that page shows, and sends it. */
export async function fillSignIn(page, { email, password }) {
  await page.getByLabel("Adresse électronique").fill(email);
  await page.getByLabel("Mot de passe").fill(password);
  await page.getByRole("button", { name: "Se connecter" }).click();
}

export async function signOut(page) {
  await page.locator("details.menu > summary").click();
  await page.getByRole("button", { name: "Se déconnecter" }).click();
  await page.getByText("Votre session est fermée.").waitFor();
}
