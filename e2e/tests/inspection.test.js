// The inspection itself sees what is wrong; and the borders of fields are seen, in both themes.
import assert from "node:assert/strict";
import { addressOf } from "../harness/candidacy.js";
import { eventually } from "../harness/eventually.js";
import { inspect } from "../harness/inspection.js";
import { world } from "../harness/world.js";

const w = world();

w.scenario("the inspection sees what is wrong", async (cast) => {
  const page = await cast.visitor();
  await page.goto("/connexion");
  const sound = await inspect(page);
  assert.deepEqual(sound, []);
  const faults = {
    "color-contrast": () => { document.querySelector("h1").attributeStyleMap.set("color", "#aaa"); },
    "image-alt": () => { document.querySelector("main").append(document.createElement("img")); },
    "the page scrolls sideways": () => { document.querySelector("h1").attributeStyleMap.set("min-width", "400px"); },
    "2 h1": () => { document.querySelector("main").append(document.createElement("h1")); },
    "no label": () => { document.querySelector("label").remove(); },
    "ids used twice": () => { document.querySelector("h1").id = "content"; },
    "which describes": () => { document.querySelector("input").setAttribute("aria-describedby", "nobody"); },
    "the language is": () => { document.documentElement.lang = "en"; },
    "a style attribute": () => { document.querySelector("h1").attributeStyleMap.set("margin", "1px"); },
  };
  for (const [name, spoil] of Object.entries(faults)) {
    await page.goto("/connexion");
    await page.evaluate(spoil);
    const found = await inspect(page);
    assert.ok(found.some((text) => text.includes(name)), `${name} was not seen in ${JSON.stringify(found)}`);
  }
});

w.scenario("a complaint of the browser fails a scenario", async (cast) => {
  const page = await cast.visitor();
  await page.goto("/connexion");
  await page.evaluate(() => { document.querySelector("h1").setAttribute("style", "color: red"); });
  await page.evaluate(() => { setTimeout(() => { throw new Error("broken"); }); });
  await eventually(() => assert.throws(() => cast.settle(), ({ actual }) => /script error: broken/.test(actual) && /Content Security Policy/.test(actual)));
  cast.forgive(page, /broken|Content Security Policy/);
});

w.scenario("the border of a field stands out from what is around it", async (cast) => {
  const page = await cast.person("camille");
  for (const address of [`${await addressOf(page, "Valbrune")}/axes/logiciels`, "/candidatures/autre-organisme", "/compte"]) {
    await page.goto(address);
    for (const colorScheme of ["light", "dark"]) {
      await page.emulateMedia({ colorScheme });
      const fields = await page.evaluate(borders);
      assert.ok(fields.length >= 3, `${fields.length} fields on ${address}`);
      assert.deepEqual(fields.filter(({ weakest }) => weakest < 3), [], `${address}, ${colorScheme}`);
    }
  }
});

/** Runs in the page: the fields to type in, with the lowest contrast of their four sides, which WCAG 1.4.11 wants at 3. */
function borders() {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return canvas.getImageData(0, 0, 1, 1).data;
  };
  const luminance = ([r, g, b]) => {
    const part = (n) => ((n /= 255) <= 0.04045 ? n / 12.92 : ((n + 0.055) / 1.055) ** 2.4);
    return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
  };
  const behind = (one) => {
    for (let at = one.parentElement; at; at = at.parentElement) {
      const colour = rgba(getComputedStyle(at).backgroundColor);
      if (colour[3] === 255) return colour;
    }
    return rgba("Canvas");
  };
  const contrast = (a, b) => { const [x, y] = [luminance(a), luminance(b)].sort((p, q) => q - p); return (x + 0.05) / (y + 0.05); };
  const fields = [...document.querySelectorAll("main input:not([type=hidden], [type=radio], [type=checkbox]), main textarea, main select")];
  return fields.filter((one) => one.checkVisibility()).map((one) => {
    const style = getComputedStyle(one);
    const weakest = Math.min(...["Top", "Right", "Bottom", "Left"].map((side) => (parseFloat(style[`border${side}Width`]) >= 1
      ? contrast(rgba(style[`border${side}Color`]), behind(one)) : 1)));
    return { field: one.id || one.name, weakest };
  });
}
