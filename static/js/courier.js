// Carries what changes to the server: one request at a time, the latest values last, again and again until it answers.
import { released } from "./pointer.js";

const waits = [2, 5, 15, 30, 60]; // seconds before trying again

/** What carries an answer. Its children say what is sent (fields, transmit) and what becomes of it (told, silent). */
export class Courier {
  constructor() {
    Object.assign(this, { failures: 0, sending: false, again: false, unsure: null });
  }

  later(delay) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.send(), delay);
  }

  // send gives a promise kept once nothing is under way any more.
  send() {
    if (this.sending) this.again = true;
    else this.sent = this.deliver();
    return this.sent;
  }

  async deliver() {
    this.sending = true;
    this.again = false;
    // Sent without an answer, it may have been saved: it is sent again as it was, and what was typed since after it.
    const body = this.unsure ??= this.fields();
    try {
      const response = await this.transmit(body);
      await released();
      if (response.status < 500) this.unsure = null;
      this.told(response, body.toString());
    } catch {
      this.silent();
    }
    this.sending = false;
    if (this.again) await this.send();
  }

  /** Tries again in a while, later each time. */
  putOff() { this.later(1000 * waits[Math.min(this.failures++, waits.length - 1)]); }

  retry() { if (this.failures > 0) this.later(0); }

  /** Waits for nothing any more. */
  rest() {
    clearTimeout(this.timer);
    this.failures = 0;
  }
}
