// Reads the e-mails that the demonstration would have sent, on the page that shows them.
import { eventually } from "./eventually.js";

/** Opens the latest letter to an address whose subject matches; waits for it to be sent. Gives its subject and text. */
export async function openLetter(page, to, subject) {
  const link = await eventually(async () => {
    await page.goto("/demo/courrier");
    for (const row of await page.getByRole("row").filter({ hasText: to }).all()) {
      const link = row.getByRole("link");
      if (subject.test(await link.innerText())) return link;
    }
    throw new Error(`no letter to ${to} about ${subject} yet`);
  });
  await link.click();
  const heading = page.getByRole("heading", { level: 1 });
  await heading.filter({ hasText: subject }).waitFor();
  return { subject: await heading.innerText(), text: await page.locator("main").innerText() };
}

/** How many letters to an address have a subject that matches. */
export async function countLetters(page, to, subject) {
  await page.goto("/demo/courrier");
  const rows = await page.getByRole("row").filter({ hasText: to }).getByRole("link").allInnerTexts();
  return rows.filter((text) => subject.test(text)).length;
}
