// Goes through a page with the keyboard alone.
import assert from "node:assert/strict";

/** Presses Tab until check, run in the page on the focused element, is true. Each stop must show where it is. */
export async function tabTo(page, check, argument, { most = 200 } = {}) {
  for (let i = 0; i < most; i++) {
    await page.keyboard.press("Tab");
    await assertFocusSeen(page);
    if (await page.evaluate(([code, given]) => new Function("element", "given", `return (${code})(element, given)`)(document.activeElement, given), [check.toString(), argument])) return;
  }
  throw new Error(`Tab did not reach ${check} (${JSON.stringify(argument)}) in ${most} stops`);
}

/** Fails unless the focused element, or what stands for it, has an outline that can be seen. */
export async function assertFocusSeen(page) {
  const seen = await page.evaluate(() => {
    const focused = document.activeElement;
    // Between the page and the browser's own bar, or on a part of a field that the browser draws, such as its calendar.
    if (focused === document.body || !focused.matches(":focus")) return { ok: true };
    const around = [focused, focused.closest("label"), focused.nextElementSibling, focused.querySelector("path")].filter(Boolean);
    const ok = around.some((one) => {
      const style = getComputedStyle(one);
      return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) || (one.tagName === "path" && parseFloat(style.strokeWidth) >= 2);
    });
    const box = focused.getBoundingClientRect();
    return { ok: ok && box.bottom > 0 && box.top < innerHeight, what: focused.outerHTML.slice(0, 160), top: box.top };
  });
  assert.ok(seen.ok, `the focus is not seen on ${seen.what} (top ${seen.top})`);
}

export const focused = (page) => page.evaluate(() => ({ id: document.activeElement.id, name: document.activeElement.name, text: document.activeElement.innerText?.trim() }));
