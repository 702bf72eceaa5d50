// While a finger or a mouse button is down, nothing may move under it: what was pressed would not be what is released.
const longest = 1000; // milliseconds: some browsers never tell of the end of a press that opened a menu
let down = false;
const waiting = [];

addEventListener("pointerdown", () => { down = true; }, true);
for (const end of ["pointerup", "pointercancel"]) {
  addEventListener(end, () => {
    down = false;
    setTimeout(() => waiting.splice(0).forEach((go) => go())); // after the click that ends the press
  }, true);
}

/** Gives a promise kept as soon as nothing is pressed. */
export function released() {
  return down ? new Promise((resolve) => { waiting.push(resolve); setTimeout(resolve, longest); }) : Promise.resolve();
}
