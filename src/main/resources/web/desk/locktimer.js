// Locks after so many seconds without touch or keyboard, and tells the server that somebody is here.

const TOUCH_EVERY_MILLIS = 5_000;
const GRACE_MILLIS = 15_000; // how much longer than this page the server waits for a touch
const PATIENT_SECONDS = 180; // the least for a task that keeps the hands elsewhere, as the server allows it
const TICK_MILLIS = 500;
const WARN_MILLIS = 5_000;
const SIGNS = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'];

/** The time since a moment, also over a sleep of the machine, which one of the two clocks may not count. */
const since = moment => Math.max(performance.now() - moment.steady, Date.now() - moment.wall);
const now = () => ({steady: performance.now(), wall: Date.now()});

export class LockTimer {
  #last = now();
  #told = now();
  #answered = now();
  #timer = 0;
  #settings = {seconds: 30, onHide: false};
  #patient = false;
  #hears;

  /** @param hears {lock(), touch(patient), warn(seconds or null)} */
  constructor(hears) {
    this.#hears = hears;
    for (const sign of SIGNS) {
      document.addEventListener(sign, () => this.#here(), {capture: true, passive: true});
    }
    document.addEventListener('visibilitychange', () => {
      if (this.#timer !== 0 && document.visibilityState === 'hidden' && this.#settings.onHide) {
        this.#hears.lock();
      } else {
        this.#tick();
      }
    });
  }

  start(settings) {
    this.stop();
    this.#settings = settings;
    this.#last = now();
    this.#told = now();
    this.#answered = now();
    this.#timer = setInterval(() => this.#tick(), TICK_MILLIS);
  }

  stop() {
    clearInterval(this.#timer);
    this.#timer = 0;
    this.#patient = false;
    this.#hears.warn(null);
  }

  /** The server takes this session for an unlocked one. */
  answered() {
    this.#answered = now();
  }

  /** While somebody writes on paper or types on another device; a lock on hiding comes at once all the same. */
  patient(on) {
    if (this.#timer !== 0 && this.#patient !== on) {
      this.#patient = on;
      this.#told = now();
      this.#hears.touch(on);
    }
  }

  #here() {
    if (this.#timer === 0) {
      return;
    }
    this.#tick(); // somebody back after a sleep is somebody new
    this.#last = now();
    if (this.#timer !== 0 && since(this.#told) >= TOUCH_EVERY_MILLIS) {
      this.#told = now();
      this.#hears.touch(this.#patient);
    }
  }

  #tick() {
    if (this.#timer === 0) {
      return;
    }
    const millis = 1_000 * (this.#patient ? Math.max(this.#settings.seconds, PATIENT_SECONDS) : this.#settings.seconds);
    const left = millis - since(this.#last);
    if (left <= 0 || since(this.#answered) >= millis + GRACE_MILLIS) {
      this.#hears.lock(); // untouched, or cut off from a server that has locked this session by now or ended it
    } else {
      const warn = left <= WARN_MILLIS && millis > 2 * WARN_MILLIS;
      this.#hears.warn(warn ? Math.ceil(left / 1_000) : null);
    }
  }
}
